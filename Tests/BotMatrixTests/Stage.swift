import BotMatrix
import Foundation
import Logging
import Messaging
import StrictJSON
import TestSupport

/// The bot between a fake homeserver and a fake chat, with little patience so that tests are quick.
struct Stage: Sendable {
  let homeserver: FakeHomeserver
  let chat: FakeChat
  let bot: MatrixBot

  static func run(
    chat: FakeChat = FakeChat(), texts: MatrixTexts = MatrixTexts(),
    patience: MatrixPatience = MatrixPatience(attempts: 3, firstPause: .milliseconds(1), total: .seconds(5)),
    _ body: @escaping @Sendable (Stage) async throws -> Void
  ) async throws {
    let homeserver = FakeHomeserver()
    try await withHTTPServer {
      await homeserver.answer($0)
    } body: { address in
      let configuration = try MatrixConfiguration(
        homeserver: address, asToken: FakeHomeserver.asToken, hsToken: FakeHomeserver.hsToken,
        serverName: "example.org")
      let bot = MatrixBot(
        configuration: configuration, chat: chat, texts: texts, patience: patience,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      try await body(Stage(homeserver: homeserver, chat: chat, bot: bot))
    }
  }

  /// Pushes a transaction as the homeserver does and returns the status it was answered with.
  @discardableResult
  func push(_ events: JSONValue..., id: String = "1") async -> Int {
    await request("PUT", "/_matrix/app/v1/transactions/\(id)", ["events": .array(events)]).status
  }

  func request(_ method: String, _ path: String, _ body: JSONValue = [:]) async -> HookResponse {
    await bot.hook.handle(
      HookRequest(
        method: method, path: path, query: [:], headers: ["authorization": "Bearer \(FakeHomeserver.hsToken)"],
        body: body.bytes))
  }
}

/// A message as the homeserver pushes it.
func message(
  _ text: String, id: String, room: String = "!room:example.org", from sender: String = "@amira:example.org",
  type: String = "m.text", extra: [(String, JSONValue)] = []
) -> JSONValue {
  var content = JSONObject()
  content["msgtype"] = .string(type)
  content["body"] = .string(text)
  for (name, value) in extra { content[name] = value }
  return [
    "type": "m.room.message", "event_id": .string(id), "room_id": .string(room), "sender": .string(sender),
    "content": .object(content),
  ]
}

/// A change of membership as the homeserver pushes it.
func membership(
  _ member: String, _ membership: String, id: String, room: String = "!room:example.org",
  from sender: String = "@amira:example.org"
) -> JSONValue {
  [
    "type": "m.room.member", "event_id": .string(id), "room_id": .string(room), "sender": .string(sender),
    "state_key": .string(member), "content": ["membership": .string(membership)],
  ]
}

extension Stage {
  /// A bot whose homeserver takes requests and never answers.
  static func silent(
    _ never: AsyncStream<Void>, patience: MatrixPatience, _ body: @escaping @Sendable (MatrixBot) async throws -> Void
  ) async throws {
    try await withHTTPServer { _ in
      await never.first { _ in true }
      return .json(200, [:])
    } body: { address in
      let configuration = try MatrixConfiguration(
        homeserver: address, asToken: FakeHomeserver.asToken, hsToken: FakeHomeserver.hsToken,
        serverName: "example.org")
      try await body(MatrixBot(configuration: configuration, chat: FakeChat(), patience: patience))
    }
  }
}
