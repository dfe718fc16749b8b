import ForumCore
import Messaging

// What came of a meeting, part by part (rule 27).

extension Scene {
  func outcome(_ target: Intent.Target, _ findings: Intent.Findings) -> Plan {
    switch target {
    case .meeting(let id):
      guard let meeting = forum.meetings[id], let side = forum.side(of: meeting, for: actor) else {
        return .say(Answer(book.sentence(for: Refusal(.noSuchMeeting, ["reference": .text(id.description)]), in: forum, to: .delegate(me))))
      }
      return outcome(of: meeting, side, findings)
    case .any: return choose(among: mine.filter { $0.outcomes?[me] == nil }, findings)
    case .name(let name):
      let partners = Set(mine.flatMap(\.participants)).subtracting([me])
      switch PeopleFinder(forum: forum, except: me, among: partners).find(name) {
      case .one(let id): return choose(among: mine.filter { $0.has(id) }, findings)
      case .several(let ids), .none(nearest: let ids): return choose(among: mine.filter { ids.contains(where: $0.has) }, findings)
      }
    }
  }

  /// The speaker's meetings of which something can be said.
  private var mine: [Meeting] {
    forum.meetings(of: me).filter { meeting in
      meeting.agreed.contains(me) && (meeting.status == .held || (meeting.status == .confirmed && meeting.place.map { $0.span.start <= now } == true))
    }
  }

  private func choose(among meetings: [Meeting], _ findings: Intent.Findings) -> Plan {
    if let only = meetings.first, meetings.count == 1 { return outcome(of: only, me, findings) }
    guard !meetings.isEmpty else { return .say(Answer(book.text(.outcomeNothing))) }
    let buttons = meetings.prefix(8).map { Button(label: book.text(.meetingsBrief, values($0, named: false)), send: line($0.id, findings)) }
    return .say(Answer(book.text(.meetingsWhich), buttons: Array(buttons)))
  }

  /// Records it where all is said, and asks for the next part where not.
  private func outcome(of meeting: Meeting, _ side: DelegateID, _ findings: Intent.Findings) -> Plan {
    // What the rules forbid is said before anything is asked.
    let sure = Act.outcome(meeting.id, side: side, findings.interest ?? .some, findings.nextStep ?? .none, amount: findings.amount, note: findings.note)
    do { _ = try sure.command(by: me).decide(forum, by: actor, at: now) } catch { return .say(refused(sure, error)) }
    var values = values(meeting)
    if let unread = findings.unread {
      values["text"] = .text(unread)
      let example = library.catalogue.entry(.outcome, in: book.language)?.example.prefix { $0 != ":" } ?? ""
      values["example"] = .text(String(example).replacing("M-42", with: meeting.id.description))
      return .say(Answer(book.text(.outcomeUnread, values)).asking("outcome \(meeting.id)"))
    }
    guard findings.interest != nil else {
      let buttons = Outcome.Interest.allCases.reversed().map { interest in
        button("interest.\(interest.rawValue)", meeting.id, findings) { $0.interest = interest }
      }
      return asking(Answer(book.text(.outcomeWhichInterest, values), buttons: buttons), meeting.id, findings)
    }
    guard findings.nextStep != nil else {
      let buttons = Outcome.NextStep.allCases.filter { $0 != .none }.map { step in
        button("nextStep.\(step.rawValue)", meeting.id, findings) { $0.nextStep = step }
      }
      let none = button("nextStep.none", meeting.id, findings) { $0.nextStep = Outcome.NextStep.none }
      return asking(Answer(book.text(.outcomeWhichStep, values), buttons: buttons + [none]), meeting.id, findings)
    }
    return .act(sure)
  }

  private func button(_ key: String, _ meeting: MeetingID, _ findings: Intent.Findings, _ edit: (inout Intent.Findings) -> Void) -> Button {
    var findings = findings
    edit(&findings)
    let label = book.text(named: key)
    return Button(label: capitalised(label), send: line(meeting, findings))
  }

  /// What is said next is put behind what is known, where no note is behind that.
  private func asking(_ answer: Answer, _ meeting: MeetingID, _ findings: Intent.Findings) -> Plan {
    .say(findings.note == nil ? answer.asking(line(meeting, findings)) : answer)
  }

  private func line(_ meeting: MeetingID, _ findings: Intent.Findings) -> String {
    "outcome \(meeting)" + findings.line + (findings.note.map { " : \($0)" } ?? "")
  }

  /// What was recorded, and the alliances of the other sides that one could join by it.
  func recorded(_ meeting: Meeting, of side: DelegateID) -> Answer {
    guard let outcome = meeting.outcomes?[side] else { return Answer(book.text(.outcomeNothing)) }
    var values = values(meeting)
    values["interest"] = .phrase(book.text(named: "interest.\(outcome.interest.rawValue)"))
    values["step"] = .phrase(book.text(named: "nextStep.\(outcome.nextStep.rawValue)"))
    var text = book.text(.outcomeDone, values)
    if let amount = outcome.amount { text += " " + book.text(.outcomeAmount, ["amount": money(amount)]) }
    guard outcome.interest != .none, let own = organisation(of: side)?.id else { return Answer(text) }
    let others = Set(meeting.agreed.compactMap { forum.registrations[$0]?.organisation }).subtracting([own])
    let open = forum.alliances.values.filter { alliance in !alliance.has(own) && others.contains(where: alliance.has) }.sorted { $0.id < $1.id }
    return Answer(text, buttons: open.prefix(3).map(joinButton))
  }

  /// `250,000 EUR`
  func money(_ money: Money) -> PhraseValue {
    .phrase(book.text(.outcomeMoney, ["amount": .number(money.amount), "currency": .text(money.currency)]))
  }
}
