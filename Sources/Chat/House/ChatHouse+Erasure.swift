import ForumCore
import ForumDesk

// What the chat forgets when a person is erased (rule 29): replies that may name them, the words of their name, their conversations.

extension ChatHouse {
  /// The name of the note that keeps what is remembered of a conversation on a platform.
  static func note(bot: String, chat: String, account: String) -> String { "chat:\(bot):" + Desk.digest("\(chat)\n\(account)") }

  /// On the thread of the store: what is at hand goes at once, notes later. Those hold references only and say nothing of anybody.
  func forget(_ erasure: Erasure) {
    memories.forgetReplies()
    links.forget()
    WordMemory.shared.forget()
    // A digest of a conversation's number could be guessed, so what is known of its messages goes too.
    let notes = erasure.links.flatMap { link -> [String] in
      guard let account = link.account.value else { return [] }
      return [Self.note(bot: link.bot, chat: account.chat, account: account.account), DeskInbox.ringName(bot: link.bot, chat: account.chat)]
    }
    Task {
      for note in notes { try? await desk.setNote(note, nil) }
      for channel in ["api", "chat"] { try? await desk.forgetNotes(prefix: "chat:\(channel):\(erasure.forum):\(erasure.delegate):") }
    }
  }
}
