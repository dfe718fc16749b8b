import ForumCore
import Messaging

// One's own meetings: the list, and answering, calling off and moving them.

extension Scene {
  private static let mostListed = 40

  var meetings: Answer {
    let own = forum.meetings(of: me)
    let sessions = ownSessions
    guard !own.isEmpty || !sessions.isEmpty else { return Answer(book.text(.meetingsNone, ["forum": title])) }
    var lines: [String] = []
    if !own.isEmpty {
      lines.append(book.text(.meetingsTitle, ["count": .number(own.count), "forum": title]))
      lines += own.prefix(Self.mostListed).map(line)
      if own.count > Self.mostListed { lines.append(book.text(.listMore, ["count": .number(own.count - Self.mostListed)])) }
    }
    if !sessions.isEmpty { lines += [book.text(.meetingsSignups)] + sessions.map(line) }
    lines.append(timesAre)
    let buttons = own.filter { $0.awaits(me) && $0.offers == nil }.prefix(4).flatMap { [confirmButton($0, named: true), declineButton($0, named: true)] }
    return Answer(lines.joined(separator: "\n"), buttons: Array(buttons))
  }

  func confirm(_ target: Intent.Target, _ marks: Line.Marks) -> Plan {
    withMeeting(target, .awaited, command: "confirm") { id, meeting in
      let version = marks.version ?? (marks.isSure ? nil : meeting?.version)
      let act = Act.confirm(id, marks.slot, version: version)
      if marks.isSure { return .act(act) }
      if let meeting, let offers = meeting.offers, offers.count > 1, marks.slot == nil, meeting.awaits(me), version == meeting.version {
        return .say(Answer(book.text(.confirmWhich, values(meeting)), buttons: buttons(for: meeting)))
      }
      return ask(act, .confirmAsk, meeting)
    }
  }

  func decline(_ target: Intent.Target, _ reason: String?, _ marks: Line.Marks) -> Plan {
    withMeeting(target, .awaited, command: "decline") { id, meeting in
      let act = Act.decline(id, reason: reason, version: marks.version ?? (marks.isSure ? nil : meeting?.version))
      return marks.isSure ? .act(act) : ask(act, .declineAsk, meeting)
    }
  }

  func cancel(_ target: Intent.Target, _ reason: String?, _ marks: Line.Marks) -> Plan {
    withMeeting(target, .open, command: "cancel") { id, meeting in
      let act = Act.cancel(id, reason: reason, version: marks.version ?? (marks.isSure ? nil : meeting?.version))
      if marks.isSure { return .act(act) }
      if meeting?.status == .waiting { return ask(act, .cancelAskWaiting, meeting) }
      guard meeting?.status == .requested else { return ask(act, .cancelAsk, meeting) }
      return ask(act, meeting?.awaiting == me ? .declineAsk : .cancelAskWithdraw, meeting)
    }
  }

  func move(_ target: Intent.Target, _ when: When?, _ reason: String?, _ marks: Line.Marks) -> Plan {
    withMeeting(target, .open, command: "move", suffix: when.map { " \($0.line)" } ?? "") { id, meeting in
      let version = marks.version ?? (marks.isSure ? nil : meeting?.version)
      let then = { (slot: SlotID?) -> Plan in
        let act = Act.move(id, slot, reason: reason, version: version)
        return marks.isSure ? .act(act) : ask(toMove: meeting, act)
      }
      if let slot = marks.slot { return then(slot) }
      guard let meeting else { return .act(.move(id, nil, reason: reason, version: version)) }
      if let version, version != meeting.version { return .act(.move(id, nil, reason: reason, version: version)) }
      let feasible = (try? forum.feasiblePlaces(toMove: id, at: now)) ?? []
      let send = { (place: Place) in self.line(toMove: meeting, place, reason, version) }
      if let when, !when.isOnlyFirst {
        return withSlot(when, meeting.other(than: me) ?? meeting.requested, feasible: feasible, send: send, then: then).asking("move \(id)")
      }
      if when != nil { return then(feasible.first?.slot) }
      var values = values(meeting)
      guard !feasible.isEmpty else { return .say(Answer(book.text(.moveNowhere, values))) }
      values["from"] = place(meeting.place)
      return .say(Answer(book.text(.moveWhich, values), buttons: offers(feasible.uniqueByTime, send)).asking("move \(id)"))
    }
  }

  // MARK: - Asking

  /// The question before an act on a meeting; what the rules forbid is said at once.
  private func ask(_ act: Act, _ key: PhraseKey, _ meeting: Meeting?) -> Plan {
    let changes: [Change]
    do { changes = try act.command(by: me).decide(forum, by: actor, at: now) } catch { return .say(refused(act, error)) }
    guard let meeting, !changes.isEmpty else { return .say(done(act, [])) }
    var values = values(meeting)
    for case .meetingConfirmed(let it) in changes { values["place"] = place(it.place) }
    return .say(question(book.text(key, values), act))
  }

  private func ask(toMove meeting: Meeting?, _ act: Act) -> Plan {
    let changes: [Change]
    do { changes = try act.command(by: me).decide(forum, by: actor, at: now) } catch { return .say(refused(act, error)) }
    if let meeting, case .move(_, _, let reason, _) = act, case .guestLeft = changes.first {
      for case .meetingRequested(let own) in changes {
        guard let to = own.meeting.place else { continue }
        let values = values(meeting).merging(["from": time(meeting.place?.span.start ?? to.span.start, named: false), "place": place(to)]) { _, new in new }
        return .say(question(book.text(.moveAsk, values), .move(meeting.id, to.slot, reason: reason, version: meeting.version)))
      }
    }
    guard let meeting, case .move(_, _, let reason, _) = act, case .meetingMoved(let it) = changes.first else { return .say(done(act, changes)) }
    var values = values(meeting)
    values["from"] = time(meeting.place?.span.start ?? it.to.span.start, named: false)
    values["place"] = place(it.to)
    let others = [Button(label: book.text(.buttonAnotherTime), send: "move \(meeting.id)")]
    return .say(question(book.text(.moveAsk, values), .move(meeting.id, it.to.slot, reason: reason, version: meeting.version), others: others))
  }

  /// The line that chooses a time: a proposal is made at once, but what both have agreed on is moved only after a question.
  func line(toMove meeting: Meeting, _ place: Place, _ reason: String?, _ version: Int?) -> String {
    guard meeting.status == .confirmed else { return Act.move(meeting.id, place.slot, reason: reason, version: version).line }
    let mark = version.map { " #\($0)" } ?? ""
    return "move \(meeting.id) @\(place.slot)" + mark + (reason.map { " : \($0)" } ?? "")
  }

  func confirmButton(_ meeting: Meeting, named: Bool = false) -> Button {
    let label = named ? book.text(.buttonConfirmWith, values(meeting)) : book.text(.buttonConfirm)
    return Button(label: label, send: Act.confirm(meeting.id, nil, version: meeting.version).line)
  }

  func declineButton(_ meeting: Meeting, named: Bool = false) -> Button {
    let label = named ? book.text(.buttonDeclineWith, values(meeting)) : book.text(.buttonDecline)
    return Button(label: label, send: "decline \(meeting.id) #\(meeting.version)")
  }

  // MARK: - Which meeting

  /// Whether somebody typed what looks like a meeting's reference and can be none: its number is too large.
  private func isReference(_ name: String) -> Bool {
    let folded = name.folded
    return folded.hasPrefix("m-") && folded.count > 2 && folded.dropFirst(2).allSatisfy(\.isNumber)
  }

  /// Those that can be meant without a reference.
  enum Kind { case awaited, open, past }

  /// Goes on with the meeting that is meant, or asks which.
  /// - Parameters:
  ///   - command: the word of the command that goes on with one that is chosen, with the `suffix` behind its reference.
  func withMeeting(
    _ target: Intent.Target, _ kind: Kind, command: String, suffix: String = "", then: (MeetingID, Meeting?) -> Plan
  ) -> Plan {
    // What went wrong may be said otherwise, and is among the open ones no more.
    let all = kind == .past ? forum.meetings.values.sorted { $0.id < $1.id } : forum.meetings(of: me)
    let open = all.filter { meeting in
      guard meeting.has(me), meeting.status.isOpen || kind == .past else { return false }
      switch kind {
      case .open: return true
      case .awaited: return meeting.awaits(me)
      case .past: return isToAnswer(meeting)
      }
    }
    let none: PhraseKey =
      switch kind {
      case .open: .meetingsNoneOpen
      case .awaited: .meetingsNoneAwaited
      case .past: .wentNone
      }
    func choose(_ meetings: [Meeting], none: Answer) -> Plan {
      if let only = meetings.first, meetings.count == 1 { return then(only.id, only) }
      guard !meetings.isEmpty else { return .say(none) }
      let buttons = meetings.prefix(8).map { Button(label: book.text(.meetingsBrief, values($0, named: false)), send: "\(command) \($0.id)\(suffix)") }
      return .say(Answer(book.text(.meetingsWhich), buttons: Array(buttons)))
    }
    switch target {
    case .meeting(let id): return then(id, forum.meetings[id].flatMap { forum.side(of: $0, for: actor) != nil ? $0 : nil })
    case .any: return choose(open, none: Answer(book.text(none)))
    case .name(let name) where isReference(name):
      return .say(Answer(book.sentence(for: Refusal(.noSuchMeeting, ["reference": .text(name)]), in: forum, to: .delegate(me))))
    case .name(let name):
      let partners = Set(open.compactMap { $0.other(than: me) })
      switch PeopleFinder(forum: forum, except: me, among: partners).find(name) {
      case .one(let id): return choose(open.filter { $0.has(id) }, none: Answer(book.text(.meetingsNoneWith, person(id))))
      case .several(let ids): return choose(open.filter { meeting in ids.contains(where: meeting.has) }, none: Answer(book.text(none)))
      case .none(let nearest):
        if !nearest.isEmpty { return choose(open.filter { meeting in nearest.contains(where: meeting.has) }, none: Answer(book.text(none))) }
        return withPerson(name, line: { "slots \($0)" }, then: { .say(Answer(book.text(.meetingsNoneWith, person($0)))) }, else: { .say($0) })
      }
    }
  }
}
