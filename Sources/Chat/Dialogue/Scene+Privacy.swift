import ForumCore

// What one person may know of another, and what they may do about what is kept of themselves (rule 29).

extension Scene {
  private static let mostListed = 20

  /// Whether the speaker may read of others; who is not approved has only what is their own.
  var readsOthers: Bool { forum.registrations[me]?.status == .approved }

  /// How the speaker's own registration stands, and what can be done meanwhile.
  var notApproved: Answer {
    let values = ["forum": title]
    switch forum.registrations[me]?.status {
    case .pending: return Answer(book.text(.pendingWaits, values) + "\n" + book.text(.pendingMeanwhile))
    case .waitlisted: return Answer(book.text(.noticeRegistrationWaitlisted, values) + "\n" + book.text(.pendingMeanwhile))
    case .rejected: return Answer(book.text(.noticeRegistrationRejected, values))
    case .cancelled: return Answer(book.text(.noticeRegistrationCancelled, values))
    default: return Answer(book.sentence(for: Refusal(.notApproved, ["delegate": .delegate(me)]), in: forum, to: .delegate(me)))
    }
  }

  /// How to reach the other side of a meeting that both have agreed to; without a name, of all such meetings.
  func contact(_ target: Intent.Target) -> Plan {
    switch target {
    case .meeting(let id):
      guard let meeting = forum.meetings[id], meeting.has(me), meeting.isUnseen != true || meeting.requester == me else {
        return .say(Answer(book.sentence(for: Refusal(.noSuchMeeting, ["reference": .text(id.description)]), in: forum, to: .delegate(me))))
      }
      let others = meeting.participants.filter { $0 != me }
      let lines = others.compactMap { reach($0, forum.standing(of: .delegate(me), to: $0, in: meeting)) }
      if !lines.isEmpty { return .say(Answer(lines.joined(separator: "\n"))) }
      let isAgreed = meeting.wasAgreed(by: me) && others.contains(where: meeting.wasAgreed)
      return .say(Answer(book.text(isAgreed ? .contactNone : .contactNotYet, values(meeting))))
    case .any:
      let lines = forum.meetings(of: me).flatMap { meeting in meeting.participants.filter { $0 != me } }.uniqued
        .compactMap { reach($0, forum.standing(of: .delegate(me), to: $0)) }
      return .say(Answer(lines.isEmpty ? book.text(.contactNobody) : lines.prefix(Self.mostListed).joined(separator: "\n")))
    case .name(let name):
      return withPerson(name, line: { "contact \($0)" }) { id in
        .say(Answer(reach(id, forum.standing(of: .delegate(me), to: id)) ?? book.text(.contactNotYetWith, person(id))))
      } else: {
        .say($0)
      }
    }
  }

  /// Name, address and telephone on a line; nil where nothing of it is shown.
  private func reach(_ id: DelegateID, _ standing: Standing) -> String? {
    guard let registration = forum.registrations[id] else { return nil }
    let ways = [(PersonField.email, registration.profile.value?.email), (.phone, registration.profile.value?.phone)].compactMap { field, value in
      forum.shows(field, of: registration, to: standing) ? value : nil
    }
    guard !ways.isEmpty else { return nil }
    return book.text(.contactLine, person(id).merging(["contact": .text(ways.joined(separator: ", "))]) { a, _ in a })
  }

  /// What is kept, and how to have it or be rid of it.
  var myData: Answer {
    let registration = forum.registrations[me]
    let profile = registration?.profile.value
    let known = [profile?.fullName, organisation(of: me)?.name, profile?.position, profile?.email, profile?.phone].compactMap { $0 }
    return Answer(
      book.text(
        .privacyMyData,
        ["forum": title, "data": .text(known.joined(separator: ", ")), "erase": typed(.erase, me.description)]))
  }

  /// Erases the speaker where they have confirmed it by their reference; else says what it means.
  func erase(_ confirmation: String) -> Plan {
    if DelegateID(confirmation.folded) == me { return .act(.erase(me)) }
    return .say(Answer(book.text(.privacyEraseAsk, ["forum": title, "erase": typed(.erase, me.description)])))
  }
}

extension Array where Element: Hashable {
  /// Each once, where it came first.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
