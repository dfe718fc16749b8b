import Messaging
import StrictJSON

/// The Bot API for tests, as strict as Bot API 10.1 and stricter where that is silent: unknown parameters are refused.
///
/// One bot, known by `FakeTelegram.token`, and people and groups that tests play. Updates stay until they are confirmed by an offset, as
/// they do there; the bot may ask for them or have them sent to its webhook.
public actor FakeTelegram {
  public static let token = "1234567890:AAE_only-for-tests-and-on-loopback01"
  public static let botID = 1_234_567_890
  public static let username = "RialtoTestBot"

  /// What goes wrong on demand.
  public enum Fault: Sendable {
    /// The method does nothing and is answered so.
    case answer(Int, String, retryAfter: Int? = nil)
    /// The method does nothing and is not answered for so long.
    case silence(Duration)
    /// The method is done, and the answer is cut in its midst.
    case half
    /// The method is done, and answered with a bad gateway.
    case lost
    /// Answered with this instead of JSON of the Bot API.
    case bytes(Int, String)
  }

  struct Person {
    var name: String
    var language: String?
    var hasBlocked = false
  }

  struct Group {
    var title: String
    var movedTo: Int?
  }

  struct Update {
    var id: Int
    var chat: Int
    var kind: String
    /// Its JSON without the outer braces and the id.
    var inside: String
  }

  // MARK: What tests read

  /// Every message of the bot, in order.
  public internal(set) var sent: [TelegramSent] = []
  /// Every change of a keyboard or text.
  public internal(set) var edits: [TelegramSent] = []
  /// The ids of presses that were answered, in order.
  public internal(set) var answeredPresses: [String] = []
  /// Every request by its method.
  public internal(set) var requests: [String] = []
  /// The commands by language code; "" for those of no language.
  public internal(set) var commands: [String: [[String]]] = [:]
  public internal(set) var webhook: (address: String, secret: String)?
  /// What was refused, in the words of the answers.
  public internal(set) var refusals: [String] = []
  public var pending: Int { queue.count }

  // MARK: What tests set

  /// How often every update is delivered, each time under a number of its own.
  public var copies = 1
  /// So many messages a second in all, and so many a minute in a group, before the bot is asked to wait; nil for no limit.
  public var limits: (inAll: Int, inGroup: Int)?

  var people: [Int: Person] = [:]
  var groups: [Int: Group] = [:]
  /// The messages by chat and number.
  var messages: [Int: [Int: JSONObject]] = [:]
  var presses: Set<String> = []
  var queue: [Update] = []
  var held: [Update]?
  var history: [Update] = []
  var nextUpdateID = 870_000_001
  var allowed: Set<String>?
  var faults: [(method: String, fault: Fault)] = []
  var poll = 0
  var wake: AsyncStream<Void>.Continuation?
  var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
  var lanes: Set<Int> = []
  var times: [ContinuousClock.Instant] = []
  var groupTimes: [Int: [ContinuousClock.Instant]] = [:]
  private var nextMessage: [Int: Int] = [:]
  private var nextPerson = 500_000_001
  private var nextGroup = -1_001_500_000_001
  private var nextPress = 4_382_000_000_000_001
  private var nextWatcher = 0

  public init() {}

  /// Serves it on loopback while `body` runs.
  /// - Parameter body: gets it and its address, such as `http://127.0.0.1:40123/1`.
  public static func serve<Outcome: Sendable>(
    _ body: @escaping @Sendable (FakeTelegram, String) async throws -> Outcome
  ) async throws -> Outcome {
    let telegram = FakeTelegram()
    return try await withHTTPServer {
      await telegram.answer($0)
    } body: { address in
      do {
        let outcome = try await body(telegram, address)
        await telegram.close()
        return outcome
      } catch {
        await telegram.close()
        throw error
      }
    }
  }

  /// Calls no webhook any more and holds nobody back; returns when no call is under way. To be called before a hook ends to be served.
  public func close() async {
    webhook = nil
    poll += 1
    wake?.finish()
    while !lanes.isEmpty {
      do { try await Task.sleep(for: .milliseconds(1)) } catch { return }
    }
  }

  public func setCopies(_ copies: Int) { self.copies = copies }
  public func setLimits(inAll: Int, inGroup: Int) { limits = (inAll, inGroup) }

  /// Answers the next requests of a method with these, in order, before it behaves again.
  public func fail(_ method: String, _ faults: Fault...) { self.faults += faults.map { (method.lowercased(), $0) } }

  // MARK: People and groups

  /// A person who has started the bot; their id is that of their private chat too.
  public func person(_ name: String, language: String? = nil) -> Int {
    defer { nextPerson += 1 }
    people[nextPerson] = Person(name: name, language: language)
    return nextPerson
  }

  /// Somebody with an id of the test's own choice.
  public func admit(_ id: Int, name: String = "Somebody") { people[id] = Person(name: name) }

  public func group(_ title: String) -> Int {
    defer { nextGroup -= 1 }
    groups[nextGroup] = Group(title: title)
    return nextGroup
  }

  public func block(_ person: Int) { people[person]?.hasBlocked = true }

  /// The group becomes a supergroup; returns its new id.
  public func move(_ old: Int) -> Int {
    let new = group(groups[old]?.title ?? "")
    groups[old]?.movedTo = new
    return new
  }

  // MARK: What people do

  /// Writes a text; returns the number of the message.
  @discardableResult
  public func write(_ text: String, from person: Int, in chat: Int? = nil, replyingTo message: Int? = nil, extra: JSONObject = [:]) -> Int {
    var content: JSONObject = ["text": .string(text)]
    if let entities = Self.entities(in: text) { content["entities"] = entities }
    for (name, value) in extra.members { content[name] = value }
    return show(content, from: person, in: chat, replyingTo: message)
  }

  /// Sends what is not a text; returns the number of the message.
  @discardableResult
  public func show(_ content: JSONObject, from person: Int, in chat: Int? = nil, replyingTo number: Int? = nil, as kind: String = "message") -> Int {
    let chat = chat ?? person
    var message = newMessage(in: chat, from: user(person))
    if let number, let original = messages[chat]?[number] { message["reply_to_message"] = .object(original) }
    for (name, value) in content.members { message[name] = value }
    let id = message["message_id"]?.intValue ?? 0
    messages[chat, default: [:]][id] = message
    add(kind, .object(message), chat: chat)
    return id
  }

  /// Changes the text of a message.
  public func edit(_ number: Int, to text: String, in chat: Int) {
    guard var message = messages[chat]?[number] else { return }
    message["text"] = .string(text)
    message["edit_date"] = 1_790_000_100
    messages[chat]?[number] = message
    add("edited_message", .object(message), chat: chat)
  }

  /// Presses the button that reads so on a message; returns the id of the press, nil where there is no such button.
  @discardableResult
  public func press(_ label: String, on number: Int, in chat: Int, by person: Int? = nil) -> String? {
    guard let message = messages[chat]?[number] else { return nil }
    let buttons = (message["reply_markup"]?["inline_keyboard"]?.arrayValue ?? []).flatMap { $0.arrayValue ?? [] }
    guard let data = buttons.first(where: { $0["text"]?.stringValue == label })?["callback_data"] else { return nil }
    defer { nextPress += 7 }
    let id = String(nextPress)
    presses.insert(id)
    add(
      "callback_query",
      ["id": .string(id), "from": user(person ?? chat), "message": .object(message), "chat_instance": "-3141592653589793238", "data": data],
      chat: chat)
    return id
  }

  /// Adds an update word by word: the members of the object after its number, `"message":{...}`.
  public func addRaw(_ inside: String, kind: String = "message", chat: Int = 0) { enqueue(Update(id: 0, chat: chat, kind: kind, inside: inside)) }

  // MARK: Delivery

  /// Updates wait until `release`.
  public func hold() { held = held ?? [] }

  /// Lets go what was held, conversations mixed at random, each in its order.
  public func release(seed: UInt64) {
    var lanes = Dictionary(grouping: held ?? [], by: \.chat)
    held = nil
    var state = seed
    while !lanes.isEmpty {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let chats = lanes.keys.sorted()
      let chat = chats[Int((state >> 33) % UInt64(chats.count))]
      if let first = lanes[chat]?.first { put(first) }
      lanes[chat]?.removeFirst()
      if lanes[chat]?.isEmpty ?? true { lanes[chat] = nil }
    }
    ring()
  }

  /// Delivers all that ever was once more, under new numbers, as after a failure of Telegram's own.
  public func repeatAll() {
    for update in history { put(update) }
    ring()
  }

  /// The numbers of updates begin anew, as after an idle week.
  public func restartNumbers(at id: Int) { nextUpdateID = id }

  // MARK: Waiting for the bot

  /// Returns when the condition holds; it is looked at after every request.
  public func wait(within limit: Duration = .seconds(20), for condition: @escaping @Sendable (isolated FakeTelegram) -> Bool) async throws {
    let (changes, feed) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    nextWatcher += 1
    let number = nextWatcher
    watchers[number] = feed
    defer { watchers[number] = nil }
    let timer = Task {
      try await Task.sleep(for: limit)
      feed.finish()
    }
    defer { timer.cancel() }
    if condition(self) { return }
    for await _ in changes where condition(self) { return }
    throw TestFault("the bot did not do it within \(limit); requests: \(requests.suffix(20)), refused: \(refusals.suffix(5))")
  }

  // MARK: Shapes

  func user(_ id: Int) -> JSONValue {
    var user: JSONObject = ["id": .int(id), "is_bot": false, "first_name": .string(people[id]?.name ?? "Somebody")]
    if let language = people[id]?.language { user["language_code"] = .string(language) }
    return .object(user)
  }

  static let bot: JSONValue = ["id": .int(botID), "is_bot": true, "first_name": "Rialto", "username": .string(username)]

  func chat(_ id: Int) -> JSONValue {
    if let group = groups[id] { return ["id": .int(id), "type": "supergroup", "title": .string(group.title)] }
    return ["id": .int(id), "type": "private", "first_name": .string(people[id]?.name ?? "Somebody")]
  }

  /// A message without content, with the next number of its chat.
  func newMessage(in chat: Int, from sender: JSONValue) -> JSONObject {
    let id = (nextMessage[chat] ?? 10) + 1
    nextMessage[chat] = id
    return ["message_id": .int(id), "from": sender, "chat": self.chat(chat), "date": 1_790_000_000]
  }

  /// The commands and mentions that Telegram marks, counted in UTF-16.
  private static func entities(in text: String) -> JSONValue? {
    var entities: [JSONValue] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      let type: JSONValue
      if word.first == "/" { type = "bot_command" } else if word.first == "@", word.count > 4 { type = "mention" } else { continue }
      let offset = text[..<word.startIndex].utf16.count
      entities.append(["type": type, "offset": .int(offset), "length": .int(word.utf16.count)])
    }
    return entities.isEmpty ? nil : .array(entities)
  }
}

/// A message of the bot as it was taken.
public struct TelegramSent: Sendable, Equatable {
  public struct Button: Sendable, Equatable {
    public var label: String
    public var data: String

    public init(_ label: String, _ data: String) {
      self.label = label
      self.data = data
    }
  }

  public var chat: Int
  public var id: Int
  public var text: String
  public var rows: [[Button]] = []
  public var repliesTo: Int?
  public var topic: Int?
  public var showsPreviews = true
  public var markup: String?
  public var buttons: [Button] { rows.flatMap { $0 } }
}
