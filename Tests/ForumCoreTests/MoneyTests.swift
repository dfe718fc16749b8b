import ForumCore
import StrictJSON
import Testing

@Suite("Money")
struct MoneyTests {
  @Test(
    "Amounts are read as people write them",
    arguments: [
      ("250000 EUR", "250000 EUR"), ("eur 250,000", "250000 EUR"), ("1 250 000 TND", "1250000 TND"), ("1.250.000TND", "1250000 TND"),
      ("0 USD", "0 USD"), ("1000000000000000 LBP", "1000000000000000 LBP"), ("25,50 EUR", nil), ("12.5 EUR", nil), ("1000,000 EUR", nil), ("100", nil),
      ("EUR", nil), ("", nil), ("100 EURO", nil), ("100 XXX", nil), ("-5 EUR", nil), ("1000000000000001 EUR", nil),
      ("99999999999999999999 EUR", nil),
    ])
  func reading(text: String, expected: String?) {
    #expect(Money(text)?.description == expected)
  }

  @Test("On paper it has two members")
  func paper() throws {
    let money = Money(amount: 250_000, currency: "EUR")
    #expect(String(decoding: try StrictJSONEncoder().encode(money), as: UTF8.self) == #"{"amount":250000,"currency":"EUR"}"#)
    #expect(try StrictJSONDecoder().decode(Money.self, from: StrictJSONEncoder().encode(money)) == money)
    for text in [#"{"amount":1.5,"currency":"EUR"}"#, #"{"amount":1}"#] {
      #expect(throws: (any Error).self) { try StrictJSONDecoder().decode(Money.self, from: Array(text.utf8)) }
    }
  }

  @Test("What is no amount or no currency is refused with its field")
  func check() throws {
    try Money(amount: 0, currency: "TND").check("need")
    for (money, field) in [
      (Money(amount: -1, currency: "EUR"), "need.amount"), (Money(amount: Money.most + 1, currency: "EUR"), "need.amount"),
      (Money(amount: 1, currency: "EURO"), "need.currency"), (Money(amount: 1, currency: "eur"), "need.currency"),
    ] {
      #expect { try money.check("need") } throws: { ($0 as? Refusal)?.values["field"] == .text(field) }
    }
  }

  @Test("Only the same currencies are added, up to the most")
  func adding() throws {
    let (two, three) = (try #require(Money("2 EUR")), try #require(Money("3 EUR")))
    #expect(two.adding(three) == Money("5 EUR"))
    #expect(two.adding(try #require(Money("3 USD"))) == nil)
    #expect(two.adding(Money(amount: Money.most, currency: "EUR")) == nil)
  }
}
