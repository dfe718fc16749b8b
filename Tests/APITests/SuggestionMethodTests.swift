import API
import ForumCore
import StrictJSON
import Testing

@Suite("Suggestions through the API")
struct SuggestionMethodTests {
  @Test("Each is a delegate as others see them, with score, sentence and the reasons as data")
  func suggestions() async throws {
    let stage = try await APIStage()
    let need: JSONValue = ["amount": 250_000, "currency": "EUR"]
    let ticket: JSONValue = ["smallest": 100_000, "largest": 500_000, "currency": "EUR"]
    _ = try await stage.caller(.attendee).call(
      "delegate.update", ["seeks": ["solar pumps"], "speaks": ["fr"], "about": "We farm.", "topics": ["irrigation"], "need": need])
    _ = try await stage.caller(.investor).call("delegate.update", ["offers": ["pompes solaires"], "speaks": ["fr"], "ticket": ticket])
    let first = try #require(try await stage.caller(.attendee).call("meeting.suggest", ["most": 1])["suggestions"]?.arrayValue?.first)
    #expect(first["delegate"] == "D-2" && first["name"] == "Given2 Family2" && first["ticket"] == ticket && first["email"] == nil)
    #expect(first["score"]?.intValue.map((1...100).contains) == true)
    let reasons: JSONValue = [
      ["kind": "theyOfferWhatYouSeek", "topics": ["solar-pumping"], "sentence": "offers what you look for (Solar pumping)"],
      [
        "kind": "ticketFitsNeed", "ticket": ticket, "need": need,
        "sentence": "puts 100,000 EUR to 500,000 EUR into a project, and you need 250,000 EUR",
      ],
      ["kind": "sameCountry", "country": "TN", "sentence": "is from Tunisia too"],
    ]
    #expect(first["reasons"] == reasons)
    #expect(
      first["sentence"]
        == "offers what you look for (Solar pumping); puts 100,000 EUR to 500,000 EUR into a project, and you need 250,000 EUR; is from Tunisia too")
    let own = try await stage.caller(.attendee).call("delegate.get")
    #expect([own["about"], own["topics"], own["need"]] == ["We farm.", ["irrigation"], need])
  }

  @Test("Rule 13: delegates ask for themselves, managers for their colleagues, organisers for anybody, observers and strangers not at all")
  func whose() async throws {
    let stage = try await APIStage()
    func delegates(_ caller: Caller, _ params: JSONValue) async throws -> [String] {
      let list = try await caller.call("meeting.suggest", params)["suggestions"]?.arrayValue ?? []
      return list.compactMap { $0["delegate"]?.stringValue }
    }
    #expect(try await delegates(stage.caller(.attendee), [:]) == ["D-2", "D-3", "D-5", "D-6"])
    #expect(try await delegates(stage.caller(.organiser), ["delegate": "D-5"]) == ["D-1", "D-2", "D-3"])
    #expect(try await stage.caller(.attendee).code("meeting.suggest", ["delegate": "D-5"]) == -32003)
    _ = try await stage.caller(.attendee).call("delegate.addRepresentative", ["givenName": "Second", "familyName": "Family1"])
    _ = try await stage.caller(.organiser).call("registration.approve", ["delegate": "D-8"])
    #expect(try await delegates(stage.caller(.attendee), ["delegate": "D-8"]) == ["D-2", "D-3", "D-5", "D-6"])
    #expect(try await stage.caller(.organiser).code("meeting.suggest") == -32602)
    #expect(try await stage.caller(.observer).code("meeting.suggest") == -32003)
    #expect(try await stage.caller(nil).code("meeting.suggest", ["forum": "north"]) == -32001)
    #expect(try await stage.caller(.organiser).refusal("meeting.suggest", ["delegate": "D-7"]) == "notApproved")
    for most in [0, 51, -1] { #expect(try await stage.caller(.attendee).code("meeting.suggest", ["most": .int(most)]) == -32602) }
  }

  @Test("A registration takes topics, ticket and need; what is out of order is refused with its field")
  func submitted() async throws {
    let stage = try await APIStage()
    func submit(_ more: JSONObject) async throws -> JSONValue {
      var params: JSONObject = [
        "forum": "north", "givenName": "New", "email": "new@canary.example", "organisation": "New House", "kind": "msme", "country": "TN",
      ]
      for member in more.members { params[member.key] = member.value }
      return try await stage.caller(nil).respond("registration.submit", .object(params))
    }
    for (more, field) in [
      (["topics": ["perpetual-motion"]], "topics"), (["need": ["amount": -1, "currency": "EUR"]], "need.amount"),
      (["ticket": ["smallest": 2, "largest": 1, "currency": "EUR"]], "ticket.smallest"),
    ] as [(JSONObject, String)] {
      let data = try await submit(more)["error"]?["data"]
      #expect(data?["refusal"] == "badValue" && data?["sentence"]?.stringValue?.contains(field) == true)
    }
    #expect(try await submit(["need": ["amount": 1.5, "currency": "EUR"]])["error"]?["code"] == -32602)
    #expect(try await submit(["topics": ["solar"], "need": ["amount": 1, "currency": "EUR"]])["result"]?["delegate"] == "D-8")
  }

  @Test("The topics are told to anybody")
  func topics() async throws {
    let topics = try await APIStage().caller(nil).call("topic.list")["topics"]?.arrayValue ?? []
    #expect(topics.count == Taxonomy.standard.topics.count)
    let solar = topics.first { $0["topic"] == "solar" }
    #expect(solar?["broader"] == "renewable-energy" && solar?["title"] == "Solar energy" && solar?["titles"]?["fr"] == "Énergie solaire")
  }
}
