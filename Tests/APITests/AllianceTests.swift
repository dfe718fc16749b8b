import API
import ForumCore
import StrictJSON
import Synchronization
import Testing

@Suite("Alliances and programmes through the API")
struct AllianceTests {
  /// M-1 of D-5 and D-6 is confirmed and, as organisers say, held; D-1 to D-4 have no part in it.
  private func stage() async throws -> APIStage {
    let stage = try await APIStage()
    _ = try await stage.desk.perform(ConfirmMeeting(meeting: MeetingID(1)), in: stage.north, by: .delegate(DelegateID(6)))
    return stage
  }

  private func list(_ caller: Caller) async throws -> [JSONValue] { try await caller.call("alliance.list")["alliances"]?.arrayValue ?? [] }

  @Test("Rule 27: from an opening to a signed agreement; members and organisers see all of it, the invited who it is, others nothing")
  func life() async throws {
    let stage = try await stage()
    let (five, six) = (stage.caller(.attendee, delegate: 5), stage.caller(.attendee, delegate: 6))
    let (other, organiser) = (stage.caller(.attendee), stage.caller(.organiser))
    let made = try await five.call(
      "alliance.create", ["title": "Water", "kind": "investmentAlliance", "role": "privatePartner", "meeting": "M-1", "key": "a"])
    #expect(made["alliance"] == "A-1")
    let again = try await five.call(
      "alliance.create", ["title": "Water", "kind": "investmentAlliance", "role": "privatePartner", "meeting": "M-1", "key": "a"])
    #expect(again == made)
    #expect(
      try await list(six) == [
        [
          "alliance": "A-1", "title": "Water", "kind": "investmentAlliance", "isInvitation": true,
          "members": [["organisation": "O-5", "name": "Firm 5", "role": "privatePartner"]],
        ]
      ])
    #expect(try await list(other).isEmpty)
    #expect(try await other.refusal("alliance.join", ["alliance": "A-1", "role": "investor"]) == "noSuchAlliance")
    #expect(try await other.code("alliance.commit", ["alliance": "A-1", "what": "x"]) == -32004)
    _ = try await six.call("alliance.join", ["alliance": "A-1", "role": "publicPartner"])
    let promise: JSONValue = ["alliance": "A-1", "what": "A plant", "amount": ["amount": 250_000, "currency": "EUR"]]
    #expect(try await six.call("alliance.commit", promise)["number"] == 1)
    #expect(try await six.refusal("alliance.commit", promise) == "alreadyCommitted")
    #expect(try await six.code("alliance.commit", ["alliance": "A-1", "what": "x", "amount": ["amount": 1, "currency": "euro"]]) == -32009)
    _ = try await five.call("alliance.milestone", ["alliance": "A-1", "step": "signedAgreement", "on": "2026-12-31"])
    #expect(try await five.code("alliance.milestone", ["alliance": "A-1", "step": "handshake", "on": "2026-12-31"]) == -32602)
    #expect(try await five.refusal("alliance.leave", ["alliance": "A-1"]) == "agreementSigned")
    let seen = try #require(try await list(five).first)
    #expect(seen["committed"] == [["amount": 250_000, "currency": "EUR"]])
    #expect(seen["furthest"] == "signedAgreement")
    #expect(try await list(organiser) == [seen])
    #expect(try await list(six) == [seen])
    #expect(try await list(stage.caller(.organiser, in: stage.south)) == [])
    #expect(try await organiser.refusal("alliance.withdrawMilestone", ["alliance": "A-1", "step": "signedAgreement"]) == "reasonNeeded")
    _ = try await organiser.call("alliance.withdrawMilestone", ["alliance": "A-1", "step": "signedAgreement", "reason": "error"])
    _ = try await six.call("alliance.withdrawCommitment", ["alliance": "A-1", "number": 1])
    _ = try await six.call("alliance.leave", ["alliance": "A-1"])
    #expect(try await list(six).isEmpty)
  }

  @Test("Rule 27: an outcome is its side's own word, may open an alliance in the same call, and is for meetings that have begun")
  func outcome() async throws {
    let clock = Mutex(try #require(Instant("2027-01-01T00:00:00Z")))
    let stage = try await APIStage(clock: { clock.withLock { $0 } })
    _ = try await stage.desk.perform(ConfirmMeeting(meeting: MeetingID(1)), in: stage.north, by: .delegate(DelegateID(6)))
    let (five, six, organiser) = (stage.caller(.attendee, delegate: 5), stage.caller(.attendee, delegate: 6), stage.caller(.organiser))
    let params: JSONValue = [
      "meeting": "M-1", "interest": "strong", "nextStep": "proposal", "amount": ["amount": 5, "currency": "EUR"], "note": "Kanarienwort",
      "opens": ["title": "Water", "kind": "investmentAlliance", "role": "investor"],
    ]
    #expect(try await five.refusal("meeting.outcome", params) == "notBegun")
    #expect(try await stage.caller(.attendee).code("meeting.outcome", params) == -32004)
    #expect(try await five.code("meeting.outcome", ["meeting": "M-1", "interest": "huge"]) == -32602)
    let begun = try #require(Instant("2027-03-10T09:00:00Z"))
    clock.withLock { $0 = begun }
    let done = try await five.call("meeting.outcome", params)
    #expect((done["meeting"], done["alliance"]) == ("M-1", "A-1"))
    func outcomes(_ caller: Caller) async throws -> JSONValue? { try await caller.call("meeting.get", ["meeting": "M-1"])["outcomes"] }
    let own = try await outcomes(five)
    #expect(own?.arrayValue?.first?["note"] == "Kanarienwort")
    #expect(own?.arrayValue?.map { $0["delegate"] } == ["D-5"])
    #expect(try await outcomes(six) == nil)
    #expect(try await outcomes(organiser) == own)
    #expect(try await organiser.refusal("meeting.outcome", ["meeting": "M-1", "side": "D-6", "interest": "none"]) == "reasonNeeded")
    _ = try await organiser.call("meeting.outcome", ["meeting": "M-1", "side": "D-6", "interest": "none", "reason": "by letter"])
    #expect(try await outcomes(six)?.arrayValue?.map { $0["interest"] } == ["none"])
    #expect(try await outcomes(organiser)?.arrayValue?.count == 2)
  }

  @Test("Rule 28: operators set programmes and read all, organisers read their own forum's figures, nobody else anything")
  func programme() async throws {
    let stage = try await stage()
    for (forum, caller) in [("north", stage.caller(.organiser)), ("south", stage.caller(.organiser, in: stage.south))] {
      _ = try await caller.call("forum.update", ["settings": ["programme": "green", "kind": "frameworkEvent"]])
      for delegate in forum == "north" ? ["D-1", "D-2"] : ["D-1"] { _ = try await caller.call("registration.checkIn", ["delegate": .string(delegate)]) }
    }
    let op = stage.caller(.operator)
    #expect(try await op.code("programme.report", ["programme": "green"]) == -32004)
    let wrong: JSONValue = ["programme": "green", "title": "Green", "targets": ["trees": 5]]
    #expect(try await op.respond("programme.set", wrong)["error"]?["data"]?["field"] == "params.targets.trees")
    _ = try await op.call("programme.set", ["programme": "green", "title": "Green", "countries": ["TN"], "targets": ["networkParticipants": 4]])
    func participants(_ caller: Caller) async throws -> JSONValue? {
      try await caller.call("programme.report", ["programme": "green"])["figures"]?.arrayValue?.first { $0["indicator"] == "networkParticipants" }
    }
    // The two forums' D-1 have one address: one person.
    let all = try #require(try await participants(op))
    #expect((all["value"], all["target"]) == (2, 4))
    #expect(all["byForum"] == [["key": "north", "value": 2], ["key": "south", "value": 1]])
    let south = try #require(try await participants(stage.caller(.organiser, in: stage.south)))
    #expect(south["value"] == 1)
    #expect(south["byForum"] == [["key": "south", "value": 1]])
    for format in ["csv", "html"] {
      let report = try await op.call("programme.report", ["programme": "green", "format": .string(format)])
      #expect(report["name"] == .string("green.\(format)"))
      #expect(report["content"]?.stringValue?.contains("Network participants") == true)
      #expect(report["content"]?.stringValue?.contains("Family1") == false)
    }
    #expect(try await op.code("programme.report", ["programme": "green", "format": "pdf"]) == -32602)
    _ = try await stage.caller(.organiser).call("forum.update", ["settings": ["programme": .null]])
    #expect(try await stage.caller(.organiser).code("programme.report", ["programme": "green"]) == -32004)
    #expect(try await participants(op)?["value"] == 1)
  }

  @Test("Rule 28: every number equals a recount from the journal that subscribers get")
  func recount() async throws {
    let stage = try await stage()
    _ = try await stage.caller(.organiser).call("forum.update", ["settings": ["programme": "green"]])
    for delegate in 1...4 { _ = try await stage.caller(.organiser).call("registration.checkIn", ["delegate": .string("D-\(delegate)")]) }
    _ = try await stage.caller(.operator).call("programme.set", ["programme": "green", "title": "Green"])
    let report = try await stage.caller(.organiser).call("programme.report", ["programme": "green"])
    let changes = try stage.desk.changes(stage.north, after: 0, limit: 10_000).map(\.change.kind)
    func value(_ indicator: String) -> JSONValue? { report["figures"]?.arrayValue?.first { $0["indicator"] == .string(indicator) }?["value"] }
    #expect(value("networkParticipants") == .int(changes.count { $0 == .delegateCheckedIn }))
    #expect(value("registeredPersons") == .int(changes.count { $0 == .registrationSubmitted }))
    #expect(value("meetingsRequested") == .int(changes.count { $0 == .meetingRequested }))
    #expect(value("meetingsConfirmed") == .int(changes.count { $0 == .meetingConfirmed }))
    #expect(report["forums"]?.arrayValue?.first?["seq"] == .int(changes.count))
  }

  @Test("Rule 28: who registers at a second forum with the same address is the same person there")
  func samePerson() async throws {
    let stage = try await APIStage()
    let params: JSONValue = [
      "givenName": "Ada", "familyName": "Rossi", "email": "Ada@Canary.example", "organisation": "Alpha", "kind": "msme", "country": "IT",
    ]
    for forum in ["north", "south"] {
      var object = params.objectValue ?? JSONObject()
      object["forum"] = .string(forum)
      if forum == "south" { object["email"] = "ada@canary.example" }
      _ = try await stage.caller(nil).call("registration.submit", .object(object))
    }
    let csv = "email,first name,last name,organization name,organization type,country\nADA@canary.example,Ada,Rossi,Alpha,msme,IT\n"
    let east = try #require(ForumID("east"))
    let settings: JSONValue = [
      "title": "East", "place": "Beirut", "country": "LB", "zone": "Asia/Beirut", "firstDay": "2027-04-01", "lastDay": "2027-04-02",
    ]
    _ = try await stage.caller(.operator).call("forum.create", ["forum": "east", "settings": settings])
    _ = try await stage.caller(.operator).call("registration.import", ["forum": "east", "content": .string(csv), "format": "registrations.csv"])
    var persons: [PersonID?] = []
    for forum in [stage.north, stage.south, east] {
      persons.append(try await stage.desk.read(forum) { $0.registration(email: "ada@canary.example")?.profile.person })
    }
    #expect(persons.count == 3 && Set(persons).count == 1 && persons[0] != nil)
  }
}
