import Chat
import ForumCore
import ForumDesk
import Journal
import Messaging
import Synchronization

/// A forum whose days pass by a clock that is set, with the node's desk and the runner of notices of one platform: nothing sleeps, and
/// what is due is done at its moment. The node can be ended and begun again at any time.
final class Days {
  struct Told: Equatable, CustomStringConvertible {
    /// On the clocks of the forum: `2027-03-16T10:00`, with the seconds where there are some.
    var at: String
    var chat: String
    var text: String
    var description: String { "\(at) \(chat): \(text.replacing("\n", with: " | "))" }
  }

  let journal = InMemoryJournal()
  let clock: TestClock
  let platform: ClockedPlatform
  let forum: ForumID
  let zone: ForumZone
  private(set) var desk: Desk
  private(set) var runner: NoticeRunner

  init(_ content: ForumContent, at start: String, zone: ForumZone) async throws {
    let clock = TestClock(start)
    self.clock = clock
    self.zone = zone
    forum = content.forum
    platform = ClockedPlatform(clock: clock, zone: zone)
    desk = try Desk(journal: journal, clock: { clock.now })
    runner = NoticeRunner(desk: desk, transport: platform, patience: Self.patience)
    _ = try await desk.perform(ImportForum(content: content), in: forum, by: .organiser(), creating: true)
    _ = try await desk.perform(SetPhase(phase: .open), in: forum, by: .organiser())
  }

  private static var patience: NoticePatience {
    var patience = NoticePatience()
    patience.firstWait = .milliseconds(1)
    // The clock has recorded all that is due before the runner looks.
    patience.afterQuiet = 0
    return patience
  }

  /// The node ends, as by a power cut, and begins again on what is stored.
  func restart() async throws {
    let clock = clock
    desk = try Desk(journal: journal, clock: { clock.now })
    runner = NoticeRunner(desk: desk, transport: platform, patience: Self.patience)
    try await runner.round()
  }

  func perform(_ command: some Command<Forum>, by actor: Actor = .organiser()) async throws {
    _ = try await desk.perform(command, in: forum, by: actor)
    try await runner.round()
  }

  /// Lets time pass up to a moment on the forum's clocks, from one thing that is to be done to the next.
  /// - Parameter then: called after each of them.
  func pass(to text: String, then: () async throws -> Void = {}) async throws {
    guard let time = TimeText(text) else { throw Sample.Malformed() }
    let end = try zone.resolve(time)
    while true {
      let due = try await desk.read(forum) { $0.nextDue }
      guard let next = [due, runner.nextRelease].compactMap({ $0 }).min(), next <= end else { break }
      clock.set(max(next, clock.now))
      _ = try await desk.perform(ExpireHolds(), in: forum, by: .timer)
      if let again = try await desk.read(forum, { $0.nextDue }), again <= clock.now { throw Spins(at: again) }
      try await runner.round()
      if let again = runner.nextRelease, again <= clock.now { throw Spins(at: again) }
      try await then()
    }
    clock.set(end)
    try await runner.round()
  }

  func link(_ delegate: DelegateID, as name: String) async throws {
    let digest = LinkSecret.digest(of: "code of \(name)")
    _ = try await desk.perform(IssueLinkCode(delegate: delegate, digest: digest), in: forum, by: .organiser())
    let command = LinkChat(digest: digest, bot: platform.bot, account: ChatAccount(account: "@\(name):example.org", chat: name))
    _ = try await desk.perform(command, in: forum, by: .guest(channel: "fake"))
  }

  struct Spins: Error { let at: Instant }
}

/// A platform that notes when it was given what. Like Matrix it takes a message once, whatever its key is given again.
final class ClockedPlatform: ChatTransport {
  private struct State {
    var told: [Days.Told] = []
    var arrived: [OutgoingMessage] = []
    var keys: Set<String> = []
    var again = 0
    var losing = 0
  }

  struct AnswerLost: Error {}

  let bot: String
  private let clock: TestClock
  private let zone: ForumZone
  private let state = Mutex(State())

  init(clock: TestClock, zone: ForumZone, bot: String = "fake") {
    self.clock = clock
    self.zone = zone
    self.bot = bot
  }

  /// In the order of time, then of chats; what one chat was told in its order.
  var told: [Days.Told] {
    state.withLock(\.told).enumerated().sorted { ($0.element.at, $0.element.chat, $0.offset) < ($1.element.at, $1.element.chat, $1.offset) }.map(\.element)
  }
  /// The messages themselves, in the order in which they came.
  var arrived: [OutgoingMessage] { state.withLock(\.arrived) }
  /// How often a key came that had come before.
  var again: Int { state.withLock(\.again) }
  /// So many messages arrive from now on without its answer getting back.
  func setLosing(_ count: Int) { state.withLock { $0.losing = count } }

  func deliver(_ message: OutgoingMessage) async throws {
    let now = clock.now
    let wall = zone.wall(now)
    let rest = now.milliseconds % 60_000
    try state.withLock { state in
      if state.keys.insert(message.key).inserted {
        state.arrived.append(message)
        let buttons = message.reply.buttons.map { "\n[\($0.label)]" }.joined()
        state.told.append(Days.Told(at: "\(wall)" + (rest == 0 ? "" : ":\(rest / 1000)"), chat: message.chat, text: message.reply.text + buttons))
      } else {
        state.again += 1
      }
      guard state.losing > 0 else { return }
      state.losing -= 1
      throw AnswerLost()
    }
  }
}
