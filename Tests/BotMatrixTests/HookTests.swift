import BotMatrix
import Messaging
import StrictJSON
import Testing

@Suite("The homeserver's way in") struct HookTests {
  let path = "/_matrix/app/v1/transactions/1"
  let good = "Bearer " + FakeHomeserver.hsToken

  @Test("only the homeserver's token opens the hook") func onlyTheTokenOpens() async throws {
    try await Stage.run { [path, good] stage in
      func status(_ headers: [String: String], query: [String: String] = [:]) async -> Int {
        await stage.handle(
          HookRequest(method: "PUT", path: path, query: query, headers: headers, body: Array(#"{"events":[]}"#.utf8))
        ).status
      }
      #expect(await status(["authorization": good]) == 200)
      #expect(await status(["authorization": "bearer " + FakeHomeserver.hsToken]) == 200)
      #expect(await status([:], query: ["access_token": FakeHomeserver.hsToken]) == 200)
      #expect(await status([:]) == 403)
      #expect(await status(["authorization": "Bearer "]) == 403)
      #expect(await status(["authorization": good + "b"]) == 403)
      #expect(await status(["authorization": String(good.dropLast())]) == 403)
      #expect(await status(["authorization": String(good.dropLast()) + "c"]) == 403)
      #expect(await status(["authorization": "Basic " + FakeHomeserver.hsToken]) == 403)
      #expect(await status([:], query: ["access_token": ""]) == 403)
      #expect(
        await status(["authorization": "Bearer wrong"], query: ["access_token": FakeHomeserver.hsToken]) == 403)
    }
  }

  @Test("a refusal is worded as the specification says") func refusalIsWorded() async throws {
    try await Stage.run { [path] stage in
      let response = await stage.handle(
        HookRequest(method: "PUT", path: path, query: [:], headers: [:], body: []))
      #expect(
        response == .json(403, ["errcode": "M_FORBIDDEN", "error": "this is not the token of the homeserver"]))
    }
  }

  @Test(
    "a body that is no transaction is refused and has no effect",
    arguments: [
      ("", 400, "M_NOT_JSON"), ("{", 400, "M_NOT_JSON"), (#"{"events":[}"#, 400, "M_NOT_JSON"),
      (#"{"events":[]} x"#, 400, "M_NOT_JSON"), ("[]", 400, "M_BAD_JSON"), ("{}", 400, "M_BAD_JSON"),
      (#"{"events":{}}"#, 400, "M_BAD_JSON"), (#"{"events":null}"#, 400, "M_BAD_JSON"),
    ])
  func malformedBodies(_ body: String, _ status: Int, _ code: String) async throws {
    try await Stage.run { [path, good] stage in
      let response = await stage.handle(
        HookRequest(method: "PUT", path: path, query: [:], headers: ["authorization": good], body: Array(body.utf8)))
      #expect(response.status == status)
      let answer = try JSONValue(parsing: response.body)
      #expect(answer["errcode"]?.stringValue == code)
      #expect(stage.chat.heard.isEmpty)
    }
  }

  @Test("a body over the limit is refused unread") func tooLarge() async throws {
    try await Stage.run { [path, good] stage in
      let response = await stage.handle(
        HookRequest(
          method: "PUT", path: path, query: [:], headers: ["authorization": good],
          body: Array(repeating: 0x20, count: MatrixHook.maximumBodyBytes + 1)))
      #expect(response.status == 413)
    }
  }

  @Test("an event that nobody can read does not hold back those around it") func unreadableEvent() async throws {
    try await Stage.run { [path, good] stage in
      let deep = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
      let poison = #"{"type":"m.room.message","content":{"body":"]}\" \\","n":1e999,"deep":\#(deep)}}"#
      let events = [message("one", id: "$1").text, poison, "7", "{}", message("two", id: "$2").text]
      let response = await stage.handle(
        HookRequest(
          method: "PUT", path: path, query: [:], headers: ["authorization": good],
          body: Array(#"{"ephemeral":[],"events": [\#(events.joined(separator: " , "))] }"#.utf8)))
      #expect(response == HookResponse(status: 200, body: Array("{}".utf8)))
      #expect(stage.chat.heard.map(\.text) == ["one", "two"])
    }
  }

  @Test("each path of the application service API is answered, with and without its prefix") func paths() async throws {
    try await Stage.run { stage in
      for prefix in ["", "/_matrix/app/v1"] {
        #expect(await stage.request("GET", prefix + "/users/%40rialto%3Aexample.org").status == 200)
        #expect(await stage.request("GET", prefix + "/users/%40amira%3Aexample.org").status == 404)
        #expect(await stage.request("GET", prefix + "/rooms/%23forum%3Aexample.org").status == 404)
        #expect(await stage.request("PUT", prefix + "/transactions/7", ["events": []]).status == 200)
        #expect(await stage.request("POST", prefix + "/transactions/7", ["events": []]).status == 405)
        #expect(await stage.request("GET", prefix + "/thirdparty/protocol/irc").status == 404)
        #expect(await stage.request("PUT", prefix + "/transactions", ["events": []]).status == 404)
      }
      #expect(await stage.request("POST", "/_matrix/app/v1/ping", ["transaction_id": "x"]).status == 200)
      #expect(await stage.request("GET", "/").status == 404)
    }
  }
}
