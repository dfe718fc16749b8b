import API
import ForumCore
import StrictJSON
import Testing

@Suite("The audit list")
struct AuditTests {
  @Test("Rule 30: every act is listed once, in order, with who, for whom, when and by which channel; on behalf is told apart")
  func whole() async throws {
    let stage = try await APIStage()
    let organiser = stage.caller(.organiser)
    let request = try await organiser.call("meeting.request", ["requester": "D-1", "with": "D-2", "message": "Kanarienwort", "reason": "by telephone"])
    let seq = try #require(request["seq"]?.intValue)
    let head = try await stage.desk.read(stage.north) { $0.seq }

    let entries = try await organiser.call("audit.list", ["limit": 500])["entries"]?.arrayValue ?? []
    #expect(entries.compactMap { $0["seq"]?.intValue } == Array(1...head))
    #expect(entries.allSatisfy { $0["at"]?.stringValue.flatMap { Instant($0) } != nil && $0["channel"] != nil && $0["what"] != nil })
    let own = try #require(entries.first { $0["seq"]?.intValue == 1 })
    #expect(own["what"] == "forumCreated")
    let behalf = try #require(entries.first { $0["seq"]?.intValue == seq })
    #expect(behalf["by"]?["kind"] == "organiser")
    #expect(behalf["what"] == "meetingRequested")
    #expect(behalf["for"] != nil)
    // What people wrote is in no entry.
    #expect(!JSONValue.array(entries).text.contains("Kanarienwort"))
    #expect(!JSONValue.array(entries).text.contains("telephone"))
  }

  @Test("Rule 30: it is read on page by page, with nothing twice and nothing left out")
  func pages() async throws {
    let stage = try await APIStage()
    let organiser = stage.caller(.organiser)
    let head = try await stage.desk.read(stage.north) { $0.seq }
    var seen: [Int] = []
    var after = 0
    while seen.count < head {
      let page = try await organiser.call("audit.list", ["after": .int(after), "limit": 3])
      let entries = page["entries"]?.arrayValue ?? []
      guard !entries.isEmpty else { break }
      seen += entries.compactMap { $0["seq"]?.intValue }
      after = try #require(page["next"]?.intValue)
    }
    #expect(seen == Array(1...head))
    #expect(try await organiser.code("audit.list", ["limit": 0]) == -32602)
    #expect(try await organiser.code("audit.list", ["after": -1]) == -32602)
  }

  @Test("Rule 30: a delegate sees what was done by or for them, nobody else's")
  func own() async throws {
    let stage = try await APIStage()
    let five = stage.caller(.attendee, delegate: 5)
    let entries = try await five.call("audit.list")["entries"]?.arrayValue ?? []
    #expect(entries.contains { $0["what"] == "meetingRequested" })
    #expect(entries.contains { $0["what"] == "registrationSubmitted" })
    #expect(entries.count { $0["what"] == "registrationSubmitted" } == 1)
    #expect(try await stage.caller(.attendee).call("audit.list")["entries"]?.arrayValue?.contains { $0["what"] == "meetingRequested" } == false)
    #expect(try await five.code("audit.list", ["delegate": "D-1"]) == -32003)
  }

  @Test("Rules 18 and 30: whom a place was taken back from is not learned by who gets it")
  func consequence() async throws {
    let stage = try await APIStage()
    let other = DelegateID(6)
    let (all, common) = try await stage.desk.read(stage.north) { forum in
      let places = try [1, 2].map { try Set(forum.feasiblePlaces(for: DelegateID($0), with: other, at: stage.desk.now).map(\.slot)) }
      return (forum.index.slots, places[0].intersection(places[1]))
    }
    let only = try #require(all.first { common.contains($0.id) }).span
    func perform(_ command: some Command<Forum>, by delegate: Int) async throws {
      _ = try await stage.desk.perform(command, in: stage.north, by: .delegate(DelegateID(delegate)))
    }
    try await perform(SetAvailability(delegate: other, blocks: nil, unavailable: all.map(\.span).filter { !$0.overlaps(only) }, meetings: .keep), by: 6)
    try await perform(RequestMeeting(requester: DelegateID(1), requested: other), by: 1)
    let first = try await stage.desk.read(stage.north) { MeetingID($0.lastMeeting) }
    try await perform(RequestMeeting(requester: DelegateID(2), requested: other, orWait: true), by: 2)
    try await perform(CancelMeeting(meeting: first), by: 1)
    let told = try await stage.caller(.investor, delegate: 2).call("audit.list")
    let offered = try #require(told["entries"]?.arrayValue?.first { $0["what"] == "meetingOffered" })
    #expect(offered["by"]?["kind"] == "delegate" && offered["by"]?["delegate"] == nil)
    #expect(!told.text.contains("\"D-1\""))
    let whole = try await stage.caller(.organiser).call("audit.list")["entries"]?.arrayValue ?? []
    #expect(whole.first { $0["what"] == "meetingOffered" }?["by"]?["delegate"] == "D-1")
  }

  @Test("A search of many words is refused, and one line of chat under another's key")
  func bounds() async throws {
    let stage = try await APIStage()
    let one = stage.caller(.attendee)
    #expect(try await one.code("delegate.list", ["words": .string(String(repeating: "a ", count: 300))]) == -32602)
    let line = try await one.call("chat.send", ["text": "help", "key": "k"])
    #expect(try await one.call("chat.send", ["text": "help", "key": "k"]) == line)
    #expect(try await one.refusal("chat.send", ["text": "meetings", "key": "k"]) == "keyUsedOtherwise")
  }
}
