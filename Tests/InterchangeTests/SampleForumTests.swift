import ForumCore
import Foundation
import Interchange
import Testing

@Suite("The forum files of the house")
struct SampleForumTests {
  static let files = [
    "framework-event": "framework-event-tunis-2027", "investment-alliance": "investment-alliance-rome-2027",
    "training-clinic": "training-clinic-amman-2027", "northern-industry": "northern-industry-oulu-2027",
  ]

  private func content(_ file: String) throws -> ForumContent {
    var dice = SystemRandomNumberGenerator()
    let name = "schedules/\(file).yaml"
    let options = ImportOptions(makePerson: { PersonID(using: &dice) })
    return try readForum(bytes(of: packageRoot.appending(path: name)), named: name, format: nil, options: options).content
  }

  @Test(arguments: files.keys.sorted())
  func `each is read without fault, is as large as promised, and the core takes it`(file: String) throws {
    let content = try content(file)
    let settings = try #require(content.settings)
    let agenda = try #require(content.agenda)
    #expect(content.forum.value == Self.files[file])
    #expect(settings.firstDay.year == 2027 && settings.lastDay == settings.firstDay.adding(days: 1))
    #expect(agenda.days == [settings.firstDay, settings.lastDay])
    #expect(agenda.clashes() == [])
    #expect(agenda.sessions.values.contains { $0.kind == .break })
    #expect(content.registrations.count == 160)
    #expect(content.registrations.count(where: \.approved) == 150)
    #expect(Set(content.registrations.compactMap(\.profile.email)).count == 160)
    #expect(Set(content.registrations.map(\.country)).count == 7)
    #expect(
      Set(content.registrations.map(\.organisationKind)) == [.cluster, .msme, .publicInvestor, .privateInvestor, .publicAuthority, .expert, .researchBody])
    #expect(content.registrations.allSatisfy { $0.profile.email?.hasSuffix(".example") == true })
    #expect(content.tables.map(\.id.value) == Array(1...40))
    #expect(content.tableOwners.count >= 2)
    for day in agenda.days { #expect(content.blocks.count { settings.day(of: $0.start) == day } == 2) }
    for day in agenda.days {
      let sessions = agenda.sessions.values.filter { $0.day == day }
      #expect(sessions.contains { one in sessions.contains { $0.id != one.id && $0.track != one.track && $0.span.overlaps(one.span) } }, "parallel tracks")
    }
    let changes = try ImportForum(content: content).decide(Forum(), by: .organiser(), at: Instant(seconds: 1_790_000_000))
    var forum = Forum()
    for (index, change) in changes.enumerated() { forum.apply(change, seq: index + 1, at: Instant(seconds: 1_790_000_000)) }
    #expect(forum.registrations.values.count { $0.status == .approved } == (settings.registrationMode == .automatic ? 160 : 150))
    #expect(try ImportForum(content: content).decide(forum, by: .organiser(), at: Instant(seconds: 1_790_000_001)) == [])
  }

  @Test func `the framework event has the people of the stories, and its speakers are delegates`() throws {
    let content = try content("framework-event")
    func entry(_ email: String) -> ForumContent.Entry? { content.registrations.first { $0.profile.email == email } }
    let amira = try #require(entry("amira.bensalah@sfax-recycling.example"))
    let giulia = try #require(entry("giulia.ferrante@medgreen.example"))
    #expect((amira.organisationKind, amira.country, amira.approved) == (.msme, "TN", true))
    #expect((giulia.organisationKind, giulia.role, giulia.approved) == (.privateInvestor, .investor, true))
    #expect(content.settings?.forbiddenRequests.contains(.init(from: .privateInvestor, to: .privateInvestor)) == true)
    #expect(content.agenda?.sessions.values.contains { $0.capacity != nil } == true)
    #expect(content.speakerEmails.count == content.agenda?.speakers.count)
    #expect(content.speakerEmails.values.allSatisfy { entry($0)?.approved == true })
  }
}

@Suite("Real conferences, where RIALTO_SAMPLES names a folder with them", .enabled(if: ProcessInfo.processInfo.environment["RIALTO_SAMPLES"] != nil))
struct RealConferenceTests {
  private func agenda(_ name: String) throws -> (Agenda, ForumSettings) {
    let folder = try #require(ProcessInfo.processInfo.environment["RIALTO_SAMPLES"])
    let text = String(decoding: try bytes(of: URL(fileURLWithPath: folder).appending(path: name)), as: UTF8.self)
    let content = try read(text, as: name.hasSuffix("xml") ? .scheduleXML : .scheduleJSON).content
    _ = try ImportForum(content: content).decide(Forum(), by: .organiser(), at: Instant(seconds: 1_790_000_000))
    return (try #require(content.agenda), try #require(content.settings))
  }

  @Test func `31c3 goes in whole`() throws {
    let (agenda, settings) = try agenda("31c3.schedule.xml")
    #expect((agenda.sessions.count, agenda.rooms.count, agenda.tracks.count, agenda.speakers.count) == (138, 4, 8, 198))
    #expect(agenda.sessions.values.map(\.speakers.count).reduce(0, +) == 211)
    #expect(agenda.sessions.values.map(\.links.count).reduce(0, +) == 134)
    let late = agenda.sessions.values.filter { settings.zone.wall($0.start).date != $0.day }
    #expect(late.map { "\($0.id) \($0.day)" }.sorted() == ["6109 2014-12-28", "6226 2014-12-29", "6581 2014-12-27", "6606 2014-12-28"])
  }

  @Test func `Camp 2019 goes in whole`() throws {
    let (agenda, settings) = try agenda("camp2019.schedule.json")
    #expect(settings.zone.name == "Europe/Berlin")
    #expect((agenda.sessions.count, agenda.rooms.count, agenda.tracks.count, agenda.speakers.count) == (79, 2, 7, 90))
    #expect(agenda.sessions.values.map(\.speakers.count).reduce(0, +) == 96)
    #expect(agenda.sessions.values.map(\.links.count).reduce(0, +) == 52)
    #expect(agenda.sessions.values.count { $0.extra["attachments"] != nil } == 10)
  }
}
