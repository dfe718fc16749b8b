import ForumCore
import Messaging

extension Scene {
  /// Takes back what the conversation did last, as far as the rules allow.
  var undoing: Plan {
    switch undo {
    case nil: return .say(Answer(book.text(.undoNothing)))
    case .signUp(let session): return .act(.signUp(session))
    case .leave(let session): return .act(.leave(session))
    case .leaveAlliance(let alliance): return .act(.leaveAlliance(alliance))
    case .uncommit(let alliance, let number): return .act(.uncommit(alliance, number))
    case .unreach(let alliance, let step): return .act(.unreach(alliance, step))
    case .language(let language): return .act(.language(language, before: nil))
    case .quiet(let hours): return .act(.quiet(hours, before: quietHours))
    case .away(let spans): return backTo(spans)
    case .zone(let name): return .act(.zone(name, before: (ownZone ?? zone).name))
    case .bookAgain(let other, let slot): return .act(.book(other, slot, message: nil))
    case .callOff(let id, let version): return unchanged(id, version) { _ in .act(.cancel(id, reason: nil, version: version)) }
    case .moveBack(let id, let slot, let version): return unchanged(id, version) { _ in .act(.move(id, slot, reason: nil, version: version)) }
    case .unconfirm(let id, let version):
      return unchanged(id, version) { meeting in
        .say(question(book.text(.undoAskCancel, values(meeting)), .cancel(id, reason: nil, version: version)))
      }
    case .never(let what): return .say(never(what))
    case .declined(let other, _):
      return .say(Answer(book.text(.undoDeclined, person(other)), buttons: [askButton(other)]))
    }
  }

  /// Names what was done, and shows how it can be said otherwise.
  private func never(_ what: String) -> Answer {
    let words = what.split(separator: " ").map(String.init)
    let reference = words.dropFirst().first
    let command = words.first.flatMap { library.catalogue.commands[$0] }
    let word = command.flatMap { library.catalogue.entry($0, in: book.language)?.words.first } ?? words.first ?? what
    let meeting = reference.flatMap { MeetingID($0) }.flatMap { forum.meetings[$0] }
    let isAnswer = command.map { [.held, .noShow, .missed].contains($0) } ?? false
    let buttons = meeting.map { isAnswer && $0.has(me) && isToAnswer($0) ? wentButtons($0) : [] } ?? []
    return Answer(book.text(.undoNever, ["what": .text([word, reference].compactMap { $0 }.joined(separator: " "))]), buttons: buttons)
  }

  /// Goes on where the meeting is as it was left; what has happened since is not undone behind anybody's back.
  private func unchanged(_ id: MeetingID, _ version: Int, then: (Meeting) -> Plan) -> Plan {
    guard let meeting = forum.meetings[id] else { return .say(Answer(book.text(.undoNothing))) }
    guard meeting.version == version else {
      return .say(Answer(book.text(.undoChanged, ["state": .phrase(loneLine(meeting))]), buttons: buttons(for: meeting)))
    }
    return then(meeting)
  }
}
