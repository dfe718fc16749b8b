import ForumCore

extension Referee {
  /// What this book keeps of a person.
  struct Person {
    var name: PersonID
    var organisation: OrganisationID
    var interprets: Bool
    var takesMeetings: Bool
    /// A bit for each language of theirs.
    var speaks: UInt64 = 0
    var blocks: [BlockID]?
    var unavailable: [Span]
  }

  func person(_ delegate: DelegateID) -> Person? {
    people.indices.contains(delegate.value - 1) ? people[delegate.value - 1] : nil
  }

  /// Whether two registrations are of one person, who came again.
  func isSame(_ one: DelegateID, _ other: DelegateID) -> Bool { one == other || (person(one) != nil && person(one)?.name == person(other)?.name) }

  mutating func recordPerson(_ change: Change) {
    switch change {
    case .registrationSubmitted(let it):
      let one = it.registration
      people.append(
        Person(
          name: one.profile.person, organisation: one.organisation, interprets: one.role == .interpreter, takesMeetings: one.takesMeetings,
          speaks: bits(one.wishes.value?.speaks ?? []), blocks: one.blocks, unavailable: one.unavailable))
    case .delegateUpdated(let it):
      let position = it.delegate.value - 1
      guard people.indices.contains(position) else { return }
      if let takesMeetings = it.takesMeetings { people[position].takesMeetings = takesMeetings }
      if let wishes = it.wishes { people[position].speaks = bits(wishes.value?.speaks ?? []) }
    case .delegateErased(let it):
      let position = it.delegate.value - 1
      guard people.indices.contains(position) else { return }
      people[position].speaks = 0
      people[position].unavailable = []
    case .managerSet(let it): named[it.organisation] = it.manager
    default: break
    }
  }

  private mutating func bits(_ tags: [String]) -> UInt64 {
    var bits: UInt64 = 0
    for tag in tags {
      let language = tag.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map(String.init) ?? ""
      if language.isEmpty { continue }
      let bit = languages[language] ?? languages.count
      languages[language] = bit
      bits |= 1 << UInt64(bit % 64)
    }
    return bits
  }

  // MARK: - Rules 13 and 14: who acts for whom

  /// Who manages an organisation: whom it named while that one takes part, else its first delegate.
  func manager(of organisation: OrganisationID) -> DelegateID? {
    if let one = named[organisation], status[one] == .approved, person(one)?.organisation == organisation { return one }
    for position in people.indices where people[position].organisation == organisation && status[DelegateID(position + 1)] == .approved {
      return DelegateID(position + 1)
    }
    return nil
  }

  func acts(_ actor: Actor, for delegate: DelegateID) -> Bool {
    if actor.isOrganiser { return true }
    guard let own = actor.delegate else { return false }
    if own == delegate { return true }
    guard let organisation = person(delegate)?.organisation, person(own)?.organisation == organisation else { return false }
    return manager(of: organisation) == own
  }

  /// Whether somebody acts for one of the sides who know of a meeting.
  func acts(_ actor: Actor, in row: Row) -> Bool {
    if actor.isOrganiser { return true }
    return row.isUnseen ? acts(actor, for: row.a) : row.sides.contains { acts(actor, for: $0) }
  }

  // MARK: - Rule 19: interpreters

  /// Whether those share no language, all of them having said which they speak.
  func needInterpreter(_ sides: [DelegateID]) -> Bool {
    var common = UInt64.max
    for side in sides {
      guard let speaks = person(side)?.speaks, speaks != 0 else { return false }
      common &= speaks
    }
    return common == 0
  }

  /// Who could interpret between those, whether they have time or not; by number.
  func interpreters(for sides: [DelegateID]) -> [DelegateID] {
    people.indices.filter { position in
      let one = people[position]
      return one.interprets && status[DelegateID(position + 1)] == .approved && !sides.contains(DelegateID(position + 1))
        && sides.allSatisfy { person($0).map { $0.speaks & one.speaks != 0 } ?? false }
    }.map { DelegateID($0 + 1) }
  }

  /// The first of those who has the time; nil where nobody has.
  func freeInterpreter(_ candidates: [DelegateID], _ block: BlockID, _ span: Span, but rows: [Int]) -> DelegateID? {
    candidates.first { one in isThere(one, block) && isFree(one, span, but: rows) }
  }

  /// Who interprets where the people of a meeting are others now and its place stays: the same one, if that one still can.
  func interpreter(of place: Place, for sides: [DelegateID], but rows: [Int]) -> (DelegateID?, isWanted: Bool) {
    guard needInterpreter(sides) else { return (nil, false) }
    let candidates = interpreters(for: sides)
    if let present = place.interpreter, candidates.contains(present) { return (present, true) }
    return (freeInterpreter(candidates, place.slot.block, place.span, but: rows), true)
  }

  // MARK: - Time

  func isThere(_ delegate: DelegateID, _ block: BlockID) -> Bool { person(delegate)?.blocks?.contains(block) ?? true }

  /// Whether nothing takes a delegate's time then, besides those rows.
  func isFree(_ delegate: DelegateID, _ span: Span, but numbers: [Int]) -> Bool {
    guard let one = person(delegate), !one.unavailable.contains(where: { $0.overlaps(span) }) else { return false }
    return isUnbooked(delegate, span, but: numbers)
  }

  /// The same, whatever they said of their time.
  func isUnbooked(_ delegate: DelegateID, _ span: Span, but numbers: [Int]) -> Bool {
    for time in kept where time.delegate == delegate && time.span.overlaps(span) { return false }
    return !meets(delegate, span, but: numbers)
  }

  func meets(_ delegate: DelegateID, _ span: Span, but numbers: [Int]) -> Bool {
    for position in open where !numbers.contains(rows[position].number) {
      for place in rows[position].places where place.span.overlaps(span) {
        if place.interpreter == delegate || rows[position].has(delegate) { return true }
      }
    }
    return false
  }
}
