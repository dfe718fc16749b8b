import ForumCore
import Messaging

// The alliances of the speaker's organisation (rule 27).

extension Scene {
  private static let mostListed = 12

  var alliances: Answer {
    guard let own = forum.organisation(of: actor) else { return Answer(book.text(.allianceNone)) }
    let all = forum.alliances.values.sorted { $0.id < $1.id }
    let joined = all.filter { $0.has(own) }
    let invited = all.filter { $0.invited.contains(own) }
    guard !joined.isEmpty || !invited.isEmpty else { return Answer(book.text(.allianceNone)) }
    var lines: [String] = []
    if !joined.isEmpty { lines += [book.text(.allianceTitle)] + joined.prefix(Self.mostListed).map(line) }
    if joined.count > Self.mostListed { lines.append(book.text(.listMore, ["count": .number(joined.count - Self.mostListed)])) }
    if !invited.isEmpty { lines += [book.text(.allianceInvited)] + invited.prefix(Self.mostListed).map { book.text(.allianceOffer, values($0)) } }
    return Answer(lines.joined(separator: "\n"), buttons: invited.prefix(4).map(joinButton))
  }

  func joinButton(_ alliance: Alliance) -> Button {
    Button(label: book.text(.buttonJoin, ["title": .text(alliance.title)]), send: "join \(alliance.id)")
  }

  /// The values of a phrase about an alliance; of one to which the speaker is only invited no more than title, kind and members are shown.
  func values(_ alliance: Alliance) -> [String: PhraseValue] {
    let members = alliance.members.map { member in
      book.text(
        .allianceMember,
        ["organisation": .text(forum.organisations[member.organisation]?.name ?? "\(member.organisation)"), "role": .phrase(role(member.role))])
    }
    return [
      "alliance": .text(alliance.id.description), "title": .text(alliance.title), "members": .phrase(members.joined(separator: ", ")),
      "kind": .phrase(book.text(named: "allianceKind.\(alliance.kind.rawValue)")),
    ]
  }

  func role(_ role: Alliance.MemberRole) -> String { book.text(named: "allianceRole.\(role.rawValue)") }
  func milestone(_ step: Alliance.Step) -> String { book.text(named: "milestone.\(step.rawValue)") }

  private func line(_ alliance: Alliance) -> String {
    var parts = [book.text(.allianceLine, values(alliance))]
    if let step = alliance.furthest, let reached = alliance.milestone(step) {
      parts.append(book.text(.allianceFurthest, ["step": .phrase(milestone(step)), "day": .shortDay(reached.on)]))
    }
    let sums = Money.sums(of: alliance.standing.compactMap(\.amount))
    if !sums.isEmpty {
      parts.append(book.text(.allianceCommitted, ["amounts": .phrase(sums.map { book.written(money($0)) }.joined(separator: ", "))]))
    }
    return parts.joined(separator: book.semicolon)
  }

  // MARK: - Joining

  func join(_ joining: Intent.Joining, _ marks: Line.Marks) -> Plan {
    guard let id = joining.alliance else {
      // Sessions are joined as well, in everyday words.
      return joining.text.isEmpty ? .say(alliances) : signup(joining.text, marks, leaving: false)
    }
    let role = joining.role ?? .adviser
    let act = Act.join(id, role)
    let changes: [Change]
    do { changes = try act.command(by: me).decide(forum, by: actor, at: now) } catch {
      // Whoever is in is told so, whatever role they would have.
      guard joining.role == nil, error.name == .alreadyMember else { return .say(refused(act, error)) }
      return .say(alliances)
    }
    guard let alliance = forum.alliances[id], !changes.isEmpty else { return .say(joined(id, [])) }
    var values = values(alliance)
    values["organisation"] = .text(organisation(of: me)?.name ?? "")
    guard joining.role != nil else {
      let buttons = Alliance.MemberRole.allCases.map { role in
        Button(label: capitalised(self.role(role)), send: Act.join(id, role).line)
      }
      return .say(Answer(book.text(.allianceWhichRole, values), buttons: buttons))
    }
    values["role"] = .phrase(self.role(role))
    return marks.isSure ? .act(act) : .say(question(book.text(.allianceAskJoin, values), act))
  }

  /// Goes on where an alliance's reference was typed and no session is called so.
  func leave(alliance name: String, _ marks: Line.Marks) -> Plan? {
    guard let id = AllianceID(name.folded.withoutEndMarks), SessionID(name).flatMap({ forum.published.sessions[$0] }) == nil else { return nil }
    let act = Act.leaveAlliance(id)
    do { _ = try act.command(by: me).decide(forum, by: actor, at: now) } catch { return .say(refused(act, error)) }
    guard let alliance = forum.alliances[id], !marks.isSure else { return .act(act) }
    return .say(question(book.text(.allianceAskLeave, values(alliance)), act))
  }

  func joined(_ id: AllianceID, _ changes: [Change]) -> Answer {
    guard let alliance = forum.alliances[id], let own = organisation(of: me)?.id, let member = alliance.members.first(where: { $0.organisation == own })
    else { return alliances }
    var values = values(alliance)
    values["role"] = .phrase(role(member.role))
    return Answer(book.text(changes.isEmpty ? .allianceAlready : .allianceJoined, values), undo: changes.isEmpty ? nil : .leaveAlliance(id))
  }
}
