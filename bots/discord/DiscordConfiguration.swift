import BotWeb
import Messaging

/// What Rialto must know to be an application of Discord.
///
/// The token never gets into a log: the description leaves it out.
public struct DiscordConfiguration: Sendable, Hashable {
  /// The id of the application, digits.
  public let applicationID: String
  /// What Discord signs with is checked with: 32 bytes.
  public let publicKey: [UInt8]
  /// What Rialto shows Discord.
  public let botToken: String
  /// The server in which the commands are registered at once; nil: everywhere, which Discord takes a while for.
  public let guild: String?
  /// What is registered at the start; nothing is where the list is empty.
  public let commands: [DiscordCommand]
  /// Where the API is, without a slash at its end.
  public let address: String
  /// How often one conversation may be written to; Discord allows five messages in five seconds.
  public var perChat: RateBudget.Rate
  /// How often the bot may call at all; Discord allows 50 calls a second.
  public var inAll: RateBudget.Rate

  /// - Throws: `DiscordConfigurationError` that names the value which cannot be used.
  public init(
    applicationID: String, publicKey: String, botToken: String, guild: String? = nil, commands: [DiscordCommand] = [],
    address: String = "https://discord.com/api/v10", perChat: RateBudget.Rate = .perSecond(1, burst: 5),
    inAll: RateBudget.Rate = .perSecond(40, burst: 40)
  ) throws {
    guard DiscordID.isOne(applicationID) else { throw DiscordConfigurationError("the application id is not one: digits, under General Information") }
    guard let key = Hex.bytes(of: publicKey), key.count == 32 else {
      throw DiscordConfigurationError("the public key is not one: 64 hexadecimal digits, under General Information")
    }
    guard WebAddress.isToken(botToken), botToken.count >= 20 else { throw DiscordConfigurationError("the bot token is not one: it stands under Bot") }
    if let guild, !DiscordID.isOne(guild) { throw DiscordConfigurationError("the server's id is not one: digits") }
    guard let address = WebAddress.cleaned(address) else { throw DiscordConfigurationError("the address of Discord's API is not one") }
    guard commands.count <= 100, Set(commands.map(\.name)).count == commands.count else {
      throw DiscordConfigurationError("100 commands at most, each once")
    }
    self.applicationID = applicationID
    self.publicKey = key
    self.botToken = botToken
    self.guild = guild
    self.commands = commands
    self.address = address
    self.perChat = perChat
    self.inAll = inAll
  }
}

extension DiscordConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "application \(applicationID) by \(address)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["applicationID": applicationID, "address": address]) }
}

/// Why a Discord configuration cannot be used, in a sentence for the operator.
public struct DiscordConfigurationError: Error, Equatable, CustomStringConvertible {
  public let problem: String

  public init(_ problem: String) { self.problem = problem }

  public var description: String { problem }
}
