import ForumCore
import ForumDesk
import Messaging

// Which forum an account speaks in, where it is linked to registrations in several.

extension ChatHouse {
  /// The forums in which an account is linked, by name.
  func seats(of message: IncomingMessage) async throws -> [Seat] {
    var seats: [Seat] = []
    for id in desk.forums {
      let delegate = try await desk.read(id) { [links] in links.delegate(of: message, in: $0) }
      if let delegate { seats.append(Seat(forum: id, delegate: delegate)) }
    }
    return seats
  }

  /// The language of somebody by their account; nil where it is linked nowhere.
  public func language(ofAccount account: String, on bot: String) async throws -> String? {
    let message = IncomingMessage(bot: bot, chat: "", account: account, messageID: "", text: "", isPrivate: true)
    guard let seat = try await seats(of: message).first else { return nil }
    return try await desk.read(seat.forum) { $0.registrations[seat.delegate]?.language }
  }

  public func askForPatience(_ message: IncomingMessage) async -> ChatReply? {
    let known = try? await language(ofAccount: message.account, on: message.bot)
    let language = known ?? message.language
    return ChatReply(library.book(for: language).text(.transportWritesMuch))
  }

  /// A notice as it reaches an account: where that takes part in several forums it says of which it is.
  func named(_ notice: ChatReply, of forum: ForumID, bot: String, account: ChatAccount) async throws -> ChatReply {
    let message = IncomingMessage(bot: bot, chat: account.chat, account: account.account, messageID: "", text: "", isPrivate: true)
    let seats = try await seats(of: message)
    guard seats.count > 1, let seat = seats.first(where: { $0.forum == forum }) else { return notice }
    return try await scene(seat) { scene in
      let title = scene.forum.settings?.title ?? ""
      guard !title.isEmpty, !notice.text.contains(title) else { return notice }
      return ChatReply(WritingDirection.marked(scene.book.text(.noticeOfForum, ["forum": scene.title])) + "\n" + notice.text, buttons: notice.buttons)
    }
  }

  /// The one that is meant: the only one, or the one that was chosen.
  func seat(among seats: [Seat], _ memory: Memory) -> Seat? {
    seats.count == 1 ? seats.first : seats.first { $0.forum == memory.forum }
  }

  /// The `forum` command: shows or chooses.
  func choose(_ name: String, _ seats: [Seat], _ memory: inout Memory, language: String? = nil) async throws -> Answer {
    var titles: [(seat: Seat, title: String)] = []
    var book = library.english
    for seat in seats {
      let (title, own) = try await scene(seat) { ($0.forum.settings?.title ?? seat.forum.value, $0.book) }
      titles.append((seat, title))
      book = own
    }
    guard !seats.isEmpty else { return Answer(library.book(for: language).text(.greetingUnlinked)) }
    let buttons = titles.map { Button(label: $0.title, send: "forum \($0.seat.forum)") }
    let words = name.foldedWords
    guard !words.isEmpty else {
      if let only = titles.first, titles.count == 1 { return Answer(book.text(.forumOne, ["forum": .text(only.title)])) }
      let current = titles.first { $0.seat.forum == memory.forum }.map { book.text(.forumOne, ["forum": .text($0.title)]) + " " }
      return Answer((current ?? "") + book.text(.forumWhich), buttons: buttons)
    }
    let found = titles.filter { entry in
      entry.seat.forum.value.folded == name.folded.trimmed
        || words.allSatisfy { word in entry.title.foldedWords.contains { $0.hasPrefix(word) } }
    }
    guard let chosen = found.first(where: { $0.seat.forum.value.folded == name.folded.trimmed }) ?? (found.count == 1 ? found.first : nil) else {
      return Answer(book.text(found.isEmpty ? .forumUnknown : .forumWhich, ["text": .text(name)]), buttons: buttons)
    }
    memory.forum = chosen.seat.forum
    memory.undo = nil
    return Answer(book.text(.forumDone, ["forum": .text(chosen.title)]))
  }

  /// Who has chosen another language in a forum has it in the others of the same account.
  func speak(_ seats: [Seat], as seat: Seat, _ conversation: Conversation, before: String?) async throws {
    guard seats.count > 1, let language = try await language(in: seat), language != before else { return }
    for other in seats where other.forum != seat.forum {
      let act = Act.language(language, before: nil)
      let key = RequestKey(principal: conversation.principal, key: conversation.message, fingerprint: act.line)
      do {
        _ = try await desk.perform(act.command(by: other.delegate), in: other.forum, by: .delegate(other.delegate, channel: conversation.channel), key: key)
      } catch is Refusal { continue }  // One that is closed keeps its own.
    }
  }

  /// What somebody hears whose account is linked nowhere. The agenda is everybody's.
  /// - Parameter language: of their program; what they write says more.
  func stranger(_ line: Line?, language: String?) async throws -> Answer {
    guard let line else { return tooLong(library.book(for: language)) }
    let book = library.book(for: grammar.language(of: line) ?? language)
    if case .help(let topic) = line.intent { return Help(book: book, library: library, isLinked: false).answer(topic) }
    if case .agenda(let wish) = line.intent, let answer = try await agendas(wish, book) { return answer }
    return Answer(book.text(.greetingUnlinked))
  }

  /// What is on in the forums that are open to all; nil where there is none.
  private func agendas(_ wish: Intent.AgendaWish, _ book: PhraseBook) async throws -> Answer? {
    var answers: [Answer] = []
    for id in desk.forums {
      let answer = try await desk.read(id) { [library, now = desk.now] forum -> Answer? in
        let scene = Scene(forum: forum, me: DelegateID(0), book: book, library: library, now: now)
        guard [.open, .running].contains(forum.phase), let settings = forum.settings, settings.lastDay >= scene.today else { return nil }
        return forum.published.sessions.isEmpty ? nil : scene.agenda(wish)
      }
      if let answer { answers.append(answer) }
      if answers.count == Self.mostAgendas { break }
    }
    guard let first = answers.first else { return nil }
    // A button says nothing of the forum here, so of several there is none.
    return answers.count == 1 ? first : Answer(answers.map(\.text).joined(separator: "\n\n"))
  }

  private static var mostAgendas: Int { 3 }
}
