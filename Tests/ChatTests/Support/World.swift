import Chat
import ForumCore
import ForumDesk
import Journal
import Messaging
import Synchronization

/// A desk on a journal in memory with one small forum, a clock that stands still until it is told, and the chat before it.
///
/// The forum is in Tunis on Wednesday 10 and Thursday 11 March 2027; it is the 1st at ten o'clock there.
final class World: Sendable {
  let journal = InMemoryJournal()
  let desk: Desk
  let house: ChatHouse
  let library: PhraseLibrary
  let forum: ForumID
  let hearing = Hearing()
  private let clock: TestClock
  private let numbers = Mutex(0)

  init(_ content: ForumContent? = nil, phase: Phase = .open, library: PhraseLibrary = .standard) async throws {
    let content = try content ?? Sample.forum()
    let clock = TestClock("2027-03-01T09:00:00Z")
    self.clock = clock
    forum = content.forum
    desk = try Desk(journal: journal, clock: { clock.now })
    self.library = library
    house = ChatHouse(desk: desk, library: library)
    try await add(content, phase: phase)
    let hearing = hearing
    hearing.begin(after: try await seq)
    _ = try desk.subscribe(forum, after: try await seq) { hearing.add($0) }
  }

  func add(_ content: ForumContent, phase: Phase = .open) async throws {
    _ = try await desk.perform(ImportForum(content: content), in: content.forum, by: .organiser(), creating: true)
    _ = try await desk.perform(SetPhase(phase: phase), in: content.forum, by: .organiser())
  }

  /// The delegate with that given name.
  func delegate(_ name: String) async throws -> DelegateID {
    let found = try await desk.read(forum) { forum in
      forum.registrations.values.filter { $0.displayName.lowercased().hasPrefix(name) }.map(\.id).min()
    }
    guard let found else { throw Missing(name: name) }
    return found
  }

  func say(_ text: String, as name: String, id: String? = nil) async throws -> [ChatReply] {
    let number = numbers.withLock { number in
      number += 1
      return number
    }
    return try await house.answer(
      text, forum: forum, delegate: try await delegate(name), chat: "console", messageID: id ?? "m\(number)", channel: "chat")
  }

  func perform(_ command: some Command<Forum>, by actor: Actor = .organiser()) async throws -> Receipt {
    try await desk.perform(command, in: forum, by: actor)
  }

  /// Sets the clock, and does what is due by then.
  func set(_ time: String) async throws {
    clock.set(time)
    _ = try await desk.perform(ExpireHolds(), in: forum, by: .timer)
  }

  var now: Instant { clock.now }
  var seq: Int { get async throws { try await desk.read(forum) { $0.seq } } }

  struct Missing: Error { let name: String }
}

final class TestClock: Sendable {
  private let time: Mutex<Instant>
  init(_ text: String) { time = Mutex(Instant(text) ?? Instant(seconds: 0)) }
  var now: Instant { time.withLock { $0 } }
  func set(_ text: String) { time.withLock { $0 = Instant(text) ?? $0 } }
  func set(_ instant: Instant) { time.withLock { $0 = instant } }
}
