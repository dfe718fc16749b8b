import ForumCore

// The forum's own places: who is in, to whom one is offered, who waits, and in which turn (rule 21).

extension Referee {
  /// What this book keeps of places in the forum.
  struct Waits {
    /// Until when a place is kept for somebody.
    var offers: [DelegateID: Instant] = [:]
    /// The step in which those registered who come all or not at all.
    var bonds: [DelegateID: Int] = [:]
    var step = 0
    var settings: ForumSettings?

    // Of the command that is being taken over:
    var submitted: Set<DelegateID> = []
    /// Who was passed over.
    var passed: [[DelegateID]] = []
    /// Who got a place, and of them those who did by an organiser's reason.
    var given: [DelegateID] = []
    var reasoned: Set<DelegateID> = []
    /// Whether there may be more places by it.
    var frees = false
  }

  mutating func recordRegistration(_ change: Change, in forum: Forum, of act: Act, at now: Instant) throws(Violation) {
    let actor = act.actor
    let delegate: DelegateID
    switch change {
    case .registrationSubmitted(let it):
      delegate = it.registration.id
      guard delegate.value == status.count + 1 else { throw Violation(.state, "\(delegate) after D-\(status.count)") }
      kindOf[delegate] = forum.organisations[it.registration.organisation]?.kind
      status[delegate] = .pending
      waits.submitted.insert(delegate)
      if it.registration.together != nil { waits.bonds[delegate] = waits.step }
      // Managers enter colleagues without what only these can say.
      if !actor.isOrganiser, act.kind != .addRepresentative { try checkAsked(it.registration, at: now) }
    case .registrationApproved(let it):
      delegate = it.delegate
      try recordPlace(delegate, forum, .approved, isReasoned: actor.isOrganiser && it.reason != nil, at: now)
    case .registrationOffered(let it):
      delegate = it.delegate
      try checkOffer(it, forum, at: now)
      try recordPlace(delegate, forum, .offered, isReasoned: false, at: now)
      waits.offers[delegate] = it.until
    case .registrationLapsed(let it):
      delegate = it.delegate
      guard actor == .timer, let until = waits.offers[delegate], until <= now else { throw Violation(.offer, "\(delegate) lapsed at \(now)") }
      leave(delegate, .cancelled)
    case .registrationPassedOver(let it): return try recordPassedOver(it)
    case .registrationWaitlisted(let it):
      delegate = it.delegate
      if waits.submitted.contains(delegate) { try checkWaits(delegate) }
      line.append(delegate)
      status[delegate] = .waitlisted
    case .registrationRejected(let it):
      delegate = it.delegate
      leave(delegate, .rejected)
    case .registrationCancelled(let it):
      delegate = it.delegate
      leave(delegate, .cancelled)
      if let row = open.first(where: { rows[$0].has(delegate) && rows[$0].status != .confirmed && rows[$0].status != .held }) {
        throw Violation(.state, "\(delegate) is gone, M-\(rows[row].number) is open")
      }
    default: return
    }
    guard forum.registrations[delegate]?.status == status[delegate], forum.registrations[delegate]?.offerUntil == waits.offers[delegate] else {
      throw Violation(.state, "\(delegate) \(change)")
    }
  }

  mutating func recordSettings(_ settings: ForumSettings) {
    if let old = waits.settings,
      old.offerMinutes != settings.offerMinutes || old.lastDay != settings.lastDay || old.places != settings.places || old.placesInAll != settings.placesInAll
    {
      waits.frees = true
    }
    waits.settings = settings
  }

  mutating func recordPhase(_ phase: Phase) {
    if waits.settings?.offerMinutes ?? 0 > 0, phase == .open || phase == .running { waits.frees = true }
  }

  private mutating func leave(_ delegate: DelegateID, _ end: Registration.Status) {
    if hasPlace(delegate) { waits.frees = true }
    line.removeAll { $0 == delegate }
    status[delegate] = end
    waits.offers[delegate] = nil
  }

  private mutating func recordPlace(
    _ delegate: DelegateID, _ forum: Forum, _ new: Registration.Status, isReasoned: Bool, at now: Instant
  ) throws(Violation) {
    if let until = waits.offers[delegate] {
      guard until > now, new == .approved else { throw Violation(.offer, "\(delegate) until \(until), at \(now)") }
    } else {
      if !isReasoned { try checkTurn(delegate) } else { waits.reasoned.insert(delegate) }
      waits.given.append(delegate)
    }
    line.removeAll { $0 == delegate }
    status[delegate] = new
    waits.offers[delegate] = nil
    try checkPlaces(forum)
  }

  // MARK: - Turns

  /// The line, those together who come all or not at all.
  private var units: [[DelegateID]] {
    var units: [[DelegateID]] = []
    for delegate in line {
      let mates = waits.bonds[delegate].map { bond in units.firstIndex { waits.bonds[$0[0]] == bond } } ?? nil
      if let mates { units[mates].append(delegate) } else { units.append([delegate]) }
    }
    return units
  }

  private func hasPlace(_ delegate: DelegateID) -> Bool { status[delegate] == .approved || status[delegate] == .offered }

  /// Places that are left for the kind of somebody; nil where none are counted.
  private func free(_ delegate: DelegateID) -> Int? {
    guard let settings = waits.settings, let kind = kindOf[delegate] else { return 0 }
    let taken = status.keys.filter(hasPlace)
    let left = settings.placesInAll.map { $0 - taken.count }
    let own = settings.places[kind].map { $0 - taken.count { kindOf[$0] == kind } }
    guard let left, let own else { return left ?? own }
    return min(left, own)
  }

  private func fits(_ unit: [DelegateID]) -> Bool { free(unit[0]).map { $0 >= unit.count } ?? true }

  /// Those before somebody who want places that this one takes, and for whom there is at least one.
  private func before(_ delegate: DelegateID) -> [[DelegateID]] {
    units.prefix { unit in !unit.contains(delegate) && (waits.bonds[delegate] == nil || waits.bonds[unit[0]] != waits.bonds[delegate]) }.filter { unit in
      (kindOf[unit[0]] == kindOf[delegate] || waits.settings?.placesInAll != nil) && free(unit[0]).map { $0 > 0 } ?? true
    }
  }

  /// Nobody who waits longer for a place that this one takes is passed over, but those who do not all fit, which is recorded.
  private func checkTurn(_ delegate: DelegateID) throws(Violation) {
    // Those who come together stand where their first did, who was looked at.
    if let bond = waits.bonds[delegate], waits.given.contains(where: { waits.bonds[$0] == bond }) { return }
    for unit in before(delegate) where fits(unit) || !waits.passed.contains(unit) { throw Violation(.waitlistOrder, "\(delegate) before \(unit)") }
  }

  /// Whoever waits from the first has nobody to be before them, or no place for all who come with them.
  private func checkWaits(_ delegate: DelegateID) throws(Violation) {
    let mates = waits.bonds[delegate].map { bond in status.keys.filter { waits.bonds[$0] == bond } } ?? [delegate]
    guard mates.min() == delegate, fits(mates), !before(delegate).contains(where: fits) else { return }
    throw Violation(.waitlistOrder, "\(delegate) waits for nothing")
  }

  private mutating func recordPassedOver(_ it: RegistrationPassedOver) throws(Violation) {
    guard it.delegates.count > 1, units.contains(it.delegates), let left = free(it.delegates[0]), left == it.places, left > 0, left < it.delegates.count,
      !waits.passed.contains(it.delegates)
    else { throw Violation(.waitlistOrder, "\(it) of \(units)") }
    waits.passed.append(it.delegates)
  }

  private func checkOffer(_ it: RegistrationOffered, _ forum: Forum, at now: Instant) throws(Violation) {
    guard let settings = waits.settings, settings.offerMinutes > 0, status[it.delegate] == .waitlisted, it.until > now,
      forum.phase == .open || forum.phase == .running
    else { throw Violation(.offer, "\(it) at \(now)") }
    let whole = now.adding(minutes: settings.offerMinutes)
    let lastMoment = settings.zone.wall(Instant(milliseconds: it.until.milliseconds - 1)).date
    guard lastMoment <= settings.lastDay, it.until == whole || (it.until < whole && settings.zone.wall(it.until).date > settings.lastDay) else {
      throw Violation(.offer, "\(it) at \(now) on \(settings.lastDay)")
    }
  }

  private func checkAsked(_ one: Registration, at now: Instant) throws(Violation) {
    guard let settings = waits.settings, let kind = kindOf[one.id] else { return }
    for question in settings.questions where question.isRequired && question.kinds?.contains(kind) ?? true {
      guard let answer = one.answers?.value?[question.id], question.choices?.contains(answer) ?? true else {
        throw Violation(.asked, "\(one.id) \(question.id)")
      }
    }
    for consent in settings.consents where consent.isRequired {
      guard one.consents?.contains(.init(id: consent.id, wording: consent.wording, at: now)) == true else { throw Violation(.asked, "\(one.id) \(consent.id)") }
    }
  }

  // MARK: - The whole

  private func checkPlaces(_ forum: Forum) throws(Violation) {
    guard let settings = forum.settings else { return }
    let taken = status.keys.filter(hasPlace)
    if let most = settings.placesInAll, taken.count > most { throw Violation(.capacity, "\(taken.count) of \(most) in the forum") }
    for (kind, most) in settings.places {
      let count = taken.count { kindOf[$0] == kind }
      if count > most { throw Violation(.capacity, "\(count) of \(most) \(kind.rawValue)") }
    }
  }

  /// What must hold of places once all changes of a command are in.
  mutating func settleWaits(_ forum: Forum, at now: Instant) throws(Violation) {
    defer {
      waits.submitted = []
      waits.passed = []
      waits.given = []
      waits.reasoned = []
      waits.frees = false
      waits.step += 1
    }
    for delegate in waits.given where !waits.reasoned.contains(delegate) {
      guard let bond = waits.bonds[delegate] else { continue }
      if let left = waits.bonds.first(where: { $0.value == bond && isUndecided($0.key) }) { throw Violation(.allOrNone, "\(delegate) without \(left.key)") }
    }
    for unit in units {
      guard let bond = waits.bonds[unit[0]], let left = waits.bonds.first(where: { $0.value == bond && status[$0.key] == .pending }) else { continue }
      throw Violation(.allOrNone, "\(unit) wait without \(left.key)")
    }
    if !waits.passed.isEmpty && waits.given.isEmpty { throw Violation(.waitlistOrder, "\(waits.passed) passed over for nobody") }
    guard waits.frees, let settings = waits.settings, settings.offerMinutes == 0 || canOffer(settings, forum, now) else { return }
    for unit in units where fits(unit) && free(unit[0]) != nil { throw Violation(.waitlistOrder, "\(unit) wait, and there are places") }
  }

  private func isUndecided(_ delegate: DelegateID) -> Bool { status[delegate] == .pending || status[delegate] == .waitlisted }

  private func canOffer(_ settings: ForumSettings, _ forum: Forum, _ now: Instant) -> Bool {
    (forum.phase == .open || forum.phase == .running) && settings.zone.wall(now).date <= settings.lastDay
  }
}
