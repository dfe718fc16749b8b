import Chat
import ForumCore
import ForumDesk
import StrictJSON

/// How the nouns look from outside. Times are given twice: in UTC, and as the clocks of the forum show them.
enum Views {
  static func json(_ value: some Encodable) -> JSONValue {
    (try? StrictJSONEncoder().encodeValue(value)) ?? .null
  }

  static func object(_ members: (String, JSONValue?)...) -> JSONValue {
    var object = JSONObject()
    for (key, value) in members { if let value { object[key] = value } }
    return .object(object)
  }

  static func times(_ span: Span, _ zone: ForumZone?, into object: inout JSONObject) {
    object["start"] = .string(span.start.description)
    object["end"] = .string(span.end.description)
    guard let zone else { return }
    object["startLocal"] = .string(zone.text(span.start))
    object["endLocal"] = .string(zone.text(span.end))
    object["zone"] = .string(zone.name)
  }

  static func place(_ place: Place, _ zone: ForumZone?) -> JSONValue {
    var object = JSONObject()
    object["slot"] = .string(place.slot.description)
    times(place.span, zone, into: &object)
    if let table = place.table { object["table"] = .string(table.description) }
    if let interpreter = place.interpreter { object["interpreter"] = .string(interpreter.description) }
    return .object(object)
  }

  // MARK: - The forum

  static func forum(_ forum: Forum) -> JSONValue {
    object(
      ("forum", forum.id.map { .string($0.value) }), ("phase", json(forum.phase)), ("seq", .int(forum.seq)),
      ("release", .int(forum.releases.last?.number ?? 0)), ("settings", forum.settings.map(json)),
      ("zoneData", .string(ForumZone.dataVersion)))
  }

  static func agenda(_ agenda: Agenda, _ forum: Forum, release: Release?) -> JSONValue {
    let zone = forum.settings?.zone
    let sessions = agenda.inOrder.map { session -> JSONValue in
      var object = json(session).objectValue ?? JSONObject()
      times(session.span, zone, into: &object)
      object["placesLeft"] = session.capacity.map { .int(max(0, $0 - (forum.signups[session.id]?.placed.count ?? 0))) }
      return .object(object)
    }
    let tracks = agenda.tracks.values.sorted { ($0.position, $0.id) < ($1.position, $1.id) }
    let rooms = agenda.rooms.values.sorted { ($0.position, $0.id) < ($1.position, $1.id) }
    return object(
      ("forum", forum.id.map { .string($0.value) }), ("title", forum.settings.map { .string($0.title) }),
      ("zone", zone.map { .string($0.name) }), ("release", release.map { .int($0.number) }),
      ("publishedAt", release.map { .string($0.at.description) }), ("days", .array(agenda.days.map { .string($0.description) })),
      ("tracks", .array(tracks.map(json))), ("rooms", .array(rooms.map(json))),
      ("speakers", .array(agenda.speakers.values.sorted { $0.id < $1.id }.map(speaker))), ("sessions", .array(sessions)))
  }

  static func speaker(_ speaker: Speaker) -> JSONValue {
    let profile = speaker.profile.value
    return object(
      ("id", .string(speaker.id.value)), ("name", profile.map { .string($0.name) }), ("organisation", profile?.organisation.map { .string($0) }),
      ("biography", profile?.biography.map { .string($0) }), ("delegate", speaker.delegate.map { .string($0.description) }))
  }

  // MARK: - Meetings

  /// A meeting as one of its sides or an organiser sees it.
  /// - Parameter actor: who looks; what came of it is shown of the sides for whom they may speak.
  static func meeting(_ meeting: Meeting, _ forum: Forum, for viewer: Viewer, to actor: Actor? = nil) -> JSONValue {
    func side(_ id: DelegateID) -> JSONValue { self.side(id, of: meeting, forum, for: viewer) }
    func whole(_ at: Place) -> JSONValue {
      var object = place(at, forum.settings?.zone).objectValue ?? JSONObject()
      object["link"] = at.table.flatMap { forum.tables[$0]?.link }.map { .string($0) }
      return .object(object)
    }
    let guests = meeting.guests.map { guests in
      JSONValue.array(
        guests.map { guest in
          var object = side(guest.delegate).objectValue ?? JSONObject()
          object["accepted"] = .bool(guest.hasAccepted)
          return .object(object)
        })
    }
    // What its sides write and say to each other is not for who interprets.
    let isAddressed = forum.isSide(viewer, of: meeting)
    let answers = (isAddressed ? meeting.answers : nil).map { answers in
      JSONValue.array(answers.sorted { $0.key < $1.key }.map { object(("delegate", .string($0.key.description)), ("answer", json($0.value))) })
    }
    return object(
      ("meeting", .string(meeting.id.description)), ("status", json(meeting.status)), ("requester", side(meeting.requester)),
      ("requested", side(meeting.requested)), ("guests", guests), ("place", meeting.place.map(whole)),
      ("offers", meeting.offers.map { .array($0.map(whole)) }), ("awaiting", meeting.awaiting.map { .string($0.description) }),
      ("holdUntil", meeting.holdUntil.map { .string($0.description) }), ("message", isAddressed ? meeting.message?.value.map { .string($0) } : nil),
      ("wantsInterpreter", meeting.wantsInterpreter.map { .bool($0) }), ("locked", meeting.isLocked.map { .bool($0) }),
      ("priority", viewer == .organiser ? meeting.priority.map { .int($0) } : nil), ("answers", answers),
      ("outcomes", actor.flatMap { outcomes(of: meeting, forum, to: $0) }), ("version", .int(meeting.version)))
  }

  // MARK: - Replies

  /// The reply to a write: made from the receipt alone, so that the same key gives the same reply.
  static func receipt(_ receipt: Receipt) -> JSONObject {
    var object = JSONObject()
    object["seq"] = .int(receipt.seq)
    guard let first = receipt.changes.first else {
      object["unchanged"] = true
      return object
    }
    switch first {
    case .meetingRequested(let it):
      object["meeting"] = .string(it.meeting.id.description)
      object["status"] = json(it.meeting.status)
      object["place"] = it.meeting.place.map { place($0, nil) }
      object["holdUntil"] = it.meeting.holdUntil.map { .string($0.description) }
    case .meetingConfirmed(let it):
      object["meeting"] = .string(it.meeting.description)
      object["status"] = "confirmed"
      object["place"] = place(it.place, nil)
    case .meetingMoved(let it):
      object["meeting"] = .string(it.meeting.description)
      object["place"] = place(it.to, nil)
      object["awaiting"] = it.awaiting.map { .string($0.description) }
    case .meetingAccepted(let it):
      object["meeting"] = .string(it.meeting.description)
      object["status"] = "accepted"
    case .meetingProposed(let it):
      object["meeting"] = .string(it.meeting.description)
      object["offers"] = .array(it.offers.map { place($0, nil) })
      object["awaiting"] = .string(it.awaiting.description)
      object["holdUntil"] = .string(it.holdUntil.description)
    case .meetingsSwapped(let it):
      object["places"] = .object([it.first.description: place(it.firstTo, nil), it.second.description: place(it.secondTo, nil)])
    case .meetingHandedOver(let it):
      object["meeting"] = .string(it.meeting.description)
      object["to"] = .string(it.to.description)
    case .guestInvited(let it):
      object["meeting"] = .string(it.meeting.description)
      object["holdUntil"] = it.holdUntil.map { .string($0.description) }
    case .guestAccepted(let it): object["meeting"] = .string(it.meeting.description)
    case .guestLeft(let it):
      object["meeting"] = .string(it.meeting.description)
      // Who was moved out has a meeting of their own now.
      for case .meetingRequested(let own) in receipt.changes {
        object["moved"] = .string(own.meeting.id.description)
        object["place"] = own.meeting.place.map { place($0, nil) }
      }
    case .meetingAnswered(let it):
      object["meeting"] = .string(it.meeting.description)
      object["status"] = json(it.status)
    case .availabilitySet:
      object["meetingsMoved"] = .int(receipt.changes.count { $0.kind == .meetingMoved })
      object["meetingsCancelled"] = .int(receipt.changes.count { $0.kind == .meetingCancelled })
    case .meetingDeclined(let it): ended(it, "declined", &object)
    case .meetingWithdrawn(let it): ended(it, "withdrawn", &object)
    case .meetingExpired(let it): ended(it, "expired", &object)
    case .meetingCancelled(let it): ended(it, "cancelled", &object)
    case .agendaPublished(let it):
      object["release"] = .int(it.release)
      object["differences"] = json(it.differences)
      object["concerned"] = .int(it.concerned.count)
      object["meetingsMoved"] = .int(receipt.changes.count { $0.kind == .meetingMoved })
      object["signupsGivenBack"] = .int(it.concerned.reduce(0) { $0 + $1.givenBack.count })
    case .registrationApproved(let it):
      object["delegate"] = .string(it.delegate.description)
      object["status"] = "approved"
    case .signupAdded: object["status"] = "placed"
    case .signupWaitlisted: object["status"] = "waitlisted"
    default: break
    }
    if receipt.changes.contains(where: { $0.kind == .signupCheckedIn }) { object["status"] = "checkedIn" }
    alliances(receipt, into: &object)
    submitted(receipt.changes, &object)
    let warnings = PhraseBook.english.warnings(of: receipt.changes) { $0.value }
    if !warnings.isEmpty {
      object["warnings"] = .array(warnings.map { ["rule": .int($0.rule), "sentence": .string($0.sentence)] })
    }
    return object
  }

  /// Who was registered, and what became of them in the same step.
  private static func submitted(_ changes: [Change], _ object: inout JSONObject) {
    var statuses: [(delegate: DelegateID, status: Registration.Status)] = []
    for change in changes {
      switch change {
      case .registrationSubmitted(let it): statuses.append((it.registration.id, it.registration.status))
      case .registrationApproved(let it): statuses = statuses.map { $0.delegate == it.delegate ? (it.delegate, .approved) : $0 }
      case .registrationWaitlisted(let it): statuses = statuses.map { $0.delegate == it.delegate ? (it.delegate, .waitlisted) : $0 }
      default: break
      }
    }
    guard let first = statuses.first else { return }
    object["delegate"] = .string(first.delegate.description)
    object["status"] = json(first.status)
    guard statuses.count > 1 else { return }
    object["delegates"] = .array(statuses.map { ["delegate": .string($0.delegate.description), "status": json($0.status)] })
  }

  private static func ended(_ it: MeetingEnded, _ status: String, _ object: inout JSONObject) {
    object["meeting"] = .string(it.meeting.description)
    object["status"] = .string(status)
  }

  /// A change as a subscriber gets it who may see it.
  static func change(_ committed: CommittedChange, to role: Role, _ delegate: DelegateID?) -> JSONValue {
    let change = json(committed.change.shown(to: role, delegate))
    return object(
      ("forum", .string(committed.forum.value)), ("seq", .int(committed.seq)), ("at", .string(committed.at.description)),
      ("change", role == .organiser || role == .operator ? change : withoutPersons(change)))
  }

  /// Without the random names of persons: they are the same in all forums, so somebody could be known by them again (rule 29).
  static func withoutPersons(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let values): return .array(values.map(withoutPersons))
    case .object(let object):
      var shown = JSONObject()
      for member in object.members where member.key != "person" { shown[member.key] = withoutPersons(member.value) }
      return .object(shown)
    default: return value
    }
  }
}
