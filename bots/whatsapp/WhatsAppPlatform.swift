import BotWeb
import Messaging
import StrictJSON

/// Sends pages to WhatsApp; by a template where the person has not written for a day.
///
/// When a person wrote is remembered while the program runs. Where it is not known the page is sent as it is, and what Meta says
/// decides: at once, or later by a failed status, which brings back the note that went with the message.
final class WhatsAppPlatform: MessagingPlatform {
  let bot = "whatsapp"
  let limits = WhatsAppMessage.limits
  private let configuration: WhatsAppConfiguration
  private let texts: WhatsAppTexts
  private let web: WebCaller
  private let now: @Sendable () -> Int
  private let language: @Sendable (String) async -> String?
  private let heard = Recent<Int>(most: 20_000)
  private let mended = Recent<Bool>(most: 20_000)

  /// For how long after a person's message the bot may write freely; a minute less than Meta says.
  static let windowSeconds = 24 * 3600 - 60

  init(
    configuration: WhatsAppConfiguration, texts: WhatsAppTexts, web: WebCaller, now: @escaping @Sendable () -> Int,
    language: @escaping @Sendable (String) async -> String?
  ) {
    self.configuration = configuration
    self.texts = texts
    self.web = web
    self.now = now
    self.language = language
  }

  func hear(_ times: [String: Int]) {
    for (chat, time) in times { heard[chat] = max(heard[chat] ?? 0, time) }
  }

  func send(_ page: Page, to chat: String, key: String, answering arrival: Arrival?) async throws {
    if let time = heard[chat], now() - time > Self.windowSeconds { return try await sendTemplate(page, to: chat) }
    let isNotice = arrival == nil && page.isFirst && configuration.templates != nil
    let note = isNotice ? WhatsAppTemplates.parameter(page.text, most: WhatsAppMessage.mostNote) : nil
    let choose = page.choices.isEmpty ? "" : texts.choose(in: await language(chat))
    do throws(WhatsAppRefusal) {
      try await post(WhatsAppMessage(page, to: chat, choose: choose, note: note))
    } catch {
      switch error {
      case .needsTemplate: try await sendTemplate(page, to: chat)
      case .platform(let error): throw error
      }
    }
  }

  /// Sends again, by a template, what did not arrive because the person had not written for a day; once.
  /// - Throws: `PlatformError` where it has to be tried again.
  func mend(_ failure: WhatsAppUpdate.Failure) async throws {
    guard
      failure.code == WhatsAppRefusal.reEngagement, let chat = failure.chat, let note = failure.note, !note.isEmpty,
      mended[failure.messageID] == nil
    else { return }
    try await sendTemplate(note, to: chat)
    mended[failure.messageID] = true
  }

  /// Tells a person that the bot has read the message.
  func markAsRead(_ messageID: String) async throws {
    let body: JSONObject = ["messaging_product": "whatsapp", "status": "read", "message_id": .string(messageID)]
    _ = try await call(body)
  }

  /// Asks whether the number is there and the token good.
  /// - Throws: `PlatformError`.
  func introduce() async throws {
    let answer = try await web.call(.GET, "\(configuration.numberAddress)?fields=id", headers: [authorization])
    guard (200..<300).contains(answer.status) else {
      throw PlatformError.unavailable("status \(answer.status), error \(answer.json?["error"]?["code"]?.intValue ?? 0)")
    }
  }

  /// A template stands for the first page; those behind it would need an answer of the person first.
  private func sendTemplate(_ page: Page, to chat: String) async throws {
    if page.isFirst { try await sendTemplate(page.isLast ? page.text : page.text + "…", to: chat) }
  }

  private func sendTemplate(_ text: String, to chat: String) async throws {
    guard let templates = configuration.templates else {
      throw PlatformError.refused("the person has not written for a day and there is no template")
    }
    let choice = templates.choice(for: text, language: await language(chat))
    do throws(WhatsAppRefusal) {
      try await post(WhatsAppMessage(template: choice, text: text, to: chat))
    } catch {
      switch error {
      case .needsTemplate: throw PlatformError.refused("error \(WhatsAppRefusal.reEngagement) for a template")
      case .platform(let error): throw error
      }
    }
  }

  private func post(_ message: WhatsAppMessage) async throws(WhatsAppRefusal) {
    let answer: WebCaller.Answer
    do { answer = try await call(message.body) } catch let error as PlatformError { throw .platform(error) } catch {
      throw .platform(.unavailable("cancelled"))
    }
    if let error = WhatsAppRefusal.error(in: answer) { throw error }
  }

  private func call(_ body: JSONObject) async throws -> WebCaller.Answer {
    try await web.post(configuration.messagesAddress, headers: [authorization], .object(body))
  }

  private var authorization: (String, String) { ("Authorization", "Bearer \(configuration.accessToken)") }
}
