/// A forum, or parts of one, as a file describes it. Taken over whole or not at all by `ImportForum`.
public struct ForumContent: Hashable, Sendable {
  public var forum: ForumID
  /// Nil leaves the settings as they are; the forum has to be there then.
  public var settings: ForumSettings?
  /// Replaces the draft of the agenda; nil leaves it.
  public var agenda: Agenda?
  /// The e-mail addresses by which speakers are known as delegates.
  public var speakerEmails: [SpeakerID: String] = [:]
  /// Set by key, others stay.
  public var blocks: [Block] = []
  /// Set by number, others stay. `fixedTo` is found by `tableOwners`.
  public var tables: [Table] = []
  /// The organisation's name or the delegate's e-mail address to whom a table is fixed.
  public var tableOwners: [TableID: String] = [:]
  public var registrations: [Entry] = []
  /// Whether the agenda is published at once.
  public var publish = false

  public init(forum: ForumID) {
    self.forum = forum
  }

  /// One registration with the organisation that sends it.
  public struct Entry: Hashable, Sendable {
    /// A fresh random name, used where the person is not in the forum yet.
    public var person: PersonID
    public var profile: Profile
    public var organisationName: String
    public var organisationKind: OrganisationKind
    public var country: String
    public var organisationAbout: String?
    public var website: String?
    public var role: Role = .attendee
    public var language = "en"
    public var speaks: [String] = []
    public var offers: [String] = []
    public var seeks: [String] = []
    public var topics: [String]?
    public var about: String?
    public var ticket: Ticket?
    public var need: Money?
    public var takesMeetings = true
    /// Whether it is approved with the import; else it waits for an organiser.
    public var approved = false
    /// Answers to the forum's questions, by the question's name (rule 21).
    public var answers: [String: String] = [:]
    /// The names of the consents that are given.
    public var consents: [String] = []

    public init(person: PersonID, profile: Profile, organisationName: String, organisationKind: OrganisationKind, country: String) {
      self.person = person
      self.profile = profile
      self.organisationName = organisationName
      self.organisationKind = organisationKind
      self.country = country
    }

    var wishes: Wishes { Wishes(speaks: speaks, offers: offers, seeks: seeks, topics: topics, about: about, ticket: ticket, need: need) }
  }
}
