import ForumCore
import Foundation
import Messaging

/// Finds people by words for kinds, countries, languages, names and topics, in every language of the books.
struct PeopleSearch {
  private let scene: Scene
  /// By code, the words of countries and of languages; by kind its words.
  private let countries: [String: Set<String>]
  private let languages: [String: Set<String>]
  private let kinds: [OrganisationKind: Set<String>]

  init(_ scene: Scene) {
    self.scene = scene
    let forum = scene.forum
    let books = scene.library.languages
    let locales = [scene.book.clocks.locale] + books.map(\.clocks.locale)
    func words(_ texts: some Sequence<String>) -> Set<String> { Set(texts.flatMap(WordMemory.shared.words)) }
    let codes = Set(forum.organisations.values.map(\.country))
    countries = Dictionary(
      uniqueKeysWithValues: codes.map { code in (code, words([code] + locales.compactMap { $0.localizedString(forRegionCode: code) })) })
    let spoken = Set(forum.registrations.values.flatMap(\.speaks))
    languages = Dictionary(
      uniqueKeysWithValues: spoken.map { code in (code, words(locales.compactMap { $0.localizedString(forLanguageCode: code) })) })
    kinds = Dictionary(
      uniqueKeysWithValues: OrganisationKind.allCases.map { kind in
        (kind, words([kind.rawValue] + ([scene.book] + books).map { $0.text(named: "kind.\(kind.rawValue)") }))
      })
  }

  /// Those of whom all words tell something; where nobody is found so, the words that mean nothing by themselves do not count.
  func find(_ text: String) -> [Registration] {
    let people = scene.forum.registrations.values.filter { $0.status == .approved }
    if let id = DelegateID(text.folded) { return people.filter { $0.id == id } }
    let candidates = people.map(candidate)
    let words = text.foldedWords
    let telling = words.filter { !scene.library.catalogue.isAside($0) }
    let whole = telling.count == words.count ? nil : exactly(words, candidates)
    return (whole ?? among(candidates, telling)).map(\.registration).sorted { ($0.displayName.folded, $0.id) < ($1.displayName.folded, $1.id) }
  }

  private struct Candidate {
    let registration: Registration
    /// Country, kind and languages.
    let facts: Set<String>
    let names: [String]
    let others: [String]
  }

  private func candidate(_ registration: Registration) -> Candidate {
    let forum = scene.forum
    let organisation = forum.organisations[registration.organisation]
    let fields = forum.visible(registration.id, to: .delegate(scene.me))
    var facts: Set<String> = organisation.map { (countries[$0.country] ?? []).union(kinds[$0.kind] ?? []) } ?? []
    if fields.contains(.speaks) { for code in registration.speaks { facts.formUnion(languages[code] ?? []) } }
    let memory = WordMemory.shared
    let names = memory.words(of: registration.displayName) + (organisation.map { memory.words(of: $0.name) } ?? [])
    return Candidate(
      registration: registration, facts: facts, names: names, others: forum.searchable(registration, to: .delegate(scene.me)).flatMap(memory.words))
  }

  /// Whose names have all of the words, those that mean nothing by themselves too; nil where nobody's have.
  private func exactly(_ words: [String], _ candidates: [Candidate]) -> [Candidate]? {
    let found = candidates.filter { candidate in words.allSatisfy(candidate.names.contains) }
    return found.isEmpty ? nil : found
  }

  private func among(_ candidates: [Candidate], _ words: [String]) -> [Candidate] {
    words.reduce(candidates) { left, word in
      let fitting = narrowed(candidates, by: word)
      return left.filter { candidate in fitting.contains(candidate.registration.id) }
    }
  }

  /// What a word says of kind, country or language counts before what begins with it: "france" is not Francesca.
  private func narrowed(_ candidates: [Candidate], by word: String) -> Set<DelegateID> {
    func ids(_ isFit: (Candidate) -> Bool) -> Set<DelegateID> { Set(candidates.filter(isFit).map(\.registration.id)) }
    let known = ids { $0.facts.contains(word) || $0.names.contains(word) }
    if candidates.contains(where: { $0.facts.contains(word) }) { return known }
    if !candidates.contains(where: { $0.names.contains { $0.hasPrefix(word) } }) {
      let inflected = ids { $0.facts.contains { Self.isForm(word, of: $0) } }
      if !inflected.isEmpty { return inflected }
    }
    return ids { candidate in [candidate.names, candidate.others, Array(candidate.facts)].contains { $0.contains { $0.hasPrefix(word) } } }
  }

  /// Whether one word is another with a different ending: investitori and investitore, Ranskasta and Ranska.
  private static func isForm(_ word: String, of fact: String) -> Bool {
    let common = zip(word, fact).prefix { $0 == $1 }.count
    return common >= 4 && fact.count - common <= 1 && word.count >= fact.count && word.count - common <= 4
  }
}
