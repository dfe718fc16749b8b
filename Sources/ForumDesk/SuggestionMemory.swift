import ForumCore
import Synchronization

/// Keeps the index of suggestions of each forum, so that only what has changed since the last time is read anew.
///
/// An index always follows from the forum that is given: whether it was kept or made afresh, the suggestions are the same.
public final class SuggestionMemory: Sendable {
  public static let shared = SuggestionMemory()

  private struct State {
    var indices: [ForumID: SuggestionIndex] = [:]
    /// How often something was forgotten; an index that was taken out before is not put back.
    var forgotten = 0
  }

  private let known = Mutex(State())
  private let mostForums = 32

  public init() {}

  /// Whom a delegate should meet, the best first, each with why.
  /// - Throws: `noSuchForum`, `noSuchDelegate`, `notApproved`, `notActivated`.
  public func suggestions(for delegate: DelegateID, in forum: Forum, at now: Instant, most: Int) throws(Refusal) -> [MeetingSuggestion] {
    guard let id = forum.id else { throw Refusal(.noSuchForum) }
    // Taken out while it is used, so that it is changed in place and nobody waits for another forum's.
    let (taken, forgotten) = known.withLock { ($0.indices.removeValue(forKey: id), $0.forgotten) }
    var index = taken ?? SuggestionIndex()
    index.refresh(from: forum)
    let result: Result<[MeetingSuggestion], Refusal>
    do throws(Refusal) { result = .success(try index.suggestions(for: delegate, in: forum, at: now, most: most)) } catch { result = .failure(error) }
    known.withLock { known in
      guard known.forgotten == forgotten else { return }
      if known.indices.count >= mostForums { known.indices.removeAll() }
      known.indices[id] = index
    }
    return try result.get()
  }

  /// Forgets what was read of a forum's people: somebody was erased from it (rule 29).
  func forget(_ forum: ForumID) {
    known.withLock { known in
      known.indices[forum] = nil
      known.forgotten += 1
    }
  }
}
