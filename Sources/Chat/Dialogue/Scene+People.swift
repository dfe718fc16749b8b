import ForumCore
import Messaging

// Who is here, and whom a name means.

extension Scene {
  private static let mostListed = 12

  /// - Parameter page: of a long list, counted from 1.
  func people(_ text: String, page: Int = 1) -> Answer {
    let words = text.foldedWords
    if words.isEmpty && !text.isEmpty { return Answer(book.text(.peopleNone, ["text": .text(text)])) }
    let found = PeopleSearch(self).find(text)
    guard !found.isEmpty else { return Answer(book.text(.peopleNone, ["text": .text(text)])) }

    let pages = (found.count - 1) / Self.mostListed + 1
    let page = min(page, pages)
    let isAll = words.allSatisfy(library.catalogue.isAside) && found.count == forum.registrations.values.count { $0.status == .approved }
    var lines = [book.text(isAll ? .peopleTitle : .peopleFound, ["count": .number(found.count)])]
    let shown = found.dropFirst((page - 1) * Self.mostListed).prefix(Self.mostListed)
    lines += shown.map { registration in
      book.text(.peopleLine, entry(registration.id))
    }
    let others = found.filter { $0.id != me && $0.takesMeetings }
    var answer = Answer("", buttons: others.count > 5 ? [] : others.map { askButton($0.id) })
    if page < pages {
      lines.append(book.text(.listMore, ["count": .number(found.count - page * Self.mostListed)]))
      lines.append(book.text(.peopleHint))
      answer.buttons.append(Button(label: book.text(.buttonMore), send: "people \(text.isEmpty ? "" : text + " ")#\(page + 1)"))
      answer.offersTyped = !text.isEmpty
    }
    answer.text = lines.joined(separator: "\n")
    return answer
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
