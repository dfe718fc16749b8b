import Logging
import Messaging
import StrictJSON

/// Discord's way in: `/hooks/discord/interactions`.
///
/// What is said is acknowledged after it is kept durably, with "is thinking"; the answer follows within the 15 minutes of the token. Discord
/// sends an interaction once: where it cannot be kept the person is told by Discord that it failed, and is answered by direct message if it
/// can be done after all.
final class DiscordHook: ChatHook {
  let platform = "discord"
  private let signature: DiscordSignature
  private let discord: DiscordPlatform
  private let commands: [DiscordCommand]
  private let greetingLine: String
  private let intake: Intake
  private let logger: Logger

  /// The largest body that is taken, in bytes.
  static let maximumBodyBytes = 1024 * 1024

  init(
    signature: DiscordSignature, discord: DiscordPlatform, commands: [DiscordCommand], greetingLine: String, intake: Intake, logger: Logger
  ) {
    self.signature = signature
    self.discord = discord
    self.commands = commands
    self.greetingLine = greetingLine
    self.intake = intake
    self.logger = logger
  }

  func handle(_ request: HookRequest) async -> HookResponse {
    guard request.body.count <= Self.maximumBodyBytes else { return .empty(413) }
    guard signature.isValid(request) else { return .empty(401) }
    guard request.method == "POST" else { return .empty(405) }
    guard request.path == "/interactions" else { return .empty(404) }
    guard
      let body = try? JSONValue(parsing: request.body),
      let interaction = DiscordInteraction(body, bot: discord.bot, commands: commands, greetingLine: greetingLine)
    else {
      logger.warning("discord: an interaction cannot be read")
      return .empty(400)
    }
    switch interaction {
    case .ping: return .discord(["type": 1])
    case .autocomplete: return .discord(["type": 8, "data": ["choices": []]])
    case .unknown: return .discord(["type": 6])
    case .said(let arrival, let isEphemeral): return await take(arrival, isEphemeral: isEphemeral)
    }
  }

  private func take(_ arrival: Arrival, isEphemeral: Bool) async -> HookResponse {
    let id = arrival.message.messageID
    discord.note(.underWay, of: id)
    do {
      try await intake.take([arrival], within: .zero)
      discord.note(.acknowledged(.now), of: id)
      return .discord(isEphemeral ? ["type": 5, "data": ["flags": .int(DiscordMessage.ephemeral)]] : ["type": 5])
    } catch {
      discord.note(.failed, of: id)
      logger.error("discord: not taken, the store is not there: \(error)")
      return .empty(503)
    }
  }
}

extension HookResponse {
  fileprivate static func discord(_ body: JSONValue) -> HookResponse { HookResponse(status: 200, body: body.bytes) }
}
