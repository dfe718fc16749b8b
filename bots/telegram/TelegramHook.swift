import Messaging
import StrictJSON

/// Telegram's way in, `/hooks/telegram`: one update in each request.
///
/// It is answered with success only after the update was taken; else Telegram sends it again, for a day.
struct TelegramHook: ChatHook {
  let platform = TelegramListener.bot
  let receiver: TelegramReceiver
  let secret: String

  static let header = "x-telegram-bot-api-secret-token"
  /// The largest body that is taken, in bytes; updates are much smaller.
  static let maximumBodyBytes = 1024 * 1024

  func handle(_ request: HookRequest) async -> HookResponse {
    guard ConstantTime.equal(request.headers[Self.header] ?? "", secret) else { return .plain(401) }
    guard request.path.isEmpty || request.path == "/" else { return .plain(404) }
    guard request.method == "POST" else { return .plain(405) }
    guard request.body.count <= Self.maximumBodyBytes else { return .plain(413) }
    guard let value = try? JSONValue(parsing: request.body), value["update_id"]?.intValue != nil, let update = TelegramUpdate(value) else {
      receiver.logger.warning("telegram: an update that cannot be read is refused")
      return .plain(400)
    }
    guard receiver.isReady else { return .plain(503) }
    do {
      try await receiver.take([update], isBacklog: false)
      return .plain(200)
    } catch {
      receiver.logger.error("telegram: an update must come again: \(error)")
      return .plain(503)
    }
  }
}

extension HookResponse {
  fileprivate static func plain(_ status: Int) -> HookResponse { HookResponse(status: status, body: Array("{}".utf8)) }
}
