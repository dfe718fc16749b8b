import ForumCore
import Messaging

// What organisers do by chat. An organiser is a delegate whose registration says so.

extension Scene {
  private static let mostWaiting = 8

  var isOrganiser: Bool { forum.registrations[me].map { $0.role == .organiser && $0.status == .approved } ?? false }

  /// What an organiser asks for; others are told that it is not theirs.
  func organise(_ line: Line) -> Plan {
    guard isOrganiser else {
      // "Approve" is what guests say too when they mean that they confirm.
      if case .approve(let text) = line.intent {
        return confirm(text.isEmpty ? .any : MeetingID(text.folded).map(Intent.Target.meeting) ?? .name(text), line.marks)
      }
      return .say(Answer(book.text(.organiserOnly)))
    }
    switch line.intent {
    case .approve(let text): return approve(text, line.marks)
    case .publish: return publish(line.marks)
    case .announce(let text): return announce(text, line.marks)
    default: return .say(stats)
    }
  }

  // MARK: - Registrations

  private var waiting: [Registration] {
    forum.registrations.values.filter { $0.status == .pending }.sorted { ($0.submittedAt, $0.id) < ($1.submittedAt, $1.id) }
  }

  private func approve(_ text: String, _ marks: Line.Marks) -> Plan {
    let waiting = waiting
    if text.isEmpty { return .say(waitingList(waiting)) }
    if library.catalogue.groups[text.folded]?.contains(.all) == true {
      guard !waiting.isEmpty else { return .say(Answer(book.text(.organiserWaitingNone))) }
      return ask(.approveAll, book.text(.organiserAskApproveAll, ["count": .number(waiting.count)]), marks)
    }
    let finder = PeopleFinder(forum: forum, except: me, statuses: [.pending, .waitlisted, .offered])
    switch finder.find(text) {
    case .one(let id):
      var values = person(id)
      values["kind"] = .phrase(kind(of: id))
      return ask(.approve(id), book.text(.organiserAskApprove, values), marks)
    case .several(let ids): return .say(Answer(book.text(.peopleWhich, ["text": .text(text)]), buttons: ids.prefix(8).map(approveButton)))
    case .none(let ids):
      guard ids.isEmpty else { return .say(Answer(book.text(.peopleNearest, ["text": .text(text)]), buttons: ids.map(approveButton))) }
      return .say(Answer(book.text(.peopleUnknown, ["text": .text(text)]) + "\n" + waitingList(waiting).text))
    }
  }

  private func waitingList(_ waiting: [Registration]) -> Answer {
    guard !waiting.isEmpty else { return Answer(book.text(.organiserWaitingNone)) }
    var lines = [book.text(.organiserWaiting, ["count": .number(waiting.count)])]
    lines += waiting.prefix(Self.mostWaiting).map { registration in
      book.text(.peopleLine, entry(registration.id))
    }
    if waiting.count > Self.mostWaiting { lines.append(book.text(.listMore, ["count": .number(waiting.count - Self.mostWaiting)])) }
    let all = waiting.count > 1 ? [Button(label: book.text(.organiserApproveAll), send: "approve all")] : []
    return Answer(lines.joined(separator: "\n"), buttons: waiting.prefix(Self.mostWaiting).map { approveButton($0.id) } + all)
  }

  private func approveButton(_ id: DelegateID) -> Button { Button(label: name(of: id), send: "approve \(id)") }

  func approved(_ act: Act, _ changes: [Change]) -> Answer {
    let count = changes.count { $0.kind == .registrationApproved }
    guard case .approve(let id) = act, count <= 1 else { return Answer(book.text(.organiserApprovedMany, ["count": .number(count)])) }
    return Answer(book.text(.organiserApproved, person(id)))
  }

  // MARK: - Agenda and announcements

  private func publish(_ marks: Line.Marks) -> Plan {
    let differences = AgendaDifference.between(forum.published, forum.draft)
    let values: [String: PhraseValue] = ["release": .number(forum.releases.count + 1), "count": .number(differences.count)]
    return ask(.publish(moveMeetings: marks.meetings == .move), book.text(.organiserAskPublish, values), marks)
  }

  private func announce(_ text: String?, _ marks: Line.Marks) -> Plan {
    guard let text, !text.isEmpty else { return .say(Answer(book.text(.organiserAnnounceNeeds))) }
    let count = forum.registrations.values.count { $0.status == .approved && $0.id != me }
    return ask(.announce(text), book.text(.organiserAskAnnounce, ["count": .number(count), "text": .text(text)]), marks)
  }

  func announced() -> Answer {
    Answer(book.text(.organiserAnnounced, ["count": .number(forum.registrations.values.count { $0.status == .approved && $0.id != me })]))
  }

  /// Asks before it is done; what the rules forbid is said at once.
  private func ask(_ act: Act, _ text: String, _ marks: Line.Marks) -> Plan {
    if marks.isSure { return .act(act) }
    do { _ = try act.command(by: me).decide(forum, by: act.actor(me, channel: "chat"), at: now) } catch { return .say(refused(act, error)) }
    return .say(question(text, act))
  }

  // MARK: - How it stands

  private var stats: Answer {
    let people = forum.registrations.values
    let meetings = forum.meetings.values
    let figures: [(PhraseKey, Int)] = [
      (.statsApproved, people.count { $0.status == .approved }), (.statsPending, people.count { $0.status == .pending }),
      (.statsWaitlisted, people.count { $0.status == .waitlisted }), (.statsCheckedIn, people.count { $0.checkedInAt != nil }),
      (.statsConfirmed, meetings.count { $0.status == .confirmed }), (.statsRequested, meetings.count { $0.status == .requested }),
      (.statsHeld, meetings.count { $0.status == .held }), (.statsNoShow, meetings.count { $0.status == .noShow }),
      (.statsSignups, forum.signups.values.reduce(0) { $0 + $1.placed.count }), (.statsAlliances, forum.alliances.count), (.statsLinked, forum.chatLinks.count),
    ]
    let lines = figures.map { book.text(.statsLine, ["what": .phrase(book.text($0.0)), "count": .number($0.1)]) }
    return Answer(([book.text(.statsTitle, ["forum": title, "time": time(now)])] + lines).joined(separator: "\n"))
  }
}
