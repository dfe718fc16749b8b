import ForumCore

/// Reads schedule.xml, the format of frab, pretalx and others (see `formats` of c3voc for its XML Schema).
enum ScheduleXML {
  static func read(_ text: String, named name: String) throws(ImportFaults) -> ScheduleDocument {
    let root = try XMLTree.read(text, named: name)
    guard root.name == "schedule" else {
      throw ImportFaults(root.place, "expected the element <schedule>, found <\(root.name.prefix(40))>")
    }
    var document = ScheduleDocument()
    document.generator = root.child("generator")?.attributes["name"]
    document.version = root.text("version")
    if let conference = root.child("conference") { document.conference = self.conference(conference) }
    document.days = root.children.filter { $0.name == "day" }.enumerated().map { day($0.element, $0.offset + 1) }
    return document
  }

  private static func conference(_ element: XMLElement) -> ScheduleDocument.Conference {
    ScheduleDocument.Conference(
      place: element.place, title: element.text("title"), acronym: element.text("acronym"), description: element.text("description"),
      start: element.text("start"), end: element.text("end"), zoneName: element.text("time_zone_name"),
      slotDuration: element.text("timeslot_duration"),
      tracks: element.children.filter { $0.name == "track" }.compactMap { track in
        (track.attributes["name"] ?? track.text).asLine.map {
          ScheduleDocument.Track(name: $0, slug: track.attributes["slug"], color: track.attributes["color"])
        }
      })
  }

  private static func day(_ element: XMLElement, _ position: Int) -> ScheduleDocument.Day {
    ScheduleDocument.Day(
      place: element.place, index: element.attributes["index"].flatMap { Int($0) } ?? position, date: element.attributes["date"],
      start: element.attributes["start"], end: element.attributes["end"],
      rooms: element.children.filter { $0.name == "room" }.map { room in
        ScheduleDocument.DayRoom(
          name: room.attributes["name"] ?? "", guid: room.attributes["guid"], events: room.children.filter { $0.name == "event" }.map(event))
      })
  }

  private static func event(_ element: XMLElement) -> ScheduleDocument.Event {
    var event = ScheduleDocument.Event(place: element.place)
    event.id = element.attributes["id"]
    event.guid = element.attributes["guid"]
    event.code = element.attributes["code"]
    for child in element.children { take(child, into: &event) }
    return event
  }

  private static func take(_ child: XMLElement, into event: inout ScheduleDocument.Event) {
    let text = child.text
    switch child.name {
    case "date": event.date = text
    case "start": event.start = text
    case "duration": event.duration = text
    case "room": event.room = text
    case "slug": event.slug = text
    case "title": event.title = text
    case "subtitle": event.subtitle = text
    case "track": event.track = text
    case "type": event.type = text
    case "language": event.language = text
    case "abstract": event.abstract = text
    case "description": event.description = text
    case "persons":
      event.persons = child.children.filter { $0.name == "person" }.map {
        ScheduleDocument.Person(id: $0.attributes["id"], guid: $0.attributes["guid"], code: $0.attributes["code"], name: $0.text)
      }
    case "links": event.links = links(child, "link")
    case "attachments": event.attachments = links(child, "attachment")
    case "recording":
      event.extra[ExtraName.license] = child.text("license")
      event.extra[ExtraName.doNotRecord] = child.text("optout")
      event.extra[ExtraName.recordingURL] = child.text("url")
      event.extra[ExtraName.recordingLink] = child.text("link")
    default:
      if child.children.isEmpty { event.extra[child.name] = text }
    }
  }

  private static func links(_ element: XMLElement, _ name: String) -> [ScheduleDocument.Link] {
    element.children.filter { $0.name == name }.map {
      ScheduleDocument.Link(url: $0.attributes["href"] ?? $0.text, title: $0.text, type: $0.attributes["type"])
    }
  }
}
