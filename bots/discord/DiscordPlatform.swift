import BotWeb
import Crypto
import Messaging
import NIOHTTP1
import StrictJSON

/// Sends pages to Discord: as the answer to an interaction while its token lives, else as a direct message.
final class DiscordPlatform: MessagingPlatform {
  let bot = "discord"
  let limits = DiscordMessage.limits
  private let configuration: DiscordConfiguration
  private let web: WebCaller
  private let budget: RateBudget
  private let now: @Sendable () -> Int
  /// The page that took the place of "is thinking", by interaction.
  private let firstPages = Recent<String>(most: 10_000)
  private let acknowledgements = Recent<Acknowledgement>(most: 10_000)
  /// The channels of direct messages, by person.
  private let channels = Recent<String>(most: 10_000)

  /// A token is taken for 15 minutes; the bot stops half a minute before.
  static let tokenSeconds = 15 * 60 - 30
  /// For so long after it was acknowledged an interaction may still be unknown to Discord.
  private static let acknowledgementTime = Duration.seconds(2)

  init(configuration: DiscordConfiguration, web: WebCaller, budget: RateBudget, now: @escaping @Sendable () -> Int) {
    self.configuration = configuration
    self.web = web
    self.budget = budget
    self.now = now
  }

  func send(_ page: Page, to chat: String, key: String, answering arrival: Arrival?) async throws {
    let message = DiscordMessage(page: page)
    if let arrival, try await answer(arrival, message, key: key) { return }
    try await sendDirectly(message, to: chat, key: key)
  }

  /// Registers the commands; what was registered before and is not among them goes.
  /// - Throws: `PlatformError`.
  func register() async throws {
    let place = configuration.guild.map { "/guilds/\($0)" } ?? ""
    let body = JSONValue.array(configuration.commands.map(\.registration))
    _ = try checked(await call(.PUT, "/applications/\(configuration.applicationID)\(place)/commands", body))
  }

  // MARK: - As an answer

  /// Answers an interaction: the first page takes the place of "is thinking", which may be done again; others follow it.
  /// - Returns: whether it was taken; false where the interaction is over.
  private func answer(_ arrival: Arrival, _ message: DiscordMessage, key: String) async throws -> Bool {
    guard
      let token = arrival.handle["token"], let began = DiscordID.seconds(of: arrival.message.messageID), now() - began < Self.tokenSeconds
    else { return false }
    let place = "/webhooks/\(configuration.applicationID)/\(Self.segment(token))"
    let isEphemeral = arrival.handle["ephemeral"] == "yes"
    let isFirst = firstPages.remembered(arrival.message.messageID, orElse: key) == key
    let state = try await stateOnceTaken(of: arrival.message.messageID)
    if state == .failed { return false }
    var pause = Duration.milliseconds(25)
    var response = try await respond(message, at: place, isFirst: isFirst, isEphemeral: isEphemeral)
    while DiscordRefusal.isOver(response) {
      // The answer may have been faster than the acknowledgement of what it answers.
      guard
        DiscordRefusal.mayBeTooEarly(response), case .acknowledged(let moment) = state, ContinuousClock.now - moment < Self.acknowledgementTime
      else { return false }
      try await Task.sleep(for: pause)
      pause *= 2
      response = try await respond(message, at: place, isFirst: isFirst, isEphemeral: isEphemeral)
    }
    note(response, chat: arrival.message.chat)
    _ = try checked(response)
    return true
  }

  /// One attempt; the token in the address is the right to answer, the bot's own is not shown.
  private func respond(_ message: DiscordMessage, at place: String, isFirst: Bool, isEphemeral: Bool) async throws -> WebCaller.Answer {
    isFirst
      ? try await call(.PATCH, "\(place)/messages/@original", .object(message.body(isEphemeral: false)), asBot: false)
      : try await call(.POST, place, .object(message.body(isEphemeral: isEphemeral)), asBot: false)
  }

  /// What Discord was told of an interaction; nothing is known of those that came before the program began.
  enum Acknowledgement: Sendable, Hashable {
    case underWay
    case acknowledged(ContinuousClock.Instant)
    case failed
  }

  func note(_ acknowledgement: Acknowledgement, of interaction: String) { acknowledgements[interaction] = acknowledgement }

  /// Waits a moment for the acknowledgement: without it Discord knows nothing to answer.
  private func stateOnceTaken(of interaction: String) async throws -> Acknowledgement? {
    let end = ContinuousClock.now + .seconds(5)
    while acknowledgements[interaction] == .underWay, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
    return acknowledgements[interaction]
  }

  // MARK: - As a direct message

  private func sendDirectly(_ message: DiscordMessage, to chat: String, key: String) async throws {
    var body = message.body(isEphemeral: false)
    // Discord takes one message with the same nonce of the last few minutes, so a double is none.
    body["nonce"] = .string(Hex.text(of: SHA256.hash(data: Array(key.utf8)).prefix(12)))
    body["enforce_nonce"] = true
    let channel = try await channel(of: chat)
    let response = try await call(.POST, "/channels/\(channel)/messages", .object(body))
    note(response, chat: chat)
    if DiscordRefusal.code(response) == DiscordRefusal.unknownChannel { channels[chat] = nil }
    _ = try checked(response)
  }

  /// The channel of a conversation; that of a person is opened where it is not known.
  private func channel(of chat: String) async throws -> String {
    switch DiscordChat(chat) {
    case .channel(let id): return id
    case .user(let person):
      if let known = channels[chat] { return known }
      let answer = try checked(await call(.POST, "/users/@me/channels", ["recipient_id": .string(person)]))
      guard let id = answer["id"]?.stringValue, DiscordID.isOne(id) else { throw PlatformError.unavailable("an answer that is not Discord's") }
      channels[chat] = id
      return id
    case nil: throw PlatformError.refused("no conversation of Discord")
    }
  }

  // MARK: - Calls

  /// Where an answer says that nothing more is taken for a while, the conversation waits before it is refused.
  private func note(_ answer: WebCaller.Answer, chat: String) {
    guard answer.headers["x-ratelimit-remaining"] == "0", let after = answer.headers["x-ratelimit-reset-after"].flatMap({ Double($0) }), after > 0 else {
      return
    }
    budget.pause(.seconds(min(after, 60)), chat: chat, wholeBot: false)
  }

  private func checked(_ answer: WebCaller.Answer) throws -> JSONValue {
    if let error = DiscordRefusal.error(in: answer) { throw error }
    return answer.json ?? .null
  }

  private func call(_ method: HTTPMethod, _ path: String, _ body: JSONValue, asBot: Bool = true) async throws -> WebCaller.Answer {
    var headers = [("Content-Type", "application/json"), ("User-Agent", "DiscordBot (https://rialto.example, 1)")]
    if asBot { headers.append(("Authorization", "Bot \(configuration.botToken)")) }
    return try await web.call(method, configuration.address + path, headers: headers, body: body.bytes)
  }

  /// A token as a part of a path; Discord makes them of letters, digits and a few signs.
  private static func segment(_ token: String) -> String {
    token.utf8.reduce(into: "") { out, byte in
      let scalar = Unicode.Scalar(byte)
      if scalar.properties.isAlphabetic && scalar.isASCII || scalar.properties.numericType != nil && scalar.isASCII || "-_.~".unicodeScalars.contains(scalar) {
        out.unicodeScalars.append(scalar)
      } else {
        out += "%" + Hex.text(of: [byte]).uppercased()
      }
    }
  }
}
