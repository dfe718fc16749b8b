import API
import ForumCore
import StrictJSON
import Testing

@Suite("Who may call what")
struct PermissionTests {
  private static let notForRole = "is not for this role"

  @Test("the methods are those of the contract, no more and no less, each named once")
  func contract() {
    #expect(Method.all.map(\.name).sorted() == Contract.all)
  }

  @Test("every method, every role: what the contract does not permit is denied", arguments: Method.all.map(\.name))
  func everyRole(name: String) async throws {
    let stage = try await APIStage()
    let method = try #require(Method.all.first { $0.name == name })
    // Answers a wrong token as it would answer none.
    if name == "connection.signIn" { return }
    for role in [nil] + Role.allCases.map(Optional.some) {
      // Parameters that are not looked at where the caller may not call.
      let response = try await stage.caller(role).respond(name, .object(Arguments.required(method)))
      let why = response["error"]?["data"]?["why"]?.stringValue ?? ""
      let denied = response["error"]?["code"] == -32001 && role == nil || response["error"]?["code"] == -32003 && why.hasSuffix(Self.notForRole)
      #expect(denied == !Contract.permits(role, name), "\(role.map(\.rawValue) ?? "nobody"): \(response.text)")
    }
  }

  @Test("every method, every role: a token of another forum opens nothing here", arguments: Method.all.map(\.name))
  func foreignForum(name: String) async throws {
    let stage = try await APIStage()
    let method = try #require(Method.all.first { $0.name == name })
    guard case .roles = method.access, method.parameters.contains(where: { $0.name == "forum" }) else { return }
    let before = try await stage.desk.read(stage.north) { $0 }
    for role in Role.allCases where role != .operator {
      let response = try await stage.caller(role, in: stage.south).respond(name, .object(Arguments.required(method)))
      #expect(response["error"]?["code"] == -32003, "\(role): \(response.text)")
    }
    #expect(try await stage.desk.read(stage.north) { $0 } == before)
  }

  @Test("what anybody may read of a forum in preparation is nothing, for strangers and for organisers of another forum")
  func preparing() async throws {
    let stage = try await APIStage()
    let east = try #require(ForumID("east"))
    let settings: JSONValue = [
      "title": "East", "place": "Beirut", "country": "LB", "zone": "Asia/Beirut", "firstDay": "2027-04-01", "lastDay": "2027-04-02",
    ]
    _ = try await stage.caller(.operator).call("forum.create", ["forum": "east", "settings": settings])
    func forums(_ caller: Caller) async throws -> [String]? {
      try await caller.call("forum.list")["forums"]?.arrayValue?.compactMap { $0["forum"]?.stringValue }
    }
    for caller in [stage.caller(nil), stage.caller(.organiser), stage.caller(.attendee), stage.caller(.observer, in: stage.south)] {
      #expect(try await caller.code("forum.get", ["forum": "east"]) == -32004)
      #expect(try await caller.code("agenda.get", ["forum": "east"]) == -32004)
      #expect(try await forums(caller) == ["north", "south"])
    }
    for caller in [stage.caller(.organiser, in: east), stage.caller(.operator)] {
      #expect(try await caller.call("forum.get", ["forum": "east"])["phase"] == "preparing")
      #expect(try await caller.call("agenda.get", ["forum": "east"])["title"] == "East")
      #expect(try await forums(caller) == ["east", "north", "south"])
    }
  }

  @Test("a delegate acts for nobody else, whichever method names somebody")
  func actsForNobodyElse() async throws {
    let stage = try await APIStage()
    let before = try await stage.desk.read(stage.north) { $0 }
    for method in Method.all where Contract.delegates.contains(method.name) {
      let parameters = method.parameters.filter { ["delegate", "requester"].contains($0.name) }
      guard !parameters.isEmpty else { continue }
      for role in APIStage.roles.keys {
        var params = Arguments.required(method)
        for parameter in parameters { params[parameter.name] = "D-6" }
        if params["with"] == "D-6" || method.parameters.contains(where: { $0.name == "with" }) { params["with"] = "D-5" }
        #expect(try await stage.caller(role).code(method.name, .object(params)) == -32003, "\(method.name) as \(role)")
      }
    }
    #expect(try await stage.desk.read(stage.north) { $0 } == before)
  }

  @Test("drafts and older releases are for organisers of the forum")
  func drafts() async throws {
    let stage = try await APIStage()
    for params: JSONValue in [["forum": "north", "draft": true], ["forum": "north", "release": 1]] {
      for caller in [stage.caller(nil), stage.caller(.attendee), stage.caller(.observer), stage.caller(.organiser, in: stage.south)] {
        #expect(try await caller.code("agenda.get", params) == -32003)
      }
      for caller in [stage.caller(.organiser), stage.caller(.operator)] { #expect(try await caller.code("agenda.get", params) == nil) }
    }
  }

  @Test("organisers make tokens in their forum only, and no operators; they see no others' tokens")
  func tokens() async throws {
    let stage = try await APIStage()
    let north = stage.caller(.organiser)
    let made = try await north.call("token.create", ["role": "observer"])
    #expect(try await north.code("token.create", ["role": "operator"]) == -32003)
    #expect(try await north.code("token.create", ["forum": "south", "role": "observer"]) == -32003)
    let south = stage.caller(.organiser, in: stage.south)
    #expect(try await south.call("token.list")["tokens"] == [])
    #expect(try await south.code("token.revoke", ["token": made["token"] ?? .null]) == -32004)
    let listed = try await north.respond("token.list")
    #expect(listed["result"]?["tokens"]?.arrayValue?.map { $0["token"] } == [made["token"]])
    #expect(!listed.text.contains(made["secret"]?.stringValue ?? "secret"))
    #expect(try await north.code("token.revoke", ["token": made["token"] ?? .null]) == nil)
  }

  @Test("in another forum an organiser is a guest: registers nobody where it is closed, and learns of no address whose it is")
  func guestElsewhere() async throws {
    let stage = try await APIStage()
    func submit(_ caller: Caller, _ email: String) async throws -> JSONValue {
      try await caller.respond(
        "registration.submit",
        ["forum": "north", "givenName": "New", "email": .string(email), "organisation": "New Ltd", "kind": "msme", "country": "TN"])
    }
    let foreign = stage.caller(.organiser, in: stage.south)
    let known = try await submit(foreign, "d5@canary.example")
    #expect(try await submit(stage.caller(nil), "d5@canary.example")["error"] == known["error"])
    #expect(!known.text.contains("D-5") && !known.text.contains("Given5"))
    _ = try await stage.caller(.organiser).call("forum.setPhase", ["phase": "closed"])
    #expect(try await submit(foreign, "new@elsewhere.example")["error"]?["data"]?["refusal"] == "forumClosed")
    #expect(try await submit(stage.caller(.organiser), "new@elsewhere.example")["result"]?["delegate"] != nil)
  }
}
