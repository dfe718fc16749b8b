/// Where something is said, as the chat knows it.
///
/// A nickname is nobody: whoever has it today may be another one tomorrow. So a private conversation is with an account, and goes to
/// whichever nickname is logged in as it; with others it lasts as long as they answer.
enum IRCConversation: Equatable {
  /// Its name, folded.
  case channel(String)
  /// The account's name, folded.
  case account(String)
  /// Somebody who is not logged in: `nick!user@host`.
  case stranger(IRCMask)

  init?(_ chat: String) {
    switch chat.first {
    case "@": self = .account(String(chat.dropFirst()))
    case "~":
      guard let mask = IRCMask(String(chat.dropFirst())) else { return nil }
      self = .stranger(mask)
    case nil: return nil
    default: self = .channel(chat)
    }
  }

  var chat: String {
    switch self {
    case .channel(let name): name
    case .account(let name): "@\(name)"
    case .stranger(let mask): "~\(mask.text)"
    }
  }
}
