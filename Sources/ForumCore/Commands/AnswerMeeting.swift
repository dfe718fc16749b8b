/// A side says whether a meeting took place (rule 17): from its start until a day after its end; the last word counts.
///
/// One "did not come" makes it a no-show, whatever the other side says; in a group a guest who says that they could not come is
/// missed, and the others met. Before the slot's end the place of a no-show goes to who waits for one (rule 16).
public struct AnswerMeeting: Command {
  /// Minutes after a meeting's end until which answers are taken; organisers later too.
  public static let openMinutes = 1440

  public var meeting: MeetingID
  public var answer: Meeting.Answer
  /// Whose answer it is; the actor's own side where left out.
  public var side: DelegateID?
  public var version: Int?

  public init(meeting: MeetingID, answer: Meeting.Answer, side: DelegateID? = nil, version: Int? = nil) {
    self.meeting = meeting
    self.answer = answer
    self.side = side
    self.version = version
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    _ = try forum.requireSettings()
    let current = try forum.meeting(meeting, for: actor, version: version)
    guard let side = side ?? forum.side(of: current, for: actor) else {
      throw Refusal.badValue("side", .sideOfAnswer)
    }
    guard current.has(side) else { throw Refusal(.notGuest, ["delegate": .delegate(side)]) }
    try forum.require(actor, actsFor: side)
    guard [.confirmed, .held, .noShow].contains(current.status), let place = current.place else { throw forum.over(current) }
    guard now >= place.span.start else { throw Refusal(.notBegun, ["meeting": .meeting(meeting), "time": .instant(place.span.start)]) }
    guard actor.isOrganiser || now <= place.span.end.adding(minutes: Self.openMinutes) else {
      throw Refusal(.answerClosed, ["meeting": .meeting(meeting), "time": .instant(place.span.end.adding(minutes: Self.openMinutes))])
    }
    if current.answers?[side] == answer { return [] }
    let answers = (current.answers ?? [:]).merging([side: answer]) { _, new in new }
    let status = current.status(after: answers)
    if !current.status.counts && status.counts { try checkStillTheirs(place, of: current, forum, side) }
    // One that is to come again sits in a slot that is there, while nothing else takes its people's time.
    if !current.status.isOpen && status.isOpen && place.span.end > now {
      try Party(forum, of: current).checkTheyAreIn()
      guard forum.isSound(place, of: current) else { throw Refusal(.noFreeTable, ["time": .instant(place.span.start)]) }
    }
    return forum.promoting([.meetingAnswered(MeetingAnswered(meeting: meeting, side: side, answer: answer, status: status))], at: now)
  }

  /// - Throws: where people or table of a place that was given up have another meeting there by now.
  private func checkStillTheirs(_ place: Place, of current: Meeting, _ forum: Forum, _ side: DelegateID) throws(Refusal) {
    let time = ["time": Refusal.Value.instant(place.span.start)]
    for delegate in current.participants + [place.interpreter].compactMap({ $0 }) {
      switch forum.busy(delegate, during: place.span, except: [meeting]) {
      case .meeting(let id) where delegate == side: throw Refusal(.youAreBusy, time.merging(["by": .meeting(id)]) { a, _ in a })
      case .meeting: throw Refusal(.otherIsBusy, time.merging(["delegate": .delegate(delegate)]) { a, _ in a })
      case .session, .unavailable, nil: break
      }
    }
    if let table = place.table, !forum.isFree(table, during: place.span, except: [meeting]) {
      throw Refusal(.noFreeTable, time)
    }
  }
}

extension Forum {
  /// How a delegate's meetings whose time has come went, as their sides say (rule 17).
  public struct Attendance: Hashable, Sendable, Codable {
    /// Meetings that took place.
    public var held = 0
    /// Meetings to which the delegate did not come, as the other side or they themselves say.
    public var missed = 0
    /// Meetings to which somebody else did not come.
    public var stoodUp = 0
    /// Meetings that are over and of which nobody has said anything.
    public var unanswered = 0
  }

  public func attendance(of delegate: DelegateID, at now: Instant) -> Attendance {
    var sum = Attendance()
    for meeting in meetings.values where meeting.has(delegate) {
      switch meeting.status {
      case .held: if meeting.absent.contains(delegate) { sum.missed += 1 } else { sum.held += 1 }
      case .noShow: if meeting.absent.contains(delegate) { sum.missed += 1 } else { sum.stoodUp += 1 }
      case .confirmed: if let place = meeting.place, place.span.end <= now { sum.unanswered += 1 }
      default: break
      }
    }
    return sum
  }
}

extension Meeting {
  /// What those answers make of it: a no-show by one "did not come", or where one of a pair, the host or every guest could not; held
  /// where one says so and nobody denies it.
  func status(after answers: [DelegateID: Answer]) -> Status {
    let lacksHost = answers[requester] == .couldNotCome
    let lacksGuests = others.allSatisfy { answers[$0] == .couldNotCome }
    if answers.values.contains(.otherDidNotCome) || lacksHost || lacksGuests { return .noShow }
    return answers.values.contains(.held) ? .held : .confirmed
  }

  /// Who did not come: those who say so of themselves, and in a pair the other side of one who says it. In a group the host's
  /// word is of the guests who have not said that they came, a guest's of the host.
  public var absent: Set<DelegateID> {
    var absent: Set<DelegateID> = []
    for (side, answer) in answers ?? [:] {
      switch answer {
      case .held: break
      case .couldNotCome: absent.insert(side)
      case .otherDidNotCome where side == requester: absent.formUnion(others.filter { answers?[$0] != .held || !isGroup })
      case .otherDidNotCome: absent.insert(requester)
      }
    }
    return absent
  }
}
