import ForumCore
import Messaging

/// What a delegate is told because of something that happened.
public struct Notice: Sendable, Equatable {
  public var recipient: DelegateID
  public var reply: ChatReply
  /// An account of the recipient that is not told, because it did it.
  public var exceptAccount: String?

  public init(_ recipient: DelegateID, _ reply: ChatReply, exceptAccount: String? = nil) {
    self.recipient = recipient
    self.reply = reply
    self.exceptAccount = exceptAccount
  }
}
