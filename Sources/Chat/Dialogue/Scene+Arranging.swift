import ForumCore
import Messaging

// Arranging meetings beyond asking and answering: other times, swaps, colleagues, guests, waiting; and how they went.

extension Scene {
  // MARK: - Other times

  /// Offers up to three other times for a request instead of saying yes (rule 6).
  func propose(_ target: Intent.Target, _ whens: [When], _ marks: Line.Marks) -> Plan {
    withMeeting(target, .awaited, command: "propose") { id, meeting in
      let version = marks.version ?? (marks.isSure ? nil : meeting?.version)
      let given = [marks.slot].compactMap { $0 } + marks.moreSlots
      guard let meeting, given.isEmpty else { return .act(.propose(id, given, version: version)) }
      let feasible = (try? forum.feasiblePlaces(toMove: id, at: now)) ?? []
      let send = { (place: Place) in Act.propose(id, [place.slot], version: version).line }
      guard !whens.isEmpty else {
        guard !feasible.isEmpty else { return .say(Answer(book.text(.moveNowhere, values(meeting)))) }
        return .say(Answer(book.text(.proposeWhich, values(meeting)), buttons: offers(feasible.uniqueByTime, send)).asking("propose \(id)"))
      }
      var slots: [SlotID] = []
      for when in whens.prefix(3) {
        var unclear: Plan?
        let plan = withSlot(when, meeting.other(than: me) ?? meeting.requested, feasible: feasible, send: send) { slot in
          if let slot = slot ?? feasible.first?.slot, !slots.contains(slot) { slots.append(slot) }
          return .say(Answer(""))
        }
        if plan != .say(Answer("")) { unclear = plan }
        if let unclear { return unclear }
      }
      let act = Act.propose(id, slots, version: version)
      return marks.isSure ? .act(act) : ask(toPropose: meeting, act)
    }
  }

  private func ask(toPropose meeting: Meeting, _ act: Act) -> Plan {
    do {
      guard case .meetingProposed(let it)? = try act.command(by: me).decide(forum, by: actor, at: now).first else { return .say(done(act, [])) }
      var values = values(meeting)
      values["place"] = offered(it.offers)
      return .say(question(book.text(.proposeAsk, values), act))
    } catch { return .say(refused(act, error)) }
  }

  func proposed(_ meeting: Meeting) -> Answer { Answer(book.text(.proposeDone, values(meeting))) }

  // MARK: - Swapping

  /// Exchanges the times of two of one's meetings (rule 15).
  func swap(_ first: Intent.Target, _ second: Intent.Target, _ line: Line) -> Plan {
    guard case .meeting(let a) = first, case .meeting(let b) = second else { return .say(Answer(book.text(.swapWhich)).asking("swap")) }
    let act = Act.swap(a, b, reason: nil)
    if line.marks.isSure { return .act(act) }
    do {
      guard case .meetingsSwapped(let it)? = try act.command(by: me).decide(forum, by: actor, at: now).first else { return .say(done(act, [])) }
      return .say(question(book.text(.swapAsk, swapValues(a, it.firstTo, b, it.secondTo)), act))
    } catch { return .say(refused(act, error)) }
  }

  func swapped(_ first: MeetingID, _ second: MeetingID) -> Answer {
    guard let a = forum.meetings[first]?.place, let b = forum.meetings[second]?.place else { return Answer(book.text(.swapWhich)) }
    return Answer(book.text(.swapDone, swapValues(first, a, second, b)))
  }

  private func swapValues(_ first: MeetingID, _ a: Place, _ second: MeetingID, _ b: Place) -> [String: PhraseValue] {
    ["first": .text(first.description), "firstPlace": place(a, named: false), "second": .text(second.description), "secondPlace": place(b)]
  }

  // MARK: - Colleagues and guests

  /// Gives one's seat to a colleague (rule 13).
  func handOver(_ target: Intent.Target, _ name: String, _ marks: Line.Marks) -> Plan {
    let colleagues = Set(forum.registrations[me].map { forum.delegation(of: $0.organisation) } ?? []).subtracting([me])
    return withMeeting(target, .open, command: "handover", suffix: name.isEmpty ? "" : " \(name)") { id, meeting in
      withOne(name, among: colleagues, none: .handOverNone, line: { "handover \(id) \($0)" }) { heir in
        let act = Act.handOver(id, heir, version: marks.version ?? (marks.isSure ? nil : meeting?.version))
        return marks.isSure ? .act(act) : ask(act, .handOverAsk, meeting, heir)
      }
    }
  }

  /// Asks one more guest to a meeting (rule 12).
  func invite(_ target: Intent.Target, _ name: String, _ marks: Line.Marks) -> Plan {
    withMeeting(target, .open, command: "invite", suffix: name.isEmpty ? "" : " \(name)") { id, meeting in
      guard !name.isEmpty else { return .say(Answer(book.text(.unclearNeedsName, ["example": typed(.invite, "\(id) D-7")])).asking("invite \(id)")) }
      return withPerson(
        name, line: { "invite \(id) \($0)" },
        then: { guest in
          let act = Act.invite(id, guest, version: marks.version ?? (marks.isSure ? nil : meeting?.version))
          return marks.isSure ? .act(act) : ask(act, .inviteAsk, meeting, guest)
        }, else: { .say($0) })
    }
  }

  private func withOne(
    _ name: String, among those: Set<DelegateID>, none: PhraseKey, line: (DelegateID) -> String, then: (DelegateID) -> Plan
  ) -> Plan {
    let all = those.sorted().prefix(8).map { Button(label: book.text(.peopleFull, person($0)), send: line($0)) }
    guard !name.isEmpty else { return .say(Answer(book.text(all.isEmpty ? none : .handOverWho), buttons: Array(all))) }
    switch PeopleFinder(forum: forum, except: me, among: those).find(name) {
    case .one(let id): return then(id)
    case .several(let ids):
      return .say(
        Answer(book.text(.peopleWhich, ["text": .text(name)]), buttons: ids.prefix(8).map { Button(label: book.text(.peopleFull, person($0)), send: line($0)) })
      )
    case .none: return .say(Answer(book.text(all.isEmpty ? none : .handOverWho), buttons: Array(all)))
    }
  }

  private func ask(_ act: Act, _ key: PhraseKey, _ meeting: Meeting?, _ whom: DelegateID) -> Plan {
    do { _ = try act.command(by: me).decide(forum, by: actor, at: now) } catch { return .say(refused(act, error)) }
    guard let meeting else { return .act(act) }
    return .say(question(book.text(key, values(meeting).merging(["whom": .text(name(of: whom))]) { a, _ in a }), act))
  }

  func handedOver(_ id: MeetingID, _ heir: DelegateID) -> Answer {
    Answer(book.text(.handOverDone, ["meeting": .text(id.description), "whom": .text(name(of: heir)), "place": place(forum.meetings[id]?.place)]))
  }

  func invited(_ guest: DelegateID, to meeting: Meeting) -> Answer {
    Answer(book.text(.inviteDone, values(meeting).merging(["whom": .text(name(of: guest))]) { a, _ in a }))
  }

  // MARK: - Waiting for a time

  /// Asks for a meeting that takes the first time that becomes free (rule 16).
  func wait(_ name: String) -> Plan {
    guard !name.isEmpty else { return .say(Answer(book.text(.unclearNeedsName, ["example": typed(.wait, "D-7")])).asking("wait")) }
    return withPerson(name, line: { "wait \($0)" }, then: { bookInstead($0) ?? .act(.wait($0)) }, else: { .say($0) })
  }

  /// Where two have a time in common nobody needs to wait: they are asked about that; nil where they have none, or may not meet.
  private func bookInstead(_ other: DelegateID) -> Plan? {
    guard case .meetingRequested(let it)? = try? Act.wait(other).command(by: me).decide(forum, by: actor, at: now).first,
      it.meeting.status != .waiting
    else { return nil }
    return .say(ask(toBook: other, .book(other, it.meeting.place?.slot, message: nil)))
  }

  func waiting(_ other: DelegateID, _ changes: [Change]) -> Answer {
    guard case .meetingRequested(let it)? = changes.first, it.meeting.status == .waiting else {
      return done(.book(other, nil, message: nil), changes)
    }
    return Answer(book.text(.waitDone, values(it.meeting)), undo: .callOff(it.meeting.id, version: it.meeting.version))
  }

  // MARK: - How it went

  /// Notes whether a meeting took place (rule 17).
  func went(_ target: Intent.Target, _ answer: Meeting.Answer, _ marks: Line.Marks) -> Plan {
    withMeeting(target, .past, command: Act.word(answer)) { id, _ in .act(.went(id, answer, version: marks.version)) }
  }

  /// Whether the speaker may say how a meeting went.
  func isToAnswer(_ meeting: Meeting) -> Bool {
    guard [.confirmed, .held, .noShow].contains(meeting.status), let span = meeting.place?.span else { return false }
    return span.start <= now && now <= span.end.adding(minutes: AnswerMeeting.openMinutes)
  }

  func noted(_ meeting: Meeting, _ answer: Meeting.Answer) -> Answer {
    let key: PhraseKey =
      switch answer {
      case .held: .wentHeld
      case .otherDidNotCome: .wentNoShow
      case .couldNotCome: .wentMissed
      }
    return Answer(book.text(key, values(meeting)))
  }

  func wentButtons(_ meeting: Meeting) -> [Button] {
    let answers: [(PhraseKey, Meeting.Answer)] = [(.buttonHeld, .held), (.buttonNoShow, .otherDidNotCome), (.buttonMissed, .couldNotCome)]
    return answers.filter { meeting.answers?[me] != $0.1 }.map { Button(label: book.text($0.0), send: Act.went(meeting.id, $0.1, version: nil).line) }
  }
}
