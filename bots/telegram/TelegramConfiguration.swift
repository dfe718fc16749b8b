import Foundation
import Messaging

/// What Rialto must know to be a bot on Telegram.
///
/// The token and the webhook's secret are secrets: this value is never written to a log, and its description leaves them out.
public struct TelegramConfiguration: Sendable, Equatable {
  /// How updates come.
  public enum Receiving: Sendable, Equatable {
    /// The bot asks for them and waits up to so many seconds for an answer (`getUpdates`).
    case longPoll(seconds: Int)
    /// Telegram sends them to the address and shows the secret (`setWebhook`).
    case webhook(address: String, secret: String)
  }

  /// What @BotFather gave: the bot's number, a colon, 35 characters.
  public let token: String
  public let receiving: Receiving
  /// Where the Bot API is, without a slash at its end.
  public let server: String
  /// How often the bot may write: to a person, to a group, in all.
  public var perPerson = RateBudget.Rate.perSecond(1, burst: 3)
  /// 20 messages a minute are allowed in a group: five at once, and 15 more in the minute.
  public var perGroup = RateBudget.Rate.perSecond(0.25, burst: 5)
  /// 30 messages a second are allowed in all.
  public var inAll = RateBudget.Rate.perSecond(25, burst: 5)
  /// One request may take so long, a wait for updates longer. What is given up too early may have been done, and is done twice then.
  public var requestTimeout = Duration.seconds(30)
  /// A reply is given up after so long.
  public var replyPatience = Patience(total: .seconds(3600))
  /// The pauses after a failed request for updates or a failed start.
  public var pauses = Patience()

  /// The address of the Bot API that Telegram runs.
  public static let official = "https://api.telegram.org"

  /// - Throws: `TelegramConfigurationError` that names the value which cannot be used.
  public init(token: String, receiving: Receiving = .longPoll(seconds: 50), server: String = official) throws {
    self.token = try Self.checked(token: token)
    self.server = try Self.checked(server: server)
    switch receiving {
    case .longPoll(let seconds):
      guard (0...50).contains(seconds) else { throw TelegramConfigurationError("the wait for updates is between 0 and 50 seconds") }
    case .webhook(let address, let secret):
      try Self.check(webhook: address, isOfficial: server == Self.official)
      try Self.check(secret: secret)
    }
    self.receiving = receiving
  }

  private static let word = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-".utf8)

  private static func checked(token: String) throws -> String {
    let parts = token.split(separator: ":", omittingEmptySubsequences: false)
    guard
      parts.count == 2, (1...16).contains(parts[0].utf8.count), parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      (30...100).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy(word.contains)
    else { throw TelegramConfigurationError("the bot's token must look like 123456789:AAE1x... as @BotFather wrote it") }
    return token
  }

  private static func checked(server: String) throws -> String {
    guard
      let parts = URLComponents(string: server), let scheme = parts.scheme?.lowercased(), scheme == "https" || scheme == "http",
      parts.host?.isEmpty == false, parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
    else { throw TelegramConfigurationError("the address of the Bot API must look like \(official)") }
    var address = server
    while address.hasSuffix("/") { address.removeLast() }
    return address
  }

  /// The official Bot API calls HTTPS on four ports only; one that is run at home calls what it is told to.
  private static func check(webhook address: String, isOfficial: Bool) throws {
    guard
      let parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(), scheme == "https" || (scheme == "http" && !isOfficial),
      parts.host?.isEmpty == false, parts.user == nil, parts.password == nil, parts.fragment == nil
    else { throw TelegramConfigurationError("the webhook's address must look like https://forum.example.org/hooks/telegram") }
    guard !isOfficial || [443, 80, 88, 8443].contains(parts.port ?? 443) else {
      throw TelegramConfigurationError("Telegram calls the ports 443, 80, 88 and 8443 only, not \(parts.port ?? 0)")
    }
  }

  private static func check(secret: String) throws {
    guard secret.utf8.allSatisfy(word.contains) else {
      throw TelegramConfigurationError("the webhook's secret may hold A-Z, a-z, 0-9, _ and - only")
    }
    guard (32...256).contains(secret.utf8.count) else {
      throw TelegramConfigurationError("the webhook's secret has \(secret.utf8.count) characters; between 32 and 256 are needed")
    }
  }
}

extension TelegramConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String { "the bot \(token.prefix { $0 != ":" }) at \(server)" }
  public var debugDescription: String { description }
}

/// Why a Telegram configuration cannot be used, in a sentence for the operator.
public struct TelegramConfigurationError: Error, Equatable, CustomStringConvertible {
  public let problem: String

  public init(_ problem: String) { self.problem = problem }

  public var description: String { problem }
}
