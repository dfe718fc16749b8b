/// Several people of one organisation register in one step, all or none (rules 13, 21). The first is who speaks for them and has an
/// address; the others need none.
///
/// With `together` those that have to wait stand in line at the place of their first, and get places only when there are some for all of
/// them; who stands behind them and fits is not held up, which is recorded. Without it each stands alone.
public struct SubmitDelegation: Command {
  public var people: [ForumContent.Entry]
  public var together: Bool

  public init(people: [ForumContent.Entry], together: Bool = false) {
    self.people = people
    self.together = together
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    try check()
    var work = Work(before: forum, after: forum, actor: actor, now: now)
    var kind = OrganisationKind.other
    for (position, entry) in people.enumerated() {
      let one = SubmitRegistration(entry: entry)
      do throws(Refusal) {
        if together {
          kind = try one.check(work.after, settings, by: actor)
          for change in work.after.changes(entering: entry, together: DelegateID(forum.lastDelegate + 1), at: now) { work.record(change) }
        } else {
          try work.run(one)
        }
      } catch { throw error.about(person: position) }
    }
    let isIn = settings.registrationMode == .automatic || (actor.isOrganiser && people.allSatisfy(\.approved))
    if together && isIn {
      let delegates = (forum.lastDelegate + 1...work.after.lastDelegate).map { DelegateID($0) }
      for change in work.after.admitting(delegates, kind) { work.record(change) }
    }
    return work.changes
  }

  private func check() throws(Refusal) {
    func require(_ holds: Bool, _ field: String, _ expected: String) throws(Refusal) {
      guard holds else { throw Refusal(.badValue, ["field": .text(field), "expected": .text(expected)]) }
    }
    try require((1...50).contains(people.count), "people", "1 to 50 people")
    try require(people.first?.profile.email?.isEmpty == false, "people[1].email", "the address of who speaks for the others")
    let name = people.first?.organisationName.trimmed.lowercased()
    var addresses: Set<String> = []
    for (position, entry) in people.enumerated() {
      try require(entry.organisationName.trimmed.lowercased() == name, "people[\(position + 1)].organisation", "the same organisation for all")
      guard let email = entry.profile.email?.lowercased() else { continue }
      try require(addresses.insert(email).inserted, "people[\(position + 1)].email", "an address of their own")
    }
  }
}

extension Refusal {
  /// The same, said of one of several people, who are counted from 1.
  fileprivate func about(person position: Int) -> Refusal {
    var values = values
    if case .text(let field) = values["field"] {
      values["field"] = .text("people[\(position + 1)].\(field)")
    } else {
      values["person"] = .number(position + 1)
    }
    return Refusal(name, values, alternatives: alternatives)
  }
}
