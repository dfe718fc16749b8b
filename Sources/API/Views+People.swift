import ForumCore
import StrictJSON

// People as somebody else sees them. Which fields those are is the core's to say (`Visibility`); here they are only written.

extension Views {
  /// What that viewer sees of a person; nil where the person is not there for them.
  static func person(_ registration: Registration, _ forum: Forum, for viewer: Viewer) -> JSONValue? {
    let fields = forum.visible(registration.id, to: viewer)
    guard !fields.isEmpty else { return nil }
    var object: JSONObject = ["delegate": .string(registration.id.description)]
    for field in PersonField.allCases where fields.contains(field) {
      if let value = value(field, registration, forum) { object[field.rawValue] = value }
    }
    return .object(object)
  }

  /// One side of a meeting, as a viewer sees it to whom the meeting is shown: who it is, and how to reach them once both have agreed.
  static func side(_ id: DelegateID, of meeting: Meeting, _ forum: Forum, for viewer: Viewer) -> JSONValue {
    var object: JSONObject = ["delegate": .string(id.description)]
    guard let registration = forum.registrations[id] else { return .object(object) }
    let standing = forum.standing(of: viewer, to: id, in: meeting)
    for field in [PersonField.name, .email, .phone] where forum.shows(field, of: registration, to: standing) {
      if let value = value(field, registration, forum) { object[field.rawValue] = value }
    }
    if forum.shows(.organisation, of: registration, to: standing) {
      object["organisation"] = forum.organisations[registration.organisation].map { .string($0.name) }
    }
    return .object(object)
  }

  private static func value(_ field: PersonField, _ registration: Registration, _ forum: Forum) -> JSONValue? {
    let profile = registration.profile.value
    let wishes = registration.wishes.value
    switch field {
    case .name: return .string(registration.displayName)
    case .organisation: return forum.organisations[registration.organisation].map { json($0) }
    case .role: return json(registration.role)
    case .takesMeetings: return .bool(registration.takesMeetings)
    case .position: return profile?.position.map { .string($0) }
    case .speaks: return json(registration.speaks)
    case .offers: return json(registration.offers)
    case .seeks: return json(registration.seeks)
    case .topics: return wishes?.topics.map(json)
    case .about: return wishes?.about.map { .string($0) }
    case .need: return wishes?.need.map(json)
    case .ticket: return wishes?.ticket.map(json)
    case .email: return profile?.email.map { .string($0) }
    case .phone: return profile?.phone.map { .string($0) }
    case .language: return .string(registration.language)
    case .status: return json(registration.status)
    case .submittedAt: return .string(registration.submittedAt.description)
    case .checkedInAt: return registration.checkedInAt.map { .string($0.description) }
    case .offerUntil: return registration.offerUntil.map { .string($0.description) }
    case .blocks: return registration.blocks.map(json)
    case .unavailable: return json(registration.unavailable)
    case .quietHours: return registration.quietHours.map(json)
    case .zone: return registration.zone.map { .string($0.name) }
    case .hides: return registration.hidden.map { json($0.map(\.rawValue).sorted()) }
    case .answers: return registration.answers?.value.map { json($0) }
    case .consents: return registration.consents.map(json)
    case .checkInCode: return registration.checkInCode?.value.map { .string(CheckInCode.written($0)) }
    case .chats: return chats(of: registration.id, forum)
    }
  }

  private static func chats(of delegate: DelegateID, _ forum: Forum) -> JSONValue? {
    let links = forum.chatLinks.filter { $0.delegate == delegate }
    guard !links.isEmpty else { return nil }
    return .array(
      links.map { link in
        object(
          ("bot", .string(link.bot)), ("account", link.account.value.map { .string($0.account) }), ("chat", link.account.value.map { .string($0.chat) }),
          ("linkedAt", .string(link.linkedAt.description)))
      })
  }
}
