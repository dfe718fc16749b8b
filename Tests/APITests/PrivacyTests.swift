import API
import ForumCore
import StrictJSON
import Testing

@Suite("Every reader sees only what they may")
struct PrivacyTests {
  /// What belongs to D-5, D-6 and their meeting M-1 and to nobody else.
  private static let secrets = ["Kanarienwort", "d5@canary.example", "d6@canary.example", "+216 555 0005", "+216 555 0006"]

  @Test("no method tells a delegate, an observer or a stranger of others' meetings or contact data", arguments: Method.all.map(\.name))
  func othersBusiness(name: String) async throws {
    let stage = try await APIStage()
    let method = try #require(Method.all.first { $0.name == name })
    let readers: [Role?] = [nil, .observer, .attendee, .investor, .speaker, .interpreter]
    for role in readers {
      for whom in [nil, "D-5", "D-6", "D-7"] as [JSONValue?] {
        var params = Arguments.required(method)
        for parameter in method.parameters where ["delegate", "with", "requester"].contains(parameter.name) { params[parameter.name] = whom }
        let response = try await stage.caller(role).respond(name, .object(params)).text
        for secret in Self.secrets { #expect(!response.contains(secret), "\(name) as \(role.map(\.rawValue) ?? "nobody"): \(response)") }
        if name.hasPrefix("meeting."), name != "meeting.request" { #expect(!response.contains(#""meeting":"M-1""#), "\(response)") }
        #expect(!response.contains("d7@canary.example"))
      }
    }
  }

  @Test("somebody else's meeting is as if it were not there")
  func othersMeeting() async throws {
    let stage = try await APIStage()
    for role in APIStage.roles.keys {
      let caller = stage.caller(role)
      for method in ["meeting.get", "meeting.confirm", "meeting.decline", "meeting.move", "meeting.cancel", "meeting.slots"] {
        let there = try await caller.respond(method, ["meeting": "M-1"])
        let nowhere = try await caller.respond(method, ["meeting": "M-99"])
        #expect(there["error"]?["code"] == -32004)
        #expect(there.text.replacing("M-1", with: "M-99") == nowhere.text, "\(method)")
      }
      #expect(try await caller.call("meeting.list")["meetings"] == [])
      for method in ["meeting.list", "signup.list"] { #expect(try await caller.code(method, ["delegate": "D-5"]) == -32003) }
    }
  }

  @Test("a refusal does not tell with whom somebody is busy")
  func busyWithWhom() async throws {
    let stage = try await APIStage()
    _ = try await stage.caller(nil, delegate: nil).respond("forum.list")
    let response = try await stage.caller(.attendee).respond("meeting.request", ["with": "D-6", "slot": "day.1"]).text
    #expect(response.contains("otherIsBusy") && !response.contains("M-1") && !response.contains("D-5") && !response.contains("Given5"))
  }

  @Test("people see their own contact data and organisers everybody's; who is not approved is not listed")
  func contactData() async throws {
    let stage = try await APIStage()
    #expect(try await stage.caller(.attendee).call("delegate.get")["email"] == "d1@canary.example")
    #expect(try await stage.caller(.attendee).call("delegate.get", ["delegate": "D-5"])["email"] == nil)
    #expect(try await stage.caller(.organiser).call("delegate.get", ["delegate": "D-5"])["email"] == "d5@canary.example")
    #expect(try await stage.caller(.organiser).call("registration.list")["registrations"]?.arrayValue?.count == 7)
    let listed = try await stage.caller(.observer).call("delegate.list")["delegates"]?.arrayValue
    #expect(listed?.compactMap { $0["delegate"]?.stringValue } == (1...6).map { "D-\($0)" })
    #expect(try await stage.caller(.attendee).code("delegate.get", ["delegate": "D-7"]) == -32004)
  }

  @Test("a subscription from the first change on brings what the role may see: all, one's own, or what is public")
  func subscriptions() async throws {
    let stage = try await APIStage()
    let head = try await stage.desk.read(stage.north) { $0.seq }
    let organiser = stage.caller(.organiser)
    let delegate = stage.caller(.attendee, delegate: 5)
    let other = stage.caller(.attendee)
    let observer = stage.caller(.observer)
    let callers = [organiser, delegate, other, observer]
    for caller in callers { #expect(try await caller.call("changes.subscribe", ["after": 0])["seq"] == 0) }
    _ = try await stage.caller(.organiser).call("forum.setPhase", ["phase": "running"])
    func types(_ caller: Caller) -> [String] { caller.notifications.compactMap { $0["params"]?["change"]?["type"]?.stringValue } }
    for caller in callers { await eventually("the last change") { caller.notifications.last?["params"]?["seq"]?.intValue == head + 1 } }
    #expect(organiser.notifications.compactMap { $0["params"]?["seq"]?.intValue } == Array(1...head + 1))
    #expect(organiser.notifications.allSatisfy { $0["method"] == "changes.next" && $0["params"]?["forum"] == "north" && $0["params"]?["at"] != nil })
    let own = ["registrationSubmitted", "registrationApproved"]
    #expect(types(delegate) == own + ["agendaPublished", "phaseSet", "meetingRequested", "phaseSet"])
    #expect(types(other) == own + ["agendaPublished", "phaseSet", "phaseSet"])
    #expect(types(observer) == ["agendaPublished", "phaseSet", "phaseSet"])
    for caller in [other, observer] {
      for secret in Self.secrets { #expect(!caller.notifications.contains { $0.text.contains(secret) }) }
    }
  }

  @Test("a subscription ends when it is told to, and when the connection does")
  func ending() async throws {
    let stage = try await APIStage()
    let caller = stage.caller(.organiser)
    let closed = stage.caller(.organiser)
    for caller in [caller, closed] { _ = try await caller.call("changes.subscribe") }
    let head = try await stage.desk.read(stage.north) { $0.seq }
    _ = try await caller.call("forum.setPhase", ["phase": "running"])
    for caller in [caller, closed] { await eventually("a change") { caller.notifications.count == 1 } }
    #expect(try await caller.call("changes.unsubscribe")["ended"] == true)
    #expect(try await caller.call("changes.unsubscribe")["ended"] == false)
    closed.connection.close()
    _ = try await caller.call("forum.setPhase", ["phase": "open"])
    try await Task.sleep(for: .milliseconds(60))
    #expect([caller.notifications.count, closed.notifications.count] == [1, 1])
    #expect(caller.notifications[0]["params"]?["seq"]?.intValue == head + 1)
  }

  @Test("where nothing can be sent by itself, as over HTTP, there are no subscriptions")
  func withoutSocket() async throws {
    let stage = try await APIStage()
    for method in ["changes.subscribe", "chat.subscribe"] {
      let caller = Caller(api: stage.api, principal: stage.principal(.attendee), listens: false)
      #expect(try await caller.code(method) == -32600)
    }
    let caller = Caller(api: stage.api, principal: stage.principal(.attendee), listens: false)
    #expect(try await caller.call("meeting.request", ["with": "D-2"])["meeting"] == "M-2")
  }

  @Test("a connection that signs in later has the rights of its token from then on")
  func signIn() async throws {
    let stage = try await APIStage()
    let caller = stage.caller(nil)
    #expect(try await caller.code("connection.whoAmI") == -32001)
    #expect(try await caller.code("connection.signIn", ["token": "rialto_guess"]) == -32001)
    let token = try await stage.desk.createToken(
      role: .attendee, forum: stage.north, delegate: DelegateID(1), label: nil, by: .organiser())
    let signedIn = try await caller.call("connection.signIn", ["token": .string(token.secret)])
    #expect(signedIn == ["token": .string(token.token.description), "role": "attendee", "forum": "north", "delegate": "D-1"])
    #expect(try await caller.call("connection.whoAmI") == signedIn)
    #expect(try await caller.code("meeting.request", ["with": "D-2"]) == nil)
  }
}
