import ForumCore
import Foundation
import Interchange
import StrictJSON
import Testing

@Suite("Rule 28: the programme's report over the sample forums")
struct ProgrammeEventTests {
  static func cluster4green() throws -> Programme {
    let file = packageRoot.appending(path: "schedules/cluster4green.programme.yaml")
    return try readProgramme(bytes(of: file), named: file.lastPathComponent)
  }

  private func journals(_ event: SimulatedEvent) -> [String: [String]] {
    Dictionary(uniqueKeysWithValues: event.journals.map { ($0.key.value, $0.value) })
  }

  @Test("Rule 28: the programme file has the targets of CLUSTER4GREEN")
  func targets() throws {
    let programme = try Self.cluster4green()
    #expect(programme.id.value == "cluster4green")
    #expect(programme.countries == ["IT", "FR", "ES", "EG", "TN", "LB", "JO"])
    #expect(
      programme.targets == [
        .networkParticipants: 150, .msmesTrained: 60, .msmesAssisted: 20, .frameworkEvents: 1, .investmentAlliances: 1, .investmentStrategies: 2,
        .clusteringProgrammes: 1, .circularEconomyProgrammes: 1,
      ])
    try programme.check()
  }

  /// Played once for all tests.
  private static let events = (1...3).map { seed in Result { try SimulatedEvent(seed: UInt64(seed)) } }

  @Test("Rule 28: after a simulated event every number equals a recount from the journals", arguments: [0, 1, 2])
  func recount(number: Int) throws {
    let event = try Self.events[number].get()
    let programme = try Self.cluster4green()
    let report = ProgrammeReport(programme, over: Array(event.forums.values))
    let recount = try Recount(journals(event), programme: "cluster4green")
    #expect(report.forums.map(\.forum.value) == ["framework-event-tunis-2027", "training-clinic-amman-2027", "investment-alliance-rome-2027"])
    for figure in report.figures {
      let all = recount.found(figure.indicator.rawValue)
      let counted = all.filter { !$0.countries.isDisjoint(with: programme.countries) }
      let name = figure.indicator.rawValue
      #expect(figure.value == counted.count, "\(name)")
      #expect(figure.elsewhere == all.count - counted.count, "\(name)")
      #expect(Set(figure.items.map { Set($0.references) }) == Set(counted.map(\.references)), "\(name)")
      #expect(figure.items.count == figure.value, "\(name)")
      for part in figure.byCountry { #expect(part.value == counted.count { $0.countries.contains(part.key) }, "\(name) in \(part.key)") }
      for kind in OrganisationKind.allCases {
        #expect(figure.byKind.first { $0.key == kind.rawValue }?.value ?? 0 == counted.count { $0.kinds.contains(kind.rawValue) }, "\(name) of \(kind)")
      }
      for part in figure.byForum { #expect(part.value == counted.count { $0.forums.contains(part.key) }, "\(name) at \(part.key)") }
      #expect(figure.byForum.count == 3 && Set(figure.byCountry.map(\.key)).isSuperset(of: counted.flatMap(\.countries)), "\(name)")
      for currency in Set(counted.compactMap(\.currency)) {
        let sum = counted.filter { $0.currency == currency }.compactMap(\.amount).reduce(0, +)
        #expect(figure.amounts?.first { $0.currency == currency }?.amount == sum, "\(currency)")
      }
      #expect(figure.target == programme.targets[figure.indicator])
    }
    let participants = try #require(report[.networkParticipants])
    #expect(participants.byForum.map(\.value).reduce(0, +) > participants.value, "people came to more than one forum")
  }

  @Test("Rule 28: the events are such that every indicator counts something")
  func everyIndicator() throws {
    let reports = try Self.events.map { ProgrammeReport(try Self.cluster4green(), over: Array(try $0.get().forums.values)) }
    for indicator in Indicator.allCases { #expect(reports.contains { ($0[indicator]?.value ?? 0) > 0 }, "\(indicator)") }
  }

  @Test(
    "Rule 28: the recount has teeth: journals that lack the lines of one kind count otherwise",
    arguments: ["delegateCheckedIn", "meetingAnswered", "milestoneReached"])
  func teeth(type: String) throws {
    let event = try Self.events[0].get()
    var journals = journals(event)
    for (name, lines) in journals { journals[name] = lines.filter { !$0.hasPrefix("{\"type\":\"\(type)\"") } }
    let report = ProgrammeReport(try Self.cluster4green(), over: Array(event.forums.values))
    let recount = try Recount(journals, programme: "cluster4green")
    #expect(report.figures.contains { $0.value + $0.elsewhere != recount.found($0.indicator.rawValue).count })
  }

  @Test("Rule 28: a report names organisations and references, and no persons, in all of its forms")
  func noPersons() throws {
    let event = try Self.events[0].get()
    let report = ProgrammeReport(try Self.cluster4green(), over: Array(event.forums.values))
    let names = event.forums.values.flatMap { $0.registrations.values.compactMap(\.profile.value) }
    for format in ReportFormat.allCases {
      let text = Data(format.write(report, at: Instant(seconds: 1_820_000_000)))
      let found = names.filter { profile in
        [profile.fullName, profile.email ?? profile.fullName].contains { text.range(of: Data($0.utf8)) != nil }
      }
      #expect(found == [], "\(format)")
      if let folder = ProcessInfo.processInfo.environment["RIALTO_REPORTS"] {
        try text.write(to: URL(fileURLWithPath: folder).appending(path: "cluster4green.\(format.rawValue)"))
      }
    }
  }
}
