import ForumCore
import Foundation
import Messaging

// Who is here, and whom a name means.

extension Scene {
  private static let mostListed = 12

  func people(_ text: String) -> Answer {
    let words = text.foldedWords
    if words.isEmpty && !text.isEmpty { return Answer(book.text(.peopleNone, ["text": .text(text)])) }
    let countries = CountryNames(locales: [book.clocks.locale, Locale(identifier: "en")], codes: Set(forum.organisations.values.map(\.country)))
    let found = forum.registrations.values.filter { registration in
      guard registration.status == .approved else { return false }
      if let id = DelegateID(text.folded) { return registration.id == id }
      let organisation = forum.organisations[registration.organisation]
      var texts = forum.searchable(registration, to: .delegate(me)) + [kind(of: registration.id)]
      if let organisation { texts += [organisation.name, organisation.country] + countries.names(of: organisation.country) }
      let all = texts.flatMap(WordMemory.shared.words)
      return words.allSatisfy { word in all.contains { $0.hasPrefix(word) } }
    }.sorted { ($0.displayName.folded, $0.id) < ($1.displayName.folded, $1.id) }
    guard !found.isEmpty else { return Answer(book.text(.peopleNone, ["text": .text(text)])) }

    var lines = [book.text(words.isEmpty ? .peopleTitle : .peopleFound, ["count": .number(found.count)])]
    lines += found.prefix(Self.mostListed).map { registration in
      book.text(.peopleLine, entry(registration.id))
    }
    if found.count > Self.mostListed {
      lines.append(book.text(.listMore, ["count": .number(found.count - Self.mostListed)]))
      lines.append(book.text(.peopleHint))
    }
    let others = found.filter { $0.id != me && $0.takesMeetings }
    let buttons = others.count > 5 ? [] : others.map { askButton($0.id) }
    return Answer(lines.joined(separator: "\n"), buttons: buttons)
  }

  func askButton(_ id: DelegateID) -> Button { Button(label: book.text(.buttonAsk, ["name": .text(name(of: id))]), send: "slots \(id)") }

  /// Goes on with whoever a name means, or asks.
  /// - Parameter line: the same command with a reference instead of the name.
  func withPerson<T>(_ text: String, line: (DelegateID) -> String, then: (DelegateID) -> T, else other: (Answer) -> T) -> T {
    func choices(_ ids: [DelegateID]) -> [Button] {
      ids.prefix(8).map { Button(label: book.text(.peopleFull, person($0)), send: line($0)) }
    }
    switch PeopleFinder(forum: forum, except: me).find(text) {
    case .one(let id): return then(id)
    case .several(let ids): return other(Answer(book.text(.peopleWhich, ["text": .text(text)]), buttons: choices(ids)))
    case .none(let nearest):
      if case .one = PeopleFinder(forum: forum, except: DelegateID(0), among: [me]).find(text) {
        return other(Answer(book.sentence(for: Refusal(.yourself), in: forum, to: .delegate(me))))
      }
      let key: PhraseKey = nearest.isEmpty ? .peopleUnknown : .peopleNearest
      return other(Answer(book.text(key, ["text": .text(text)]), buttons: choices(nearest)))
    }
  }
}

/// The names of countries as people may type them.
struct CountryNames {
  private let names: [String: [String]]

  init(locales: [Locale], codes: Set<String>) {
    names = Dictionary(uniqueKeysWithValues: codes.map { code in (code, locales.compactMap { $0.localizedString(forRegionCode: code) }) })
  }

  func names(of code: String) -> [String] { names[code] ?? [] }
}
