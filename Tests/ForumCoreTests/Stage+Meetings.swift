import ForumCore

// What tests of meetings need more than a stage has at first.

extension Stage {
  static let first = MeetingID(1)
  static let second = MeetingID(2)

  /// The meeting of that number.
  func meeting(_ number: Int) -> Meeting? { forum.meetings[MeetingID(number)] }

  /// `confirmed am.1 T-1`, with who has said yes in a group: `requested am.1 T-1 D-4 D-5+`.
  func stands(_ number: Int) -> String {
    guard let meeting = meeting(number) else { return "not there" }
    let place = meeting.offers.map { $0.map(line).joined(separator: " or ") } ?? line(meeting.place)
    let guests = (meeting.guests ?? []).map { "\($0.delegate)\($0.hasAccepted ? "+" : "")" }
    let until = meeting.holdUntil.map { ["until \(ForumCoreTests.clock($0))"] } ?? []
    return ([meeting.status.rawValue, place] + guests + until).joined(separator: " ")
  }

  /// A host's request to several guests.
  func group(_ host: DelegateID, _ guests: DelegateID..., at slot: String? = nil) throws -> RequestMeeting {
    guard let first = guests.first else { throw Missing() }
    return RequestMeeting(requester: host, requested: first, guests: Array(guests.dropFirst()), slot: slot.flatMap { SlotID($0) })
  }

  /// The MSME D-1 as host with the investors D-4 and D-5 in `am.1`, of whom these have said yes.
  mutating func givenGroup(joined: DelegateID...) throws {
    try given(try group(Stage.msme, Stage.investor, Stage.otherInvestor, at: "am.1"), by: .delegate(Stage.msme))
    for guest in joined { try given(ConfirmMeeting(meeting: MeetingID(forum.lastMeeting)), by: .delegate(guest)) }
  }

  /// Leaves the forum with one table, and one block of so many slots of half an hour from 09:00.
  mutating func givenOnly(slots: Int) throws {
    try given(RemoveTable(table: TableID(2)))
    try given(RemoveBlock(block: key("pm")))
    try given(
      SetBlock(
        block: Block(
          id: key("am"), title: "Block am", start: Stage.clock("10T09:00"), end: Stage.clock("10T09:00").adding(minutes: 30 * slots), slotMinutes: 30)))
  }

  /// A group whose guests have all said yes.
  mutating func givenGroup(_ host: DelegateID, _ guests: [DelegateID], _ slot: String? = nil) throws {
    guard let first = guests.first else { throw Missing() }
    try given(
      RequestMeeting(requester: host, requested: first, guests: Array(guests.dropFirst()), slot: slot.flatMap { SlotID($0) }), by: .delegate(host))
    for guest in guests { try given(ConfirmMeeting(meeting: MeetingID(forum.lastMeeting)), by: .delegate(guest)) }
  }

  /// A request for which the other side has no time on the first day, so that it waits for a place.
  mutating func givenWaiting(_ a: DelegateID, _ b: DelegateID) throws {
    try given(away(b, "09:00", "15:00"), by: .delegate(b))
    try given(RequestMeeting(requester: a, requested: b, orWait: true), by: .delegate(a))
  }

  /// Each speaks that language alone.
  mutating func givenLanguages(_ languages: [DelegateID: String]) throws {
    for (delegate, language) in languages { try givenLanguages(delegate, language) }
  }

  mutating func givenLanguages(_ delegate: DelegateID, _ languages: String...) throws {
    try given(UpdateDelegate(delegate: delegate, speaks: languages), by: .delegate(delegate))
  }

  /// Somebody who interprets and is approved.
  @discardableResult mutating func givenInterpreter(_ name: String, _ languages: String...) throws -> DelegateID {
    var entry = Stage.entry(name, of: "Words", .expert)
    entry.role = .interpreter
    entry.speaks = languages
    try given(SubmitRegistration(entry: entry))
    return DelegateID(forum.lastDelegate)
  }

  /// A time that a delegate can not, by the clock of the 10th.
  static func span(_ start: String, _ end: String) -> Span { Span(start: clock("10T" + start), end: clock("10T" + end)) }

  /// That a delegate can not at a time.
  func away(_ delegate: DelegateID, _ start: String, _ end: String, _ meetings: SetAvailability.Meetings? = nil, reason: String? = nil) -> SetAvailability {
    SetAvailability(delegate: delegate, blocks: nil, unavailable: [Stage.span(start, end)], meetings: meetings, reason: reason)
  }
}
