import ForumCore
import StrictJSON

/// A forum made for a test: given a history, when a command, then exactly these changes or this refusal.
///
/// It hangs in Tunis, on 10 March 2027: a morning block of four slots of half an hour from 09:00, an afternoon block of two
/// from 14:00, two tables, and six delegates. What comes out is written as lines (see `Lines.swift`), times by the forum's clock.
struct Stage {
  private(set) var forum = Forum()
  var now = Stage.clock("09T09:00")
  /// All that was recorded, with its time.
  private(set) var journal: [(change: Change, at: Instant)] = []

  // MSMEs: D-1 and D-2 of Alpha (O-1), D-3 of Beta (O-2). Investors: D-4 (O-3), D-5 (O-4). D-6 is of an authority (O-5).
  static let msme = DelegateID(1)
  static let colleague = DelegateID(2)
  static let otherMSME = DelegateID(3)
  static let investor = DelegateID(4)
  static let otherInvestor = DelegateID(5)
  static let authority = DelegateID(6)

  private static let cast: [(String, String, OrganisationKind)] = [
    ("Amel", "Alpha", .msme), ("Aziz", "Alpha", .msme), ("Bruna", "Beta", .msme), ("Chiara", "Capital", .privateInvestor),
    ("Dalia", "Delta Fund", .publicInvestor), ("Elias", "Energy Agency", .publicAuthority),
  ]

  /// - Parameters:
  ///   - people: how many of the six are registered and approved.
  ///   - settings: what is other than usual in the forum's settings.
  init(named name: String = "tunis", people: Int = 6, _ settings: (inout ForumSettings) -> Void = { _ in }) throws {
    var wanted = try Stage.settings()
    try given(CreateForum(forum: key(name), settings: wanted))
    settings(&wanted)
    try given(UpdateForum(settings: wanted))
    try given(SetPhase(phase: .open))
    for person in Stage.cast.prefix(people) { try given(SubmitRegistration(entry: Stage.entry(person.0, of: person.1, person.2))) }
    for table in 1...2 { try given(SetTable(table: Table(id: TableID(table)))) }
    try given(SetBlock(block: Stage.block("am", "10T09:00", "10T11:00")))
    try given(SetBlock(block: Stage.block("pm", "10T14:00", "10T15:00")))
  }

  // MARK: - Given, when

  /// Takes a command over as history.
  mutating func given(_ command: some Command<Forum>, by actor: Actor = .organiser(), at clock: String? = nil) throws {
    if let clock { now = Stage.clock(clock) }
    for change in try command.decide(forum, by: actor, at: now) {
      forum.apply(change, seq: forum.seq + 1, at: now)
      journal.append((change, now))
    }
  }

  /// Takes over a change as it is on paper, where no command is about it.
  mutating func happened(_ change: String) throws {
    forum.apply(try StrictJSONDecoder().decode(Change.self, from: Array(change.utf8)), seq: forum.seq + 1, at: now)
  }

  /// What a command would lead to, as lines; nothing is taken over.
  func when(_ command: some Command<Forum>, by actor: Actor = .organiser(), at clock: String? = nil) -> [String] {
    do {
      return try command.decide(forum, by: actor, at: clock.map(Stage.clock) ?? now).map(line)
    } catch {
      return lines(error)
    }
  }

  /// A request between two, by the one who asks.
  func request(_ a: DelegateID, _ b: DelegateID, _ slot: String? = nil) -> RequestMeeting {
    RequestMeeting(requester: a, requested: b, slot: slot.flatMap { SlotID($0) })
  }

  /// A meeting that both want already.
  mutating func givenMeeting(_ a: DelegateID, _ b: DelegateID, _ slot: String? = nil) throws {
    try given(request(a, b, slot), by: .delegate(a))
    if forum.meetings[MeetingID(forum.lastMeeting)]?.status == .requested {
      try given(ConfirmMeeting(meeting: MeetingID(forum.lastMeeting)), by: .delegate(b))
    }
  }

  /// An agenda with those sessions, published.
  mutating func givenAgenda(_ sessions: Session...) throws {
    try given(ReplaceAgenda(agenda: Stage.agenda(sessions)))
    try given(PublishAgenda())
  }

  // MARK: - Making things

  static func settings() throws -> ForumSettings {
    guard let zone = ForumZone("Africa/Tunis"), let first = CivilDate("2027-03-10"), let last = CivilDate("2027-03-11") else { throw Missing() }
    var settings = ForumSettings(title: "Alliance forum", place: "Tunis", country: "TN", zone: zone, firstDay: first, lastDay: last)
    // Places that become free are taken at once, and the clock is quiet, where a test says nothing else.
    settings.offerMinutes = 0
    settings.reminders = .init(waiting: 0, ending: 0, starting: 0, none: 0)
    return settings
  }

  /// A name for a person that does not say theirs.
  static func person(_ name: String) -> PersonID { PersonID("p-" + name.utf8.map { String($0, radix: 16) }.joined()) }

  static func entry(_ name: String, of organisation: String, _ kind: OrganisationKind, approved: Bool = true) -> ForumContent.Entry {
    var entry = ForumContent.Entry(
      person: person(name), profile: Profile(givenName: name, familyName: "Test", email: "\(name.lowercased())@example.org"),
      organisationName: organisation, organisationKind: kind, country: "TN")
    entry.approved = approved
    return entry
  }

  static func block(_ id: String, _ start: String, _ end: String, slot: Int = 30, gap: Int = 0, zone: String? = nil, virtual: Bool = false) throws -> Block {
    Block(
      id: try key(id), title: "Block \(id)", start: clock(start), end: clock(end), slotMinutes: slot, gapMinutes: gap, zone: zone, isVirtual: virtual)
  }

  static func session(
    _ id: String, _ start: String, minutes: Int = 60, room: String? = nil, speakers: [String] = [], capacity: Int? = nil, blocks: Bool = true
  ) throws -> Session {
    guard let day = CivilDate("2027-03-10") else { throw Missing() }
    return Session(
      id: try key(id), uid: "uid-\(id)", title: "Session \(id)", kind: .panel, room: try room.map { try key($0) }, day: day, start: clock(start),
      durationMinutes: minutes, speakers: try speakers.map { try key($0) }, capacity: capacity, blocksMeetings: blocks)
  }

  /// Rooms `aula` and `foyer`; speakers `chair`, who is the MSME's D-1, and `guest`, who is nobody's delegate and there from 09:00 to 12:00.
  static func agenda(_ sessions: [Session]) throws -> Agenda {
    var agenda = Agenda()
    agenda.apply(.setRoom(Room(id: try key("aula"), title: "Aula")))
    agenda.apply(.setRoom(Room(id: try key("foyer"), title: "Foyer")))
    agenda.apply(.setTrack(Track(id: try key("finance"), title: "Finance")))
    agenda.apply(.setSpeaker(Speaker(id: try key("chair"), profile: Personal(SpeakerProfile(name: "Amel Test"), of: person("Amel")), delegate: msme)))
    agenda.apply(
      .setSpeaker(
        Speaker(
          id: try key("guest"), profile: Personal(SpeakerProfile(name: "Guest"), of: PersonID("p-guest")),
          available: [Span(start: clock("10T09:00"), end: clock("10T12:00"))])))
    for session in sessions { agenda.apply(.setSession(session)) }
    return agenda
  }

  /// `10T09:00` by the forum's clock, an hour ahead of UTC.
  static func clock(_ text: String) -> Instant { Instant("2027-03-\(text):00+01:00") ?? Instant(milliseconds: 0) }
}

struct Missing: Error {}

/// A key that the test knows to be one.
func key<Kind>(_ text: String) throws -> Key<Kind> {
  guard let key = Key<Kind>(text) else { throw Missing() }
  return key
}
