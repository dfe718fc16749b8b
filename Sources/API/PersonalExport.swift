import ForumCore
import ForumDesk
import StrictJSON

/// Everything that a forum and the node hold on one person, for that person (rule 29): as they see it themselves, so of others
/// nothing but what they may see anyway.
package enum PersonalExport {
  /// - Throws: `noSuchDelegate`.
  package static func make(_ desk: Desk, _ forum: ForumID, _ delegate: DelegateID) async throws -> JSONValue {
    let now = desk.now
    var object = try await desk.read(forum) { try held(on: delegate, in: $0, at: now) }
    let tokens = try await desk.tokens().filter { $0.forum == forum && $0.delegate == delegate }
    object["tokens"] = .array(tokens.map(Views.token))
    let (acts, reminders) = try await offLoop { try journal(desk, forum, delegate) }
    object["reminders"] = .array(reminders)
    object["acts"] = .array(acts)
    return .object(object)
  }

  private static func held(on delegate: DelegateID, in forum: Forum, at now: Instant) throws -> JSONObject {
    let registration = try forum.delegate(delegate)
    let viewer = Viewer.delegate(delegate)
    let meetings = forum.meetings.values.filter { meeting in
      meeting.has(delegate) && (meeting.isUnseen != true || meeting.requester == delegate) || meeting.heldPlaces.contains { $0.interpreter == delegate }
    }.sorted { $0.id < $1.id }
    var object = JSONObject()
    object["forum"] = forum.id.map { .string($0.value) }
    object["exportedAt"] = .string(now.description)
    object["seq"] = .int(forum.seq)
    object["registration"] = Views.person(registration, forum, for: viewer)
    object["managerOf"] = .array(forum.managers.filter { $0.value == delegate }.keys.sorted().map { .string($0.description) })
    object["meetings"] = .array(
      meetings.map { meeting in
        var view = Views.meeting(meeting, forum, for: viewer, to: .delegate(delegate)).objectValue ?? JSONObject()
        view["answer"] = meeting.answers?[delegate].map { Views.json($0) }
        return .object(view)
      })
    object["signups"] = .array(Views.signups(of: delegate, forum))
    object["speaker"] = .array(speakers(delegate, forum))
    object["alliances"] = .array(forum.alliances.values.sorted { $0.id < $1.id }.compactMap { acted(delegate, in: $0) })
    return object
  }

  /// What the agenda says of them, wherever it is not the same.
  private static func speakers(_ delegate: DelegateID, _ forum: Forum) -> [JSONValue] {
    let persons = Set(forum.persons(of: delegate))
    var found: [JSONValue] = []
    for agenda in [forum.draft] + forum.releases.reversed().map(\.agenda) {
      for speaker in agenda.speakers.values.sorted(by: { $0.id < $1.id }) where speaker.delegate == delegate || persons.contains(speaker.profile.person) {
        let view = Views.speaker(speaker)
        if !found.contains(view) { found.append(view) }
      }
    }
    return found
  }

  /// What they themselves did in an alliance; nil where they did nothing.
  private static func acted(_ delegate: DelegateID, in alliance: Alliance) -> JSONValue? {
    let members = alliance.members.filter { $0.by == delegate }
    let commitments = alliance.commitments.filter { $0.by == delegate }
    let milestones = alliance.milestones.filter { $0.by == delegate }
    guard !members.isEmpty || !commitments.isEmpty || !milestones.isEmpty else { return nil }
    return Views.object(
      ("alliance", .string(alliance.id.description)), ("title", .string(alliance.title)), ("broughtIn", Views.json(members)),
      ("commitments", Views.json(commitments)), ("milestones", Views.json(milestones)))
  }

  /// What the journal has of them: what was done by them, for them and to them, with what was said then; and the reminders.
  private static func journal(_ desk: Desk, _ forum: ForumID, _ delegate: DelegateID) throws -> (acts: [JSONValue], reminders: [JSONValue]) {
    var acts: [JSONValue] = []
    var reminders: [JSONValue] = []
    let role = Role.attendee
    var after = 0
    while case let records = try desk.changes(forum, after: after, limit: 1000), let last = records.last {
      for record in records where record.concerns(delegate) {
        var entry = Audit.entry(record, for: .delegate(delegate)).objectValue ?? JSONObject()
        if record.audience.includes(role, delegate) { entry["change"] = Views.withoutPersons(Views.json(record.change.shown(to: role, delegate))) }
        if case .reminderSent = record.change { reminders.append(.object(entry)) } else { acts.append(.object(entry)) }
      }
      after = last.seq
    }
    return (acts, reminders)
  }
}
