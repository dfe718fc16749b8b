/// A command that is not allowed: which rule forbids it, what stands in the way as far as the asker may know it, and
/// what would be allowed instead (rule 18). Never says with whom somebody else meets.
///
/// It may be kept with the key of its request and is not enciphered then: it names people by their references, never by
/// what is personal.
public struct Refusal: Error, Hashable, Sendable, Codable {
  /// Names the obstacle. The sentences for people are in the phrase files under `refusal.<name>`.
  public enum Name: String, Codable, Sendable, CaseIterable {
    // Things that are not there
    case noSuchForum, noSuchDelegate, noSuchOrganisation, noSuchMeeting, noSuchSession, noSuchRoom, noSuchTrack, noSuchSpeaker, noSuchBlock,
      noSuchSlot, noSuchTable, noSuchCode, noSuchToken, noSuchAlliance, noSuchCommitment, noSuchProgramme
    // Who may do it
    case notYours, notAwaited, organisersOnly
    // Values
    case badValue, noSuchTime, ambiguousTime, keyUsedOtherwise
    // Forum and registration
    case forumExists, forumClosed, alreadyRegistered, wrongStatus, noPlaceLeft, notNextInLine, answerMissing, consentMissing
    // Agenda
    case roomClash, speakerClash, availabilityClash, nothingToPublish, inUse
    // Signups
    case sessionOver, alreadySignedUp, notSignedUp, signupClash, busyWithMeeting, sessionFull, stillWaiting, checkInNotOpen
    // Meetings
    case yourself, notApproved, notActivated, noSharedBlock, kindsMayNotMeet, alreadyMeeting, limitReached, otherLimitReached, quotaReached
    case slotPast, youAreBusy, otherIsBusy, tableTaken, noFreeTable, noFreeSlot, cutoffPassed, meetingOver, meetingsInTheWay, staleVersion, staleTimetable,
      reasonMissing, notYetPossible, timeLocked, chooseOne, noFreeInterpreter
    // Groups, delegations, afterwards
    case onlyConfirmed, pairsOnly, hostOnly, alreadyGuest, notGuest, notColleague, cannotTakeOver, notBegun, answerClosed
    // Outcomes and alliances
    case didNotTakePlace, reasonNeeded
    case allianceExists, alreadyMember, notAMember, notInvited, lastMember, agreementSigned, bothSidesNeeded, alreadyCommitted, alreadyReached, notReached
  }

  /// A value in the refusal's sentence; whoever renders it knows how to write a time or a name in the reader's language.
  public enum Value: Hashable, Sendable {
    case text(String)
    case number(Int)
    case instant(Instant)
    case delegate(DelegateID)
    case meeting(MeetingID)
    case meetings([MeetingID])
    case session(SessionID)
    case organisation(OrganisationID)
    case day(CivilDate)
    case expected(Expectation)
  }

  public var name: Name
  public var values: [String: Value]
  /// Places that are feasible at this position of the journal, at most three.
  public var alternatives: [Place]
  /// The meetings that are in the way, each with the place that it could have instead (rule 7).
  public var orphans: [Orphan]?
  /// The position in the journal at which it was decided, where a desk did: there the alternatives were free. It is no part of
  /// what is refused, so two refusals are equal whatever it is.
  public var position: Int?

  /// A meeting that would lose its place.
  public struct Orphan: Hashable, Sendable, Codable {
    public var meeting: MeetingID
    public var from: Place
    /// Nil where there is none that all its people have free.
    public var to: Place?

    public init(meeting: MeetingID, from: Place, to: Place?) {
      self.meeting = meeting
      self.from = from
      self.to = to
    }
  }

  public init(_ name: Name, _ values: [String: Value] = [:], alternatives: [Place] = [], orphans: [Orphan]? = nil) {
    self.name = name
    self.values = values
    self.alternatives = alternatives
    self.orphans = orphans
  }

  /// A value that is not what it should be.
  static func badValue(_ field: String, _ expected: Expectation.Kind, least: Int? = nil, most: Int? = nil, day: CivilDate? = nil) -> Refusal {
    Refusal(.badValue, ["field": .text(field), "expected": .expected(Expectation(expected, least: least, most: most, day: day))])
  }

  /// The number of the rule behind it, as the rule page counts them; nil for what is plain bad input.
  public var rule: Int? { name.rule }
}

extension Refusal {
  public static func == (a: Self, b: Self) -> Bool {
    a.name == b.name && a.values == b.values && a.alternatives == b.alternatives && a.orphans == b.orphans
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(values)
  }
}

/// On paper an object of one member that says what it is: `{"number":4}`, `{"meetings":["M-1","M-2"]}`.
extension Refusal.Value: Codable {
  private enum Member: String, CodingKey, CaseIterable { case text, number, instant, delegate, meeting, meetings, session, organisation, day, expected }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Member.self)
    let key = try container.onlyKey()
    switch key {
    case .text: self = .text(try container.decode(String.self, forKey: key))
    case .number: self = .number(try container.decode(Int.self, forKey: key))
    case .instant: self = .instant(try container.decode(Instant.self, forKey: key))
    case .delegate: self = .delegate(try container.decode(DelegateID.self, forKey: key))
    case .meeting: self = .meeting(try container.decode(MeetingID.self, forKey: key))
    case .meetings: self = .meetings(try container.decode([MeetingID].self, forKey: key))
    case .session: self = .session(try container.decode(SessionID.self, forKey: key))
    case .organisation: self = .organisation(try container.decode(OrganisationID.self, forKey: key))
    case .day: self = .day(try container.decode(CivilDate.self, forKey: key))
    case .expected: self = .expected(try container.decode(Refusal.Expectation.self, forKey: key))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Member.self)
    switch self {
    case .text(let value): try container.encode(value, forKey: .text)
    case .number(let value): try container.encode(value, forKey: .number)
    case .instant(let value): try container.encode(value, forKey: .instant)
    case .delegate(let value): try container.encode(value, forKey: .delegate)
    case .meeting(let value): try container.encode(value, forKey: .meeting)
    case .meetings(let value): try container.encode(value, forKey: .meetings)
    case .session(let value): try container.encode(value, forKey: .session)
    case .organisation(let value): try container.encode(value, forKey: .organisation)
    case .day(let value): try container.encode(value, forKey: .day)
    case .expected(let value): try container.encode(value, forKey: .expected)
    }
  }
}

extension Refusal.Name {
  /// The rule of the house that forbids it.
  public var rule: Int? {
    switch self {
    case .notYetPossible: 1
    case .notApproved, .notActivated, .noSharedBlock, .kindsMayNotMeet, .yourself, .alreadyMeeting: 2
    case .noFreeSlot, .slotPast: 3
    case .youAreBusy, .otherIsBusy, .tableTaken, .staleVersion, .staleTimetable: 5
    case .notAwaited, .cutoffPassed, .reasonMissing, .timeLocked, .chooseOne: 6
    case .meetingsInTheWay: 7
    case .busyWithMeeting: 8
    case .limitReached, .otherLimitReached, .quotaReached: 9
    case .noFreeTable: 10
    case .pairsOnly, .hostOnly, .alreadyGuest, .notGuest: 12
    case .notColleague, .cannotTakeOver, .notYours: 13
    case .onlyConfirmed: 15
    case .notBegun, .answerClosed: 17
    case .noFreeInterpreter: 19
    case .noPlaceLeft, .notNextInLine, .alreadyRegistered, .wrongStatus, .answerMissing, .consentMissing: 21
    case .signupClash, .sessionOver, .alreadySignedUp, .notSignedUp, .sessionFull, .stillWaiting: 22
    case .roomClash, .speakerClash, .availabilityClash: 23
    case .nothingToPublish: 24
    case .noSuchTime, .ambiguousTime: 25
    case .checkInNotOpen: 26
    case .organisersOnly, .reasonNeeded: 14
    case .didNotTakePlace, .allianceExists, .alreadyMember, .notAMember, .notInvited, .lastMember, .agreementSigned, .bothSidesNeeded,
      .alreadyCommitted, .alreadyReached, .notReached, .noSuchCommitment:
      27
    default: nil
    }
  }
}
