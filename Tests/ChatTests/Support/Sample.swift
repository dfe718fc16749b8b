import Chat
import ForumCore
import Phrases

/// A small forum that tests are played in.
enum Sample {
  struct Malformed: Error {}

  static func forum(
    _ name: String = "tunis", title: String = "Green Forum Tunis", zone: String = "Africa/Tunis",
    blocks: [(String, String, String)] = [
      ("d1-am", "2027-03-10T10:00", "2027-03-10T12:00"), ("d1-pm", "2027-03-10T14:00", "2027-03-10T15:00"),
      ("d2-am", "2027-03-11T10:00", "2027-03-11T11:00"),
    ]
  ) throws -> ForumContent {
    guard let forum = ForumID(name), let zone = ForumZone(zone), let first = CivilDate("2027-03-10"), let last = CivilDate("2027-03-11") else {
      throw Malformed()
    }
    var content = ForumContent(forum: forum)
    content.settings = ForumSettings(title: title, place: "Tunis", country: "TN", zone: zone, firstDay: first, lastDay: last)
    content.settings?.forbiddenRequests = [.init(from: .privateInvestor, to: .msme)]
    content.blocks = try blocks.map { id, start, end in
      guard let id = BlockID(id) else { throw Malformed() }
      return Block(id: id, title: id.value, start: try instant(start, zone), end: try instant(end, zone), slotMinutes: 30)
    }
    content.tables = [Table(id: TableID(1)), Table(id: TableID(2), label: "Olive")]
    content.registrations = people.enumerated().map { number, line in
      let words = line.split(separator: "|").map(String.init)
      let profile = Profile(givenName: words[0], familyName: words[1], email: "\(words[0].lowercased())@example.org")
      var entry = ForumContent.Entry(
        person: PersonID("p-\(name)-\(number)"), profile: profile, organisationName: words[2],
        organisationKind: OrganisationKind(rawValue: words[3]) ?? .other, country: words[4])
      entry.approved = true
      entry.seeks = words.count > 5 ? [words[5]] : []
      return entry
    }
    content.agenda = try agenda(zone)
    content.publish = true
    return content
  }

  private static let people = [
    "Amira|Ben Salah|Sahel Solar|msme|TN|irrigation", "Karim|Haddad|Atlas Green Fund|privateInvestor|LB", "Youssef|Nasser|Nile Pumps|msme|EG",
    "Lucia|Rossi|Po Cluster|cluster|IT", "Luca|Rossi|Blue Invest|publicInvestor|IT", "Élodie|Martin|Rhône Eau|cluster|FR",
  ]

  private static func agenda(_ zone: ForumZone) throws -> Agenda {
    var agenda = Agenda()
    guard let hall = RoomID("hall"), let lab = RoomID("lab"), let track = TrackID("finance") else { throw Malformed() }
    agenda.rooms = [hall: Room(id: hall, title: "Aula Magna", position: 1), lab: Room(id: lab, title: "Lab", position: 2)]
    agenda.tracks = [track: Track(id: track, title: "Green Finance")]
    let sessions: [(String, String, Session.Kind, RoomID?, TrackID?, String, Int, Int?)] = [
      ("opening", "Opening", .plenary, hall, nil, "2027-03-10T09:00", 45, nil),
      ("bonds", "Green Bonds Workshop", .workshop, lab, track, "2027-03-10T11:00", 60, 1),
      ("lunch", "Lunch", .break, nil, nil, "2027-03-10T12:00", 90, nil),
      ("pitch", "Pitches", .pitch, hall, nil, "2027-03-11T14:00", 60, nil),
    ]
    for (id, title, kind, room, track, start, minutes, capacity) in sessions {
      guard let id = SessionID(id), let day = CivilDate(start.prefix(10)) else { throw Malformed() }
      agenda.sessions[id] = Session(
        id: id, uid: "uid-\(id)", title: title, kind: kind, track: track, room: room, day: day, start: try instant(start, zone),
        durationMinutes: minutes, capacity: capacity)
    }
    return agenda
  }

  static func instant(_ text: String, _ zone: ForumZone) throws -> Instant {
    guard let text = TimeText(text) else { throw Malformed() }
    return try zone.resolve(text)
  }
}

extension Sample {
  /// The phrase files of the program without the French phrases.
  static let withoutFrench = PhraseFile.all.filter { $0.name != "fr.yaml" }

  /// A second language for tests: English phrases that begin with `FR`, with the plural forms of French.
  static func french(_ edit: (String) -> String = { $0 }) -> PhraseFile {
    let english = PhraseFile.all.first { $0.name == "en.yaml" }?.text ?? ""
    let text = edit(english).replacing("language: en\n", with: "language: fr\n").replacing("name: English", with: "name: Français")
    var inPhrases = false
    let lines: [String] = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).flatMap { line -> [String] in
      if line == "phrases:" { inPhrases = true }
      let marked = inPhrases ? line.replacing(": \"", with: ": \"FR ", maxReplacements: 1) : String(line)
      return marked.hasPrefix("      other: ") ? [marked, marked.replacing("      other: ", with: "      many: ")] : [marked]
    }
    return PhraseFile(name: "fr.yaml", text: lines.joined(separator: "\n"))
  }

  static func withFrench() throws -> PhraseLibrary { try PhraseLibrary(withoutFrench + [french()]) }
}
