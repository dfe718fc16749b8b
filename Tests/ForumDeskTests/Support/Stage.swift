import ForumCore
import ForumDesk
import Journal
import Logging
import Synchronization
import Testing

/// A desk with one forum in which people book meetings, and a clock that the test moves.
struct Stage: Sendable {
  let journal: TrickJournal
  let desk: Desk
  let clock: TestClock
  let forum: ForumID

  /// Opens the desk on a store, as at the start of a node.
  init(_ store: Store, clock: TestClock = TestClock(), tuning: Desk.Tuning = .init()) throws {
    self.clock = clock
    journal = try store.open()
    var logger = Logger(label: "test.desk")
    logger.logLevel = .critical
    desk = try Desk(journal: journal, clock: { clock.now }, tuning: tuning, logger: logger)
    forum = try #require(ForumID("north-2027"))
  }

  /// Makes the forum with so many delegates who can meet each other, in a day of slots of five minutes.
  func prepare(delegates: Int = 8, tables: Int = 8, holdMinutes: Int = 2880) async throws {
    var content = ForumContent(forum: forum)
    let day = try #require(CivilDate("2027-03-10"))
    var settings = ForumSettings(title: "North", place: "Oulu", country: "FI", zone: try #require(ForumZone("Europe/Helsinki")), firstDay: day, lastDay: day)
    settings.holdMinutes = holdMinutes
    content.settings = settings
    let start = try #require(Instant("2027-03-10T07:00:00Z"))
    content.blocks = [Block(id: try #require(BlockID("day")), title: "Day", start: start, end: start.adding(minutes: 600), slotMinutes: 5)]
    content.tables = (1...tables).map { Table(id: TableID($0)) }
    content.registrations = (1...delegates).map { Self.entry($0) }
    _ = try await desk.perform(ImportForum(content: content), in: forum, by: .organiser(), creating: true)
    _ = try await desk.perform(SetPhase(phase: .open), in: forum, by: .organiser())
  }

  func prepareAndStop(delegates: Int) async throws {
    try await prepare(delegates: delegates)
    desk.stop()
  }

  static func entry(_ number: Int) -> ForumContent.Entry {
    let profile = Profile(
      givenName: "Aino\(number)", familyName: "Canaria\(number)", email: "aino\(number)@canary.example", phone: "+358 40 555 \(1000 + number)",
      position: "Kanarienvogel \(number)")
    var entry = ForumContent.Entry(
      person: PersonID("p-\(number)"), profile: profile, organisationName: "Firm \(number)", organisationKind: .msme, country: "FI")
    entry.approved = true
    return entry
  }

  static func request(_ from: Int, _ to: Int, message: String? = nil) -> RequestMeeting {
    RequestMeeting(requester: DelegateID(from), requested: DelegateID(to), message: message)
  }

  /// Delegate `from` asks delegate `to`.
  func book(_ from: Int, _ to: Int, key: RequestKey? = nil, message: String? = nil) async throws -> Receipt {
    try await desk.perform(Self.request(from, to, message: message), in: forum, by: .delegate(DelegateID(from)), key: key)
  }

  func cancel(_ meeting: MeetingID, by delegate: Int, key: RequestKey? = nil) async throws -> Receipt {
    try await desk.perform(CancelMeeting(meeting: meeting), in: forum, by: .delegate(DelegateID(delegate)), key: key)
  }

  /// The same without waiting: what comes is kept in order.
  func send(_ command: some Command<Forum>, by delegate: Int, key: RequestKey? = nil, to answers: Answers<Receipt>) {
    desk.perform(command, in: forum, by: .delegate(DelegateID(delegate)), key: key) { answers.take($0) }
  }

  func state() async throws -> Forum { try await desk.read(forum) { $0 } }

  /// What the store has, by its own account.
  func stored() throws -> [Record] { try journal.inner.read(forum.value, after: 0, limit: .max) }
}

func key(_ name: String, _ fingerprint: String = "request", principal: String = "token:K-1") -> RequestKey {
  RequestKey(principal: principal, key: name, fingerprint: fingerprint)
}

/// The meeting that a request made.
func meeting(_ receipt: Receipt) throws -> Meeting {
  guard case .meetingRequested(let it) = receipt.changes.first else {
    Issue.record("no meeting was requested: \(receipt)")
    throw DeskError.unavailable("no meeting")
  }
  return it.meeting
}

/// A clock that stands until it is moved.
final class TestClock: Sendable {
  private let time = Mutex(Instant(milliseconds: 1_800_000_000_000))
  var now: Instant { time.withLock { $0 } }
  func advance(minutes: Int) { time.withLock { $0 = $0.adding(minutes: minutes) } }
}
