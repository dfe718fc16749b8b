// What a messaging platform hands to the chat, and what the chat hands back.
//
// A transport knows its platform and nothing of forums; the chat knows forums and nothing of platforms.
// These values are all that passes between them.

/// One line of text as a person typed it, or a button that a person pressed.
public struct IncomingMessage: Sendable, Hashable, Codable {
  /// The bot that received it, for example `matrix`; part of the key that makes a redelivery harmless.
  public var bot: String
  /// The conversation on the platform (a room id). Replies go back to it.
  public var chat: String
  /// The platform's stable id of the person, never a nickname: `@amira:example.org`.
  public var account: String
  /// The platform's id of this message. The same id gives the same reply and no second effect.
  public var messageID: String
  /// What was typed; for a button, the text that the button stands for; `notText` for a picture, a voice or a file.
  public var text: String
  /// Whether only this person and the bot read the conversation; secrets are taken only there.
  public var isPrivate: Bool
  /// The language of the person's program, as the platform tells it (`fr`, `pt-br`); for those of whom nothing is known yet.
  public var language: String?

  /// Stands for what is no text and is not read (U+FFFC, object replacement character).
  public static let notText = "\u{FFFC}"

  public init(bot: String, chat: String, account: String, messageID: String, text: String, isPrivate: Bool, language: String? = nil) {
    self.bot = bot
    self.chat = chat
    self.account = account
    self.messageID = messageID
    self.text = text
    self.isPrivate = isPrivate
    self.language = language
  }
}

/// A button beside a reply; where a platform has none, replies list the choices with numbers.
public struct Button: Sendable, Equatable, Codable {
  /// What the person reads.
  public var label: String
  /// The line that is sent when it is pressed; a command that is complete in itself.
  public var send: String

  public init(label: String, send: String) {
    self.label = label
    self.send = send
  }
}

/// One message to a person.
public struct ChatReply: Sendable, Equatable, Codable {
  public var text: String
  public var buttons: [Button]

  public init(_ text: String, buttons: [Button] = []) {
    self.text = text
    self.buttons = buttons
  }

  /// The reply with its buttons written below it as a numbered list, for platforms without buttons.
  /// A person answers with the number.
  public var numbered: String {
    guard !buttons.isEmpty else { return text }
    return text + "\n" + buttons.enumerated().map { "\($0.offset + 1). \($0.element.label)" }.joined(separator: "\n")
  }
}

/// A message that a bot owes to a person because of something that happened in a forum.
public struct OutgoingMessage: Sendable, Equatable {
  /// Stable for the cause, recipient and channel: a platform that deduplicates is given this key.
  public var key: String
  /// The conversation that the person linked.
  public var chat: String
  public var reply: ChatReply
  /// The positions in the forum's journal of what it tells.
  public var changes: [Int]

  public init(key: String, chat: String, reply: ChatReply, changes: [Int] = []) {
    self.key = key
    self.chat = chat
    self.reply = reply
    self.changes = changes
  }
}

/// The chat as a transport sees it.
public protocol ChatService: Sendable {
  /// Answers one message. Returns after what it caused is durable; what the chat remembers of the conversation is durable no later than
  /// anything that an inbox keeps after it. The same `messageID` of the same bot gives the same effect once. Throws only when the store is unavailable: then the platform must deliver again.
  func receive(_ message: IncomingMessage) async throws -> [ChatReply]

  /// What is said to somebody who writes more than is answered at once; all of it will be, so nothing has to be written again. Nothing is
  /// said where it is nil.
  func askForPatience(_ message: IncomingMessage) async -> ChatReply?
}

extension ChatService {
  public func askForPatience(_ message: IncomingMessage) async -> ChatReply? { nil }
}

/// What a bot has to know after a crash: which messages are still to be answered, and which were.
public protocol ChatInbox: Sendable {
  /// Whether the message was answered already; true for the last 128 of each conversation, or more.
  func isAnswered(_ message: IncomingMessage) throws -> Bool
  /// Keeps that it was, and lets go what `keep` kept of it; returns when that is durable.
  func answered(_ message: IncomingMessage) async throws
  /// Keeps what is still to be answered; returns when that is durable: then the platform may be told that it was taken. What is kept
  /// already stays as it was.
  func keep(_ arrival: [UInt8], of message: IncomingMessage) async throws
  /// What is still to be answered, in any order.
  func unanswered(by bot: String) throws -> [[UInt8]]
  /// How far a bot has read, as it kept it last; for platforms that are asked for what is new.
  func place(of bot: String) throws -> String?
  /// Keeps it; returns when that is durable. To be called only when all before it was taken.
  func keep(place: String, of bot: String) async throws
}

/// A platform as the chat sees it: something that can deliver a message now or say why not.
public protocol ChatTransport: Sendable {
  /// The bot's name, as in `IncomingMessage.bot`.
  var bot: String { get }
  /// Delivers one message, or throws; it is tried again later with the same key.
  func deliver(_ message: OutgoingMessage) async throws
}

/// A request that a platform sends to the node, under `/hooks/<platform>/`.
public struct HookRequest: Sendable {
  public var method: String
  /// The path after `/hooks/<platform>`, beginning with `/`, percent-encoded as it came.
  public var path: String
  public var query: [String: String]
  /// Header names in lower case.
  public var headers: [String: String]
  public var body: [UInt8]

  public init(method: String, path: String, query: [String: String], headers: [String: String], body: [UInt8]) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }
}

/// What the node answers to a hook; always sent with a Content-Length.
public struct HookResponse: Sendable, Equatable {
  public var status: Int
  public var contentType: String
  public var body: [UInt8]

  public init(status: Int, contentType: String = "application/json", body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }

  /// An answer that says no more than its status.
  public static func empty(_ status: Int) -> HookResponse { HookResponse(status: status, contentType: "text/plain", body: []) }
}

/// A platform that calls the node by HTTP.
public protocol ChatHook: Sendable {
  /// The word in `/hooks/<platform>`.
  var platform: String { get }
  func handle(_ request: HookRequest) async -> HookResponse
}

/// A bot on one platform: what it listens with, what it sends with, and its life.
public protocol ChatBot: Sendable {
  var transport: any ChatTransport { get }
  /// Where the platform calls the node; nil where the bot calls the platform.
  var hook: (any ChatHook)? { get }
  /// Connects, listens and reconnects until the task is cancelled.
  func run() async
}
