// The waitlist of the forum: who comes next, and who gets a place that is free (rule 21).

extension Forum {
  /// One in the line, or those of a delegation who come all or not at all; they stand at the place of their first.
  struct Queued: Hashable {
    /// In order of their places.
    var delegates: [DelegateID]
    var kind: OrganisationKind
  }

  /// The waitlist, first come first.
  var line: [Queued] {
    let waiting = registrations.values.filter { $0.status == .waitlisted }
      .sorted { ($0.waitlistPlace ?? .max, $0.id) < ($1.waitlistPlace ?? .max, $1.id) }
    var line: [Queued] = []
    var delegations: [DelegateID: Int] = [:]
    for registration in waiting {
      guard let kind = kind(of: registration.id) else { continue }
      if let first = registration.together {
        if let position = delegations[first] {
          line[position].delegates.append(registration.id)
          continue
        }
        delegations[first] = line.count
      }
      line.append(Queued(delegates: [registration.id], kind: kind))
    }
    return line
  }

  /// A delegate and those who come all or not at all with them: of somebody to whom a place is offered, whose offers stand too; of
  /// others, those about whom nothing is decided yet. By number.
  func comingTogether(with registration: Registration) -> [DelegateID] {
    guard let first = registration.together else { return [registration.id] }
    let states: Set<Registration.Status> = registration.status == .offered ? [.offered] : [.pending, .waitlisted]
    return registrations.values.filter { $0.id == registration.id || ($0.together == first && states.contains($0.status)) }.map(\.id).sorted()
  }

  // MARK: - Places

  /// Places that are left for a kind; nil where none are counted.
  func placesLeft(for kind: OrganisationKind) -> Int? {
    let inAll = settings?.placesInAll.map { $0 - index.taken }
    let own = settings?.places[kind].map { $0 - index.takenByKind[kind, default: 0] }
    return [inAll, own].compactMap { $0 }.min()
  }

  func fits(_ count: Int, _ kind: OrganisationKind) -> Bool { placesLeft(for: kind).map { $0 >= count } ?? true }

  // MARK: - Turns

  /// Who stands before somebody who would take a place of that kind now: the first who fit, and those who do not all fit and would
  /// be passed over.
  /// - Parameter delegates: who that is; they may be in the line themselves.
  func standing(before delegates: [DelegateID], _ kind: OrganisationKind) -> (next: Queued?, passed: [Change]) {
    var next: Queued?
    var passed: [Change] = []
    for queued in line {
      if queued.delegates.contains(where: delegates.contains) { break }
      guard queued.kind == kind || settings?.placesInAll != nil, fits(1, queued.kind) else { continue }
      if fits(queued.delegates.count, queued.kind) {
        next = next ?? queued
      } else {
        let places = placesLeft(for: queued.kind) ?? 0
        passed.append(.registrationPassedOver(RegistrationPassedOver(delegates: queued.delegates, places: places)))
      }
    }
    return (next, passed)
  }

  /// What becomes of new ones who come all or not at all: they are in where there are places for them and nobody comes first, else they wait.
  func admitting(_ delegates: [DelegateID], _ kind: OrganisationKind) -> [Change] {
    let before = standing(before: [], kind)
    guard before.next == nil, fits(delegates.count, kind) else {
      return delegates.map { .registrationWaitlisted(RegistrationDecided(delegate: $0)) }
    }
    return before.passed + delegates.map { .registrationApproved(RegistrationApproved(delegate: $0, fromWaitlist: false)) }
  }

  /// The first in line for whom there are places now, with those whom that passes over; only where a place was ever limited.
  func nextToPromote() -> (queued: Queued, passed: [Change])? {
    let next = line.first { queued in
      (settings?.places[queued.kind] != nil || settings?.placesInAll != nil) && fits(queued.delegates.count, queued.kind)
    }
    return next.map { ($0, standing(before: $0.delegates, $0.kind).passed) }
  }

  /// Places for those who waited: theirs at once, or kept for them until they say whether they take them. Nothing where the forum
  /// is not open, or its last day is over.
  func giving(_ delegates: [DelegateID], at now: Instant) -> [Change] {
    guard let settings else { return [] }
    if settings.offerMinutes == 0 { return delegates.map { .registrationApproved(RegistrationApproved(delegate: $0, fromWaitlist: true)) } }
    let until = min(now.adding(minutes: settings.offerMinutes), settings.zone.start(of: settings.lastDay.adding(days: 1)))
    guard until > now, phase == .open || phase == .running else { return [] }
    return delegates.map { .registrationOffered(RegistrationOffered(delegate: $0, until: until)) }
  }
}
