import ForumCore
import StrictJSON

/// Reads schedule.json, the twin of schedule.xml (see `formats` of c3voc for its JSON Schema).
enum ScheduleJSON {
  static func read(_ text: String, named name: String, findings: Findings) throws(ImportFaults) -> ScheduleDocument {
    let tree: JSONValue
    do throws(JSONError) {
      tree = try JSONValue(parsing: text)
    } catch {
      throw ImportFaults(place(error.offset, in: text), "not JSON: \(error.problem)")
    }
    guard let schedule = tree["schedule"], schedule.objectValue != nil else {
      throw ImportFaults("schedule", "expected an object with the member \"schedule\"")
    }
    guard let conference = schedule["conference"], conference.objectValue != nil else {
      throw ImportFaults("schedule.conference", "expected an object")
    }
    guard let days = conference["days"]?.arrayValue else { throw ImportFaults("schedule.conference.days", "expected an array") }
    var document = ScheduleDocument()
    document.generator = tree["generator"]?.word("name")
    document.version = schedule.word("version")
    document.conference = self.conference(conference)
    document.days = days.enumerated().map { day($0.element, "schedule.conference.days[\($0.offset)]", $0.offset + 1, findings) }
    return document
  }

  private static func place(_ offset: Int, in text: String) -> String {
    let before = text.utf8.prefix(offset)
    let line = before.count { $0 == 0x0A } + 1
    let column = String(decoding: before.suffix(before.reversed().prefix { $0 != 0x0A }.count), as: UTF8.self).count + 1
    return "line \(line), column \(column)"
  }

  private static func conference(_ value: JSONValue) -> ScheduleDocument.Conference {
    ScheduleDocument.Conference(
      place: "schedule.conference", title: value.word("title"), acronym: value.word("acronym"), description: value.word("description"),
      start: value.word("start"), end: value.word("end"), zoneName: value.word("time_zone_name"), slotDuration: value.word("timeslot_duration"),
      tracks: (value["tracks"]?.arrayValue ?? []).compactMap { track in
        track.word("name")?.asLine.map { ScheduleDocument.Track(name: $0, slug: track.word("slug"), color: track.word("color")) }
      },
      rooms: (value["rooms"]?.arrayValue ?? []).compactMap { room in
        room.word("name")?.asLine.map {
          ScheduleDocument.Room(
            name: $0, slug: room.word("slug"), guid: room.word("guid"), capacity: room["capacity"]?.doubleValue.flatMap { Int(exactly: $0) })
        }
      })
  }

  private static func day(_ value: JSONValue, _ place: String, _ position: Int, _ findings: Findings) -> ScheduleDocument.Day {
    var day = ScheduleDocument.Day(
      place: place, index: value["index"]?.intValue ?? position, date: value.word("date"), start: value.word("day_start"), end: value.word("day_end"))
    guard let rooms = value["rooms"]?.objectValue else {
      findings.fault("\(place).rooms", "expected an object with a member for each room")
      return day
    }
    for (name, events) in rooms.members {
      let path = "\(place).rooms[\"\(name)\"]"
      guard let events = events.arrayValue else {
        findings.fault(path, "expected an array, found \(events.kind)")
        continue
      }
      day.rooms.append(ScheduleDocument.DayRoom(name: name, events: events.enumerated().map { event($0.element, "\(path)[\($0.offset)]", findings) }))
    }
    return day
  }

  private static func event(_ value: JSONValue, _ place: String, _ findings: Findings) -> ScheduleDocument.Event {
    var event = ScheduleDocument.Event(place: place)
    guard let object = value.objectValue else {
      findings.fault(place, "expected an object, found \(value.kind)")
      return event
    }
    for (name, value) in object.members { take(name, value, into: &event) }
    return event
  }

  private static func take(_ name: String, _ value: JSONValue, into event: inout ScheduleDocument.Event) {
    let word = value.word
    switch name {
    case "id": event.id = word
    case "guid": event.guid = word
    case "code": event.code = word
    case "date": event.date = word
    case "start": event.start = word
    case "duration": event.duration = word
    case "room": event.room = word
    case "slug": event.slug = word
    case "title": event.title = word
    case "subtitle": event.subtitle = word
    case "track": event.track = word
    case "type": event.type = word
    case "language": event.language = word
    case "abstract": event.abstract = word
    case "description": event.description = word
    case "end": break
    case "persons": event.persons = (value.arrayValue ?? []).map(person)
    case "links": event.links = (value.arrayValue ?? []).compactMap(link)
    case "attachments": event.attachments = (value.arrayValue ?? []).compactMap(link)
    default: event.extra[name] = word
    }
  }

  private static func person(_ value: JSONValue) -> ScheduleDocument.Person {
    ScheduleDocument.Person(
      id: value.word("id"), guid: value.word("guid"), code: value.word("code"), name: value.word("name") ?? value.word("public_name"),
      biography: value.word("biography"))
  }

  private static func link(_ value: JSONValue) -> ScheduleDocument.Link? {
    value.word("url").map { ScheduleDocument.Link(url: $0, title: value.word("title"), type: value.word("type")) }
  }
}

extension JSONValue {
  /// A string, number or truth value as text.
  fileprivate var word: String? {
    switch self {
    case .string(let text): text
    case .int(let number): String(number)
    case .double(let number): String(number)
    case .bool(let truth): String(truth)
    case .null, .array, .object: nil
    }
  }

  fileprivate func word(_ name: String) -> String? { self[name]?.word }
}
