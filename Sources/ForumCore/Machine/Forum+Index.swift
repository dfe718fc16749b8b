extension Forum {
  /// The derived figures counted afresh from the state; always equal to `index`.
  public func recount() -> ForumIndex {
    var fresh = Forum()
    fresh.settings = settings
    fresh.releases = releases
    fresh.organisations = organisations
    fresh.registrations = registrations
    fresh.signups = signups
    fresh.blocks = blocks
    fresh.tables = tables
    fresh.meetings = meetings
    fresh.phase = phase
    fresh.indexSlots()
    fresh.indexTables()
    fresh.indexSessions()
    fresh.indexApproved()
    for meeting in meetings.values.sorted(by: { $0.id < $1.id }) { fresh.enter(meeting) }
    fresh.indexDues()
    return fresh.index
  }

  mutating func indexSlots() {
    index.slots = blocks.values.flatMap(\.slots).sorted { ($0.span.start, $0.id) < ($1.span.start, $1.id) }
    index.slotByID = Dictionary(uniqueKeysWithValues: index.slots.enumerated().map { ($0.element.id, $0.offset) })
  }

  mutating func indexTables() {
    index.tableOrder = tables.keys.sorted()
    index.fixedTables = [:]
    for id in index.tableOrder {
      if let owner = tables[id]?.fixedTo { index.fixedTables[owner, default: []].append(id) }
    }
  }

  mutating func indexSessions() {
    index.sessions = [:]
    for session in published.sessions.values {
      for delegate in speakers(of: session) { keepTime(of: delegate, for: session.id) }
      guard session.blocksMeetings else { continue }
      for delegate in signups[session.id]?.placed ?? [] { keepTime(of: delegate, for: session.id) }
    }
  }

  /// The delegates who speak in a published session.
  func speakers(of session: Session) -> [DelegateID] { session.speakers.compactMap { published.speakers[$0]?.delegate } }

  mutating func keepTime(of delegate: DelegateID, for session: SessionID) {
    index.sessions[delegate, default: []].insertInOrder(session)
  }

  /// Enters or takes out a signup, as it stands now.
  mutating func indexSignup(_ delegate: DelegateID, _ id: SessionID) {
    guard let session = published.sessions[id] else { return }
    let placed = signups[id]?.placed.contains(delegate) == true
    if speakers(of: session).contains(delegate) || (session.blocksMeetings && placed) {
      keepTime(of: delegate, for: id)
    } else {
      index.sessions[delegate]?.removeAll { $0 == id }
      if index.sessions[delegate]?.isEmpty == true { index.sessions[delegate] = nil }
    }
  }

  mutating func indexApproved() {
    index.taken = 0
    index.takenByKind = [:]
    for registration in registrations.values where registration.status.takesPlace {
      index.taken += 1
      if let kind = organisations[registration.organisation]?.kind { index.takenByKind[kind, default: 0] += 1 }
    }
  }

  /// Enters a meeting that counts into the index. One that waits for a place is only its requester's business.
  mutating func enter(_ meeting: Meeting) {
    guard meeting.status.counts else { return }
    if meeting.waits { index.waiting.insertInOrder(.init(priority: meeting.priority ?? 0, meeting: meeting.id)) }
    for delegate in meeting.indexed {
      if index.openMeetings[delegate] == nil {
        reentering(delegate) { $0.openMeetings[delegate] = [meeting.id] }
      } else {
        index.openMeetings[delegate]?.insertInOrder(meeting.id)
      }
    }
    for table in Set(meeting.heldPlaces.compactMap(\.table)) { index.tableMeetings[table, default: []].insertInOrder(meeting.id) }
    enterDues(of: meeting)
  }

  /// Takes a meeting out of the index, as it stood when it was entered.
  mutating func leave(_ meeting: Meeting) {
    guard meeting.status.counts else { return }
    if meeting.waits { index.waiting.removeInOrder(.init(priority: meeting.priority ?? 0, meeting: meeting.id)) }
    for delegate in meeting.indexed {
      if index.openMeetings[delegate] == [meeting.id] {
        reentering(delegate) { $0.openMeetings[delegate] = nil }
      } else {
        index.openMeetings[delegate]?.removeInOrder(meeting.id)
      }
    }
    for table in Set(meeting.heldPlaces.compactMap(\.table)) {
      index.tableMeetings[table]?.removeInOrder(meeting.id)
      if index.tableMeetings[table]?.isEmpty == true { index.tableMeetings[table] = nil }
    }
    leaveDues(of: meeting)
  }

  /// Changes whether a delegate has meetings at all: who has none is reminded of it (rule 20).
  private mutating func reentering(_ delegate: DelegateID, _ change: (inout ForumIndex) -> Void) {
    let registration = registrations[delegate]
    if let registration { leaveDues(of: registration) }
    change(&index)
    if let registration { enterDues(of: registration) }
  }
}

extension Meeting {
  /// Whether it is to have the next place that becomes free (rule 16).
  fileprivate var waits: Bool { status == .waiting || (status == .accepted && place == nil) }

  /// Under whom it is entered: its sides and its interpreters.
  fileprivate var indexed: Set<DelegateID> {
    if status == .waiting { return [requester] }
    return Set(participants).union(heldPlaces.compactMap(\.interpreter))
  }
}

extension Array where Element: Comparable {
  /// Puts an element where it belongs in an ordered array that does not have it yet.
  mutating func insertInOrder(_ element: Element) {
    let at = place(of: element)
    guard at == endIndex || self[at] != element else { return }
    insert(element, at: at)
  }

  /// Takes an element out of an ordered array, where it is there.
  mutating func removeInOrder(_ element: Element) {
    let at = place(of: element)
    if at < endIndex, self[at] == element { remove(at: at) }
  }

  /// Where the first element stands that is not below the given one.
  private func place(of element: Element) -> Int {
    var low = startIndex
    var high = endIndex
    // What is newest is mostly last.
    if let last, last < element { return high }
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < element { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
