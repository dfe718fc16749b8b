import ArgumentParser
import Chat
import Client
import ForumCore
import ForumDesk
import Foundation
import Messaging
import StrictJSON

struct Chat: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Talks to a forum's bot as one of its delegates.",
    discussion: """
      With --data, as whoever owns the data folder, for any delegate; the node may run or not. With --url and --token, as the \
      token's delegate, from anywhere. A number presses a button; Ctrl-D ends.
      """)

  @Option(help: "The forum's name in addresses; with a token, its own where left out.")
  var forum: String?

  @Option(help: "The delegate, such as D-7; not needed with a token.")
  var delegate: String?

  @Option(help: "The node's address, such as ws://127.0.0.1:8080/ws.")
  var url: String?

  @Option(help: "The delegate's token. Better in the environment, where nobody sees it. [RIALTO_TOKEN]")
  var token: String?

  @OptionGroup var options: Options

  func run() async throws {
    let line = try await connect()
    let terminal = Terminal()
    let news = Task { for await reply in line.news { terminal.tell(reply, unasked: true) } }
    defer { news.cancel() }
    do {
      for reply in try await line.say("start") { terminal.tell(reply) }
      while let text = terminal.ask() {
        if text.allSatisfy(\.isWhitespace) { continue }
        for reply in try await line.say(terminal.meant(by: text)) { terminal.tell(reply) }
      }
    } catch let error as RPCError {
      throw Words.fault(error)
    }
    await line.end()
  }

  private func connect() async throws -> any ChatLine {
    if let url {
      guard let token = token ?? ProcessInfo.processInfo.environment["RIALTO_TOKEN"] else { throw ValidationError("--url needs --token") }
      return try await RemoteLine(url: url, token: token, forum: forum, revoke: nil)
    }
    guard let id = forum.flatMap({ ForumID($0) }) else { throw ValidationError("--forum takes a forum's name") }
    guard let person = delegate.flatMap({ DelegateID($0) }) else { throw ValidationError("--delegate takes a reference such as D-7") }
    switch try Access.open(try await options.dataFolder()) {
    case .direct(let desk, let lock): return try LocalLine(desk: desk, lock: lock, forum: id, delegate: person)
    case .node(let running):
      let made: JSONValue
      do {
        made = try await Access.call(
          running, "token.create",
          ["forum": .string(id.value), "role": "attendee", "delegate": .string(person.description), "label": "rialto chat"])
      } catch let error as RPCError { throw Words.fault(error) }
      let url = running.address.replacing("http://", with: "ws://", maxReplacements: 1) + "/ws"
      return try await RemoteLine(url: url, token: made["secret"]?.stringValue ?? "", forum: id.value) {
        _ = try? await Access.call(running, "token.revoke", ["token": made["token"] ?? .null])
      }
    }
  }
}

/// A conversation with the bot, wherever it runs.
protocol ChatLine: Sendable {
  /// What the forum tells by itself.
  var news: AsyncStream<ChatReply> { get }
  func say(_ text: String) async throws -> [ChatReply]
  func end() async
}

/// The bot of a node that runs, over its API.
struct RemoteLine: ChatLine {
  let news: AsyncStream<ChatReply>
  private let client: RPCClient
  private let forum: String?
  /// The conversation of this terminal, apart from others with the same token.
  private let name = UUID().uuidString
  private let revoke: (@Sendable () async -> Void)?

  init(url: String, token: String, forum: String?, revoke: (@Sendable () async -> Void)?) async throws {
    client = try await RPCClient.connect(to: url, token: token)
    self.forum = forum
    self.revoke = revoke
    let client = client
    news = AsyncStream { stream in
      let task = Task {
        for await note in client.notifications where note.method == "chat.next" {
          if let reply = try? StrictJSONDecoder().decode(ChatReply.self, from: Self.reply(note.params)) { stream.yield(reply) }
        }
        stream.finish()
      }
      stream.onTermination = { _ in task.cancel() }
    }
    _ = try await client.call("chat.subscribe", Self.params(["chat": .string(name)], forum))
  }

  func say(_ text: String) async throws -> [ChatReply] {
    let key = UUID().uuidString
    let result = try await client.call("chat.send", Self.params(["text": .string(text), "chat": .string(name), "key": .string(key)], forum))
    return try StrictJSONDecoder().decode([ChatReply].self, from: result["replies"] ?? [])
  }

  func end() async {
    await client.close()
    await revoke?()
  }

  private static func params(_ given: JSONObject, _ forum: String?) -> JSONValue {
    var params = given
    if let forum { params["forum"] = .string(forum) }
    return .object(params)
  }

  /// The reply in a notification, without its position.
  private static func reply(_ params: JSONValue) -> JSONValue {
    ["text": params["text"] ?? "", "buttons": params["buttons"] ?? []]
  }
}

/// The bot in this process, on a data folder that no node uses.
struct LocalLine: ChatLine {
  let news: AsyncStream<ChatReply>
  private let desk: Desk
  private let lock: DataFolder.Lock
  private let chat: ChatHouse
  private let forum: ForumID
  private let delegate: DelegateID
  private let clock: Task<Void, Never>

  init(desk: Desk, lock: DataFolder.Lock, forum: ForumID, delegate: DelegateID) throws {
    self.desk = desk
    self.lock = lock
    self.forum = forum
    self.delegate = delegate
    chat = ChatHouse(desk: desk)
    news = AsyncStream { $0.finish() }
    clock = Task { await desk.run() }
  }

  func say(_ text: String) async throws -> [ChatReply] {
    do {
      return try await chat.answer(text, forum: forum, delegate: delegate, chat: "terminal", messageID: UUID().uuidString, channel: "chat")
    } catch let refusal as Refusal {
      throw await Words.fault(refusal, desk, forum)
    }
  }

  func end() async {
    clock.cancel()
    desk.stop()
    withExtendedLifetime(lock) {}
  }
}
