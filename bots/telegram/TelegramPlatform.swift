import Messaging
import StrictJSON
import Synchronization

/// Sends pages by `sendMessage`, as plain text.
final class TelegramPlatform: MessagingPlatform {
  let bot = TelegramListener.bot
  /// Telegram takes 4,096 characters. It was seen to count code points where its documentation counts UTF-16 units; within those both hold.
  /// Labels may be longer, but no telephone shows more.
  let limits = MessageLimits(unit: .utf16, text: 4096, buttons: 30, label: 64, payload: 64)

  private let client: TelegramClient
  private let state = Mutex(State())

  private struct State {
    /// Groups that became supergroups, and their new ids.
    var moved: [String: Int] = [:]
    /// The conversation that was asked for patience last, and until when.
    var limited: (chat: String, until: ContinuousClock.Instant)?
  }

  init(client: TelegramClient) { self.client = client }

  func send(_ page: Page, to chat: String, key: String, answering arrival: Arrival?) async throws {
    guard let id = state.withLock({ $0.moved[chat] }) ?? Int(chat) else { throw PlatformError.refused("no conversation of Telegram") }
    do {
      do {
        try await client.call("sendMessage", Self.parameters(page, to: id, answering: arrival))
      } catch let error as TelegramError {
        // The group has another id, or its topic is gone: then the group is answered without it.
        let isTopicGone = error.code == 400 && arrival?.handle[TelegramListener.topic] != nil
        guard let new = error.movedTo ?? (isTopicGone ? id : nil), new != id || isTopicGone else { throw error }
        if new != id { state.withLock { $0.moved[chat] = new } }
        try await client.call("sendMessage", Self.parameters(page, to: new, answering: nil))
      }
    } catch let error as TelegramError {
      throw widened(error.platformError, chat)
    }
  }

  static func parameters(_ page: Page, to chat: Int, answering arrival: Arrival?) -> JSONValue {
    let isGroup = chat < 0
    var parameters: JSONObject = [
      "chat_id": .int(chat), "text": .string(isGroup ? TelegramText.pingingNobody(page.text, within: 4096) : page.text),
      "link_preview_options": ["is_disabled": true],
    ]
    if let markup = TelegramKeyboard.markup(page.choices) { parameters["reply_markup"] = markup }
    if page.isFirst, let message = arrival?.handle[TelegramListener.message].flatMap({ Int($0) }) {
      parameters["reply_parameters"] = ["message_id": .int(message), "allow_sending_without_reply": true]
    }
    if let topic = arrival?.handle[TelegramListener.topic].flatMap({ Int($0) }) { parameters["message_thread_id"] = .int(topic) }
    return .object(parameters)
  }

  /// Telegram does not say whether one conversation or the whole bot wrote too much: it is the whole bot when two are told so at once.
  private func widened(_ error: PlatformError, _ chat: String) -> PlatformError {
    guard case .limited(let pause, false) = error else { return error }
    let now = ContinuousClock.now
    return state.withLock { state in
      let isWhole = state.limited.map { $0.chat != chat && $0.until > now } ?? false
      state.limited = (chat, now + pause)
      return .limited(pause, wholeBot: isWhole)
    }
  }
}
