import BotMatrix
import Chat
import ForumCore
import ForumDesk
import Foundation
import TestSupport
import Testing

@Suite("A booking on Matrix, against a real homeserver", .serialized)
struct MatrixBookingTests {
  @Test("an attendee links, finds, books and moves; the investor hears of it in her room and confirms there")
  func booking() async throws {
    try await withSynapse { synapse in
      try await RunningNode.with(port: synapse.hookPort, matrix: synapse.configuration) { node in
        let forum = try await node.openFrameworkEvent()
        let (amira, _) = try await MatrixConversation.begin("amira", on: synapse)
        let (giulia, _) = try await MatrixConversation.begin("giulia", on: synapse)

        try await link(amira, "amira.bensalah@sfax-recycling.example", node, forum)
        try await link(giulia, "giulia.ferrante@medgreen.example", node, forum)

        #expect(try await amira.ask("people ferrante").contains("Giulia Ferrante"))
        let asked = try await amira.ask("book giulia ferrante 2027-04-08 10:30")
        #expect(asked.contains("Thursday 8 April, 10:30"))
        #expect(asked.contains("1. Yes"))
        #expect(try await amira.ask("1").contains("M-1"))

        let arrived = try await giulia.hear().text
        #expect(arrived.contains("Amira Ben Salah"))
        #expect(try await giulia.ask("confirm M-1").contains("Confirm M-1 with Amira Ben Salah"))
        #expect(try await giulia.ask("1").contains("M-1"))
        #expect(try await amira.hear().text.contains("confirmed"))

        let meeting = try await node.server.desk.read(forum) { $0.meetings[MeetingID(1)] }
        #expect(meeting?.status == .confirmed)
        #expect(meeting?.place?.slot == SlotID("thu-morning.1"))

        let moved = try await amira.ask("move M-1 2027-04-08 11:20")
        #expect(moved.contains("1. Yes"))
        _ = try await amira.ask("1")
        #expect(try await giulia.hear().text.contains("11:20"))
        let after = try await node.server.desk.read(forum) { $0.meetings[MeetingID(1)]?.place?.slot }
        #expect(after == SlotID("thu-morning.3"))
      }
    }
  }

  /// Types a fresh code in the private room.
  private func link(_ talk: MatrixConversation, _ email: String, _ node: RunningNode, _ forum: ForumID) async throws {
    let delegate = try await node.delegate(email, in: forum)
    var generator = SystemRandomNumberGenerator()
    let code = LinkSecret.make(using: &generator)
    _ = try await node.server.desk.perform(UpdateDelegate(delegate: delegate, language: "en"), in: forum, by: .organiser())
    _ = try await node.server.desk.perform(
      IssueLinkCode(delegate: delegate, digest: LinkSecret.digest(of: code)), in: forum, by: .organiser())
    let shown = try await talk.ask("link \(code)")
    if shown.contains("1. Yes") { _ = try await talk.ask("1") }
    let linked = try await node.server.desk.read(forum) { forum in forum.chatLinks.contains { $0.delegate == delegate && $0.bot == "matrix" } }
    #expect(linked)
  }
}
