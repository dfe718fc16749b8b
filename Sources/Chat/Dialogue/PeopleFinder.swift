import Foundation
import ForumCore

/// Finds delegates by what people type for them: a reference, a name, an organisation, or some words of these.
struct PeopleFinder {
  let forum: Forum
  /// Whom not to find.
  let except: DelegateID
  /// Among whom; nil is everybody.
  var among: Set<DelegateID>?

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
    var best: (fit: Fit, ids: [DelegateID])?
    for person in people {
      guard let fit = person.fit(words) else { continue }
      if let current = best, current.fit < fit { continue }
      if best?.fit == fit { best?.ids.append(person.id) } else { best = (fit, [person.id]) }
    }
    if let best { return best.ids.count == 1 ? .one(best.ids[0]) : .several(best.ids) }
    return .none(nearest: nearest(words, people))
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

  /// Everybody who takes part, by name.
  private var candidates: [Person] {
    forum.registrations.values.filter { $0.status == .approved && $0.id != except && among?.contains($0.id) != false }
      .map { Person(id: $0.id, name: $0.displayName.foldedWords, organisation: forum.organisations[$0.organisation]?.name.foldedWords ?? []) }
      .sorted { ($0.name.joined(separator: " "), $0.id) < ($1.name.joined(separator: " "), $1.id) }
  }

  private func nearest(_ words: [String], _ people: [Person]) -> [DelegateID] {
    let found = people.compactMap { person in person.slipsAway(words).map { ($0, person.id) } }
    return found.sorted { $0.0 < $1.0 }.prefix(3).map(\.1)
  }
}

extension String {
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
