import ForumCore
import Phrases
import Yams

extension TimeVocabulary {
  /// Reads the words of days and times of one language.
  /// - Throws: every fault: entries that are missing or not known, numbers that are none, times that are none.
  static func read(_ file: PhraseFile) throws(PhraseFaults) -> TimeVocabulary {
    var reader = VocabularyReader(try PhraseBook.mapping(of: file), of: file)
    return try reader.read()
  }
}

private struct VocabularyReader {
  private var reading: PhraseReading
  private let members: [String: Node]
  private let file: PhraseFile
  private var vocabulary = TimeVocabulary(language: "")

  private static let entries = [
    "language", "prefixes", "together", "numbers", "hours", "ordinals", "months", "weekdays", "days", "parts", "halves", "clocks", "durations",
    "units", "words",
  ]
  private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
  private static let days = ["beforeYesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "afterTomorrow": 2]

  init(_ top: Node, of file: PhraseFile) {
    var reading = PhraseReading(file: file.name, keys: [])
    members = reading.members(top, under: nil)
    self.reading = reading
    self.file = file
  }

  mutating func read() throws(PhraseFaults) -> TimeVocabulary {
    let language = reading.line("language", in: members)
    if PhraseFile.timesName(of: language) != file.name { reading.fault("language", "is not in the name of the file") }
    for name in members.keys.sorted() where !Self.entries.contains(name) { reading.fault(name, "is not known here") }
    vocabulary = TimeVocabulary(language: language)
    vocabulary.add(prefixes: list("prefixes", mayBeEmpty: true))
    numbered("numbers", 1...59, needed: 1...59) { .number($0) }
    numbered("hours", 1...24, needed: nil) { .hour($0 % 24) }
    numbered("ordinals", 1...31, needed: 1...10) { .ordinal($0) }
    numbered("months", 1...12, needed: 1...12) { .month($0) }
    numbered("durations", 1...100_000, needed: nil) { .duration($0) }
    named("weekdays", Self.weekdays) { index, _ in .weekday(index + 1) }
    named("days", Self.days.sorted { $0.value < $1.value }.map(\.key)) { _, name in .inDays(Self.days[name] ?? 0) }
    named("units", TimeUnit.allCases.map(\.rawValue)) { index, _ in .unit(TimeUnit.allCases[index]) }
    let mayBeEmpty = Set(TimeWord.allCases.filter(\.mayBeMissing).map(\.rawValue))
    named("words", TimeWord.allCases.map(\.rawValue), mayBeEmpty: mayBeEmpty) { index, _ in .word(TimeWord.allCases[index]) }
    halves()
    parts()
    clocks()
    together()
    guard reading.faults.isEmpty else { throw PhraseFaults(reading.faults) }
    vocabulary.settle()
    return vocabulary
  }

  // MARK: - Kinds of entries

  /// The members of an entry, which is a fault where it is not there.
  private mutating func entry(_ key: String) -> [String: Node] {
    guard let node = members[key] else {
      reading.fault(key, "is missing")
      return [:]
    }
    return reading.members(node, under: key)
  }

  private mutating func list(_ key: String, mayBeEmpty: Bool) -> [String] {
    guard let node = members[key] else {
      reading.fault(key, "is missing")
      return []
    }
    return reading.words(node, at: key, mayBeEmpty: mayBeEmpty)
  }

  private mutating func numbered(_ key: String, _ allowed: ClosedRange<Int>, needed: ClosedRange<Int>?, _ term: (Int) -> TimeTerm) {
    let entry = entry(key)
    for (name, node) in entry.sorted(by: { $0.key < $1.key }) {
      guard let number = Int(name), allowed.contains(number) else {
        reading.fault("\(key).\(name)", "is not a number from \(allowed.lowerBound) to \(allowed.upperBound)")
        continue
      }
      vocabulary.add(term(number), reading.words(node, at: "\(key).\(name)"))
    }
    guard let needed, members[key] != nil else { return }
    for number in needed where entry["\(number)"] == nil { reading.fault("\(key).\(number)", "is missing") }
  }

  private mutating func named(_ key: String, _ names: [String], mayBeEmpty: Set<String> = [], _ term: (Int, String) -> TimeTerm) {
    guard members[key] != nil else { return reading.fault(key, "is missing") }
    let entry = entry(key)
    for name in entry.keys.sorted() where !names.contains(name) { reading.fault("\(key).\(name)", "is not known here") }
    for (index, name) in names.enumerated() {
      guard let node = entry[name] else {
        reading.fault("\(key).\(name)", "is missing")
        continue
      }
      vocabulary.add(term(index, name), reading.words(node, at: "\(key).\(name)", mayBeEmpty: mayBeEmpty.contains(name)))
    }
  }

  private mutating func halves() {
    let entry = entry("halves")
    for name in entry.keys.sorted() where !["am", "pm"].contains(name) { reading.fault("halves.\(name)", "is not known here") }
    for (name, from) in [("am", 0), ("pm", 720)] {
      let half = DayPart(from: from, to: from + 720, earliest: from, isHalf: true)
      guard let node = entry[name] else {
        reading.fault("halves.\(name)", "is missing")
        continue
      }
      vocabulary.add(.part(vocabulary.add(half), isToday: false), reading.words(node, at: "halves.\(name)", mayBeEmpty: true))
    }
  }

  private mutating func parts() {
    guard let nodes = members["parts"]?.sequence, !nodes.isEmpty else { return reading.fault("parts", "is missing, or not a list") }
    for (index, node) in nodes.enumerated() {
      let key = "parts.\(index + 1)"
      let entry = reading.members(node, under: key)
      for name in entry.keys.sorted() where !["from", "to", "earliest", "words", "today"].contains(name) {
        reading.fault("\(key).\(name)", "is not known here")
      }
      guard let from = minute("from", in: entry, of: key), let to = minute("to", in: entry, of: key) else { continue }
      let earliest = entry["earliest"] == nil ? from : minute("earliest", in: entry, of: key) ?? from
      let part = vocabulary.add(DayPart(from: from, to: to, earliest: earliest))
      vocabulary.add(.part(part, isToday: false), reading.words(entry["words"], at: "\(key).words", mayBeEmpty: true))
      vocabulary.add(.part(part, isToday: true), reading.words(entry["today"], at: "\(key).today", mayBeEmpty: true))
    }
  }

  /// `12:00`, up to `24:00`.
  private mutating func minute(_ name: String, in entry: [String: Node], of key: String) -> Int? {
    guard let minute = Self.minute(entry[name]?.scalar?.string ?? "") else {
      reading.fault("\(key).\(name)", "is a time such as \"12:00\"")
      return nil
    }
    return minute
  }

  private static func minute(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), (0...24).contains(hour), (0...59).contains(minute),
      hour * 60 + minute <= 1440
    else { return nil }
    return hour * 60 + minute
  }

  private mutating func clocks() {
    for (name, node) in entry("clocks").sorted(by: { $0.key < $1.key }) {
      guard let minute = Self.minute(name), minute < 1440 else {
        reading.fault("clocks.\(name)", "is not a time such as \"12:00\"")
        continue
      }
      vocabulary.add(.clock(minute), reading.words(node, at: "clocks.\(name)"))
    }
  }

  private mutating func together() {
    for (word, node) in entry("together").sorted(by: { $0.key < $1.key }) {
      let phrase = reading.text(node, at: "together.\(word)")
      if word.contains(" ") { reading.fault("together.\(word)", "is not one word") } else { vocabulary.add(word, for: phrase) }
    }
  }
}
