import ForumCore

extension Referee {
  /// One meeting in plain numbers.
  struct Row {
    var number: Int
    /// Who asked, then who was asked: one, or the guests of a group.
    var sides: [DelegateID]
    var isGroup = false
    /// The guests of a group who said yes.
    var accepted: [DelegateID] = []
    var status: Meeting.Status
    /// Its place, or all that are offered.
    var places: [Place] = []
    var isOffering = false
    var hold: Instant?
    var awaiting: DelegateID?
    var version = 1
    var priority = 0
    var isLocked = false
    var wantsInterpreter = false
    /// Whether only who asked knows of it.
    var isUnseen = false
    var answers: [DelegateID: Meeting.Answer] = [:]
    /// Whether it sits, by an organiser's choice or because others took part then, where its sides otherwise would not.
    var isSeated = false
    /// Whether its table is that of a guest who left, because no other was free.
    var isStray = false

    init(_ meeting: Meeting) {
      number = meeting.id.value
      sides = [meeting.requester] + (meeting.guests?.map(\.delegate) ?? [meeting.requested])
      isGroup = meeting.guests != nil
      accepted = (meeting.guests ?? []).filter(\.hasAccepted).map(\.delegate)
      status = meeting.status
      places = meeting.place.map { [$0] } ?? []
      hold = meeting.holdUntil
      awaiting = meeting.awaiting
      version = meeting.version
      priority = meeting.priority ?? 0
      wantsInterpreter = meeting.wantsInterpreter == true
      isUnseen = meeting.isUnseen == true
    }

    var id: MeetingID { MeetingID(number) }
    var a: DelegateID { sides.first ?? DelegateID(0) }
    var others: ArraySlice<DelegateID> { sides.dropFirst() }
    /// Its place, where it has one.
    var place: Place? { isOffering ? nil : places.first }
    /// Whether it takes its people's time and counts against limits.
    var counts: Bool { status.isOpen || status == .held }

    func has(_ delegate: DelegateID) -> Bool { sides.contains(delegate) }
    /// Whether it counts against that delegate's limits: one that waits for a place only against who asked.
    func counts(for delegate: DelegateID) -> Bool { status == .waiting ? a == delegate : sides.contains(delegate) }
    func isPair(of one: DelegateID, and other: DelegateID) -> Bool { !isGroup && status != .waiting && has(one) && has(other) }
    func interprets(_ delegate: DelegateID) -> Bool { places.contains { $0.interpreter == delegate } }

    /// Whom it concerns.
    var people: Set<DelegateID> { isUnseen ? [a] : Set(sides).union(places.compactMap(\.interpreter)) }
  }

  /// Whether the state says the same of a meeting as this book.
  func checkSame(_ id: MeetingID, _ forum: Forum) throws(Violation) {
    let row = try row(id)
    guard let meeting = forum.meetings[id], meeting.status == row.status, meeting.place == row.place, meeting.holdUntil == row.hold,
      meeting.offers == (row.isOffering ? row.places : nil), meeting.awaiting == row.awaiting, meeting.version == row.version,
      [meeting.requester] + (meeting.guests?.map(\.delegate) ?? [meeting.requested]) == row.sides, meeting.requested == row.sides.dropFirst().first,
      (meeting.guests != nil) == row.isGroup, Set((meeting.guests ?? []).filter(\.hasAccepted).map(\.delegate)) == Set(row.accepted),
      meeting.priority ?? 0 == row.priority, (meeting.isLocked == true) == row.isLocked, (meeting.isUnseen == true) == row.isUnseen,
      (meeting.wantsInterpreter == true) == row.wantsInterpreter, meeting.answers ?? [:] == row.answers
    else { throw Violation(.state, "\(id): \(String(describing: forum.meetings[id])), expected \(row)") }
  }

  func row(_ id: MeetingID) throws(Violation) -> Row {
    guard rows.indices.contains(id.value - 1) else { throw Violation(.state, "\(id) was never requested") }
    return rows[id.value - 1]
  }

  /// Changes a row that is in one of those states, as every change of a meeting does.
  mutating func amend(_ id: MeetingID, from allowed: [Meeting.Status], _ edit: (inout Row) -> Void) throws(Violation) {
    let position = id.value - 1
    var row = try row(id)
    guard allowed.contains(row.status) else { throw Violation(.state, "\(id) was \(row.status.rawValue)") }
    touched.remember(row)
    edit(&row)
    row.version += 1
    if !row.counts {
      open.removeAll { $0 == position }
    } else if !open.contains(position) {
      open.append(position)
    }
    rows[position] = row
  }

  /// It is over: nothing is awaited any more, and nothing is offered.
  mutating func end(_ id: MeetingID, as status: Meeting.Status, from allowed: [Meeting.Status]) throws(Violation) {
    try amend(id, from: allowed) { row in
      row.status = status
      row.hold = nil
      row.awaiting = nil
      if row.isOffering { row.places = [] }
      row.isOffering = false
    }
  }

  /// Nobody of a meeting that counts, no interpreter and no table of it, is elsewhere at the same time.
  func checkAlone(_ id: MeetingID) throws(Violation) {
    let row = try row(id)
    guard row.counts else { return }
    for place in row.places {
      for position in open where position != id.value - 1 {
        let other = rows[position]
        for taken in other.places where taken.span.overlaps(place.span) {
          let what = "\(id) and \(other.id) at \(place.slot), \(taken.slot)"
          if let table = place.table, table == taken.table { throw Violation(.tableTwice, "\(table): \(what)") }
          if row.sides.contains(where: other.has) { throw Violation(.delegateTwice, what) }
          let interpreters = [place.interpreter, taken.interpreter]
          guard interpreters.contains(where: { $0 != nil }) else { continue }
          if place.interpreter == taken.interpreter || place.interpreter.map(other.has) == true || taken.interpreter.map(row.has) == true {
            throw Violation(.interpreterTwice, what)
          }
        }
      }
      if let interpreter = place.interpreter, row.has(interpreter) { throw Violation(.interpreterTwice, "\(interpreter) in and of \(id)") }
    }
  }
}
