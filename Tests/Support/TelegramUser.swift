/// A person in a private chat with the bot on `FakeTelegram`.
public actor TelegramUser: PlatformUser {
  public nonisolated let hasButtons = true
  /// The person's id, and that of the chat.
  public nonisolated let id: Int
  private let telegram: FakeTelegram
  private var heard = 0

  public init(_ name: String, language: String? = nil, on telegram: FakeTelegram) async {
    self.telegram = telegram
    id = await telegram.person(name, language: language)
  }

  public func say(_ text: String) async throws { await telegram.write(text, from: id) }

  public func press(_ label: String) async throws {
    for message in await own().reversed() {
      for label in [label, "✓ " + label] {
        if await telegram.press(label, on: message.id, in: id) != nil { return }
      }
    }
    throw TestFault("the bot showed no button \(label)")
  }

  /// The next message; a part that was cut because the whole is too long is joined to what follows.
  public func hear() async throws -> Heard {
    var text = ""
    while true {
      let (place, id) = (heard, self.id)
      try await telegram.wait { telegram in telegram.sent.count { $0.chat == id } > place }
      let message = await own()[place]
      heard += 1
      text += (text.isEmpty ? "" : "\n") + message.text
      // A part that is cut is nearly full, and never the last of its buttons.
      if message.text.utf16.count < Self.nearlyFull || !message.rows.isEmpty { return Heard(text: text, buttons: message.buttons.map(\.label)) }
    }
  }

  private static let nearlyFull = 3_900

  private func own() async -> [TelegramSent] {
    let id = id
    return await telegram.sent.filter { $0.chat == id }
  }
}
