import BotWeb
import Messaging

/// What Rialto must know to be a bot in a Slack workspace.
///
/// The token and the secret never get into a log: the description leaves them out.
public struct SlackConfiguration: Sendable, Hashable {
  /// What Rialto shows Slack; begins with `xoxb-`.
  public let botToken: String
  /// What Slack signs its requests with.
  public let signingSecret: String
  /// The slash command without its slash; what is typed behind any other one is taken with the command's word before it.
  public let command: String
  /// Where the web interface is, without a slash at its end.
  public let address: String
  /// How often one conversation may be written to; Slack allows about one message a second.
  public var perChat: RateBudget.Rate
  /// How often the bot may write at all; Slack allows several hundred messages a minute.
  public var inAll: RateBudget.Rate

  /// - Throws: `SlackConfigurationError` that names the value which cannot be used.
  public init(
    botToken: String, signingSecret: String, command: String = "rialto", address: String = "https://slack.com/api",
    perChat: RateBudget.Rate = .perSecond(1, burst: 4), inAll: RateBudget.Rate = .perSecond(8, burst: 20)
  ) throws {
    guard WebAddress.isToken(botToken), botToken.hasPrefix("xoxb-") else {
      throw SlackConfigurationError("the bot token is not one: it begins with xoxb- and stands under OAuth & Permissions")
    }
    guard WebAddress.isToken(signingSecret), signingSecret.count >= 16 else {
      throw SlackConfigurationError("the signing secret is not one: it stands under Basic Information")
    }
    guard !command.isEmpty, command.utf8.count <= 32, !command.contains(where: { $0.isWhitespace || $0 == "/" }) else {
      throw SlackConfigurationError("the slash command is one word, without its slash")
    }
    guard let address = WebAddress.cleaned(address) else { throw SlackConfigurationError("the address of Slack's web interface is not one") }
    self.botToken = botToken
    self.signingSecret = signingSecret
    self.command = command
    self.address = address
    self.perChat = perChat
    self.inAll = inAll
  }
}

extension SlackConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "/\(command) by \(address)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["command": command, "address": address]) }
}

/// Why a Slack configuration cannot be used, in a sentence for the operator.
public struct SlackConfigurationError: Error, Equatable, CustomStringConvertible {
  public let problem: String

  public init(_ problem: String) { self.problem = problem }

  public var description: String { problem }
}
