import ForumCore
import Messaging

extension Scene {
  /// Says why an act is not possible, with what is possible instead as buttons.
  func refused(_ act: Act, _ refusal: Refusal) -> Answer {
    let sentence = book.sentence(for: refusal, in: forum, to: .delegate(me))
    switch refusal.name {
    case .notApproved where refusal.values["delegate"] == .delegate(me): return keptPlace ?? notApproved
    case .meetingsInTheWay:
      if case .away(let absence, _) = act { return refusedAway(absence, refusal) }
      guard case .publish = act else { return Answer(sentence) }
      let buttons = [Button(label: book.text(.buttonMoveThem), send: Act.publish(moveMeetings: true).line), Button(label: book.text(.buttonNo), send: "no")]
      return Answer(sentence, buttons: buttons)
    case .staleVersion, .meetingOver, .notAwaited:
      guard case .meeting(let id) = refusal.values["meeting"], let meeting = forum.meetings[id], meeting.has(me) else { return Answer(sentence) }
      let text = refusal.name == .staleVersion ? book.text(.staleMeeting, ["state": .phrase(loneLine(meeting))]) : sentence
      return Answer(text, buttons: buttons(for: meeting))
    case .noFreeSlot:
      guard case .book(let other, _, _) = act else { return Answer(sentence) }
      return Answer(sentence, buttons: [Button(label: book.text(.buttonWait), send: "wait \(other)")])
    case .alreadyMeeting:
      guard case .meeting(let id) = refusal.values["meeting"], let meeting = forum.meetings[id] else { return Answer(sentence) }
      return Answer(sentence + "\n" + loneLine(meeting), buttons: buttons(for: meeting))
    default:
      let places = refusal.alternatives.uniqueByTime
      let buttons = places.compactMap { place in instead(of: act, place).map { Button(label: label(place.span.start), send: $0) } }
      guard !buttons.isEmpty else { return Answer(sentence) }
      return Answer(book.text(.alternativesFree, ["refusal": .phrase(sentence)]), buttons: buttons)
    }
  }

  /// The line that does the same at another place; nil where the act has none.
  private func instead(of act: Act, _ place: Place) -> String? {
    switch act {
    case .book(let other, _, let message): Act.book(other, place.slot, message: message).line
    case .move(let id, _, let reason, let version): forum.meetings[id].map { line(toMove: $0, place, reason, version) }
    case .confirm(let id, _, let version): Act.confirm(id, place.slot, version: version).line
    default: nil
    }
  }

  /// What the speaker can do with a meeting as it is now.
  func buttons(for meeting: Meeting) -> [Button] {
    guard meeting.status.isOpen, meeting.has(me) else { return [] }
    if meeting.status == .confirmed, let place = meeting.place, place.span.start <= now { return wentButtons(meeting) }
    let move = Button(label: book.text(.buttonMove), send: "move \(meeting.id) #\(meeting.version)")
    if meeting.status == .confirmed, !isOpenToChange(meeting) { return [] }
    if meeting.awaits(me) {
      if meeting.offers != nil { return pickButtons(for: meeting) }
      return [confirmButton(meeting), declineButton(meeting)] + (meeting.place == nil || meeting.isGroup ? [] : [move])
    }
    let cancel = Button(label: book.text(.buttonCancelWith, values(meeting)), send: "cancel \(meeting.id) #\(meeting.version)")
    return (meeting.place == nil || meeting.isLocked == true ? [] : [move]) + [cancel]
  }

  /// Whether it can still be called off: not any more from a while before its start on (rule 6), where a button could only be refused.
  private func isOpenToChange(_ meeting: Meeting) -> Bool {
    do {
      _ = try CancelMeeting(meeting: meeting.id, reason: "-", version: meeting.version).decide(forum, by: actor, at: now)
      return true
    } catch { return error.name != .cutoffPassed }
  }
}
