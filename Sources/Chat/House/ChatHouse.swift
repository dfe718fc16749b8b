import ForumCore
import ForumDesk
import Foundation
import Messaging

/// The chat of a node: takes lines from every platform, the console and the API, and answers them.
///
/// Who speaks is known by the account's link to a registration, or by the caller. The id of a message is the key of the
/// command that follows from it, so a message delivered again has no second effect and gets the same reply.
public final class ChatHouse: ChatService {
  let desk: Desk
  let library: PhraseLibrary
  let grammar: Grammar
  let attempts = LinkAttempts()
  let links = LinkBook()
  private let turns = TurnTaking()
  let memories: Memories

  /// The longest line that is read, in characters.
  static let mostCharacters = 2000

  public init(desk: Desk, library: PhraseLibrary = .standard) {
    self.desk = desk
    self.library = library
    memories = Memories(desk: desk)
    grammar = Grammar(library)
    desk.onErasure { [weak self] in self?.forget($0) }
  }

  /// A conversation: where its memory is, whose keys its commands have, by which way they come. Accounts are persons' and
  /// appear only as digests in what is stored.
  struct Conversation {
    /// The name of the note that keeps its memory.
    var note: String
    /// The sender's name in idempotency keys.
    var principal: String
    var channel: String
    var message: String
    /// What was said, where another text under the same id is a mistake; a platform that delivers again may write it otherwise.
    var text = ""
  }

  // MARK: - Entries

  public func receive(_ message: IncomingMessage) async throws -> [ChatReply] {
    let conversation = Conversation(
      note: Self.note(bot: message.bot, chat: message.chat, account: message.account),
      principal: "bot:\(message.bot):" + Desk.digest(message.account), channel: message.bot, message: message.messageID)
    return try await inTurn(conversation) { memory in
      let seats = try await self.seats(of: message)
      let language = try await self.language(in: self.seat(among: seats, memory))
      let line = self.line(message.text, conversation, memory, language)
      let before = memory.forum
      // Whoever presses a button, or chooses from a notice, speaks of its forum from then on.
      if let mark = line?.marks.seat {
        guard let made = seats.first(where: { mark.isOf($0.forum) }) ?? seats.first else { return try await self.stranger(line, language: message.language) }
        guard mark.isOf(made.forum) else { return self.notYours(self.library.book(for: language)) }
        memory.forum = made.forum
      } else if let forum = memory.offeredIn, memory.meant(by: self.grammar.read(message.text)) != nil {
        memory.forum = forum
      }
      if let line, self.isAboutLinking(line) { return try await self.link(line, message, conversation, &memory) }
      if case .forum(let name) = line?.intent { return try await self.choose(name, seats, &memory, language: message.language) }
      guard let seat = self.seat(among: seats, memory) else {
        return seats.isEmpty ? try await self.stranger(line, language: message.language) : try await self.choose("", seats, &memory)
      }
      if let line, !message.isPrivate, line.intent.isForOneAlone {
        return try await self.scene(seat) { Answer($0.book.text(.privacyNotHere, ["line": .text(String(line.text.prefix(80)))])) }
      }
      let isNew = seats.count > 1 && before != seat.forum
      let turned = isNew ? try await self.scene(seat) { $0.book.text(.forumDone, ["forum": $0.title]) + "\n" } : ""
      let spoken = try await self.language(in: seat)
      var answer =
        if let line, line.intent == .unlink {
          try await self.unlink(line, message, conversation, from: seat, &memory)
        } else {
          try await self.answer(line, in: seat, conversation, &memory)
        }
      answer.text = turned + answer.text
      if let line, line.intent.choosesLanguage { try await self.speak(seats, as: seat, conversation, before: spoken) }
      return answer.marked(SeatMark(forum: seat.forum, delegate: seat.delegate))
    }
  }

  /// Answers a delegate who is known already: in the console, or by `chat.send` of the API.
  /// - Parameters:
  ///   - chat: names the conversation whose offers and questions are remembered.
  ///   - messageID: the same id gives the same reply and no second effect.
  ///   - channel: by which way it came, for the audit log.
  /// - Throws: `keyUsedOtherwise` for another text under an id that was used just now; else only where the store is unavailable.
  public func answer(
    _ text: String, forum: ForumID, delegate: DelegateID, chat: String, messageID: String, channel: String
  ) async throws -> [ChatReply] {
    let conversation = Conversation(
      note: Self.note(channel: channel, forum: forum, delegate: delegate, chat: chat),
      principal: Self.note(channel: channel, forum: forum, delegate: delegate, chat: chat), channel: channel, message: messageID, text: text)
    let replies = try await inTurn(conversation) { memory in
      let seat = Seat(forum: forum, delegate: delegate)
      let line = self.line(text, conversation, memory, try await self.language(in: seat))
      if let mark = line?.marks.seat, !mark.isOf(forum) { return self.notYours(try await self.scene(seat) { $0.book }) }
      if case .forum = line?.intent { return try await self.choose("", [seat], &memory) }
      return try await self.answer(line, in: seat, conversation, &memory)
    }
    try await memories.settled(conversation.note)
    return replies
  }

  /// A notice has reached a chat: a number or a label that is typed there chooses from what it offers.
  /// - Throws: only where the store is unavailable.
  func heard(_ notice: ChatReply, of forum: ForumID, bot: String, account: ChatAccount) async throws {
    try await heard(notice, of: forum, in: Self.note(bot: bot, chat: account.chat, account: account.account))
  }

  /// The same of a conversation in the console or by the API; `chat` and `channel` name it as in `answer`.
  /// - Throws: only where the store is unavailable.
  public func heard(_ notice: ChatReply, forum: ForumID, delegate: DelegateID, chat: String, channel: String) async throws {
    try await heard(notice, of: forum, in: Self.note(channel: channel, forum: forum, delegate: delegate, chat: chat))
  }

  private func heard(_ notice: ChatReply, of forum: ForumID, in note: String) async throws {
    guard !notice.buttons.isEmpty else { return }
    try await turns.inTurn(note) {
      var memory = try await memories.recall(note)
      memory.offer(notice.buttons, in: forum)
      try memories.keep(memory, as: note)
    }
    try await memories.settled(note)
  }

  /// The name of the note that keeps what is remembered of a conversation in the console or by the API.
  private static func note(channel: String, forum: ForumID, delegate: DelegateID, chat: String) -> String {
    "chat:\(channel):\(forum):\(delegate):\(chat)"
  }

  /// Answers in turn, from what is remembered, and remembers what came of it: durably a moment later, but before anything that is
  /// kept afterwards.
  private func inTurn(_ conversation: Conversation, _ answer: @Sendable (inout Memory) async throws -> Answer) async throws -> [ChatReply] {
    try await turns.inTurn(conversation.note) {
      var memory = try await memories.recall(conversation.note)
      if let known = memory.answer(to: conversation.message) {
        guard known.text == conversation.text else { throw Refusal(.keyUsedOtherwise, ["key": .text(conversation.message)]) }
        return known.replies
      }
      let answer = try await answer(&memory)
      memory.offer(answer)
      let replies = [answer.reply]
      memory.keep(replies, to: conversation.message, conversation.text)
      try memories.keep(memory, as: conversation.note)
      return replies
    }
  }

  /// What was typed, or what it stands for where it answers an offer; nil where it is too long to be read.
  private func line(_ text: String, _ conversation: Conversation, _ memory: Memory, _ language: String?) -> Line? {
    if let again = memory.line(of: conversation.message) { return grammar.read(again, language: Self.ofButtons) }
    guard text.utf8.count <= Self.mostCharacters * 4, text.count <= Self.mostCharacters else { return nil }
    let line = grammar.read(text, language: language)
    if let meant = memory.meant(by: line) { return grammar.read(meant, language: Self.ofButtons) }
    // What was asked for is no command by itself.
    guard let asks = memory.asks else { return line }
    if case .unclear = line.intent {} else if !grammar.isTime(text, language: language) { return line }
    return grammar.read("\(asks) \(text)", language: language)
  }

  /// The language of the lines that buttons send.
  private static let ofButtons = "en"

  /// The language in which somebody is answered; nil where it is not known who they are.
  func language(in seat: Seat?) async throws -> String? {
    guard let seat else { return nil }
    return try await scene(seat) { $0.book.language }
  }
}
