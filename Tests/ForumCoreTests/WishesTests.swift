import ForumCore
import StrictJSON
import Testing

@Suite("What delegates say of themselves")
struct WishesTests {
  private static let need = Money(amount: 250_000, currency: "EUR")
  private static let ticket = Ticket(smallest: 100_000, largest: 500_000, currency: "EUR")

  @Test("A registration takes topics, words, ticket and need, and an update leaves what it does not name")
  func kept() throws {
    var stage = try Stage()
    var entry = Stage.entry("Farah", of: "Gamma", .msme)
    (entry.offers, entry.topics, entry.about, entry.need) = (["compost"], ["composting"], "We compost.\nIn Sfax.", Self.need)
    try stage.given(SubmitRegistration(entry: entry))
    let farah = DelegateID(7)
    #expect(
      stage.forum.registrations[farah]?.wishes.value == Wishes(offers: ["compost"], topics: ["composting"], about: "We compost.\nIn Sfax.", need: Self.need))
    try stage.given(UpdateDelegate(delegate: farah, seeks: ["buyers"], ticket: Self.ticket), by: .delegate(farah))
    #expect(
      stage.forum.registrations[farah]?.wishes.value
        == Wishes(offers: ["compost"], seeks: ["buyers"], topics: ["composting"], about: "We compost.\nIn Sfax.", ticket: Self.ticket, need: Self.need))
  }

  @Test("What is empty takes away what was there; the same again changes nothing")
  func cleared() throws {
    var stage = try Stage()
    let amel = Stage.msme
    let all = UpdateDelegate(delegate: amel, topics: ["solar"], about: "Pumps", ticket: Self.ticket, need: Self.need)
    try stage.given(all, by: .delegate(amel))
    #expect(stage.when(all, by: .delegate(amel)) == [])
    let nothing = UpdateDelegate(
      delegate: amel, topics: [], about: "", ticket: Ticket(smallest: 0, largest: 0, currency: "EUR"), need: Money(amount: 0, currency: "EUR"))
    try stage.given(nothing, by: .delegate(amel))
    #expect(stage.forum.registrations[amel]?.wishes.value == Wishes())
    #expect(stage.when(nothing, by: .delegate(amel)) == [])
  }

  @Test(
    "What is out of order is refused with its field",
    arguments: [
      (Wishes(topics: ["perpetual-motion"]), "topics"), (Wishes(topics: Array(repeating: "solar", count: 31)), "topics"),
      (Wishes(about: String(repeating: "x", count: 2001)), "about"), (Wishes(about: "a\u{202E}b"), "about"),
      (Wishes(need: Money(amount: -1, currency: "EUR")), "need.amount"), (Wishes(need: Money(amount: 1, currency: "EURO")), "need.currency"),
      (Wishes(ticket: Ticket(smallest: 2, largest: 1, currency: "EUR")), "ticket.smallest"),
      (Wishes(ticket: Ticket(smallest: 1, largest: .max, currency: "EUR")), "ticket.amount"),
      (Wishes(ticket: Ticket(smallest: 1, largest: 2, currency: "")), "ticket.currency"),
    ])
  func refused(wishes: Wishes, field: String) throws {
    let stage = try Stage()
    let update = UpdateDelegate(delegate: Stage.msme, topics: wishes.topics, about: wishes.about, ticket: wishes.ticket, need: wishes.need)
    #expect(stage.when(update, by: .delegate(Stage.msme)).first?.hasSuffix("field=\(field)") == true)
    var entry = Stage.entry("Farah", of: "Gamma", .msme)
    (entry.topics, entry.about, entry.ticket, entry.need) = (wishes.topics, wishes.about, wishes.ticket, wishes.need)
    #expect(stage.when(SubmitRegistration(entry: entry)).first?.hasSuffix("field=\(field)") == true)
  }

  @Test("Older records without them are read")
  func older() throws {
    let old = Array(#"{"speaks":["fr"],"offers":[],"seeks":["solar"]}"#.utf8)
    #expect(try StrictJSONDecoder().decode(Wishes.self, from: old) == Wishes(speaks: ["fr"], seeks: ["solar"]))
  }

  @Test("Rule 29: others see none of the wishes that are hidden", arguments: Registration.Field.allCases)
  func hidden(field: Registration.Field) throws {
    let whole = Wishes(speaks: ["fr"], offers: ["a"], seeks: ["b"], topics: ["solar"], about: "c", ticket: Self.ticket, need: Self.need)
    var registration = Registration(
      id: Stage.msme, profile: Personal(Profile(givenName: "A", familyName: "B"), of: PersonID("p-1")), organisation: OrganisationID(1), wishes: whole,
      submittedAt: Stage.clock("09T09:00"))
    #expect(registration.shownWishes == whole)
    registration.hidden = [field]
    var expected = whole
    switch field {
    case .speaks: expected.speaks = []
    case .offers: expected.offers = []
    case .seeks: expected.seeks = []
    case .topics: expected.topics = nil
    case .about: expected.about = nil
    case .ticket: expected.ticket = nil
    case .need: expected.need = nil
    case .position, .contact: break
    }
    #expect(registration.shownWishes == expected)
  }
}
