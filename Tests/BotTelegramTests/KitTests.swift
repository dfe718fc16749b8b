import Messaging
import Testing

@Suite("What the kit does for Telegram") struct KitTests {
  @Test("a budget may give each kind of conversation a rate of its own") func ratesByKind() async throws {
    let budget = RateBudget(inAll: .perSecond(100_000, burst: 100_000)) { chat in
      chat.hasPrefix("-") ? .perSecond(10, burst: 1) : .perSecond(100_000, burst: 100_000)
    }
    let clock = ContinuousClock()
    let quick = try await clock.measure { for _ in 0..<50 { try await budget.turn(in: "7") } }
    let slow = try await clock.measure { for _ in 0..<3 { try await budget.turn(in: "-7") } }
    // At the rate of the other kind they would take five.
    #expect(quick < .seconds(4))
    #expect(slow >= .milliseconds(200))
  }

  @Test("elements are found beside what nobody can read, and half an object has none") func skimming() {
    let bytes = Array(#"{"ok":true,"result":[{"a":1e999},[[["]"]]],7]}"#.utf8)
    #expect(JSONSkimmer.elements(of: "result", in: bytes)?.map { String(decoding: bytes[$0], as: UTF8.self) } == [#"{"a":1e999}"#, #"[[["]"]]]"#, "7"])
    #expect(JSONSkimmer.elements(of: "result", in: Array(#"{"result":[{"#.utf8)) == nil)
  }
}
