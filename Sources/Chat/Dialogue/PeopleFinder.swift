import ForumCore
import Foundation

/// Finds delegates by what people type for them: a reference, a name, an organisation, or some words of these.
struct PeopleFinder {
  let forum: Forum
  /// Whom not to find.
  let except: DelegateID
  /// Among whom; nil is everybody.
  var among: Set<DelegateID>?
  /// Whose registrations count.
  var statuses: Set<Registration.Status> = [.approved]

  enum Found: Hashable {
    case one(DelegateID)
    /// All fit equally well.
    case several([DelegateID])
    /// Nobody fits; these come nearest.
    case none(nearest: [DelegateID])
  }

  func find(_ text: String) -> Found {
    let reference = text.folded.trimmed
    if let id = DelegateID(reference) { return forum.registrations[id] == nil ? .none(nearest: []) : .one(id) }
    let words = text.foldedWords
    guard !words.isEmpty else { return .none(nearest: []) }
    let people = candidates
    let fits = people.compactMap { person in person.fit(words).map { (fit: $0, person: person) } }
    if let best = fits.map(\.fit).min() {
      let found = fits.filter { $0.fit == best }.map(\.person).sorted { $0.order < $1.order }
      return found.count == 1 ? .one(found[0].id) : .several(found.map(\.id))
    }
    return .none(nearest: nearest(words, people))
  }

  /// Whether all of the words are whole words of one person's name.
  func isName(_ text: String) -> Bool {
    let words = text.foldedWords
    return !words.isEmpty && candidates.contains { person in person.fit(words).map { $0 <= .wholeWordsOfName } == true }
  }

  /// Whether somebody fits, or several.
  func hasOne(_ text: String) -> Bool {
    if case .none = find(text) { false } else { true }
  }

  /// How well somebody fits, best first.
  enum Fit: Int, Comparable {
    case fullName, wholeWordsOfName, name, nameAndOrganisation
    static func < (a: Fit, b: Fit) -> Bool { a.rawValue < b.rawValue }
  }

  struct Person {
    let id: DelegateID
    let name: [String]
    let organisation: [String]

    /// By name, then by reference.
    var order: String { name.joined(separator: " ") + "\u{1F}\(id.value)" }

    func fit(_ words: [String]) -> Fit? {
      if words == name { return .fullName }
      if words.allSatisfy(name.contains) { return .wholeWordsOfName }
      let begins = { (word: String, list: [String]) in list.contains { $0.hasPrefix(word) } }
      if words.allSatisfy({ begins($0, name) }) { return .name }
      return words.allSatisfy { begins($0, name) || begins($0, organisation) } ? .nameAndOrganisation : nil
    }

    /// The slips over all words; nil where a word has too many.
    func slipsAway(_ words: [String]) -> Int? {
      var sum = 0
      for word in words {
        let distances = (name + organisation).compactMap { editDistance(word, $0, most: slips(in: word)) }
        guard let least = distances.min() else { return nil }
        sum += least
      }
      return sum
    }
  }

  private var candidates: [Person] {
    let memory = WordMemory.shared
    return forum.registrations.values.filter { statuses.contains($0.status) && $0.id != except && among?.contains($0.id) != false }
      .map {
        let organisation = forum.organisations[$0.organisation].map { memory.words(of: $0.name) }
        return Person(id: $0.id, name: memory.words(of: $0.displayName), organisation: organisation ?? [])
      }
  }

  private func nearest(_ words: [String], _ people: [Person]) -> [DelegateID] {
    let found = people.compactMap { person in person.slipsAway(words).map { (slips: $0, person: person) } }
    return found.sorted { ($0.slips, $0.person.order) < ($1.slips, $1.person.order) }.prefix(3).map(\.person.id)
  }
}

extension String {
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
