import ForumCore

/// What is known of one alliance, from its changes alone.
struct AllyBook: Equatable {
  struct Promise: Equatable {
    var organisation: OrganisationID
    var amount: Money?
    var stands = true
  }

  var roles: [OrganisationID: Alliance.MemberRole] = [:]
  var invited: Set<OrganisationID> = []
  var promises: [Int: Promise] = [:]
  var steps: [Alliance.Step: CivilDate] = [:]

  /// Whether both sides of an agreement are there.
  var isPublicAndPrivate: Bool {
    let roles = Array(roles.values)
    return roles.count > 1 && roles.contains(.publicPartner) && (roles.contains(.privatePartner) || roles.contains(.investor))
  }

  /// What is committed, by currency.
  var sums: [String: Int] {
    var sums: [String: Int] = [:]
    for promise in promises.values where promise.stands { if let amount = promise.amount { sums[amount.currency, default: 0] += amount.amount } }
    return sums
  }
}

extension Referee {
  /// Takes over a change of an outcome or an alliance, which the forum has applied already (rule 27).
  mutating func recordAlliance(_ change: Change, in forum: Forum, by actor: Actor, at now: Instant, reasoned: Bool) throws(Violation) {
    switch change {
    case .outcomeRecorded(let it):
      guard let meeting = forum.meetings[it.meeting], meeting.status == .held || meeting.status == .confirmed, meeting.has(it.side) else {
        throw Violation(.outcome, "\(it)")
      }
      if meeting.status == .confirmed, let start = meeting.place?.span.start, start > now { throw Violation(.outcome, "\(it) before \(start)") }
      if actor.isOrganiser, !reasoned { throw Violation(.outcome, "\(it) without a reason") }
    case .allianceCreated(let it):
      guard allies[it.alliance.id] == nil, it.alliance.members.count == 1 else { throw Violation(.ally, "\(it)") }
      var book = AllyBook()
      for member in it.alliance.members { book.roles[member.organisation] = member.role }
      book.invited = Set(it.alliance.invited)
      try check(actor, actsForOneOf: Set(book.roles.keys), forum)
      allies[it.alliance.id] = book
    case .allianceInvited(let it):
      var book = try ally(it.alliance)
      try check(actor, actsForOneOf: Set(book.roles.keys), forum)
      guard book.roles[it.organisation] == nil, book.invited.insert(it.organisation).inserted else { throw Violation(.ally, "\(it)") }
      allies[it.alliance] = book
    case .allianceJoined(let it): try recordJoin(it, in: forum, by: actor, reasoned)
    case .allianceLeft(let it): try recordLeave(it, in: forum, by: actor, reasoned)
    default: try recordStep(change, in: forum, by: actor, at: now, reasoned)
    }
  }

  private mutating func recordJoin(_ it: AllianceJoined, in forum: Forum, by actor: Actor, _ reasoned: Bool) throws(Violation) {
    var book = try ally(it.alliance)
    let organisation = it.member.organisation
    guard book.roles[organisation] == nil else { throw Violation(.memberTwice, "\(it)") }
    let isAsked = book.invited.contains(organisation) || book.roles.keys.contains { hasMet(organisation, $0, forum) }
    guard isAsked || (actor.isOrganiser && reasoned) else { throw Violation(.ally, "\(it) was not invited") }
    try check(actor, actsForOneOf: [organisation], forum)
    book.roles[organisation] = it.member.role
    book.invited.remove(organisation)
    allies[it.alliance] = book
  }

  private mutating func recordLeave(_ it: AllianceLeft, in forum: Forum, by actor: Actor, _ reasoned: Bool) throws(Violation) {
    var book = try ally(it.alliance)
    guard book.roles.removeValue(forKey: it.organisation) != nil, !book.roles.isEmpty else { throw Violation(.ally, "\(it)") }
    try check(actor, actsForOneOf: [it.organisation], forum)
    guard !book.promises.values.contains(where: { $0.stands && $0.organisation == it.organisation }) else { throw Violation(.promise, "\(it)") }
    if book.steps[.signedAgreement] != nil {
      guard actor.isOrganiser, reasoned, book.isPublicAndPrivate else { throw Violation(.signature, "\(it)") }
    }
    allies[it.alliance] = book
  }

  private mutating func recordStep(_ change: Change, in forum: Forum, by actor: Actor, at now: Instant, _ reasoned: Bool) throws(Violation) {
    switch change {
    case .commitmentMade(let it):
      var book = try ally(it.alliance)
      try check(actor, actsForOneOf: [it.commitment.organisation], forum)
      guard book.roles[it.commitment.organisation] != nil, it.commitment.number == book.promises.count + 1, it.commitment.amount.map({ $0.amount > 0 }) ?? true
      else { throw Violation(.promise, "\(it)") }
      book.promises[it.commitment.number] = AllyBook.Promise(organisation: it.commitment.organisation, amount: it.commitment.amount)
      allies[it.alliance] = book
    case .commitmentWithdrawn(let it):
      var book = try ally(it.alliance)
      guard let promise = book.promises[it.number], promise.stands else { throw Violation(.promise, "\(it) once more") }
      try check(actor, actsForOneOf: [promise.organisation], forum)
      if book.steps[.signedAgreement] != nil, !(actor.isOrganiser && reasoned) { throw Violation(.signature, "\(it)") }
      book.promises[it.number]?.stands = false
      allies[it.alliance] = book
    case .milestoneReached(let it):
      var book = try ally(it.alliance)
      try check(actor, actsForOneOf: Set(book.roles.keys), forum)
      guard book.steps.updateValue(it.milestone.on, forKey: it.milestone.step) == nil, it.milestone.on <= (forum.settings?.zone ?? .utc).wall(now).date else {
        throw Violation(.ally, "\(it)")
      }
      if it.milestone.step == .signedAgreement, !book.isPublicAndPrivate { throw Violation(.signature, "\(it) of \(book.roles)") }
      allies[it.alliance] = book
    case .milestoneWithdrawn(let it):
      var book = try ally(it.alliance)
      try check(actor, actsForOneOf: Set(book.roles.keys), forum)
      guard book.steps.removeValue(forKey: it.step) != nil else { throw Violation(.ally, "\(it)") }
      if it.step == .signedAgreement, !(actor.isOrganiser && reasoned) { throw Violation(.signature, "\(it)") }
      allies[it.alliance] = book
    default: break
    }
  }

  /// The state against this book.
  func checkAlliances(_ forum: Forum) throws(Violation) {
    guard Set(forum.alliances.keys) == Set(allies.keys) else { throw Violation(.state, "alliances") }
    for (id, alliance) in forum.alliances {
      let book = try ally(id)
      guard alliance.members.count == book.roles.count, alliance.members.allSatisfy({ book.roles[$0.organisation] == $0.role }) else {
        throw Violation(.memberTwice, "\(alliance.members), known \(book.roles)")
      }
      guard alliance.invited.count == book.invited.count, Set(alliance.invited) == book.invited else { throw Violation(.state, "invited to \(id)") }
      let sums = Money.sums(of: alliance.standing.compactMap(\.amount))
      guard Dictionary(uniqueKeysWithValues: sums.map { ($0.currency, $0.amount) }) == book.sums, alliance.commitments.count == book.promises.count else {
        throw Violation(.promise, "\(sums), known \(book.sums)")
      }
      let steps = Dictionary(alliance.milestones.map { ($0.step, $0.on) }, uniquingKeysWith: { $1 })
      guard steps == book.steps, alliance.milestones.count == steps.count else { throw Violation(.state, "milestones of \(id)") }
      if book.steps[.signedAgreement] != nil, !book.isPublicAndPrivate { throw Violation(.signature, "\(alliance)") }
    }
  }

  // MARK: - Who

  private func ally(_ id: AllianceID) throws(Violation) -> AllyBook {
    guard let book = allies[id] else { throw Violation(.ally, "no \(id)") }
    return book
  }

  private func check(_ actor: Actor, actsForOneOf organisations: Set<OrganisationID>, _ forum: Forum) throws(Violation) {
    if actor.isOrganiser { return }
    guard actor.kind == .delegate, let delegate = actor.delegate, status[delegate] == .approved,
      let organisation = forum.registrations[delegate]?.organisation, organisations.contains(organisation)
    else { throw Violation(.ally, "\(actor) for \(organisations)") }
  }

  /// Whether two organisations have a meeting on which both agreed; looked for among all.
  private func hasMet(_ one: OrganisationID, _ other: OrganisationID, _ forum: Forum) -> Bool {
    forum.meetings.values.contains { meeting in
      guard meeting.status == .confirmed || meeting.status == .held else { return false }
      let there = [meeting.requester] + (meeting.guests.map { $0.filter(\.hasAccepted).map(\.delegate) } ?? [meeting.requested])
      let sides = Set(there.compactMap { forum.registrations[$0]?.organisation })
      return sides.contains(one) && sides.contains(other) && one != other
    }
  }
}
