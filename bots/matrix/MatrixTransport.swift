import Messaging

/// Brings what the bot owes to the rooms that people linked.
public struct MatrixTransport: ChatTransport {
  let client: MatrixClient

  public var bot: String { MatrixListener.bot }

  /// Delivers one message; the same key is sent once, however often it is delivered.
  ///
  /// - Throws: `MatrixError`. Where `isFinal` is true no further try can succeed; else it is tried again later.
  public func deliver(_ message: OutgoingMessage) async throws {
    for (part, notice) in MatrixNotice.notices(for: message.reply).enumerated() {
      try await client.send(notice, to: message.chat, transactionID: "out-\(message.key)-\(part)")
    }
  }
}
