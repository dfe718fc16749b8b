import ForumCore
import StrictJSON
import Testing

@Suite("A meeting through the API")
struct MeetingFlowTests {
  @Test("asked, seen by both, confirmed, moved, cancelled; each side hears it")
  func flow() async throws {
    let stage = try await APIStage()
    let (asker, asked) = (stage.caller(.attendee), stage.caller(.investor))
    for caller in [asker, asked] { _ = try await caller.call("changes.subscribe") }

    let places = try await asker.call("meeting.slots", ["with": "D-2"])["places"]?.arrayValue ?? []
    #expect(places.map { $0["slot"]?.stringValue } == (1...6).map { "day.\($0)" })
    #expect(places.first?["startLocal"] == "2027-03-10T09:00:00+01:00")
    #expect(places.first?["start"] == "2027-03-10T08:00:00Z")
    let requested = try await asker.call("meeting.request", ["with": "D-2", "slot": "day.2", "message": "Solar?"])
    #expect(requested["meeting"] == "M-2" && requested["status"] == "requested" && requested["place"]?["slot"] == "day.2")

    for caller in [asker, asked] {
      let seen = try await caller.call("meeting.get", ["meeting": "M-2"])
      #expect(seen["message"] == "Solar?" && seen["awaiting"] == "D-2" && seen["requester"]?["name"] == "Given1 Family1")
      #expect(try await caller.call("meeting.list")["meetings"]?.arrayValue == [seen])
    }
    #expect(try await asker.refusal("meeting.confirm", ["meeting": "M-2"]) == "notAwaited")
    #expect(try await asked.call("meeting.confirm", ["meeting": "M-2", "version": 1])["status"] == "confirmed")
    #expect(try await asked.refusal("meeting.cancel", ["meeting": "M-2", "version": 1]) == "staleVersion")
    #expect(try await asker.call("meeting.move", ["meeting": "M-2", "slot": "day.3"])["place"]?["slot"] == "day.3")
    #expect(try await asked.call("meeting.cancel", ["meeting": "M-2", "reason": "ill"])["status"] == "cancelled")
    #expect(try await asked.call("meeting.list")["meetings"] == [])

    for caller in [asker, asked] {
      await eventually("four changes") { caller.notifications.count == 4 }
      #expect(
        caller.notifications.compactMap { $0["params"]?["change"]?["type"]?.stringValue } == [
          "meetingRequested", "meetingConfirmed", "meetingMoved", "meetingCancelled",
        ])
    }
  }

  @Test("what a message of the chat offers is answered in its conversation by a number, a label or yes")
  func offers() async throws {
    let stage = try await APIStage()
    let (asked, second) = (stage.caller(.investor), stage.caller(.investor))
    _ = try await asked.call("chat.subscribe")
    _ = try await second.call("chat.subscribe", ["chat": "second"])
    _ = try await stage.caller(.attendee).call("meeting.request", ["with": "D-2", "slot": "day.2"])
    for caller in [asked, second] { await eventually("a request") { caller.notifications.contains { $0["method"] == "chat.next" } } }
    let offered = asked.notifications.last?["params"]?["buttons"]?.arrayValue?.compactMap { $0["label"]?.stringValue }
    #expect(offered == ["Confirm", "Decline", "Another time"])
    let declines = try await second.call("chat.send", ["text": "2", "chat": "second"])["replies"]?.arrayValue?.first?["text"]?.stringValue
    #expect(declines?.hasPrefix("Decline M-2 with Given1 Family1") == true, "\(declines ?? "")")
    let confirmed = try await asked.call("chat.send", ["text": "yes"])["replies"]?.arrayValue?.first?["text"]?.stringValue
    #expect(confirmed?.hasPrefix("Confirmed: M-2 with Given1 Family1") == true, "\(confirmed ?? "")")
    #expect(try await asked.call("meeting.get", ["meeting": "M-2"])["status"] == "confirmed")
  }

  @Test("who wants a slot that is taken is refused and offered three others, which can be had")
  func taken() async throws {
    let stage = try await APIStage()
    _ = try await stage.caller(.attendee).call("meeting.request", ["with": "D-2", "slot": "day.1"])
    let response = try await stage.caller(.speaker).respond("meeting.request", ["with": "D-2", "slot": "day.1"])
    let error = try #require(response["error"])
    #expect(error["code"] == -32009 && error["data"]?["refusal"] == "otherIsBusy" && error["data"]?["rule"] == 5)
    #expect(error["data"]?["sentence"]?.stringValue?.isEmpty == false)
    let offers = error["data"]?["alternatives"]?.arrayValue ?? []
    #expect(offers.map { $0["slot"]?.stringValue } == ["day.2", "day.3", "day.4"])
    #expect(offers.allSatisfy { $0["startLocal"] != nil && $0["zone"] == "Africa/Tunis" })
    #expect(try await stage.caller(.speaker).call("meeting.request", ["with": "D-2", "slot": offers[0]["slot"] ?? .null])["place"]?["slot"] == "day.2")
  }

  @Test("an organiser asks for somebody, and sees every meeting")
  func organiser() async throws {
    let stage = try await APIStage()
    let organiser = stage.caller(.organiser)
    #expect(try await organiser.call("meeting.request", ["requester": "D-1", "with": "D-3"])["meeting"] == "M-2")
    #expect(try await organiser.call("meeting.list")["meetings"]?.arrayValue?.count == 2)
    #expect(try await organiser.call("meeting.list", ["delegate": "D-1", "status": "requested"])["meetings"]?.arrayValue?.count == 1)
    #expect(try await organiser.code("meeting.request", ["with": "D-3"]) == -32602)
  }
}
