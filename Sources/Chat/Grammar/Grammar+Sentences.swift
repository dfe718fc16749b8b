import ForumCore

// What people say in whole sentences, and the words in them that mean nothing by themselves.

extension Grammar {
  /// A sentence without a command before it: "is Karim free at 15:00", "Karim did not come", "circular track".
  func sentence(_ tokens: [Token]) -> Intent? {
    if tokens.count > 1, tokens.count <= Self.mostBehindAName, let track = track(tokens) { return .agenda(.track(track)) }
    return asksWhetherFree(tokens) ?? saysWhoDidNotCome(tokens)
  }

  /// Whether a line is a day or time and nothing else: an answer, where one was asked for.
  func isTime(_ text: String, language: String?) -> Bool {
    var grammar = self
    grammar.language = language
    let tokens = Token.split(text).filter { !$0.isMark }
    return tokens.count <= Self.mostBehindAName && grammar.command(tokens) == nil && grammar.when(tokens) != nil
  }

  private func asksWhetherFree(_ tokens: [Token]) -> Intent? {
    let words = tokens.map(\.folded.withoutEndMarks)
    guard tokens.count > 2, words.contains(where: { catalogue.groups[$0]?.contains(.aside) == true }),
      let free = words.firstIndex(where: { catalogue.commands[$0] == .slots })
    else { return nil }
    var rest = tokens
    rest.remove(at: free)
    return slots(rest)
  }

  private func saysWhoDidNotCome(_ tokens: [Token]) -> Intent? {
    for start in tokens.indices.dropFirst() where tokens.count - start <= catalogue.longest {
      let end = tokens[start...].map(\.folded).joined(separator: " ").withoutEndMarks.replacing("’", with: "'")
      guard catalogue.commands[end] == .noShow else { continue }
      let name = withoutAsides(Array(tokens[..<start]))
      return .went(name.isEmpty ? .any : .name(rest(name)), .otherDidNotCome)
    }
    return nil
  }

  /// The name of a track with the word for a track before or behind it.
  func track(_ words: [Token]) -> String? {
    let isMark = { (token: Token?) in token.flatMap { catalogue.groups[$0.folded.withoutEndMarks] }?.contains(.track) == true }
    guard words.count > 1 else { return nil }
    if isMark(words.first) { return rest(words.dropFirst()) }
    return isMark(words.last) ? rest(words.dropLast()) : nil
  }

  /// A day, or a time or part of one.
  func timeWish(_ words: [Token]) -> Intent.AgendaWish? {
    let groups = catalogue.groups[words.map(\.folded).joined(separator: " ").withoutEndMarks] ?? []
    if groups.contains(.now) { return .now }
    if groups.contains(.next) { return .next }
    guard let when = when(words) else { return nil }
    let saysTime = when.readings.contains { $0.minuteOfDay != nil || $0.window != nil || $0.minutesFromNow != nil }
    if saysTime { return .then(when) }
    return when.day.map(Intent.AgendaWish.day)
  }

  /// Whose free times, and when.
  func slots(_ words: [Token]) -> Intent {
    let split = nameAndWhen(words)
    let isIdle = { (token: Token) in catalogue.isAside(token.folded.withoutEndMarks) || catalogue.commands[token.folded.withoutEndMarks] == .slots }
    let whole = Token.split(split.name)
    let trimmed = whole.drop(while: isIdle).reversed().drop(while: isIdle).reversed()
    if whole.isEmpty, split.when?.window?.from == .lunch {
      let words = words.drop(while: isIdle).reversed().drop(while: isIdle).reversed()
      return .slots(.init(name: rest(words).withoutEndMarks, when: nil, message: nil))
    }
    let name = trimmed.isEmpty ? split.name : rest(trimmed).withoutEndMarks
    return .slots(.init(name: name, when: split.when, message: nil, longerNames: longerNames(words, than: split)))
  }

  /// A meeting by the name of the other side, and a reason behind a word such as "because".
  func named(_ words: [Token]) -> (target: Intent.Target, reason: String?) {
    var (name, reason) = (words, [Token]())
    for start in words.indices.dropFirst() {
      let behind = Array(words[start...])
      let without = withoutBecause(behind)
      guard without.count < behind.count, !without.isEmpty else { continue }
      (name, reason) = (Array(words[..<start]), without)
      break
    }
    let isIdle = { (token: Token) in catalogue.isAside(token.folded) }
    let bare = bare(Array(name.drop(while: isIdle))).withoutEndMarks
    return (.name(bare.isEmpty ? self.bare(name) : bare), reason.isEmpty ? nil : rest(reason))
  }

  /// What is behind "because", where words begin with it; else the words.
  func withoutBecause(_ words: [Token]) -> [Token] {
    for length in (1...3).reversed() where words.count > length {
      let first = words.prefix(length).map(\.folded).joined(separator: " ").replacing("’", with: "'")
      if catalogue.groups[first]?.contains(.because) == true { return Array(words.dropFirst(length)) }
    }
    return words
  }

  /// The reference of a meeting; in Arabic "and" may be written together with it.
  func meeting(_ token: Token) -> MeetingID? {
    let text = token.folded.withoutEndMarks
    return MeetingID(text) ?? (text.hasPrefix("و") ? MeetingID(String(text.dropFirst())) : nil)
  }

  /// The words without those at their ends that mean nothing by themselves.
  func withoutAsides(_ words: [Token]) -> [Token] {
    let isIdle = { (token: Token) in catalogue.isAside(token.folded.withoutEndMarks) }
    return words.drop(while: isIdle).reversed().drop(while: isIdle).reversed()
  }

  func rest(_ words: some Sequence<Token>) -> String { words.map(\.text).joined(separator: " ") }
}
