import ForumDesk
import Synchronization

/// The memories of conversations: the durable part as notes of the desk, the rest of those that spoke last at hand.
///
/// A memory is handed to the store without waiting for it, so that a reply may go out meanwhile. The store keeps notes in the order in which
/// they come: whatever is kept later, such as that a message was answered, is durable only together with it. The next message of the
/// conversation waits until it is.
final class Memories: Sendable {
  private struct Recent {
    var memory: Memory
    /// What the note said when this was put here; where it says something else by now, the note is right.
    var kept: [UInt8]?
    var used: Int
  }

  private typealias Waiter = CheckedContinuation<Void, any Error>

  private struct State {
    var recent: [String: Recent] = [:]
    /// Notes on their way into the store, with who waits for them.
    var underWay: [String: [Waiter]] = [:]
    var uses = 0
    var erasures = 0
  }

  private let desk: Desk
  private let most: Int
  private let state = Mutex(State())

  /// - Parameter most: how many conversations are at hand.
  init(desk: Desk, most: Int = 5000) {
    self.desk = desk
    self.most = most
  }

  /// What is remembered of a conversation; to be called in its turn.
  func recall(_ note: String) async throws -> Memory {
    // One that could not be kept is at hand nevertheless.
    try? await settled(note)
    let kept = try desk.note(note)
    return state.withLock { state in
      var memory = Memory(kept)
      if let recent = state.recent[note], recent.kept == kept { memory = recent.memory }
      memory.erasures = state.erasures
      return memory
    }
  }

  /// Forgets what replies said, everybody's: somebody was erased who may have been named in them. What is durable names nobody.
  func forgetReplies() {
    state.withLock { state in
      state.erasures += 1
      state.recent = [:]
    }
  }

  /// Hands the durable part to the store where it is another than before; to be called in the conversation's turn, after `recall`.
  func keep(_ memory: Memory, as note: String) throws {
    let bytes = memory.isWorthKeeping ? try memory.bytes() : nil
    let kept = try desk.note(note)
    guard kept != bytes else { return putAtHand(memory, note, kept) }
    state.withLock { $0.underWay[note] = [] }
    do {
      try desk.setNote(note, bytes) { [self] result in
        if case .success = result { putAtHand(memory, note, bytes) } else { putAtHand(memory, note, kept) }
        let waiters = state.withLock { $0.underWay.removeValue(forKey: note) } ?? []
        for waiter in waiters { waiter.resume(with: result.mapError { $0 }) }
      }
    } catch {
      state.withLock { $0.underWay[note] = nil }
      throw error
    }
  }

  /// Returns when what was handed to the store of a conversation is durable; throws where that failed.
  func settled(_ note: String) async throws {
    try await withCheckedThrowingContinuation { (waiter: Waiter) in
      let isSettled = state.withLock { state in
        guard state.underWay[note] != nil else { return true }
        state.underWay[note]?.append(waiter)
        return false
      }
      if isSettled { waiter.resume() }
    }
  }

  private func putAtHand(_ memory: Memory, _ note: String, _ kept: [UInt8]?) {
    state.withLock { state in
      guard memory.erasures == state.erasures else { return }
      state.uses += 1
      state.recent[note] = Recent(memory: memory, kept: kept, used: state.uses)
      if state.recent.count > most {
        let limit = state.uses - most / 2
        state.recent = state.recent.filter { $0.value.used > limit }
      }
    }
  }
}
