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
}
