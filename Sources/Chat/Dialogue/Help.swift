import Messaging

/// Says what can be typed; needs no forum.
struct Help {
  let book: PhraseBook
  let library: PhraseLibrary
  /// Whether what organisers can do is listed too.
  var isOrganiser = false
  /// Whether the account is linked: nothing else can be done before.
  var isLinked = true

  /// What is shown first; the rest on demand.
  private static let first: [CommandName] = [.agenda, .people, .suggest, .book, .meetings, .confirm, .undo, .language]
  private static let buttons: [CommandName] = [.agenda, .people, .meetings]

  func answer(_ topic: String) -> Answer {
    let catalogue = library.catalogue
    guard !topic.isEmpty else { return short }
    if catalogue.groups[topic.folded.withoutEndMarks]?.contains(.all) == true {
      let commands = CommandName.allCases.filter { isOrganiser || !CommandName.organisers.contains($0) }
      return Answer(([book.text(.helpTitle)] + lines(commands)).joined(separator: "\n"))
    }
    let word = topic.folded
    guard let command = catalogue.commands[word], let entry = catalogue.entry(command, in: book.language) else {
      let nearest = catalogue.nearest(to: word, in: book.language).map { "help \($0)" }
      return unclear(Line(intent: .unclear(suggestion: nearest), text: topic))
    }
    let one = book.text(.helpOne, ["word": .text(entry.words.first ?? ""), "help": .phrase(entry.help), "example": .text(entry.example)])
    // Whole sentences are understood, and need not be learnt.
    let words = entry.words.dropFirst().filter { $0.split(separator: " ").count <= 2 }.joined(separator: ", ")
    guard !words.isEmpty else { return Answer(one) }
    return Answer(one + "\n" + book.text(.helpWords, ["words": .text(words)]))
  }

  private var short: Answer {
    guard isLinked else { return Answer(book.text(.greetingUnlinked) + "\n" + book.text(.helpMore)) }
    let commands = Self.first + (isOrganiser ? [.approve, .announce, .stats] : [])
    let buttons = Self.buttons.compactMap { command -> Button? in
      guard let word = library.catalogue.entry(command, in: book.language)?.words.first else { return nil }
      return Button(label: word.prefix(1).uppercased() + word.dropFirst(), send: command.rawValue)
    }
    return Answer(([book.text(.helpShort)] + lines(commands) + [book.text(.helpMore)]).joined(separator: "\n"), buttons: buttons)
  }

  private func lines(_ commands: [CommandName]) -> [String] {
    commands.compactMap { library.catalogue.entry($0, in: book.language) }.map {
      book.text(.helpLine, ["example": .text($0.example), "help": .phrase($0.help)])
    }
  }

  func unclear(_ line: Line) -> Answer {
    let text = PhraseValue.text(String(line.text.prefix(80)))
    if case .unclear(let suggestion?) = line.intent {
      var answer = Answer(
        book.text(.unclearTypo, ["text": text, "suggestion": .text(suggestion)]),
        buttons: [Button(label: suggestion, send: suggestion), Button(label: book.text(.buttonHelp), send: "help")], yes: suggestion)
      answer.offersTyped = true
      return answer
    }
    if case .choice = line.intent { return Answer(book.text(.unclearNumberOfNothing)) }
    return Answer(book.text(.unclearLine, ["text": text]), buttons: [Button(label: book.text(.buttonHelp), send: "help")])
  }
}
