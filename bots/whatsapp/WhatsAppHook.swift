import Logging
import Messaging
import StrictJSON

/// Meta's way in: `/hooks/whatsapp/webhook`.
///
/// An update is acknowledged after each of its messages is kept durably; Meta sends again what was not, for up to seven days.
final class WhatsAppHook: ChatHook {
  let platform = "whatsapp"
  private let configuration: WhatsAppConfiguration
  private let signature: WhatsAppSignature
  private let whatsApp: WhatsAppPlatform
  private let intake: Intake
  private let logger: Logger

  /// The largest body that is taken, in bytes; Meta sends 3 MB at most.
  static let maximumBodyBytes = 4 * 1024 * 1024

  init(configuration: WhatsAppConfiguration, whatsApp: WhatsAppPlatform, intake: Intake, logger: Logger) {
    self.configuration = configuration
    signature = WhatsAppSignature(secret: configuration.appSecret)
    self.whatsApp = whatsApp
    self.intake = intake
    self.logger = logger
  }

  func handle(_ request: HookRequest) async -> HookResponse {
    guard request.body.count <= Self.maximumBodyBytes else { return .empty(413) }
    guard request.path == "/webhook" else { return .empty(404) }
    switch request.method {
    case "GET": return challenge(request)
    case "POST":
      guard signature.isValid(request) else { return .empty(401) }
      return await take(request.body)
    default: return .empty(405)
    }
  }

  /// When the webhook is set up Meta asks whether this is the right place, and wants its challenge back.
  private func challenge(_ request: HookRequest) -> HookResponse {
    guard
      request.query["hub.mode"] == "subscribe", ConstantTime.equal(request.query["hub.verify_token"] ?? "", configuration.verifyToken),
      let challenge = request.query["hub.challenge"], challenge.utf8.count <= 1000
    else { return .empty(403) }
    return HookResponse(status: 200, contentType: "text/plain", body: Array(challenge.utf8))
  }

  private func take(_ bytes: [UInt8]) async -> HookResponse {
    guard let body = try? JSONValue(parsing: bytes), body.objectValue != nil else {
      logger.warning("whatsapp: an update cannot be read")
      return .empty(400)
    }
    let update = WhatsAppUpdate(body, bot: whatsApp.bot, phoneNumberID: configuration.phoneNumberID)
    whatsApp.hear(update.heard)
    do {
      if !update.arrivals.isEmpty { try await intake.take(update.arrivals, within: .zero) }
    } catch {
      logger.error("whatsapp: not taken, the store is not there: \(error)")
      return .empty(503)
    }
    if configuration.marksAsRead { mark(update.arrivals) }
    return await mend(update.failures) ? .empty(200) : .empty(503)
  }

  /// Does for messages that did not arrive what can be done.
  /// - Returns: whether nothing has to be tried again.
  private func mend(_ failures: [WhatsAppUpdate.Failure]) async -> Bool {
    var isDone = true
    for failure in failures {
      logger.warning("whatsapp: a message did not arrive", metadata: ["error": "\(failure.code)"])
      do { try await whatsApp.mend(failure) } catch PlatformError.refused(let reason) {
        logger.warning("whatsapp: nor does a template: \(reason)")
      } catch {
        logger.warning("whatsapp: a template could not be sent and is tried again: \(error)")
        isDone = false
      }
    }
    return isDone
  }

  private func mark(_ arrivals: [Arrival]) {
    Task { [whatsApp, logger] in
      for arrival in arrivals {
        do { try await whatsApp.markAsRead(arrival.message.messageID) } catch { logger.debug("whatsapp: not marked as read: \(error)") }
      }
    }
  }
}
