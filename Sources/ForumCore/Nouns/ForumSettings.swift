/// How a forum is run. Defaults are those of RULES: approval by the other side, time chosen when requesting, 48 hours' hold.
public struct ForumSettings: Hashable, Sendable, Codable {
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

  public var registrationMode: RegistrationMode = .approval
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
  public var forbiddenRequests: [KindPair] = []
  public var limits = Limits()
  public var limitsByKind: [OrganisationKind: Limits] = [:]

  public var roomClash: ClashMode = .block
  public var speakerClash: ClashMode = .block
  public var availabilityClash: ClashMode = .warn
  /// Whether signing up to two sessions at once is refused (`block`), warned of or taken (rule 22).
  public var signupClash: ClashMode = .block
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
