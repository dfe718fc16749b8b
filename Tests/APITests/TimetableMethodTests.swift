import API
import Chat
import ForumCore
import StrictJSON
import Testing

@Suite("The organiser's timetable through the API")
struct TimetableMethodTests {
  /// Twelve agreed meetings of D-1 to D-6 without a time, six slots of twenty minutes and four tables.
  private func agreed() async throws -> APIStage {
    let stage = try await APIStage()
    _ = try await stage.caller(.organiser).call("forum.update", ["settings": ["timeMode": "organiser"]])
    for (a, b) in [(1, 2), (1, 3), (1, 5), (1, 6), (2, 3), (2, 5), (2, 6), (3, 5), (3, 6), (4, 5), (4, 6), (4, 1)] {
      let request = try await stage.desk.perform(
        RequestMeeting(requester: DelegateID(a), requested: DelegateID(b)), in: stage.north, by: .delegate(DelegateID(a)))
      let meeting = try #require(request.changes.lazy.compactMap { if case .meetingRequested(let it) = $0 { it.meeting.id } else { nil } }.first)
      _ = try await stage.desk.perform(ConfirmMeeting(meeting: meeting), in: stage.north, by: .delegate(DelegateID(b)))
    }
    return stage
  }

  /// Proposes and waits until it is done.
  private func proposed(_ organiser: Caller, _ params: JSONValue = [:]) async throws -> JSONValue {
    let number = try await organiser.call("timetable.propose", params)["proposal"]
    while true {
      let proposal = try await organiser.call("timetable.get")
      if proposal["state"] != "running" {
        #expect(proposal["proposal"] == number)
        return proposal
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test("What is agreed gets its times: proposed with figures, shown with differences, applied in one step, told to everybody once")
  func wholeWay() async throws {
    let stage = try await agreed()
    let organiser = stage.caller(.organiser)
    let delegate = stage.caller(.investor)
    _ = try await organiser.call("changes.subscribe")
    for method in ["changes.subscribe", "chat.subscribe"] { _ = try await delegate.call(method) }
    #expect(try await organiser.call("timetable.get")["proposal"] == .null)
    let first = try await organiser.call("timetable.propose")
    #expect(first["proposal"] == 1 && first["state"] == "running" && first["before"]?["scheduled"] == 0 && first["summary"] == "it is being made")
    await eventually("it is done") { organiser.notifications.contains { $0["method"] == "timetable.progress" && $0["params"]?["state"] == "done" } }
    let proposal = try await organiser.call("timetable.get")
    #expect(proposal["state"] == "done" && proposal["isOptimal"] == true)
    #expect(proposal["after"]?["scheduled"] == 12 && proposal["after"]?["breaks"] == proposal["breaksBound"])
    #expect(proposal["summary"]?.stringValue?.hasPrefix("12 meetings get a time") == true)
    #expect(proposal["differencesInAll"] == 12 && proposal["unplaced"] == [])
    let page = try await organiser.call("timetable.get", ["from": 10, "count": 5])["differences"]?.arrayValue
    #expect(page?.count == 2 && page?.allSatisfy { $0["from"] == nil && $0["to"]?["startLocal"] != nil } == true)
    // Nothing has changed so far, and nobody else hears of it.
    #expect(delegate.notifications.isEmpty)
    _ = try await organiser.call("timetable.apply", ["proposal": 1])
    let confirmed = try await organiser.call("meeting.list", ["status": "confirmed"])["meetings"]?.arrayValue
    #expect(confirmed?.count == 12)
    await eventually("D-2 is told") { delegate.notifications.contains { $0["method"] == "chat.next" } }
    #expect(delegate.notifications.count { $0["method"] == "chat.next" } == 1)
    #expect(delegate.notifications.allSatisfy { $0["method"] != "timetable.progress" })
    #expect(try await organiser.call("timetable.get")["state"] == "applied")
    // The same once more changes nothing, as its placings are where they are already.
    #expect(try await organiser.refusal("timetable.apply", ["proposal": 1]) == "staleTimetable")
  }

  @Test("Where something has changed since, a proposal is refused as a whole")
  func stale() async throws {
    let stage = try await agreed()
    let organiser = stage.caller(.organiser)
    _ = try await proposed(organiser)
    _ = try await organiser.call("meeting.cancel", ["meeting": "M-5", "reason": "ill"])
    let refused = try await organiser.respond("timetable.apply", ["proposal": 1])["error"]?["data"]
    #expect(refused?["refusal"] == "staleTimetable")
    #expect(try await organiser.call("meeting.list", ["status": "confirmed"])["meetings"] == [])
    let second = try await proposed(organiser)
    #expect(second["proposal"] == 2 && second["after"]?["scheduled"] == 11)
    #expect(try await organiser.code("timetable.apply", ["proposal": 1]) == -32004)
    _ = try await organiser.call("timetable.apply", ["proposal": 2])
  }

  @Test("The last proposal is there again after the node was away, and can be applied")
  func afterAStop() async throws {
    let stage = try await agreed()
    let before = try await proposed(stage.caller(.organiser))
    let forum = stage.north
    await eventually("it is kept") { [desk = stage.desk] in (try? desk.note("timetable:\(forum)")) != nil }
    let again = APIService(desk: stage.desk, chat: ChatHouse(desk: stage.desk))
    let organiser = Caller(api: again, principal: stage.principal(.organiser))
    #expect(try await organiser.call("timetable.get") == before)
    _ = try await organiser.call("timetable.apply", ["proposal": 1])
    #expect(try await organiser.call("timetable.propose", ["moving": "none"])["proposal"] == 2)
  }

  @Test("Meetings that have a time keep it where nothing may move, and where they are locked")
  func moving() async throws {
    let stage = try await agreed()
    let organiser = stage.caller(.organiser)
    _ = try await proposed(organiser)
    _ = try await organiser.call("timetable.apply", ["proposal": 1])
    _ = try await organiser.call("meeting.cancel", ["meeting": "M-2", "reason": "ill"])
    let again = try await proposed(organiser, ["moving": "none"])
    #expect(again["counts"]?["moved"] == 0 && again["differencesInAll"] == 0)
    #expect(again["summary"] == "nothing changes")
    let few = try await proposed(organiser, ["moving": "few"])
    #expect(few["counts"]?["moved"] == 0)
  }

  @Test(
    "What can not be is refused with the field",
    arguments: [
      (#"{"seconds": 0}"#, -32602, "params.seconds"), (#"{"seconds": 601}"#, -32602, "params.seconds"), (#"{"moving": "some"}"#, -32602, "params.moving"),
      (#"{"blocks": ["no-block"]}"#, -32004, nil), (#"{"blocks": [7]}"#, -32602, "params.blocks[0]"),
    ] as [(String, Int, String?)])
  func badInput(params: String, code: Int, field: String?) async throws {
    let stage = try await APIStage()
    let error = try await stage.caller(.organiser).respond("timetable.propose", try JSONValue(parsing: Array(params.utf8)))["error"]
    #expect(error?["code"]?.intValue == code)
    #expect(error?["data"]?["field"]?.stringValue == field, "\(error?.text ?? "")")
  }

  @Test("A timetable that is being made ends when it is stopped, with the best so far; a newer one lets it go")
  func stopped() async throws {
    let stage = try await agreed()
    let organiser = stage.caller(.organiser)
    #expect(try await organiser.call("timetable.stop")["stopped"] == false)
    // Two who ask at once get two numbers, and the later one counts.
    async let one = stage.caller(.organiser).call("timetable.propose", ["seconds": 600])
    async let other = stage.caller(.organiser).call("timetable.propose", ["seconds": 600])
    #expect(Set([try await one["proposal"]?.intValue, try await other["proposal"]?.intValue]) == [1, 2])
    _ = try await organiser.call("timetable.stop")
    let proposal = try await proposed(organiser)
    #expect(proposal["proposal"] == 3 && proposal["after"]?["scheduled"] == 12)
  }
}
