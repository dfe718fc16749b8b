import ForumCore
import Interchange
import Testing

/// An agenda that both formats can carry, with what is awkward: several days, sessions after midnight, a change of
/// clocks, letters of many scripts, links, many persons, breaks, sessions without room.
func bigAgenda(zone: ForumZone, days: Int, perRoom: Int) throws -> (settings: ForumSettings, agenda: Agenda) {
  let first = try #require(CivilDate("2027-03-26"))
  let settings = ForumSettings(
    title: "Große \"Tagung\" <&> المؤتمر", place: "", country: "", zone: zone, firstDay: first, lastDay: first.adding(days: days - 1))
  var agenda = Agenda()
  for (position, name) in ["Money & more", "L'eau", "النفايات"].enumerated() {
    let id = try #require(TrackID("track-\(position)"))
    agenda.tracks[id] = Track(id: id, title: name, color: "#00\(position)0ff", position: position)
  }
  for position in 0..<4 {
    let id = try #require(RoomID("saal-\(position)"))
    agenda.rooms[id] = Room(id: id, title: "Saal \(position)", position: position)
  }
  for number in 0..<(perRoom * 8) {
    let id = try #require(SpeakerID(number.isMultiple(of: 2) ? "\(1000 + number)" : "nino-muller-\(number)"))
    let name = number.isMultiple(of: 2) ? "李 \(number) Łukasz" : "Niño Müller \(number)"
    agenda.speakers[id] = Speaker(id: id, profile: Personal(SpeakerProfile(name: name), of: PersonID(id.value)))
  }
  let speakers = agenda.speakers.keys.sorted()
  for day in 0..<days {
    for room in 0..<4 {
      for turn in 0..<perRoom {
        let number = (day * 4 + room) * perRoom + turn
        let start = try #require(zone.instants(WallTime(date: first.adding(days: day), minuteOfDay: 9 * 60)).first).adding(minutes: turn * 60)
        let id = try #require(SessionID(number.isMultiple(of: 3) ? "\(5000 + number)" : "session-\(number)"))
        var session = Session(
          id: id, uid: "00000000-0000-4000-8000-" + String(100_000_000_000 + number), title: "Titel <\(number)> & \"mehr\" \u{1F331} مرحبا",
          kind: turn == 3 ? .break : Session.Kind.allCases[number % 7], track: TrackID("track-\(number % 3)"),
          room: turn == 2 && room == 0 ? nil : RoomID("saal-\(room)"), day: first.adding(days: day), start: start, durationMinutes: 5 + number % 55)
        session.blocksMeetings = session.kind != .break
        session.subtitle = number.isMultiple(of: 5) ? "Und ›so‹ weiter" : nil
        session.language = number.isMultiple(of: 4) ? nil : "ar"
        session.abstract = "Ein Absatz.\n\n• noch einer ]]> & <b>"
        session.description = String(repeating: "Déjà vu. ", count: number % 9 + 1).trimmingSuffix
        session.speakers = (0..<(number % 4)).map { speakers[(number + $0 * 7) % speakers.count] }
        session.links = (0..<(number % 3)).map { .init(title: "Link \($0) <&>", url: "https://x.example/\(number)?a=\($0)&b=%20") }
        if number.isMultiple(of: 6), session.kind != .break {
          session.kind = .other
          session.extra = ["type": "Sonderform", "recording_license": "CC0", "url": "https://e.example/\(number)"]
        }
        agenda.sessions[id] = session
      }
    }
  }
  // Whoever is never on stage is not in a schedule.
  let used = Set(agenda.sessions.values.flatMap(\.speakers))
  agenda.speakers = agenda.speakers.filter { used.contains($0.key) }
  return (settings, agenda)
}

extension String {
  fileprivate var trimmingSuffix: String { hasSuffix(" ") ? String(dropLast()) : self }
}

@Suite("Schedules out and in again")
struct ScheduleRoundTripTests {
  @Test(arguments: ["Europe/Berlin", "Africa/Tunis", "Etc/GMT-1"], [ImportFormat.scheduleXML, .scheduleJSON])
  func `an agenda that was written is read back the same`(zoneName: String, format: ImportFormat) throws {
    let zone = try #require(ForumZone(zoneName))
    let (settings, agenda) = try bigAgenda(zone: zone, days: 4, perRoom: 18)
    let forum = try #require(ForumID("test"))
    #expect(agenda.sessions.values.contains { settings.zone.wall($0.start).date != $0.day }, "some are after midnight")
    let out =
      format == .scheduleXML
      ? writeScheduleXML(forum: forum, settings: settings, agenda: agenda) : writeScheduleJSON(forum: forum, settings: settings, agenda: agenda)
    let (content, notes) = try read(String(decoding: out, as: UTF8.self), as: format, zone: zone)
    #expect(notes == [])
    let back = try #require(content.agenda).withPlainPersons
    #expect(back.sessions.count == 288)
    #expect(back.tracks == agenda.tracks)
    #expect(back.rooms == agenda.rooms)
    #expect(back.speakers == agenda.speakers)
    #expect(agenda.sessions.keys.filter { back.sessions[$0] != agenda.sessions[$0] }.sorted() == [])
    #expect(back.sessions.keys.sorted() == agenda.sessions.keys.sorted())
    #expect(content.settings?.title == settings.title)
    #expect((content.settings?.firstDay, content.settings?.lastDay) == (settings.firstDay, settings.lastDay))
  }

  @Test func `a kind that an organiser changed goes before the type that the source gave`() throws {
    var (settings, agenda) = try bigAgenda(zone: .utc, days: 1, perRoom: 1)
    settings.title = "T"
    let id = try #require(agenda.sessions.keys.sorted().first)
    agenda.sessions[id]?.kind = .workshop
    agenda.sessions[id]?.extra = ["type": "talk"]
    let forum = try #require(ForumID("test"))
    let text = String(decoding: writeScheduleXML(forum: forum, settings: settings, agenda: agenda), as: UTF8.self)
    #expect(try read(text, as: .scheduleXML).content.agenda?.sessions[id]?.kind == .workshop)
  }

  @Test func `the same agenda gives the same bytes`() throws {
    let (settings, agenda) = try bigAgenda(zone: .utc, days: 2, perRoom: 6)
    let forum = try #require(ForumID("test"))
    #expect(writeScheduleXML(forum: forum, settings: settings, agenda: agenda) == writeScheduleXML(forum: forum, settings: settings, agenda: agenda))
    #expect(writeScheduleJSON(forum: forum, settings: settings, agenda: agenda) == writeScheduleJSON(forum: forum, settings: settings, agenda: agenda))
  }

  @Test func `identifiers in exports stay when sessions come, go and are renamed`() throws {
    let (settings, agenda) = try bigAgenda(zone: .utc, days: 2, perRoom: 6)
    let forum = try #require(ForumID("test"))
    var later = agenda
    let gone = try #require(SessionID("session-1"))
    later.sessions[gone] = nil
    let kept = try #require(SessionID("session-2"))
    later.sessions[kept]?.title = "Another title"
    func identifiers(_ agenda: Agenda) -> Set<String> {
      let text = String(decoding: writeScheduleXML(forum: forum, settings: settings, agenda: agenda), as: UTF8.self)
      return Set(text.split(separator: "\n").filter { $0.contains("<event ") }.map { String($0) })
    }
    #expect(identifiers(later).isSubset(of: identifiers(agenda)))
    #expect(identifiers(agenda).count == identifiers(later).count + 1)
  }

  @Test func `an erased speaker is named no more`() throws {
    var (settings, agenda) = try bigAgenda(zone: .utc, days: 1, perRoom: 6)
    settings.title = "T"
    let speaker = try #require(agenda.sessions.values.flatMap(\.speakers).first)
    let name = try #require(agenda.speakers[speaker]?.profile.value?.name)
    let erased = try StrictErasure.erased(SpeakerProfile.self, of: PersonID("x"))
    agenda.speakers[speaker]?.profile = erased
    let forum = try #require(ForumID("test"))
    let xml = String(decoding: writeScheduleXML(forum: forum, settings: settings, agenda: agenda), as: UTF8.self)
    #expect(!xml.contains(">\(name)<"))
  }

  @Test func `control characters do not get out`() throws {
    var (settings, agenda) = try bigAgenda(zone: .utc, days: 1, perRoom: 1)
    settings.title = "a\u{0}b\u{B}c\u{FFFF}d\u{1B}"
    let id = try #require(agenda.sessions.keys.first)
    agenda.sessions[id]?.description = "x\u{8}y\u{85}z"
    let forum = try #require(ForumID("test"))
    for out in [writeScheduleXML(forum: forum, settings: settings, agenda: agenda), writeScheduleJSON(forum: forum, settings: settings, agenda: agenda)] {
      let text = String(decoding: out, as: UTF8.self)
      #expect(text.contains("abcd") && text.contains("xyz"))
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
      #expect(!text.contains("\\u00"))
    }
  }

  @Test func `an agenda without sessions is still a schedule with its days`() throws {
    let (settings, _) = try bigAgenda(zone: .utc, days: 3, perRoom: 1)
    let forum = try #require(ForumID("t"))
    let text = String(decoding: writeScheduleXML(forum: forum, settings: settings, agenda: Agenda()), as: UTF8.self)
    #expect(try read(text, as: .scheduleXML).content.settings?.lastDay == settings.lastDay)
    #expect(text.contains("<acronym>t___</acronym>"))
  }
}
