import Dispatch
import ForumCore
import Journal

/// A person is gone from a forum (rule 29).
public struct Erasure: Sendable, Equatable {
  public var forum: ForumID
  public var delegate: DelegateID
  /// The chats that were linked to the registration.
  public var links: [ChatLink]
}

// The record of an erasure and the end of the person's key are one transaction: there is no moment at which one is there without
// the other. What is in memory goes when that is durable, before anybody is told of it.

extension Desk {
  /// Erases a person from a forum; returns once nothing that is personal of theirs is kept by the node, tokens included.
  /// - Throws: `Refusal`, `DeskError`.
  public func erase(_ delegate: DelegateID, in forum: ForumID, by actor: Actor, key: RequestKey? = nil) async throws -> Receipt {
    let receipt = try await perform(EraseDelegate(delegate: delegate), in: forum, by: actor, key: key)
    try await eraseTokens(of: delegate, in: forum)
    for case .delegateErased(let it) in receipt.changes where it.delegate != delegate { try await eraseTokens(of: it.delegate, in: forum) }
    return receipt
  }

  /// Where a person is registered on this node and not erased, by forum.
  public func registrations(of person: PersonID) async throws -> [(forum: ForumID, delegate: DelegateID)] {
    var found: [(forum: ForumID, delegate: DelegateID)] = []
    for forum in forums {
      found += try await read(forum) { state in
        state.registrations.values.filter { $0.profile.person == person && $0.profile.value != nil }.map(\.id).sorted()
      }.map { (forum, $0) }
    }
    return found
  }

  /// Whether somebody of that name was erased from a forum.
  public func isErased(_ person: PersonID, in forum: ForumID) -> Bool { (try? lane(forum))?.peek { $0.isErased(person) } ?? false }

  /// Tells each erasure from now on once it is durable, before its command is answered. `tell` must not block.
  public func onErasure(_ tell: @escaping @Sendable (Erasure) -> Void) { erasureListeners.withLock { $0.append(tell) } }

  /// On the writer's thread.
  func erased(_ erasure: Erasure) {
    SuggestionMemory.shared.forget(erasure.forum)
    for tell in erasureListeners.withLock({ $0 }) { tell(erasure) }
    house.perform(EraseTokens(forum: erasure.forum, delegate: erasure.delegate), by: .timer, at: now, key: nil) { [logger] result in
      if case .failure(let error) = result { logger.warning("tokens of \(erasure.delegate) in \(erasure.forum) are to be ended: \(error)") }
    }
  }

  func eraseTokens(of delegate: DelegateID, in forum: ForumID) async throws {
    _ = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Lane<House>.Outcome, any Error>) in
      house.perform(EraseTokens(forum: forum, delegate: delegate), by: .timer, at: now, key: nil) { continuation.resume(with: $0) }
    }
  }

  /// Ends what an erasure began before the node stopped: keys that are still there, tokens that still open something. Blocks.
  func completeErasures(_ lanes: [ForumID: Lane<Forum>]) {
    for (id, lane) in lanes.sorted(by: { $0.key < $1.key }) {
      let (delegates, persons) = lane.peek { forum in (forum.erased, forum.erased.flatMap(forum.persons(of:))) }
      let keys = persons.flatMap { vault.names(of: $0, in: id.value) }.filter(vault.has)
      do {
        if !keys.isEmpty { try journal.append(Batch(erasedPersons: keys)) }
        for key in keys { vault.erase(key) }
      } catch { logger.error("keys of erased persons of \(id) are still there: \(error)") }
      for delegate in delegates where house.peek({ $0.hasTraces(of: delegate, in: id) }) {
        house.perform(EraseTokens(forum: id, delegate: delegate), by: .timer, at: now, key: nil) { _ in }
      }
    }
    journal.tidy()
  }
}
