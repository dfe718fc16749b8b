/// How a forum is run. Defaults are those of RULES: approval by the other side, time chosen when requesting, 48 hours' hold.
public struct ForumSettings: Hashable, Sendable {
  public enum RequestMode: String, Codable, Sendable { case approval, automatic }
  public enum TimeMode: String, Codable, Sendable { case whenRequesting, whenAccepting, organiser }
  public enum RegistrationMode: String, Codable, Sendable { case approval, automatic }
  public enum ClashMode: String, Codable, Sendable { case block, warn, off }

  /// Who may not ask whom, by kinds of organisation (rule 2).
  public struct KindPair: Hashable, Sendable, Codable {
    public var from: OrganisationKind
    public var to: OrganisationKind

    public init(from: OrganisationKind, to: OrganisationKind) {
      self.from = from
      self.to = to
    }
  }

  /// The most meetings that one delegate may have (rule 9); nil means no limit.
  public struct Limits: Hashable, Sendable, Codable {
    public var perForum: Int?
    public var perBlock: Int?
    /// The most open requests that one delegate may have sent; declined, withdrawn and expired ones are given back.
    public var requests: Int?

    public init(perForum: Int? = nil, perBlock: Int? = nil, requests: Int? = nil) {
      self.perForum = perForum
      self.perBlock = perBlock
      self.requests = requests
    }
  }

  /// What gathering it is; the programme's indicators go by it (rule 28).
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case frameworkEvent, allianceForum, training, clinic, clusterForum, other
  }

  /// Something that organisers want to know at registration (rule 21).
  public struct Question: Hashable, Sendable, Codable {
    /// 1 to 64 letters, digits, `.`, `_` or `-`.
    public var id: String
    public var text: String
    /// The kinds of organisation that are asked; nil means all.
    public var kinds: [OrganisationKind]?
    public var isRequired: Bool
    /// The answers to choose from; nil means free text.
    public var choices: [String]?

    public init(id: String, text: String, kinds: [OrganisationKind]? = nil, isRequired: Bool = false, choices: [String]? = nil) {
      self.id = id
      self.text = text
      self.kinds = kinds
      self.isRequired = isRequired
      self.choices = choices
    }
  }

  /// Something that people are asked to agree to (rule 21).
  public struct ConsentText: Hashable, Sendable, Codable {
    public var id: String
    public var wording: String
    /// Whether nobody registers without it.
    public var isRequired: Bool

    public init(id: String, wording: String, isRequired: Bool) {
      self.id = id
      self.wording = wording
      self.isRequired = isRequired
    }
  }

  /// When people are reminded (rule 20), in minutes; 0 turns a reminder off.
  public struct Reminders: Hashable, Sendable, Codable {
    /// Between two reminders of a request that waits for an answer.
    public var waiting: Int
    /// Before a request expires.
    public var ending: Int
    /// Before a meeting begins.
    public var starting: Int
    /// Before the first slot, to those who have no meetings yet.
    public var none: Int

    public init(waiting: Int = 2880, ending: Int = 720, starting: Int = 10, none: Int = 4320) {
      self.waiting = waiting
      self.ending = ending
      self.starting = starting
      self.none = none
    }
  }

  public var title: String
  public var place: String
  public var country: String
  public var zone: ForumZone
  public var firstDay: CivilDate
  public var lastDay: CivilDate
  /// What it is about, in a few lines, for the public page.
  public var about: String?
  public var languages: [String] = ["en"]
  /// The programme it belongs to, such as `cluster4green`.
  public var programme: String?

  public var kind: Kind = .other
  public var registrationMode: RegistrationMode = .approval
  /// Minutes for which a place that became free is kept for the next on the waitlist (rule 21); 0 gives it to them at once.
  public var offerMinutes: Int = 1440
  public var questions: [Question] = []
  public var consents: [ConsentText] = []
  /// Places by kind of organisation (rule 21); a kind that is not named has no limit of its own.
  public var places: [OrganisationKind: Int] = [:]
  /// Places in all.
  public var placesInAll: Int?

  public var requestMode: RequestMode = .approval
  public var timeMode: TimeMode = .whenRequesting
  /// Minutes that a pending request holds its place: 15 to 14,400 (rule 4).
  public var holdMinutes: Int = 2880
  /// Minutes before a meeting's start from which only organisers move or cancel it (rule 6).
  public var cutoffMinutes: Int = 120
  /// Whether moving or cancelling a confirmed meeting asks for a reason (rule 6).
  public var asksReasons: Bool = false
  public var forbiddenRequests: [KindPair] = []
  public var limits = Limits()
  public var limitsByKind: [OrganisationKind: Limits] = [:]

  public var roomClash: ClashMode = .block
  public var speakerClash: ClashMode = .block
  public var availabilityClash: ClashMode = .warn
  /// Whether signing up to two sessions at once is refused (`block`), warned of or taken (rule 22).
  public var signupClash: ClashMode = .block
  /// Minutes after a session's start from which places that were not claimed by a check-in go to who waits (rule 17); 0 means never.
  public var unclaimedAfterMinutes: Int = 0
  /// When messages that can wait do (rule 20).
  public var quietHours: QuietHours?
  public var reminders = Reminders()
  /// Hour of the day before which a session still belongs to the programme of the evening before.
  public var dayStartsAtHour: Int = 5

  public init(title: String, place: String, country: String, zone: ForumZone, firstDay: CivilDate, lastDay: CivilDate) {
    self.title = title
    self.place = place
    self.country = country
    self.zone = zone
    self.firstDay = firstDay
    self.lastDay = lastDay
  }

  /// The limits of a kind: its own where it has one, else the forum's.
  public func limits(of kind: OrganisationKind) -> Limits {
    let own = limitsByKind[kind]
    return Limits(
      perForum: own?.perForum ?? limits.perForum, perBlock: own?.perBlock ?? limits.perBlock, requests: own?.requests ?? limits.requests)
  }

  /// The day of the programme to which a moment belongs.
  public func day(of instant: Instant) -> CivilDate {
    let wall = zone.wall(instant)
    return wall.hour < dayStartsAtHour ? wall.date.adding(days: -1) : wall.date
  }
}

/// A part of each day, by the clocks of the forum: from one minute of the day up to another, over midnight where that is earlier.
/// From a minute to the same one it is no time at all.
public struct QuietHours: Hashable, Sendable, Codable {
  /// 0 to 1439.
  public var fromMinute: Int
  public var toMinute: Int

  public init(fromMinute: Int, toMinute: Int) {
    self.fromMinute = fromMinute
    self.toMinute = toMinute
  }

  /// None at all: somebody does not want the forum's.
  public static let off = QuietHours(fromMinute: 0, toMinute: 0)

  public var isOff: Bool { fromMinute == toMinute }

  public func contains(_ minuteOfDay: Int) -> Bool {
    fromMinute <= toMinute ? (fromMinute..<toMinute).contains(minuteOfDay) : minuteOfDay >= fromMinute || minuteOfDay < toMinute
  }

  /// - Throws: `badValue`.
  func check() throws(Refusal) {
    guard (0...1439).contains(fromMinute), (0...1439).contains(toMinute) else {
      throw Refusal(.badValue, ["field": .text("quietHours"), "expected": .text("two minutes of the day, 0 to 1439")])
    }
  }
}
