import ForumCore
import StrictJSON

/// Writes an agenda as schedule.json, breaks included.
///
/// - Parameters:
///   - version: what the readers are told of the release, such as `release 3`.
/// - Returns: JSON in UTF-8, valid against c3voc's JSON Schema.
public func writeScheduleJSON(forum: ForumID, settings: ForumSettings, agenda: Agenda, version: String = "draft") -> [UInt8] {
  let document = ScheduleExport(forum: forum, settings: settings, agenda: agenda).document(version: version)
  return JSONValue.object([
    "$schema": "https://c3voc.de/schedule/schema.json",
    "generator": object(["name": text(document.generator)]),
    "schedule": object(["version": text(document.version ?? ""), "conference": conference(document)]),
  ]).bytes
}

private func text(_ value: String?) -> JSONValue? { value.map { .string($0.withoutControls) } }

private func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
  .object(JSONObject(uniqueKeys: members.compactMap { name, value in value.map { (name, $0) } }))
}

private func conference(_ document: ScheduleDocument) -> JSONValue {
  let conference = document.conference
  return object([
    "acronym": text(conference.acronym), "title": text(conference.title), "description": text(conference.description),
    "start": text(conference.start), "end": text(conference.end), "daysCount": .int(document.days.count),
    "timeslot_duration": text(conference.slotDuration), "time_zone_name": text(conference.zoneName),
    "tracks": .array(conference.tracks.map { object(["name": text($0.name), "slug": text($0.slug), "color": text($0.color)]) }),
    "rooms": .array(
      conference.rooms.map {
        object(["name": text($0.name), "slug": text($0.slug), "guid": text($0.guid), "capacity": $0.capacity.map { .int($0) }])
      }),
    "days": .array(document.days.map(day)),
  ])
}

private func day(_ day: ScheduleDocument.Day) -> JSONValue {
  object([
    "index": .int(day.index), "date": text(day.date), "day_start": text(day.start), "day_end": text(day.end),
    "rooms": .object(JSONObject(uniqueKeys: day.rooms.map { ($0.name, .array($0.events.map(event))) })),
  ])
}

private func event(_ event: ScheduleDocument.Event) -> JSONValue {
  let extra = event.extra
  return object([
    "url": text(extra[ExtraName.url].flatMap(WebAddress.read) ?? "urn:uuid:\(event.guid ?? "")"),
    "id": event.id.flatMap { Int($0) }.map { .int($0) }, "guid": text(event.guid), "code": text(event.code.flatMap(code)),
    "logo": text(extra[ExtraName.logo]), "date": text(event.date), "start": text(event.start), "duration": text(event.duration),
    "room": text(event.room), "slug": text(event.slug), "title": text(event.title), "subtitle": text(event.subtitle ?? ""),
    "track": text(event.track) ?? .null, "type": text(event.type), "language": text(event.language) ?? .null,
    "abstract": text(event.abstract ?? ""), "description": text(event.description ?? ""),
    "recording_license": text(extra[ExtraName.license]), "do_not_record": truth(extra[ExtraName.doNotRecord]),
    "do_not_stream": truth(extra[ExtraName.doNotStream]),
    "feedback_url": text(extra[ExtraName.feedbackURL].flatMap(WebAddress.read)),
    "origin_url": text(extra[ExtraName.originURL].flatMap(WebAddress.read)),
    "persons": .array(event.persons.map(person)), "links": .array(event.links.map(link)), "attachments": .array(event.attachments.map(link)),
  ])
}

private func person(_ person: ScheduleDocument.Person) -> JSONValue {
  object([
    "id": person.id.flatMap { Int($0) }.map { .int($0) }, "guid": text(person.guid), "name": text(person.name),
    "biography": text(person.biography),
  ])
}

/// The schema knows eight types of links; others are left out.
private func link(_ link: ScheduleDocument.Link) -> JSONValue {
  let known = ["slides", "paper", "web", "blog", "article", "media", "related", "activitypub"]
  return object(["url": text(link.url), "title": text(link.title), "type": link.type.flatMap { known.contains($0) ? .string($0) : nil }])
}

private func code(_ code: String) -> String? {
  !code.isEmpty && code.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) } ? code : nil
}

private func truth(_ text: String?) -> JSONValue? { text.map { .bool(["true", "1"].contains($0)) } }
