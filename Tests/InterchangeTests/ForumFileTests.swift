import ForumCore
import Foundation
import Interchange
import StrictJSON
import Testing

@Suite("Forum files")
struct ForumFileTests {
  @Test func `a whole forum is read with its settings, agenda, blocks, tables and registrations`() throws {
    let (content, notes) = try read(Self.small, forum: nil)
    #expect(notes == [])
    #expect(content.forum == ForumID("spring"))
    let rome = try #require(ForumZone("Europe/Rome"))
    let day = try #require(CivilDate("2027-05-04"))
    var settings = ForumSettings(title: "Spring forum", place: "Rome", country: "IT", zone: rome, firstDay: day, lastDay: day)
    settings.about = "Two lines\nof text."
    settings.languages = ["it", "en"]
    settings.places = [.msme: 30]
    settings.placesInAll = 50
    settings.timeMode = .whenAccepting
    settings.forbiddenRequests = [.init(from: .privateInvestor, to: .publicInvestor)]
    settings.limits = .init(perForum: 6, perBlock: 2)
    settings.limitsByKind = [.expert: .init(requests: 3)]
    settings.signupClash = .warn
    settings.asksReasons = true
    settings.offerMinutes = 60
    settings.unclaimedAfterMinutes = 15
    settings.quietHours = QuietHours(fromMinute: 22 * 60, toMinute: 7 * 60 + 30)
    settings.reminders = .init(waiting: 1440, starting: 0)
    settings.questions = [
      .init(id: "diet", text: "Do you eat meat?", choices: ["yes", "no"]), .init(id: "staff", text: "How many are you?", kinds: [.msme], isRequired: true),
    ]
    settings.consents = [.init(id: "photos", wording: "Photographs of me may be\nshown.", isRequired: true)]
    #expect(content.settings == settings)

    let agenda = try #require(content.agenda)
    let opening = try #require(SessionID("opening"))
    let session = try #require(agenda.sessions[opening])
    #expect(session.start == Instant("2027-05-04T07:00:00Z"))
    #expect(session.durationMinutes == 45)
    #expect(session.day == day)
    #expect(session.links == [.init(title: "Slides", url: "https://slides.example/1")])
    #expect(session.speakers == [SpeakerID("ada")].compactMap(\.self))
    #expect(agenda.session("coffee")?.kind == .break)
    #expect(content.speakerEmails.map { "\($0.key) \($0.value)" } == ["ada ada@one.example"])

    let block = Block(
      id: try #require(BlockID("morning")), title: "Morning", start: try #require(Instant("2027-05-04T08:00:00Z")),
      end: try #require(Instant("2027-05-04T09:30:00Z")), slotMinutes: 30)
    #expect(content.blocks == [block])
    #expect(content.tables.map(\.id.value) == [1, 2, 3, 9])
    #expect(content.tableOwners == [TableID(9): "One"])
    #expect(content.publish)

    let entry = try #require(content.registrations.first)
    #expect(content.registrations.count == 2)
    #expect(entry.profile == Profile(givenName: "Ada", familyName: "No", email: "ada@one.example"))
    #expect((entry.organisationName, entry.organisationKind, entry.country) == ("One", .msme, "NO"))
    #expect(entry.approved && entry.language == "it" && entry.speaks == ["it", "en"])
    #expect(content.registrations[1].role == .investor)
    #expect(agenda.speaker("ada")?.profile.person == entry.person)
  }

  @Test func `settings that are none are named with their place`() throws {
    #expect(
      faults(
        forumFile(
          """
          settings:
            offerMinutes: soon
            quietHours: {from: "25:00", to: 7}
            reminders: {waiting: 5}
            questions: [{id: diet, kinds: [cook]}]
            consents: [{wording: All of it}]
          """)) == [
          "line 8, column 17, settings.offerMinutes: expected a whole number from 0 to 43200, found \"soon\"",
          "line 9, column 22, settings.quietHours.from: expected a clock time such as \"22:00\", found \"25:00\"",
          "line 10, column 24, settings.reminders.waiting: expected 60 to 43200 minutes, or 0 for none, found \"5\"",
          "line 11, column 33, settings.questions[0].kinds: expected kinds of organisation: cluster, msme, publicInvestor, privateInvestor, publicAuthority, expert, researchBody, other",
          "line 11, column 15, settings.questions[0].text: \"text\" is missing",
          "line 12, column 14, settings.consents[0].id: \"id\" is missing",
        ])
  }

  @Test func `what is read is taken by the core`() throws {
    let (content, _) = try read(Self.small, forum: nil)
    let changes = try ImportForum(content: content).decide(Forum(), by: .organiser(), at: Instant(seconds: 1_800_000_000))
    #expect(!changes.isEmpty)
  }

  @Test func `the identifier of a session in exports follows from forum and key alone`() throws {
    let first = try read(Self.small, forum: nil).content.agenda
    let later = try read(Self.small.replacing("Opening", with: "Another title").replacing("09:00", with: "09:05"), forum: nil).content.agenda
    #expect(first?.inOrder.map(\.uid) == later?.inOrder.map(\.uid))
    #expect(first?.inOrder.map(\.uid) != (try read(Self.small, forum: "other")).content.agenda?.inOrder.map(\.uid))
  }

  @Test func `every fault is listed, with line, column, field and what would be right`() {
    let text = """
      title: A forum
      place: Rome
      country: Italien
      zone: CET
      firstDay: 2027-02-30
      lastDay: 2027-03-29
      setings: {}
      """
    #expect(
      faults(text) == [
        "line 7, column 1, setings: there is no field \"setings\" here; did you mean \"settings\"?",
        "line 3, column 10, country: expected a country's code such as TN, found \"Italien\"",
        "line 4, column 7, zone: expected a zone such as Africa/Tunis, found \"CET\"",
        "line 5, column 11, firstDay: expected a day such as 2027-03-10, found \"2027-02-30\"",
      ])
  }

  @Test func `references to nothing, twice used keys and wrong values are faults at their place`() {
    let text = forumFile(
      """
      tracks:
        - {id: money, title: Money}
        - {id: money, title: Money again}
      rooms:
        - {id: aula, title: Aula, capacity: many}
      speakers:
        - {id: ada, name: Ada, email: nobody}
      sessions:
        - {id: one, title: One, kind: panle, room: aulla, track: mony, day: 2027-03-27, start: "09:00", end: "10:00", speakers: [adda]}
        - {id: two, title: "", kind: panel, day: 2027-04-27, start: "9.00", minutes: 0}
      blocks:
        - {id: b, title: B, day: 2027-03-27, start: "09:00", end: "09:20", slotMinutes: 30}
      tables:
        - {number: 1, fixedTo: Nobody}
        - {from: 1, to: 2}
      organisations:
        - {name: One, kind: msme, country: IT}
      registrations:
        - {givenName: Ada, organisation: Onne, email: ada@one.example}
        - {organisation: One}
      """)
    #expect(
      faults(text) == [
        "line 25, column 36, registrations[0].organisation: there is no organisation \"Onne\" in this file; did you mean \"One\"?",
        "line 26, column 5, registrations[1]: a registration needs \"givenName\" or \"familyName\"",
        "line 9, column 10, tracks[1].id: there is another track \"money\"",
        "line 11, column 39, rooms[0].capacity: expected a whole number from 0 to 1000000, found \"many\"",
        "line 13, column 33, speakers[0].email: expected an e-mail address, found \"nobody\"",
        "line 15, column 33, sessions[0].kind: \"panle\" is not one of plenary, panel, workshop, training, pitch, clinic, networking, break, lecture, other; did you mean \"panel\"?",
        "line 15, column 60, sessions[0].track: there is no track \"mony\" in this file; did you mean \"money\"?",
        "line 15, column 46, sessions[0].room: there is no room \"aulla\" in this file; did you mean \"aula\"?",
        "line 15, column 123, sessions[0].speakers: there is no speaker \"adda\" in this file; did you mean \"ada\"?",
        "line 16, column 22, sessions[1].title: the text is empty",
        "line 16, column 63, sessions[1].start: expected a time such as 09:00 or 2027-03-10T09:00, found \"9.00\"",
        "line 18, column 83, blocks[0].slotMinutes: no slot of 30 minutes fits into the block",
        "line 20, column 26, tables[0].fixedTo: no registration of this file is of the organisation or address \"Nobody\"",
        "line 21, column 12, tables[1].from: there is another table 1",
      ])
  }

  @Test func `a forum that nobody named is a fault, and the caller's name goes before the file's`() throws {
    #expect(faults(forumFile(""), forum: nil) == ["forum: \"forum\" is missing: the name of the forum in addresses"])
    let (content, notes) = try read(Self.small, forum: "autumn")
    #expect(content.forum == ForumID("autumn"))
    #expect(notes == ["the file is of the forum spring; it is taken into autumn"])
  }

  @Test func `the JSON Schema describes the same fields that are read`() throws {
    let schema = try JSONValue(parsing: bytes(of: packageRoot.appending(path: "schedules/forum.schema.json")))
    for (thing, names) in FieldNames.all {
      let described = (thing.isEmpty ? schema : schema["definitions"]?[thing] ?? .null)["properties"]?.objectValue?.keys
      #expect(described == names, "the fields of \(thing.isEmpty ? "the file" : thing)")
    }
  }

  static let small = """
    forum: spring
    title: Spring forum
    place: Rome
    country: Italy
    zone: Europe/Rome
    firstDay: 2027-05-04
    lastDay: 2027-05-04
    about: |
      Two lines
      of text.
    languages: [it, en]
    publish: true
    settings:
      places: {msme: 30}
      placesInAll: 50
      times: whenAccepting
      forbiddenRequests: [{from: privateInvestor, to: publicInvestor}]
      limits: {perForum: 6, perBlock: 2}
      limitsByKind: {expert: {requests: 3}}
      clashes: {signup: warn}
      asksReasons: true
      offerMinutes: 60
      unclaimedAfterMinutes: 15
      quietHours: {from: "22:00", to: "7:30"}
      reminders: {waiting: 1440, starting: 0}
      questions:
        - {id: diet, text: "Do you eat meat?", choices: ["yes", "no"]}
        - {id: staff, text: "How many are you?", kinds: [msme], required: true}
      consents:
        - id: photos
          required: true
          wording: |
            Photographs of me may be
            shown.
    rooms: [{id: aula, title: Aula}]
    speakers:
      - {id: ada, name: Ada No, email: Ada@One.example}
    sessions:
      - id: opening
        title: Opening
        kind: plenary
        room: aula
        day: 2027-05-04
        start: "09:00"
        end: "09:45"
        speakers: [ada]
        links: [{title: Slides, url: "https://slides.example/1"}]
      - {id: coffee, title: Coffee, kind: break, start: 2027-05-04T09:45, minutes: 15}
    blocks:
      - {id: morning, title: Morning, day: 2027-05-04, start: "10:00", end: "11:30", slotMinutes: 30}
    tables:
      - {from: 1, to: 3}
      - {number: 9, fixedTo: One}
    organisations:
      - {name: One, kind: msme, country: NO}
      - {name: Two, kind: privateInvestor, country: IT}
    registrations:
      - {givenName: Ada, familyName: No, email: ada@one.example, organisation: One, speaks: [it, en], approved: true}
      - {givenName: Bo, organisation: two}
    """
}
