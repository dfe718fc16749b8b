/// What happens in a forum: days, tracks, rooms, sessions and who speaks.
///
/// Edited as a draft, published as numbered releases (rule 24). Dictionaries are by key, so two agendas with the same
/// content are equal whatever the order of the edits.
public struct Agenda: Hashable, Sendable, Codable {
  public var tracks: [TrackID: Track] = [:]
  public var rooms: [RoomID: Room] = [:]
  public var speakers: [SpeakerID: Speaker] = [:]
  public var sessions: [SessionID: Session] = [:]

  public init() {}

  /// The sessions by start, then room, then key.
  public var inOrder: [Session] {
    sessions.values.sorted { ($0.start, $0.room?.value ?? "", $0.id) < ($1.start, $1.room?.value ?? "", $1.id) }
  }

  /// The days that have sessions, in order.
  public var days: [CivilDate] { Set(sessions.values.map(\.day)).sorted() }
}

public struct Track: Hashable, Sendable, Codable {
  public var id: TrackID
  public var title: String
  /// `#rrggbb`
  public var color: String?
  /// Where it stands among the tracks.
  public var position: Int

  public init(id: TrackID, title: String, color: String? = nil, position: Int = 0) {
    self.id = id
    self.title = title
    self.color = color
    self.position = position
  }
}

public struct Room: Hashable, Sendable, Codable {
  public var id: RoomID
  public var title: String
  /// Seats, where known.
  public var capacity: Int?
  public var position: Int

  public init(id: RoomID, title: String, capacity: Int? = nil, position: Int = 0) {
    self.id = id
    self.title = title
    self.capacity = capacity
    self.position = position
  }
}

/// What the public agenda says of a speaker.
public struct SpeakerProfile: Hashable, Sendable, Codable {
  public var name: String
  public var organisation: String?
  public var biography: String?

  public init(name: String, organisation: String? = nil, biography: String? = nil) {
    self.name = name
    self.organisation = organisation
    self.biography = biography
  }
}

public struct Speaker: Hashable, Sendable, Codable {
  public var id: SpeakerID
  public var profile: Personal<SpeakerProfile>
  /// The delegate that this speaker is, where they are registered: their sessions block their meeting slots (rule 8).
  public var delegate: DelegateID?
  /// When the speaker can be on stage; empty means always (rule 23).
  public var available: [Span]

  public init(id: SpeakerID, profile: Personal<SpeakerProfile>, delegate: DelegateID? = nil, available: [Span] = []) {
    self.id = id
    self.profile = profile
    self.delegate = delegate
    self.available = available
  }
}

/// One item of the programme.
public struct Session: Hashable, Sendable, Codable {
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case plenary, panel, workshop, training, pitch, clinic, networking, `break`, lecture, other
  }

  public struct Link: Hashable, Sendable, Codable {
    public var title: String
    public var url: String

    public init(title: String, url: String) {
      self.title = title
      self.url = url
    }
  }

  public var id: SessionID
  /// The identifier in exports and calendars; the same in every release (rule 24).
  public var uid: String
  public var title: String
  public var subtitle: String?
  public var kind: Kind
  public var track: TrackID?
  public var room: RoomID?
  /// The day of the programme on which it is listed; a session after midnight belongs to the evening before.
  public var day: CivilDate
  public var start: Instant
  public var durationMinutes: Int
  public var speakers: [SpeakerID]
  public var language: String?
  public var abstract: String?
  public var description: String?
  public var links: [Link]
  /// Places for which delegates sign up; nil means that none is counted.
  public var capacity: Int?
  /// Whether a signup keeps the delegate's meeting slots free meanwhile (rule 8). A speaker's are kept always.
  public var blocksMeetings: Bool
  /// What else a source said of it (slug, url, licence, the source's own type), kept for exports.
  public var extra: [String: String]

  public init(
    id: SessionID, uid: String, title: String, subtitle: String? = nil, kind: Kind, track: TrackID? = nil, room: RoomID? = nil,
    day: CivilDate, start: Instant, durationMinutes: Int, speakers: [SpeakerID] = [], language: String? = nil, abstract: String? = nil,
    description: String? = nil, links: [Link] = [], capacity: Int? = nil, blocksMeetings: Bool = true, extra: [String: String] = [:]
  ) {
    self.id = id
    self.uid = uid
    self.title = title
    self.subtitle = subtitle
    self.kind = kind
    self.track = track
    self.room = room
    self.day = day
    self.start = start
    self.durationMinutes = durationMinutes
    self.speakers = speakers
    self.language = language
    self.abstract = abstract
    self.description = description
    self.links = links
    self.capacity = capacity
    self.blocksMeetings = blocksMeetings
    self.extra = extra
  }

  public var end: Instant { start.adding(minutes: durationMinutes) }
  public var span: Span { Span(start: start, end: end) }
}

/// A numbered publication of the agenda.
public struct Release: Hashable, Sendable, Codable {
  public var number: Int
  public var at: Instant
  public var differences: [AgendaDifference]
  public var agenda: Agenda

  public init(number: Int, at: Instant, differences: [AgendaDifference], agenda: Agenda) {
    self.number = number
    self.at = at
    self.differences = differences
    self.agenda = agenda
  }
}

/// What one release changed for those who look at a session.
public struct AgendaDifference: Hashable, Sendable, Codable {
  public enum Kind: String, Codable, Sendable {
    case added, removed
    /// Another time or room.
    case moved
    /// Something else: title, speakers, text.
    case changed
  }

  public struct Place: Hashable, Sendable, Codable {
    public var start: Instant
    public var durationMinutes: Int
    public var room: RoomID?
  }

  public var kind: Kind
  public var session: SessionID
  public var title: String
  /// Where it was; nil for what is added.
  public var from: Place?
  /// Where it is; nil for what is removed.
  public var to: Place?
  /// The names of the fields that are not the same, sorted.
  public var fields: [String]
}
