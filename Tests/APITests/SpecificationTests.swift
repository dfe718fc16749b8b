import API
import StrictJSON
import Testing

@Suite("JSON-RPC 2.0")
struct SpecificationTests {
  @Test("the examples of section 7, requests that are none and bad batches")
  func transcript() async throws {
    let stage = try await APIStage()
    let exchanges = try Transcript.read("json-rpc-2.0.txt")
    #expect(exchanges.count > 40)
    for exchange in exchanges {
      let answer = await stage.caller(nil).send(exchange.sent)
      guard let expected = exchange.expected else {
        #expect(answer == nil, "line \(exchange.line)")
        continue
      }
      let found = try answer.map { try JSONValue(parsing: Array($0.utf8)) } ?? .null
      #expect(Transcript.matches(found, expected), "line \(exchange.line): \(found.text)")
      for response in found.arrayValue ?? [found] {
        #expect(response["jsonrpc"] == "2.0" && (response["result"] == nil) != (response["error"] == nil), "line \(exchange.line): \(found.text)")
      }
    }
  }

  @Test("a batch has at most so many entries")
  func largeBatch() async throws {
    let caller = try await APIStage().caller(nil)
    func batch(_ count: Int) async throws -> JSONValue {
      let entries = (0..<count).map { JSONValue.object(["jsonrpc": "2.0", "method": "forum.list", "id": .int($0)]) }
      return try JSONValue(parsing: Array((await caller.send(JSONValue.array(entries).text) ?? "").utf8))
    }
    #expect(try await batch(APIService.mostInBatch).arrayValue?.compactMap { $0["id"]?.intValue } == Array(0..<APIService.mostInBatch))
    #expect(try await batch(APIService.mostInBatch + 1)["error"]?["code"] == -32600)
  }

  @Test("a batch's commands take effect in its order")
  func batchOrder() async throws {
    let stage = try await APIStage()
    let entries = ["D-2", "D-3", "D-2"].enumerated().map { place, partner in
      JSONValue.object(["jsonrpc": "2.0", "method": "meeting.request", "params": ["with": .string(partner)], "id": .int(place)])
    }
    let answer = try JSONValue(parsing: Array((await stage.caller(.attendee).send(JSONValue.array(entries).text) ?? "").utf8))
    let responses = try #require(answer.arrayValue)
    #expect(responses.map { $0["result"]?["meeting"]?.stringValue } == ["M-2", "M-3", nil])
    #expect(responses[2]["error"]?["data"]?["refusal"] == "alreadyMeeting")
  }

  @Test("what is over the rate is told when to come again, by its id where it can be read")
  func tooMany() throws {
    func answer(_ text: String) throws -> JSONValue { try JSONValue(parsing: APIService.tooMany(Array(text.utf8), retryAfterSeconds: 3)) }
    let error: JSONValue = ["code": -32029, "message": "Too many requests", "data": ["retryAfterSeconds": 3]]
    #expect(try answer(#"{"id":7}"#) == ["jsonrpc": "2.0", "error": error, "id": 7])
    #expect(try answer(#"[{"id":7}]"#) == ["jsonrpc": "2.0", "error": error, "id": .null])
    #expect(try answer(#"{"#) == ["jsonrpc": "2.0", "error": error, "id": .null])
  }
}
