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
    let language = try? await language(ofAccount: message.account, on: message.bot)
    return ChatReply(library.book(for: language).text(.transportWritesMuch))
  }

  /// The one that is meant: the only one, or the one that was chosen.
  func seat(among seats: [Seat], _ memory: Memory) -> Seat? {
    seats.count == 1 ? seats.first : seats.first { $0.forum == memory.forum }
  }

  /// The `forum` command: shows or chooses.
  func choose(_ name: String, _ seats: [Seat], _ memory: inout Memory) async throws -> Answer {
    var titles: [(seat: Seat, title: String)] = []
    var book = library.english
    for seat in seats {
      let (title, own) = try await scene(seat) { ($0.forum.settings?.title ?? seat.forum.value, $0.book) }
      titles.append((seat, title))
      book = own
    }
    guard !seats.isEmpty else { return Answer(library.english.text(.greetingUnlinked)) }
    let buttons = titles.map { Button(label: $0.title, send: "forum \($0.seat.forum)") }
    let words = name.foldedWords
    guard !words.isEmpty else {
      if let only = titles.first, titles.count == 1 { return Answer(book.text(.forumOne, ["forum": .text(only.title)])) }
      return Answer(book.text(.forumWhich), buttons: buttons)
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

  /// What somebody hears whose account is linked nowhere.
  func stranger(_ line: Line?) -> Answer {
    guard let line else { return tooLong(library.english) }
    let book = library.book(for: grammar.language(of: line))
    if case .help(let topic) = line.intent { return Help(book: book, library: library, isLinked: false).answer(topic) }
    return Answer(book.text(.greetingUnlinked))
  }
}
