import Logging
import Messaging
import StrictJSON

/// Slack's way in: `/hooks/slack/events`, `/commands` and `/actions`.
///
/// A request is acknowledged at once, but only after what it brings is kept durably; Slack sends an event again for an hour at most and a
/// command never. Nothing is dropped because it comes again: the inbox knows what was answered.
final class SlackHook: ChatHook {
  let platform = "slack"
  private let signature: SlackSignature
  private let reader: SlackReader
  private let slack: SlackPlatform
  private let intake: Intake
  private let logger: Logger

  /// The largest body that is taken, in bytes.
  static let maximumBodyBytes = 1024 * 1024

  init(signature: SlackSignature, reader: SlackReader, slack: SlackPlatform, intake: Intake, logger: Logger) {
    self.signature = signature
    self.reader = reader
    self.slack = slack
    self.intake = intake
    self.logger = logger
  }

  func handle(_ request: HookRequest) async -> HookResponse {
    guard request.body.count <= Self.maximumBodyBytes else { return .empty(413) }
    guard signature.isValid(request) else { return .empty(401) }
    guard request.method == "POST" else { return .empty(405) }
    switch request.path {
    case "/events": return await event(request.body)
    case "/commands": return await command(request.body)
    case "/actions": return await action(request.body)
    default: return .empty(404)
    }
  }

  private func event(_ bytes: [UInt8]) async -> HookResponse {
    guard let body = try? JSONValue(parsing: bytes), body.objectValue != nil else { return unreadable("an event") }
    switch body["type"]?.stringValue {
    case "url_verification":
      guard let challenge = body["challenge"]?.stringValue else { return unreadable("a challenge") }
      return HookResponse(status: 200, body: JSONValue.object(["challenge": .string(challenge)]).bytes)
    case "event_callback": return await take(reader.event(body, own: slack.ownID).map { [$0] } ?? [])
    case "app_rate_limited":
      logger.warning("slack: holds back events of this workspace")
      return .empty(200)
    default: return .empty(200)
    }
  }

  private func command(_ bytes: [UInt8]) async -> HookResponse {
    guard let form = SlackForm(bytes) else { return unreadable("a command") }
    if form["ssl_check"] == "1" { return .empty(200) }
    guard let arrival = reader.slashCommand(form) else { return unreadable("a command") }
    return await take([arrival])
  }

  private func action(_ bytes: [UInt8]) async -> HookResponse {
    guard let payload = SlackForm(bytes)?["payload"], let json = try? JSONValue(parsing: payload), json.objectValue != nil else {
      return unreadable("an action")
    }
    return await take(reader.actions(json))
  }

  /// Keeps what arrived and acknowledges it; where it cannot be kept Slack is told to send it again.
  private func take(_ arrivals: [Arrival]) async -> HookResponse {
    guard !arrivals.isEmpty else { return .empty(200) }
    do {
      try await intake.take(arrivals, within: .zero)
      return .empty(200)
    } catch {
      logger.error("slack: not taken, the store is not there: \(error)")
      return .empty(503)
    }
  }

  private func unreadable(_ what: String) -> HookResponse {
    logger.warning("slack: \(what) cannot be read")
    return .empty(400)
  }
}
