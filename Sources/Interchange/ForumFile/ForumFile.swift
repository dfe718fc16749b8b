import ForumCore
import Yams

/// Reads a forum file: a forum as a whole, in YAML, as `schedules/` has some.
struct ForumFile {
  let top: Fields
  let options: ImportOptions
  let findings: Findings
  let settings: ForumSettings
  let clock: WallClock

  static func read(_ text: String, options: ImportOptions, findings: Findings) throws(ImportFaults) -> ForumContent {
    let root = try YAMLGuard.compose(text)
    guard let top = Fields(root, path: "", known: FieldNames.forum, findings: findings), let forum = name(top, options, findings) else {
      try findings.check()
      throw ImportFaults("forum", "\"forum\" is missing: the name of the forum in addresses")
    }
    guard let settings = settings(top, options) else {
      try findings.check()
      throw ImportFaults("", "the settings of the forum can not be read")
    }
    let file = ForumFile(
      top: top, options: options, findings: findings, settings: settings,
      clock: WallClock(zone: settings.zone, dayStartsAtHour: settings.dayStartsAtHour))
    if top.truth("sample") == true { findings.note("this is sample data: people and organisations are invented") }
    return file.content(forum)
  }

  private static func name(_ top: Fields, _ options: ImportOptions, _ findings: Findings) -> ForumID? {
    let own: ForumID? = top.key("forum")
    if let wished = options.forum, let own, wished != own {
      if options.existing != nil {
        findings.fault("forum", "the file is of the forum \(own), and \(wished) is there already; two forums can not become one")
      } else {
        findings.note("the file is of the forum \(own); it is taken into \(wished)")
      }
    }
    return options.forum ?? own
  }

  private func content(_ forum: ForumID) -> ForumContent {
    var content = ForumContent(forum: forum)
    content.settings = settings
    var people = People(options)
    if top.has("registrations") || top.has("organisations") { content.registrations = registrations(&people) }
    if top.has("sessions") || top.has("rooms") || top.has("tracks") || top.has("speakers") {
      (content.agenda, content.speakerEmails) = agenda(forum, &people)
    }
    content.blocks = blocks()
    (content.tables, content.tableOwners) = tables(content.registrations)
    content.publish = top.truth("publish") ?? false
    return content
  }
}

/// The persons of one file: whoever has the same address is the same person.
struct People {
  private let options: ImportOptions
  private var byEmail: [String: PersonID] = [:]

  init(_ options: ImportOptions) { self.options = options }

  mutating func person(_ email: String?) -> PersonID {
    guard let email else { return options.makePerson() }
    if let known = byEmail[email] { return known }
    let person = options.person(email)
    byEmail[email] = person
    return person
  }
}
