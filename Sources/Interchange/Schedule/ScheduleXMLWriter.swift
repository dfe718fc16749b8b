import ForumCore

/// Writes an agenda as schedule.xml, breaks included, for apps and infoscreens.
///
/// - Parameters:
///   - version: what the readers are told of the release, such as `release 3`.
/// - Returns: XML in UTF-8, valid against c3voc's XML Schema.
public func writeScheduleXML(forum: ForumID, settings: ForumSettings, agenda: Agenda, version: String = "draft") -> [UInt8] {
  let document = ScheduleExport(forum: forum, settings: settings, agenda: agenda).document(version: version)
  var out = XMLText()
  out.write(document)
  return Array(out.text.utf8)
}

/// XML as it grows.
private struct XMLText {
  var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var depth = 0

  init() {}

  mutating func write(_ document: ScheduleDocument) {
    element("schedule") { out in
      out.leaf("generator", nil, [("name", document.generator)])
      out.leaf("version", document.version ?? "")
      out.write(document.conference, days: document.days.count)
      for day in document.days { out.write(day) }
    }
  }

  private mutating func write(_ conference: ScheduleDocument.Conference, days: Int) {
    element("conference") { out in
      out.leaf("title", conference.title ?? "")
      out.leaf("acronym", conference.acronym ?? "")
      out.optional("start", conference.start)
      out.optional("end", conference.end)
      out.leaf("days", String(days))
      out.optional("timeslot_duration", conference.slotDuration)
      out.optional("time_zone_name", conference.zoneName)
      for track in conference.tracks { out.leaf("track", nil, [("name", track.name), ("color", track.color), ("slug", track.slug)]) }
    }
  }

  private mutating func write(_ day: ScheduleDocument.Day) {
    element("day", [("date", day.date), ("start", day.start), ("end", day.end), ("index", String(day.index))]) { out in
      for room in day.rooms {
        out.element("room", [("name", room.name), ("guid", room.guid)]) { out in
          for event in room.events { out.write(event) }
        }
      }
    }
  }

  private mutating func write(_ event: ScheduleDocument.Event) {
    element("event", [("id", event.id), ("guid", event.guid), ("code", event.code.flatMap(Self.code))]) { out in
      out.leaf("date", event.date ?? "")
      out.leaf("start", event.start ?? "")
      out.leaf("duration", event.duration ?? "")
      out.leaf("room", event.room ?? "")
      out.optional("slug", event.slug)
      for name in [ExtraName.url, ExtraName.feedbackURL, ExtraName.originURL, ExtraName.videoURL, ExtraName.logo] {
        out.optional(name, event.extra[name].flatMap(WebAddress.read))
      }
      out.recording(event.extra)
      out.leaf("title", event.title ?? "")
      out.leaf("subtitle", event.subtitle ?? "")
      out.leaf("track", event.track ?? "")
      out.leaf("type", event.type ?? "")
      out.optional("language", event.language)
      out.leaf("abstract", event.abstract ?? "")
      out.leaf("description", event.description ?? "")
      out.element("persons") { out in
        for person in event.persons { out.leaf("person", person.name, [("id", person.id), ("guid", person.guid)]) }
      }
      out.element("links") { out in
        for link in event.links { out.leaf("link", link.title ?? link.url, [("href", link.url), ("type", link.type?.asLine)]) }
      }
      out.element("attachments") { out in
        for link in event.attachments { out.leaf("attachment", link.title ?? link.url, [("href", link.url), ("type", link.type?.asLine)]) }
      }
    }
  }

  private mutating func recording(_ extra: [String: String]) {
    let names = [ExtraName.license, ExtraName.doNotRecord, ExtraName.recordingURL, ExtraName.recordingLink]
    guard names.contains(where: { extra[$0] != nil }) else { return }
    element("recording") { out in
      out.leaf("license", extra[ExtraName.license] ?? "")
      out.leaf("optout", ["true", "1"].contains(extra[ExtraName.doNotRecord]) ? "true" : "false")
      out.optional("url", extra[ExtraName.recordingURL].flatMap(WebAddress.read))
      out.optional("link", extra[ExtraName.recordingLink].flatMap(WebAddress.read))
    }
  }

  /// The XML Schema takes six capital letters or digits.
  private static func code(_ code: String) -> String? {
    code.utf8.count == 6 && code.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) } ? code : nil
  }

  // MARK: - Elements

  private mutating func element(_ name: String, _ attributes: [(String, String?)] = [], _ inside: (inout XMLText) -> Void) {
    indent()
    open(name, attributes)
    text += ">\n"
    depth += 1
    inside(&self)
    depth -= 1
    indent()
    text += "</\(name)>\n"
  }

  private mutating func leaf(_ name: String, _ content: String?, _ attributes: [(String, String?)] = []) {
    indent()
    open(name, attributes)
    guard let content, !content.isEmpty else {
      text += "/>\n"
      return
    }
    text += ">"
    escape(content, inAttribute: false)
    text += "</\(name)>\n"
  }

  private mutating func optional(_ name: String, _ content: String?) {
    if let content { leaf(name, content) }
  }

  private mutating func open(_ name: String, _ attributes: [(String, String?)]) {
    text += "<\(name)"
    for (attribute, value) in attributes {
      guard let value else { continue }
      text += " \(attribute)=\""
      escape(value, inAttribute: true)
      text += "\""
    }
  }

  private mutating func indent() { text += String(repeating: "  ", count: depth) }

  private mutating func escape(_ content: String, inAttribute: Bool) {
    for scalar in content.withoutControls.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += inAttribute ? "&quot;" : "\""
      case "\n" where inAttribute: text += "&#10;"
      case "\t" where inAttribute: text += "&#9;"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
