/// An organiser says how much a meeting matters (rule 16 and the timetable go by it), or locks its time. What is nil stays.
public struct MarkMeeting: Command {
  public var meeting: MeetingID
  /// 0 to 9; more goes first.
  public var priority: Int?
  public var isLocked: Bool?

  public init(meeting: MeetingID, priority: Int? = nil, isLocked: Bool? = nil) {
    self.meeting = meeting
    self.priority = priority
    self.isLocked = isLocked
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let current = try forum.meeting(meeting)
    guard current.status.isOpen else { throw forum.over(current) }
    guard priority.map({ (0...9).contains($0) }) ?? true else { throw Refusal(.badValue, ["field": .text("priority"), "expected": .text("0 to 9")]) }
    let marked = MeetingMarked(
      meeting: meeting, priority: priority == current.priority ?? 0 ? nil : priority, isLocked: isLocked == (current.isLocked ?? false) ? nil : isLocked)
    return marked.priority == nil && marked.isLocked == nil ? [] : [.meetingMarked(marked)]
  }
}
