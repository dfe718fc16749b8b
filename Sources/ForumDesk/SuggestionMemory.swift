import ForumCore
import Synchronization

/// Keeps the index of suggestions of each forum, so that only what has changed since the last time is read anew.
///
/// An index always follows from the forum that is given: whether it was kept or made afresh, the suggestions are the same.
public final class SuggestionMemory: Sendable {
  public static let shared = SuggestionMemory()

  private let known = Mutex<[ForumID: SuggestionIndex]>([:])
  private let mostForums = 32

  public init() {}

  /// Whom a delegate should meet, the best first, each with why.
  /// - Throws: `noSuchForum`, `noSuchDelegate`, `notApproved`, `notActivated`.
  public func suggestions(for delegate: DelegateID, in forum: Forum, at now: Instant, most: Int) throws(Refusal) -> [MeetingSuggestion] {
    guard let id = forum.id else { throw Refusal(.noSuchForum) }
    // Taken out while it is used, so that it is changed in place and nobody waits for another forum's.
    var index = known.withLock { $0.removeValue(forKey: id) } ?? SuggestionIndex()
    index.refresh(from: forum)
    let result: Result<[MeetingSuggestion], Refusal>
    do throws(Refusal) { result = .success(try index.suggestions(for: delegate, in: forum, at: now, most: most)) } catch { result = .failure(error) }
    known.withLock { known in
      if known.count >= mostForums { known.removeAll() }
      known[id] = index
    }
    return try result.get()
  }
}
