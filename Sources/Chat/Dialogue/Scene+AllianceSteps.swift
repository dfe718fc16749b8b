import ForumCore
import Messaging

// What a member does in an alliance: opening one, commitments, and the steps up to a signed agreement (rule 27).

extension Scene {
  /// The values `alliance` and `title` of a phrase.
  func named(_ id: AllianceID) -> [String: PhraseValue] { ["alliance": .text(id.description), "title": .text(forum.alliances[id]?.title ?? "")] }

  private var ownAlliances: [Alliance] {
    guard let own = forum.organisation(of: actor) else { return [] }
    return forum.alliances.values.filter { $0.has(own) }.sorted { $0.id < $1.id }
  }

  /// Goes on with the alliance that is meant, or asks which of one's own it is.
  /// - Parameter line: the same command with a reference.
  private func withAlliance(_ id: AllianceID?, _ line: (AllianceID) -> String, then: (Alliance) -> Plan) -> Plan {
    let own = ownAlliances
    if let id {
      guard let alliance = own.first(where: { $0.id == id }) else {
        return .say(Answer(book.sentence(for: Refusal(.noSuchAlliance, ["reference": .text(id.description)]), in: forum, to: .delegate(me))))
      }
      return then(alliance)
    }
    guard let only = own.first else { return .say(alliances) }
    if own.count == 1 { return then(only) }
    let buttons = own.prefix(8).map { Button(label: "\($0.id) \($0.title)", send: line($0.id)) }
    return .say(Answer(book.text(.allianceWhich), buttons: Array(buttons)))
  }

  /// What the rules forbid is said at once; else it is asked first.
  private func ask(_ act: Act, _ key: PhraseKey, _ values: [String: PhraseValue], _ marks: Line.Marks, already: () -> Answer) -> Plan {
    do {
      if try act.command(by: me).decide(forum, by: actor, at: now).isEmpty { return .say(already()) }
    } catch { return .say(refused(act, error)) }
    return marks.isSure ? .act(act) : .say(question(book.text(key, values), act))
  }

  // MARK: - One alliance

  /// Members, steps and commitments of an alliance, as its members see it.
  func allianceDetails(_ id: AllianceID) -> Answer {
    guard let alliance = ownAlliances.first(where: { $0.id == id }) else { return alliances }
    let sums = Money.sums(of: alliance.standing.compactMap(\.amount)).map { book.written(money($0)) }
    let committed = sums.isEmpty ? [] : [book.text(.allianceCommitted, ["amounts": .phrase(sums.joined(separator: ", "))])]
    var lines = [([book.text(.allianceLine, values(alliance))] + committed).joined(separator: "; ")]
    let steps = alliance.milestones.sorted { $0.step < $1.step }.map { reached in
      book.text(.allianceFurthest, ["step": .phrase(milestone(reached.step)), "day": .day(reached.on)])
    }
    lines.append(steps.isEmpty ? book.text(.allianceNoSteps) : book.text(.allianceSteps, ["steps": .phrase(steps.joined(separator: "; "))]))
    if !alliance.standing.isEmpty { lines.append(book.text(.allianceCommitments)) }
    lines += alliance.standing.prefix(Self.mostCommitments).map { commitment in
      let values: [String: PhraseValue] = [
        "number": .number(commitment.number), "organisation": .text(forum.organisations[commitment.organisation]?.name ?? "\(commitment.organisation)"),
        "what": pledge(commitment.amount, commitment.what),
      ]
      return book.text(.allianceCommitment, values)
    }
    if alliance.standing.count > Self.mostCommitments {
      lines.append(book.text(.listMore, ["count": .number(alliance.standing.count - Self.mostCommitments)]))
    }
    let step = Button(label: book.text(.buttonStep), send: "milestone \(id)")
    let commit = Button(label: book.text(.buttonCommit), send: "commit \(id)")
    return Answer(lines.joined(separator: "\n"), buttons: [step, commit])
  }

  private static let mostCommitments = 30

  private func pledge(_ amount: Money?, _ what: String) -> PhraseValue {
    guard let amount else { return .text(what) }
    return .phrase(book.text(.alliancePledge, ["amount": money(amount), "what": .text(what)]))
  }

  // MARK: - Opening one

  func openAlliance(_ founding: Intent.Founding, _ marks: Line.Marks) -> Plan {
    guard let title = founding.title?.trimmed, !title.isEmpty else { return .say(Answer(book.text(.allianceNeedsTitle))) }
    var values: [String: PhraseValue] = ["title": .text(title), "organisation": .text(organisation(of: me)?.name ?? "")]
    let sure = Act.openAlliance(title: title, founding.kind ?? .investmentAlliance, founding.role ?? .adviser, founding.meeting)
    do { _ = try sure.command(by: me).decide(forum, by: actor, at: now) } catch { return .say(refused(sure, error)) }
    guard let kind = founding.kind else {
      let buttons = Alliance.Kind.allCases.map { kind in
        var founding = founding
        founding.kind = kind
        return Button(label: capitalised(book.text(named: "allianceKind.\(kind.rawValue)")), send: founding.line(title))
      }
      return .say(Answer(book.text(.allianceWhichKind, values), buttons: buttons))
    }
    guard let role = founding.role else {
      let buttons = Alliance.MemberRole.allCases.map { role in
        var founding = founding
        founding.role = role
        return Button(label: capitalised(self.role(role)), send: founding.line(title))
      }
      return .say(Answer(book.text(.allianceWhichOwnRole, values), buttons: buttons))
    }
    values["kind"] = .phrase(book.text(named: "allianceKind.\(kind.rawValue)"))
    values["role"] = .phrase(self.role(role))
    values["meeting"] = founding.meeting.map { .text($0.description) }
    return ask(sure, founding.meeting == nil ? .allianceAskOpen : .allianceAskOpenAfter, values, marks) { alliances }
  }

  func opened(_ changes: [Change]) -> Answer {
    guard case .allianceCreated(let it)? = changes.first else { return alliances }
    return Answer(book.text(.allianceOpened, values(it.alliance)), buttons: [Button(label: book.text(.buttonCommit), send: "commit \(it.alliance.id)")])
  }

  // MARK: - Commitments

  func commit(_ pledge: Intent.Pledge, _ marks: Line.Marks) -> Plan {
    withAlliance(pledge.alliance, { pledge.line($0) }) { alliance in
      var values = named(alliance.id)
      values["organisation"] = .text(organisation(of: me)?.name ?? "")
      let example = library.catalogue.entry(.commit, in: book.language)?.example ?? ""
      values["example"] = .text(example.replacing("A-3", with: alliance.id.description))
      // An amount without a currency is none, and nothing that was said is left out.
      guard let what = pledge.what?.trimmed, !what.isEmpty, pledge.unread == nil, pledge.amount != nil || what.first?.isNumber != true else {
        return .say(Answer(book.text(.allianceNeedsPledge, values)))
      }
      values["what"] = self.pledge(pledge.amount, what)
      return ask(.commit(alliance.id, pledge.amount, what: what), .allianceAskCommit, values, marks) { allianceDetails(alliance.id) }
    }
  }

  func committed(_ id: AllianceID, _ changes: [Change]) -> Answer {
    guard case .commitmentMade(let it)? = changes.first else { return allianceDetails(id) }
    var values = named(id)
    values["number"] = .number(it.commitment.number)
    values["what"] = pledge(it.commitment.amount, it.commitment.what)
    return Answer(book.text(.allianceCommitmentMade, values), undo: .uncommit(id, it.commitment.number))
  }

  func uncommit(_ id: AllianceID, _ number: Int, _ marks: Line.Marks) -> Plan {
    withAlliance(id, { "cancel \($0) \(number)" }) { alliance in
      var values = named(id)
      values["number"] = .number(number)
      let commitment = alliance.commitments.first { $0.number == number }
      values["what"] = commitment.map { pledge($0.amount, $0.what) }
      return ask(.uncommit(id, number), .allianceAskUncommit, values, marks) { Answer(book.text(.allianceUncommitted, values)) }
    }
  }

  // MARK: - Steps

  func reach(_ reaching: Intent.Reaching, _ marks: Line.Marks) -> Plan {
    withAlliance(reaching.alliance, { reaching.line($0) }) { alliance in
      var values = named(alliance.id)
      let example = library.catalogue.entry(.milestone, in: book.language)?.example ?? ""
      values["example"] = .text(example.replacing("A-3", with: alliance.id.description))
      if let unread = reaching.unread {
        values["text"] = .text(unread)
        return .say(Answer(book.text(.allianceUnreadStep, values)))
      }
      guard let step = reaching.step else {
        let left = Alliance.Step.allCases.filter { (alliance.milestone($0) != nil) == reaching.isTakenBack }
        guard !left.isEmpty else { return .say(allianceDetails(alliance.id)) }
        let buttons = left.map { step in
          var reaching = reaching
          reaching.step = step
          return Button(label: capitalised(milestone(step)), send: reaching.line(alliance.id))
        }
        return .say(Answer(book.text(.allianceWhichStep, values), buttons: buttons))
      }
      values["step"] = .phrase(milestone(step))
      if reaching.isTakenBack {
        return ask(.unreach(alliance.id, step), .allianceAskUnreach, values, marks) { allianceDetails(alliance.id) }
      }
      let day = reaching.day.map(dayReached) ?? zone.wall(now).date
      values["day"] = .day(day)
      let key: PhraseKey = step == .signedAgreement ? .allianceAskSigned : .allianceAskStep
      return ask(.reach(alliance.id, step, on: day), key, values, marks) { reached(alliance.id, step, day, []) }
    }
  }

  func reached(_ id: AllianceID, _ step: Alliance.Step, _ day: CivilDate, _ changes: [Change]) -> Answer {
    let values = named(id).merging(["step": .phrase(milestone(step)), "day": .day(day)]) { $1 }
    if changes.isEmpty || step == .signedAgreement { return Answer(book.text(.allianceSigned, values)) }
    return Answer(book.text(.allianceReached, values), undo: .unreach(id, step))
  }

  /// The day that is meant by a name of it: steps are in the past, so the last such day.
  private func dayReached(_ day: When.Day) -> CivilDate {
    let today = zone.wall(now).date
    let past = (0..<366).lazy.map { today.adding(days: -$0) }
    switch day {
    case .weekday(let weekday): return past.first { $0.weekday == weekday } ?? today
    case .ofAnyMonth(let number): return past.first { $0.day == number } ?? today
    case .ofMonth(let readings):
      if let dated = readings.first?.year { return CivilDate(year: dated, month: readings[0].month, day: readings[0].day) ?? today }
      return past.first { date in readings.contains { $0.day == date.day && $0.month == date.month } } ?? today
    default: return date(of: day, among: [])
    }
  }
}

extension Intent.Founding {
  /// The same in words that are always understood.
  fileprivate func line(_ title: String) -> String {
    (["open alliance", meeting?.description, kind?.words, role?.words].compactMap { $0 } + [": \(title)"]).joined(separator: " ")
  }
}

extension Intent.Pledge {
  fileprivate func line(_ alliance: AllianceID) -> String {
    (["commit \(alliance)", amount?.description].compactMap { $0 } + (what.map { [": \($0)"] } ?? [])).joined(separator: " ")
  }
}

extension Intent.Reaching {
  fileprivate func line(_ alliance: AllianceID) -> String {
    let day = day.map { When(day: $0).line }
    return ["milestone \(alliance)", isTakenBack ? "off" : nil, step?.words, day].compactMap { $0 }.joined(separator: " ")
  }
}
