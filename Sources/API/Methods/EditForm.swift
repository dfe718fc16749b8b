import ForumCore
import StrictJSON

/// An edit of the agenda as callers give it: times may be the forum's wall clock, and what can be derived may be left out.
enum EditForm {
  static func decode(_ value: JSONValue, _ path: String, _ settings: ForumSettings, _ draft: Agenda) throws -> AgendaEdit {
    guard var session = value["setSession"]?.objectValue else {
      if let speaker = value["setSpeaker"]?.objectValue { return try decode(speaker: speaker, path, draft) }
      return try Params.decode(AgendaEdit.self, value, path)
    }
    let known = session["id"]?.stringValue.flatMap { SessionID($0) }.flatMap { draft.sessions[$0] }
    // What is not named stays as it is; a new session gets the usual.
    var members = known.flatMap { Views.json($0).objectValue } ?? defaults
    if let text = session["start"]?.stringValue {
      guard let time = TimeText(text) else { throw RPCError.invalidParams("\(path).setSession.start", "a time such as 2027-03-10T09:00") }
      let start = try settings.zone.resolve(time)
      session["start"] = .string(start.description)
      if session["day"] == nil { session["day"] = .string(settings.day(of: start).description) }
    }
    if known == nil, session["uid"] == nil, let id = session["id"]?.stringValue { session["uid"] = .string(id) }
    for (name, value) in session.members { if value == .null { members[name] = nil } else { members[name] = value } }
    return .setSession(try Params.decode(Session.self, .object(members), "\(path).setSession"))
  }

  private static let defaults: JSONObject = [
    "kind": "other", "speakers": [], "links": [], "blocksMeetings": true, "extra": [:],
  ]

  private static func decode(speaker: JSONObject, _ path: String, _ draft: Agenda) throws -> AgendaEdit {
    struct Form: Decodable {
      var id: SpeakerID
      var name: String
      var organisation: String?
      var biography: String?
      var delegate: DelegateID?
      var available: [Span]?
    }
    let form = try Params.decode(Form.self, .object(speaker), "\(path).setSpeaker")
    var generator = SystemRandomNumberGenerator()
    let person = draft.speakers[form.id]?.profile.person ?? PersonID(using: &generator)
    let profile = SpeakerProfile(name: form.name, organisation: form.organisation, biography: form.biography)
    return .setSpeaker(
      Speaker(id: form.id, profile: Personal(profile, of: person), delegate: form.delegate, available: form.available ?? []))
  }
}
