/// A topic of the circular economy that delegates offer, look for or work in.
public struct Topic: Hashable, Sendable {
  /// Such as `waste-water`; never changes.
  public let key: String
  /// The key of the topic that this one is part of.
  public let broader: String?
  /// What it is called, by language (BCP 47); the first is its title there.
  public let words: [String: [String]]

  /// The title in that language; the English one where there is none.
  public func title(in language: String = "en") -> String {
    let primary = String(language.prefix { $0 != "-" }).lowercased()
    return (words[primary] ?? words["en"])?.first ?? key
  }
}

/// The topics by which delegates find each other, and how near they are to one another.
///
/// It is written as a table, one topic a line: `key < broader | en Title, synonym, ... | fr Titre, ...`. Case, accents, endings,
/// small words ("of", "des", ...) and the order of two words do not matter when a text is read for topics.
public struct Taxonomy: Sendable {
  public static let standard = Taxonomy(table: [waste, waterAndEnergy, products, business].joined(separator: "\n"))

  public let topics: [Topic]
  private let places: [String: Int]
  /// For each topic the topics that answer to it and how well: itself 1, a narrower one 0.6, a broader one 0.5, one beside it 0.1.
  let answers: [[(topic: Int, weight: Double)]]
  /// The same from the other side: for each topic those that it answers to.
  let questions: [[(topic: Int, weight: Double)]]

  public subscript(key: String) -> Topic? { places[key].map { topics[$0] } }

  func place(of key: String) -> Int? { places[key] }

  init(table: String) {
    topics = table.split(separator: "\n").compactMap(Self.topic)
    places = Dictionary(topics.enumerated().map { ($0.element.key, $0.offset) }) { first, _ in first }
    let (topics, places) = (topics, places)
    let broader = topics.map { $0.broader.flatMap { places[$0] } }
    func path(_ topic: Int) -> [Int] {
      var path = [topic]
      // No circle is longer than the table.
      while path.count <= topics.count, let next = path.last.flatMap({ broader[$0] }) { path.append(next) }
      return path
    }
    let paths = topics.indices.map(path)
    func weight(of offered: Int, for wanted: Int) -> Double? {
      if let steps = paths[offered].firstIndex(of: wanted) { return Self.power(0.6, steps) }
      if let steps = paths[wanted].firstIndex(of: offered) { return Self.power(0.5, steps) }
      return broader[wanted] != nil && broader[wanted] == broader[offered] ? 0.1 : nil
    }
    answers = topics.indices.map { wanted in topics.indices.compactMap { offered in weight(of: offered, for: wanted).map { (offered, $0) } } }
    questions = topics.indices.map { offered in topics.indices.compactMap { wanted in weight(of: offered, for: wanted).map { (wanted, $0) } } }
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double { (0..<exponent).reduce(1) { product, _ in product * base } }

  private static func topic(_ line: Substring) -> Topic? {
    let parts = line.split(separator: "|").map { String($0).trimmed }
    guard let head = parts.first, !head.isEmpty else { return nil }
    let names = head.split(separator: "<").map { String($0).trimmed }
    guard let key = names.first else { return nil }
    var words: [String: [String]] = [:]
    for part in parts.dropFirst() {
      words[String(part.prefix(2))] = part.dropFirst(2).split(separator: ",").map { String($0).trimmed }
    }
    return Topic(key: key, broader: names.count > 1 ? names.last : nil, words: words)
  }
}
