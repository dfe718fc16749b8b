import ForumCore
import Interchange
import Testing

@Suite("Topics, ticket and need in forum files")
struct WishesFileTests {
  private func file(_ fields: String) -> String {
    """
    forum: spring
    title: Spring forum
    place: Rome
    country: Italy
    zone: Europe/Rome
    firstDay: 2027-03-10
    lastDay: 2027-03-10
    organisations:
      - {name: Alpha, kind: msme, country: IT}
    registrations:
      - {givenName: Ada, organisation: Alpha, \(fields)}
    """
  }

  @Test("They are read as they stand")
  func taken() throws {
    let text = file("topics: [waste-water, solar], about: We treat water., ticket: {largest: 500000, currency: EUR}, need: {amount: 250000, currency: TND}")
    let entry = try #require(try read(text).0.registrations.first)
    #expect(entry.topics == ["waste-water", "solar"] && entry.about == "We treat water.")
    #expect(entry.ticket == Ticket(smallest: 0, largest: 500_000, currency: "EUR") && entry.need == Money(amount: 250_000, currency: "TND"))
    let plain = try #require(try read(file("offers: [compost]")).0.registrations.first)
    #expect(plain.topics == nil && plain.about == nil && plain.ticket == nil && plain.need == nil)
  }

  @Test(
    "What is wrong is told with its place",
    arguments: [
      ("topics: [waste-watter]", "registrations[0].topics: there is no topic \"waste-watter\"; did you mean \"waste-water\"?"),
      ("need: {amount: 1.5, currency: EUR}", "registrations[0].need.amount: expected a whole number from 0 to 1000000000000000, found \"1.5\""),
      ("need: {amount: 5, currency: EURO}", "registrations[0].need.currency: expected a currency of ISO 4217 such as EUR, found \"EURO\""),
      ("need: {amount: 5}", "registrations[0].need.currency: \"currency\" is missing"),
      ("ticket: {smallest: 5, largest: 4, currency: EUR}", "registrations[0].ticket.smallest: it is more than the largest"),
      ("ticket: 500000 EUR", "registrations[0].ticket: expected fields (name: value), found \"500000 EUR\""),
    ])
  func wrong(fields: String, fault: String) {
    #expect(faults(file(fields)).map { $0.replacing(#/^line \d+, column \d+, /#, with: "") } == [fault])
  }
}

@Suite("Suggestions in the framework event")
struct SampleSuggestionTests {
  @Test("Amira, who recycles plastics and needs money, is pointed to Giulia, who looks for projects in plastics and has it; and the other way round")
  func story() throws {
    var dice = SystemRandomNumberGenerator()
    let options = ImportOptions(makePerson: { PersonID(using: &dice) })
    let name = "schedules/framework-event.yaml"
    let content = try readForum(bytes(of: packageRoot.appending(path: name)), named: name, format: nil, options: options).content
    var forum = Forum()
    let now = Instant(seconds: 1_790_000_000)
    for change in try ImportForum(content: content).decide(forum, by: .organiser(), at: now) { forum.apply(change, seq: forum.seq + 1, at: now) }
    let amira = try #require(forum.registration(email: "amira.bensalah@sfax-recycling.example")?.id)
    let giulia = try #require(forum.registration(email: "giulia.ferrante@medgreen.example")?.id)
    let index = SuggestionIndex(forum)
    let toAmira = try index.suggestions(for: amira, in: forum, at: now).first { $0.delegate == giulia }
    let ticket = Ticket(smallest: 200_000, largest: 1_500_000, currency: "EUR")
    let need = Money(amount: 350_000, currency: "EUR")
    #expect(toAmira?.reasons.contains(.ticketFitsNeed(ticket: ticket, need: need)) == true)
    #expect(toAmira?.reasons.contains(.theySeekWhatYouOffer(["plastics-recycling"])) == true)
    let toGiulia = try index.suggestions(for: giulia, in: forum, at: now).first { $0.delegate == amira }
    #expect(toGiulia?.reasons.contains(.needFitsTicket(need: need, ticket: ticket)) == true)
  }
}
