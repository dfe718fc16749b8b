import BotMatrix
import Foundation
import Logging
import Messaging
import StrictJSON
import TestSupport

/// The bot between a fake homeserver and a fake chat, with little patience so that tests are quick.
struct Stage: Sendable {
  let homeserver: FakeHomeserver
  let chat: RehearsedChat
  let inbox: HeldInbox
  let bot: MatrixBot

  static func run(
    chat: RehearsedChat = RehearsedChat(), texts: MatrixTexts = MatrixTexts(),
    patience: MatrixPatience = MatrixPatience(attempts: 3, firstPause: .milliseconds(1), total: .seconds(5)),
    _ body: @escaping @Sendable (Stage) async throws -> Void
  ) async throws {
    let homeserver = FakeHomeserver()
    let inbox = HeldInbox()
    try await withHTTPServer {
      await homeserver.answer($0)
    } body: { address in
      let configuration = try MatrixConfiguration(
        homeserver: address, asToken: FakeHomeserver.asToken, hsToken: FakeHomeserver.hsToken,
        serverName: "example.org")
      let bot = MatrixBot(
        configuration: configuration, chat: chat, inbox: inbox, texts: texts, patience: patience,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      try await body(Stage(homeserver: homeserver, chat: chat, inbox: inbox, bot: bot))
    }
  }

  /// Pushes a transaction as the homeserver does and returns the status it was answered with.
  @discardableResult
  func push(_ events: JSONValue..., id: String = "1") async -> Int {
    await request("PUT", "/_matrix/app/v1/transactions/\(id)", ["events": .array(events)]).status
  }

  func request(_ method: String, _ path: String, _ body: JSONValue = [:]) async -> HookResponse {
    await handle(
      HookRequest(
        method: method, path: path, query: [:], headers: ["authorization": "Bearer \(FakeHomeserver.hsToken)"],
        body: body.bytes))
  }

  /// Hands a request to the hook as it is.
  func handle(_ request: HookRequest) async -> HookResponse {
    await bot.hook?.handle(request) ?? HookResponse(status: 0, body: [])
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
      try await body(MatrixBot(configuration: configuration, chat: RehearsedChat(), inbox: HeldInbox(), patience: patience))
    }
  }
}

/// An account's bot between a fake homeserver and a fake chat. Bots come and go on the same inbox, as over crashes.
struct AccountStage: Sendable {
  let homeserver: FakeHomeserver
  let chat: RehearsedChat
  let inbox: HeldInbox
  let account: MatrixAccount
  let notes = Notes(from: .debug)

  static let token = String(repeating: "c", count: 40)

  static func run(
    chat: RehearsedChat = RehearsedChat(), password: String? = nil, inbox: HeldInbox = HeldInbox(),
    _ body: @escaping @Sendable (AccountStage) async throws -> Void
  ) async throws {
    let homeserver = FakeHomeserver()
    await homeserver.know([token])
    try await withHTTPServer {
      await homeserver.answer($0)
    } body: { address in
      let account =
        if let password {
          try MatrixAccount(homeserver: address, userID: FakeHomeserver.bot, password: password)
        } else {
          try MatrixAccount(homeserver: address, userID: FakeHomeserver.bot, accessToken: token)
        }
      try await body(AccountStage(homeserver: homeserver, chat: chat, inbox: inbox, account: account))
    }
  }

  /// Lets a bot listen while the body runs.
  func listening(texts: MatrixTexts = MatrixTexts(), _ body: () async throws -> Void) async throws {
    let patience = MatrixPatience(attempts: 3, firstPause: .milliseconds(1), total: .seconds(5))
    let bot = MatrixBot(
      account: account, chat: chat, inbox: inbox, texts: texts, patience: patience, logger: notes.logger)
    try await bot.running(while: body)
  }

  /// Waits until the bot has sent so many messages.
  func until(sent count: Int) async throws {
    try await until("only \(await homeserver.sent.count) of \(count) sent") { await homeserver.sent.count >= count }
  }

  func until(_ otherwise: @autoclosure () async -> String, _ condition: () async -> Bool) async throws {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(20)
    while await !condition() {
      guard clock.now < end else { throw TestFault(await otherwise()) }
      try await Task.sleep(for: .milliseconds(3))
    }
  }
}
