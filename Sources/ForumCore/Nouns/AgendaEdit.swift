/// One stroke of an organiser's pen on the draft of the agenda. Setting is by key: it adds or replaces.
public enum AgendaEdit: Hashable, Sendable {
  case setTrack(Track)
  case removeTrack(TrackID)
  case setRoom(Room)
  case removeRoom(RoomID)
  case setSpeaker(Speaker)
  case removeSpeaker(SpeakerID)
  case setSession(Session)
  case removeSession(SessionID)
}

extension AgendaEdit: Codable {
  private enum Member: String, CodingKey, CaseIterable {
    case setTrack, removeTrack, setRoom, removeRoom, setSpeaker, removeSpeaker, setSession, removeSession
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Member.self)
    let key = try container.onlyKey()
    switch key {
    case .setTrack: self = .setTrack(try container.decode(Track.self, forKey: key))
    case .removeTrack: self = .removeTrack(try container.decode(TrackID.self, forKey: key))
    case .setRoom: self = .setRoom(try container.decode(Room.self, forKey: key))
    case .removeRoom: self = .removeRoom(try container.decode(RoomID.self, forKey: key))
    case .setSpeaker: self = .setSpeaker(try container.decode(Speaker.self, forKey: key))
    case .removeSpeaker: self = .removeSpeaker(try container.decode(SpeakerID.self, forKey: key))
    case .setSession: self = .setSession(try container.decode(Session.self, forKey: key))
    case .removeSession: self = .removeSession(try container.decode(SessionID.self, forKey: key))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Member.self)
    switch self {
    case .setTrack(let value): try container.encode(value, forKey: .setTrack)
    case .removeTrack(let value): try container.encode(value, forKey: .removeTrack)
    case .setRoom(let value): try container.encode(value, forKey: .setRoom)
    case .removeRoom(let value): try container.encode(value, forKey: .removeRoom)
    case .setSpeaker(let value): try container.encode(value, forKey: .setSpeaker)
    case .removeSpeaker(let value): try container.encode(value, forKey: .removeSpeaker)
    case .setSession(let value): try container.encode(value, forKey: .setSession)
    case .removeSession(let value): try container.encode(value, forKey: .removeSession)
    }
  }
}

extension AgendaEdit {
  /// With what is said of a speaker as the delegate's own whom they are (rule 29).
  func owned(in forum: Forum) throws(Refusal) -> AgendaEdit {
    guard case .setSpeaker(let speaker) = self else { return self }
    return .setSpeaker(try speaker.owned(in: forum))
  }
}

extension Agenda {
  public mutating func apply(_ edit: AgendaEdit) {
    switch edit {
    case .setTrack(let track): tracks[track.id] = track
    case .removeTrack(let id): tracks[id] = nil
    case .setRoom(let room): rooms[room.id] = room
    case .removeRoom(let id): rooms[id] = nil
    case .setSpeaker(let speaker): speakers[speaker.id] = speaker
    case .removeSpeaker(let id): speakers[id] = nil
    case .setSession(let session): sessions[session.id] = session
    case .removeSession(let id): sessions[id] = nil
    }
  }
}
