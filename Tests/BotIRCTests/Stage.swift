import BotIRC
import Logging
import Messaging
import Synchronization
import TestSupport

/// A chat that remembers what it was told and answers by a script; the same message id has one effect, as promised.
final class FakeChat: ChatService {
  struct StoreIsAway: Error {}

  private struct State {
    var heard: [IncomingMessage] = []
    var effects: [String: [ChatReply]] = [:]
    var isAway = false
  }

  private let state = Mutex(State())
  private let script: @Sendable (IncomingMessage) async -> [ChatReply]

  init(_ script: @escaping @Sendable (IncomingMessage) async -> [ChatReply] = { [ChatReply("you said \($0.text)")] }) { self.script = script }

  var heard: [IncomingMessage] { state.withLock { $0.heard } }
  var effects: Int { state.withLock { $0.effects.count } }
  func loseStore(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }

  func receive(_ message: IncomingMessage) async throws -> [ChatReply] {
    let key = "\(message.chat)\n\(message.messageID)"
    let known: [ChatReply]? = try state.withLock { state in
      if state.isAway { throw StoreIsAway() }
      state.heard.append(message)
      return state.effects[key]
    }
    if let known { return known }
    let replies = await script(message)
    state.withLock { $0.effects[key] = replies }
    return replies
  }
}

/// An inbox in memory that outlives the bots of a test.
final class MemoryInbox: ChatInbox {
  struct StoreIsAway: Error {}

  private struct State {
    var answered: Set<String> = []
    var kept: [(name: String, bytes: [UInt8])] = []
    var isAway = false
  }

  private let state = Mutex(State())

  private static func name(_ message: IncomingMessage) -> String { "\(message.bot)\n\(message.chat)\n\(message.messageID)" }

  var kept: Int { state.withLock { $0.kept.count } }
  func loseStore(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }
  /// What is kept comes back in any order.
  func shuffle() { state.withLock { $0.kept.shuffle() } }

  private func open<Outcome>(_ body: (inout State) -> Outcome) throws -> Outcome {
    try state.withLock { state in
      if state.isAway { throw StoreIsAway() }
      return body(&state)
    }
  }

  func isAnswered(_ message: IncomingMessage) throws -> Bool { try open { $0.answered.contains(Self.name(message)) } }

  func answered(_ message: IncomingMessage) async throws {
    try open { state in
      state.answered.insert(Self.name(message))
      state.kept.removeAll { $0.name == Self.name(message) }
    }
  }

  func keep(_ arrival: [UInt8], of message: IncomingMessage) async throws {
    try open { state in
      if !state.kept.contains(where: { $0.name == Self.name(message) }) { state.kept.append((Self.name(message), arrival)) }
    }
  }

  func unanswered(by bot: String) throws -> [[UInt8]] { try open { $0.kept.map(\.bytes) } }
}

/// What was logged.
final class Notes: Sendable {
  let lines = Mailbox<String>()

  var logger: Logger {
    Logger(label: "test") { [lines] _ in Handler(lines: lines) }
  }

  private struct Handler: LogHandler {
    let lines: Mailbox<String>
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let metadata = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
      lines.put("\(event.message) \(metadata.joined(separator: " "))")
    }
  }
}

/// The bot beside what a test gives it, with little patience so that tests are quick.
struct Stage: Sendable {
  let chat: FakeChat
  let inbox: MemoryInbox
  let notes: Notes
  let bot: IRCBot

  init(
    port: Int, nick: String = "rialto", account: String? = nil, channels: [String] = [], certificate: String? = nil, voice: IRCConfiguration.Voice = .notice,
    lines: RateBudget.Rate = .perSecond(10_000, burst: 10_000), chat: FakeChat = FakeChat(), inbox: MemoryInbox = MemoryInbox()
  ) throws {
    self.chat = chat
    self.inbox = inbox
    notes = Notes()
    bot = IRCBot(
      configuration: try IRCConfiguration(
        host: "localhost", port: port, isEncrypted: certificate != nil, certificateAuthorities: certificate, nick: nick, account: account,
        password: account.map { _ in "only-for-a-test" }, channels: channels.map { try .init($0) }, voice: voice, lines: lines),
      chat: chat, inbox: inbox, texts: IRCTexts(needsAccount: "log in first"),
      reconnecting: Patience(firstPause: .milliseconds(20), longestPause: .milliseconds(100)), logger: notes.logger)
  }

  /// Runs the bot while `body` runs; `body` begins when the bot is ready.
  func run<Outcome: Sendable>(untilReady: Bool = true, _ body: @escaping @Sendable () async throws -> Outcome) async throws -> Outcome {
    let running = Task { await bot.run() }
    defer { running.cancel() }
    if untilReady { try await note("is ready") }
    let outcome = try await body()
    running.cancel()
    // It ends when it is cancelled.
    await running.value
    return outcome
  }

  /// Waits until that is logged.
  @discardableResult
  func note(_ part: String) async throws -> String {
    guard let line = await notes.lines.next(within: .seconds(20), where: { $0.contains(part) }) else {
      throw TestFault("the log does not say '\(part)'; it says \(notes.lines.all)")
    }
    return line
  }
}
