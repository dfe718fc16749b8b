/// A forum as it stands: all that follows from its changes.
///
/// Invariants: no delegate and no table is in two places at once; no capacity is exceeded; a meeting that is open and
/// has a place sits in a slot of a block; what is derived (`index`) equals a recount.
public struct Forum: Sendable, Hashable {
  public internal(set) var id: ForumID?
  public internal(set) var settings: ForumSettings?
  public internal(set) var phase: Phase = .preparing

  public internal(set) var draft = Agenda()
  public internal(set) var releases: [Release] = []

  public internal(set) var organisations: [OrganisationID: Organisation] = [:]
  public internal(set) var registrations: [DelegateID: Registration] = [:]
  public internal(set) var signups: [SessionID: Signups] = [:]
  public internal(set) var chatLinks: [ChatLink] = []
  public internal(set) var linkCodes: [LinkCode] = []
  /// Who manages an organisation's delegation, where somebody was named; else its first delegate does (rule 13).
  public internal(set) var managers: [OrganisationID: DelegateID] = [:]
  /// Other names under which personal values of a delegate are kept (rule 29).
  public internal(set) var personas: [DelegateID: [PersonID]] = [:]

  public internal(set) var blocks: [BlockID: Block] = [:]
  public internal(set) var tables: [TableID: Table] = [:]
  public internal(set) var meetings: [MeetingID: Meeting] = [:]
  public internal(set) var alliances: [AllianceID: Alliance] = [:]

  /// Position in the journal of the last change.
  public internal(set) var seq = 0
  /// The highest number given so far, of each kind.
  public internal(set) var lastMeeting = 0
  public internal(set) var lastDelegate = 0
  public internal(set) var lastOrganisation = 0
  public internal(set) var lastAlliance = 0

  /// Derived from the above, for speed.
  public internal(set) var index = ForumIndex()

  public init() {}

  /// Who has a place in a session, and who waits for one, in order.
  public struct Signups: Hashable, Sendable, Codable {
    public var placed: [DelegateID] = []
    public var waiting: [DelegateID] = []
    /// The journal position at which each of them signed up.
    public var since: [DelegateID: Int] = [:]
    /// Who was checked in at the session, and when.
    public var checkedIn: [DelegateID: Instant]?
    /// Who did not claim their place in time and has it only until somebody comes who waits, in order of their signup (rule 17);
    /// nil while places can be claimed.
    public var unclaimed: [DelegateID]?

    public init() {}
  }

  /// The agenda that everybody sees: the last release's, or an empty one.
  public var published: Agenda { releases.last?.agenda ?? Agenda() }
}

/// What is looked up often; rebuilt from the state at any time.
public struct ForumIndex: Sendable, Hashable {
  /// All slots, by start and then block.
  public internal(set) var slots: [Slot] = []
  public internal(set) var slotByID: [SlotID: Int] = [:]
  /// The meetings of each delegate that count, interpreted ones included, by number.
  public internal(set) var openMeetings: [DelegateID: [MeetingID]] = [:]
  /// Meetings that count and hold a place, at each table, by number.
  public internal(set) var tableMeetings: [TableID: [MeetingID]] = [:]
  /// What the clock is to do for meetings and registrations, the first in front.
  public internal(set) var dues = OrderedList<Due>()
  /// Requests that wait for a place, those that matter most and are oldest first (rule 16).
  public internal(set) var waiting: [Waiting] = []
  /// Published sessions that keep a delegate's time, by key.
  public internal(set) var sessions: [DelegateID: [SessionID]] = [:]
  /// Tables in the order of their numbers.
  public internal(set) var tableOrder: [TableID] = []
  public internal(set) var fixedTables: [Table.Owner: [TableID]] = [:]
  /// Places of the forum that are taken or kept, in all and by kind of organisation.
  public internal(set) var taken = 0
  public internal(set) var takenByKind: [OrganisationKind: Int] = [:]

  /// A request that waits for a place.
  public struct Waiting: Comparable, Hashable, Sendable {
    public var priority: Int
    public var meeting: MeetingID

    public static func < (a: Self, b: Self) -> Bool { (-a.priority, a.meeting) < (-b.priority, b.meeting) }
  }

  /// Something that the clock is to do.
  public struct Due: Comparable, Hashable, Sendable {
    public enum Task: Int, Hashable, Sendable {
      /// A request's hold ends (rule 4).
      case hold
      /// An offered place in the forum lapses (rule 21).
      case offer
      /// Places that nobody claimed go to who waits (rule 17).
      case unclaimed
      /// Reminders (rule 20).
      case waiting, ending, starting, none
    }

    public var at: Instant
    public var task: Task
    /// The number of the meeting or delegate; 0 for sessions.
    public var number: Int
    /// The number of the delegate, where it is about a meeting and one of its sides; else 0.
    public var side: Int
    /// The session, where it is about one.
    public var session: SessionID?

    public init(at: Instant, task: Task, number: Int, side: Int = 0) {
      self.at = at
      self.task = task
      self.number = number
      self.side = side
    }

    /// Whether somebody is only told of something.
    var isReminder: Bool {
      switch task {
      case .waiting, .ending, .starting, .none: true
      case .hold, .offer, .unclaimed: false
      }
    }

    public init(at: Instant, task: Task, session: SessionID) {
      self.init(at: at, task: task, number: 0)
      self.session = session
    }

    public static func < (a: Self, b: Self) -> Bool {
      (a.at, a.task.rawValue, a.number, a.side, a.session?.value ?? "") < (b.at, b.task.rawValue, b.number, b.side, b.session?.value ?? "")
    }
  }
}

extension Forum: Codable {
  private enum Member: String, CodingKey {
    case id, settings, phase, draft, releases, organisations, registrations, signups, chatLinks, linkCodes, managers, personas, blocks, tables, meetings
    case alliances, seq, lastMeeting, lastDelegate, lastOrganisation, lastAlliance
  }

  public init(from decoder: any Decoder) throws {
    let from = try decoder.container(keyedBy: Member.self)
    id = try from.decodeIfPresent(ForumID.self, forKey: .id)
    settings = try from.decodeIfPresent(ForumSettings.self, forKey: .settings)
    phase = try from.decode(Phase.self, forKey: .phase)
    draft = try from.decode(Agenda.self, forKey: .draft)
    releases = try from.decode([Release].self, forKey: .releases)
    organisations = try from.decode([OrganisationID: Organisation].self, forKey: .organisations)
    registrations = try from.decode([DelegateID: Registration].self, forKey: .registrations)
    signups = try from.decode([SessionID: Signups].self, forKey: .signups)
    chatLinks = try from.decode([ChatLink].self, forKey: .chatLinks)
    linkCodes = try from.decode([LinkCode].self, forKey: .linkCodes)
    blocks = try from.decode([BlockID: Block].self, forKey: .blocks)
    tables = try from.decode([TableID: Table].self, forKey: .tables)
    meetings = try from.decode([MeetingID: Meeting].self, forKey: .meetings)
    seq = try from.decode(Int.self, forKey: .seq)
    lastMeeting = try from.decode(Int.self, forKey: .lastMeeting)
    lastDelegate = try from.decode(Int.self, forKey: .lastDelegate)
    lastOrganisation = try from.decode(Int.self, forKey: .lastOrganisation)
    managers = try from.decodeIfPresent([OrganisationID: DelegateID].self, forKey: .managers) ?? [:]
    personas = try from.decodeIfPresent([DelegateID: [PersonID]].self, forKey: .personas) ?? [:]
    alliances = try from.decodeIfPresent([AllianceID: Alliance].self, forKey: .alliances) ?? [:]
    lastAlliance = try from.decodeIfPresent(Int.self, forKey: .lastAlliance) ?? 0
    index = recount()
  }

  public func encode(to encoder: any Encoder) throws {
    var to = encoder.container(keyedBy: Member.self)
    try to.encodeIfPresent(id, forKey: .id)
    try to.encodeIfPresent(settings, forKey: .settings)
    try to.encode(phase, forKey: .phase)
    try to.encode(draft, forKey: .draft)
    try to.encode(releases, forKey: .releases)
    try to.encode(organisations, forKey: .organisations)
    try to.encode(registrations, forKey: .registrations)
    try to.encode(signups, forKey: .signups)
    try to.encode(chatLinks, forKey: .chatLinks)
    try to.encode(linkCodes, forKey: .linkCodes)
    try to.encode(blocks, forKey: .blocks)
    try to.encode(tables, forKey: .tables)
    try to.encode(meetings, forKey: .meetings)
    try to.encode(seq, forKey: .seq)
    try to.encode(lastMeeting, forKey: .lastMeeting)
    try to.encode(lastDelegate, forKey: .lastDelegate)
    try to.encode(lastOrganisation, forKey: .lastOrganisation)
    try to.encode(managers, forKey: .managers)
    if !personas.isEmpty { try to.encode(personas, forKey: .personas) }
    try to.encode(alliances, forKey: .alliances)
    try to.encode(lastAlliance, forKey: .lastAlliance)
  }
}
