/// A side says whether a meeting took place (rule 17): from its start until a day after its end; the last word counts.
///
/// One "did not come" makes it a no-show, whatever the other side says. Before the slot's end its place goes to who waits for one
/// (rule 16).
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
      throw Refusal(.badValue, ["field": .text("side"), "expected": .text("the side whose answer it is")])
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
    let status: Meeting.Status = answers.values.contains { $0 != .held } ? .noShow : .held
    // A place that was given up may be somebody else's by now.
    if current.status == .noShow, status == .held, place.span.end > now {
      let isTaken = current.participants.contains { forum.busy($0, during: place.span, except: [meeting]) != nil }
        || place.table.map { !forum.isFree($0, during: place.span, except: [meeting]) } == true
      if isTaken { throw Refusal(.slotPast, ["time": .instant(place.span.start)]) }
    }
    return forum.promoting([.meetingAnswered(MeetingAnswered(meeting: meeting, side: side, answer: answer, status: status))], at: now)
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
      case .held: sum.held += 1
      case .noShow: if meeting.absent.contains(delegate) { sum.missed += 1 } else { sum.stoodUp += 1 }
      case .confirmed: if let place = meeting.place, place.span.end <= now { sum.unanswered += 1 }
      default: break
      }
    }
    return sum
  }
}

extension Meeting {
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
