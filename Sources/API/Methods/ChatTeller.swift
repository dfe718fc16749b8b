import Chat
import ForumCore
import Messaging

/// Sends what a delegate is told to one client, in order: what a message offers is remembered in a conversation before the message goes out.
///
/// Ends with whoever holds it; what was handed over before is still sent.
final class ChatTeller: Sendable {
  private let feed: AsyncStream<(ChatReply, [UInt8])>.Continuation

  /// - Parameters:
  ///   - conversation: names it as in `ChatHouse.answer`.
  ///   - notify: sends a message.
  init(
    _ chat: ChatHouse, _ forum: ForumID, _ delegate: DelegateID, conversation: String, channel: String, notify: @escaping @Sendable ([UInt8]) -> Void
  ) {
    let (told, feed) = AsyncStream<(ChatReply, [UInt8])>.makeStream()
    self.feed = feed
    Task {
      for await (reply, message) in told {
        // Where the store is away what is told is worth more than what can be answered by a number.
        try? await chat.heard(reply, forum: forum, delegate: delegate, chat: conversation, channel: channel)
        notify(message)
      }
    }
  }

  deinit { feed.finish() }

  func tell(_ reply: ChatReply, as message: [UInt8]) { feed.yield((reply, message)) }
}
