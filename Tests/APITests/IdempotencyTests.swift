import API
import ForumCore
import StrictJSON
import Testing

@Suite("An idempotency key over the API")
struct IdempotencyTests {
  @Test("the same key gives the same answer, bytes and all, over any connection of the token")
  func sameAnswer() async throws {
    let stage = try await APIStage()
    let request = #"{"jsonrpc":"2.0","id":1,"method":"meeting.request","params":{"with":"D-2","key":"a"}}"#
    let first = await stage.caller(.attendee).send(request)
    #expect(first?.contains("M-2") == true)
    #expect(await stage.caller(.attendee).send(request) == first)
    _ = try await stage.caller(.attendee).call("meeting.cancel", ["meeting": "M-2"])
    #expect(await stage.caller(.attendee).send(request) == first)
    #expect(try await stage.desk.read(stage.north) { $0.meetings.count } == 2)
  }

  @Test("a refusal is repeated too")
  func sameRefusal() async throws {
    let stage = try await APIStage()
    let caller = stage.caller(.attendee)
    _ = try await caller.call("meeting.request", ["with": "D-2"])
    let refused = try await caller.respond("meeting.request", ["with": "D-2", "key": "b"])
    #expect(refused["error"]?["data"]?["refusal"] == "alreadyMeeting")
    _ = try await caller.call("meeting.cancel", ["meeting": "M-2"])
    #expect(try await caller.respond("meeting.request", ["with": "D-2", "key": "b"]) == refused)
  }

  @Test("a key with other parameters or another method is refused; another token's key is another key")
  func usedOtherwise() async throws {
    let stage = try await APIStage()
    let caller = stage.caller(.attendee)
    _ = try await caller.call("meeting.request", ["with": "D-2", "key": "a"])
    #expect(try await caller.refusal("meeting.request", ["with": "D-3", "key": "a"]) == "keyUsedOtherwise")
    #expect(try await caller.refusal("meeting.cancel", ["meeting": "M-2", "key": "a"]) == "keyUsedOtherwise")
    #expect(try await stage.caller(.investor).call("meeting.request", ["with": "D-3", "key": "a"])["meeting"] == "M-3")
  }

  @Test("the order of parameters does not make another request")
  func order() async throws {
    let stage = try await APIStage()
    let caller = stage.caller(.attendee)
    let first = try await caller.call("meeting.request", ["with": "D-2", "message": "Hello", "key": "a"])
    #expect(try await caller.call("meeting.request", ["key": "a", "message": "Hello", "with": "D-2"]) == first)
  }

  @Test("a guest repeats a registration over another connection; another guest with the same key is not disturbed")
  func guests() async throws {
    let stage = try await APIStage()
    func submit(_ email: String, from connection: String) async throws -> JSONValue {
      let guest = Caller(api: stage.api, principal: nil, listens: false, id: connection)
      return try await guest.respond(
        "registration.submit",
        [
          "forum": "north", "givenName": "Nour", "email": .string(email), "organisation": "Firm 1", "kind": "msme", "country": "TN", "key": "1",
        ])
    }
    let first = try await submit("nour@canary.example", from: "http")
    #expect(first["result"]?["delegate"] == "D-8")
    #expect(try await submit("nour@canary.example", from: "ws-7") == first)
    #expect(try await submit("other@canary.example", from: "http")["result"]?["delegate"] == "D-9")
    #expect(try await stage.desk.read(stage.north) { $0.registrations.count } == 9)
  }

  @Test("every method that changes something takes a key", arguments: Method.all.map(\.name))
  func everyWrite(name: String) throws {
    let method = try #require(Method.all.first { $0.name == name })
    let reads = [
      "get", "list", "slots", "releases", "clashes", "discover", "whoAmI", "signIn", "subscribe", "unsubscribe", "attendance", "suggest", "export",
      "report",
    ]
    // Their secret is told once, so there is no reply to give again; the others have the same effect however often.
    let secrets = ["token.create", "token.revoke", "delegate.linkCode", "registration.checkInCode", "programme.set"]
    // A proposal changes nothing in the forum, and a second one takes the first's place.
    let proposals = ["timetable.propose", "timetable.stop"]
    let isRead = reads.contains(String(name.split(separator: ".").last ?? "")) || secrets.contains(name) || proposals.contains(name)
    #expect(method.parameters.contains { $0.name == "key" } == !isRead)
  }
}
