import BotMatrix
import Messaging
import StrictJSON
import Synchronization
import TestSupport
import Testing

@Suite("One lane a chat") struct LaneTests {
  @Test("messages of a room are answered in order, also over transactions; rooms do not wait for each other")
  func orderAndParallel() async throws {
    let (slow, open) = AsyncStream<Void>.makeStream()
    let chat = RehearsedChat { message in
      if message.text == "slow 1" { await slow.first { _ in true } }
      return [ChatReply("re \(message.text)")]
    }
    try await Stage.run(chat: chat) { stage in
      async let first = stage.push(
        message("slow 1", id: "$s1", room: "!slow:example.org"), message("fast 1", id: "$f1", room: "!fast"),
        message("slow 2", id: "$s2", room: "!slow:example.org"), message("fast 2", id: "$f2", room: "!fast"), id: "1")
      while await stage.homeserver.sent.count < 2 { try await Task.sleep(for: .milliseconds(2)) }
      #expect(await stage.homeserver.sent.map(\.body) == ["re fast 1", "re fast 2"])

      async let second = stage.push(message("slow 3", id: "$s3", room: "!slow:example.org"), id: "2")
      try await Task.sleep(for: .milliseconds(50))
      #expect(await stage.homeserver.sent.count == 2)
      open.yield()
      open.finish()
      #expect(await [first, second] == [200, 200])
      #expect(
        await stage.homeserver.sent.map(\.body) == [
          "re fast 1", "re fast 2", "re slow 1", "re slow 2", "re slow 3",
        ])
    }
  }

  @Test("a room that fails does not hold back the others") func failureStaysInItsRoom() async throws {
    try await Stage.run { stage in
      await stage.homeserver.fail("/rooms/%21bad/send/", with: Array(repeating: .json(500, [:]), count: 3))
      #expect(
        await stage.push(
          message("a", id: "$a", room: "!bad"), message("b", id: "$b", room: "!good"),
          message("c", id: "$c", room: "!bad"))
          == 500)
      #expect(await stage.homeserver.sent.map(\.body) == ["you said b"])
    }
  }
}
