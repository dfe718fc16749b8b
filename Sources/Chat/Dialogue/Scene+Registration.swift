import ForumCore
import Messaging

// One's own registration: a place that is kept for who waited, and the code of one's badge (rules 21, 26).

extension Scene {
  private var own: Registration? { forum.registrations[me] }

  func acceptPlace(_ marks: Line.Marks) -> Plan {
    ask(.takePlace, own?.together != nil ? .offerAskTogether : .offerAsk, marks)
  }

  func givePlaceBack(_ reason: String?, _ marks: Line.Marks) -> Plan { ask(.givePlaceBack(reason: reason), .offerAskGiveBack, marks) }

  /// What the rules forbid is said at once.
  private func ask(_ act: Act, _ key: PhraseKey, _ marks: Line.Marks) -> Plan {
    if marks.isSure { return .act(act) }
    do { _ = try act.command(by: me).decide(forum, by: actor, at: now) } catch { return .say(refused(act, error)) }
    var values = ["forum": title]
    if let until = own?.offerUntil { values["until"] = time(until) }
    return .say(question(book.text(key, values), act))
  }

  /// What somebody is told for whom a place is kept; what to do with it only as long as it is.
  func offered(until: Instant) -> Answer {
    let key: PhraseKey = own?.together != nil ? .noticeOfferedTogether : .noticePlaceOffered
    let text = book.text(key, ["forum": title, "until": time(until)])
    guard own?.status == .offered else { return Answer(text) }
    let take = Button(label: book.text(.buttonTakePlace), send: Act.takePlace.line)
    return Answer(text, buttons: [take, Button(label: book.text(.buttonGivePlaceBack), send: "decline")])
  }

  /// What is said instead of anything else to somebody for whom a place is kept; nil where there is none.
  var keptPlace: Answer? {
    guard let own, own.status == .offered, let until = own.offerUntil else { return nil }
    return offered(until: until)
  }

  // MARK: - The badge

  /// Shows the code, and draws one first where there is none.
  var badge: Plan { own?.checkInCode?.value == nil ? .act(.badge) : .say(badgeCode) }

  var badgeCode: Answer {
    let code = own?.checkInCode?.value.map(CheckInCode.written) ?? ""
    return Answer(book.text(.badgeCode, ["code": .text(code)]))
  }
}
