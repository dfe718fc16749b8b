import BotTelegram
import Foundation
import Messaging
import TestSupport
import Testing
import rialto

@Suite("Every platform carries the same conversations")
struct ConformanceTests {
  @Test("Telegram, asked for updates")
  func telegram() async throws {
    try await FakeTelegram.serve { telegram, address in
      let configuration = try TelegramConfiguration(token: FakeTelegram.token, server: address)
      try await play("telegram", { TelegramBot(configuration: configuration, chat: $0, inbox: $1, logger: $2) }) {
        (await TelegramUser("Amira", on: telegram), await TelegramUser("Giulia", on: telegram))
      }
    }
  }

  @Test("Telegram, which calls the node")
  func telegramWebhook() async throws {
    try await FakeTelegram.serve { telegram, address in
      let port = try await freePort()
      let secret = String(repeating: "s", count: 40)
      let configuration = try TelegramConfiguration(
        token: FakeTelegram.token, receiving: .webhook(address: "http://127.0.0.1:\(port)/hooks/telegram", secret: secret), server: address)
      try await play("telegram", port: port, { TelegramBot(configuration: configuration, chat: $0, inbox: $1, logger: $2) }) {
        (await TelegramUser("Amira", on: telegram), await TelegramUser("Giulia", on: telegram))
      }
    }
  }

  /// Runs a node with that bot alone and plays all conversations with two people.
  private func play(
    _ bot: String, port: Int = 0, _ make: @escaping BotMaker, _ users: @escaping @Sendable () async throws -> (any PlatformUser, any PlatformUser)
  ) async throws {
    try await RunningNode.with(port: port, bots: [make]) { node in
      let forum = try await node.openFrameworkEvent()
      let (amira, giulia) = try await users()
      try await Conformance(node: node, forum: forum, amira: amira, giulia: giulia, bot: bot).play()
    }
  }
}
