/// Why a problem has no valid timetable.
public enum Infeasibility: Hashable, Sendable {
  /// A meeting has no slot at all: its own slots, its table and the availability of its participants leave none.
  case nowhere(meeting: Int)
  /// A person's meetings, or some of them, have fewer slots between them than they are.
  case crowded(person: Int, meetings: [Int], slots: SlotSet)
  /// These meetings have to share tables in these slots, of which there are fewer, all slots taken together.
  case overfull(meetings: [Int], slots: SlotSet, tables: Int)
  /// Each of these meetings comes before the next one, and the last before the first.
  case circular(meetings: [Int])
  /// Each of these meetings comes before the next one, and the slots that they can have do not suffice for that.
  case chain(meetings: [Int])
  /// A person has so many breaks at least, and another cannot have more than so many: further apart than fairness allows.
  case unfair(person: Int, breaks: Int, other: Int, most: Int, fairness: Int)
  /// All this together leaves no timetable.
  case conflict(Conflict)

  /// Parts of a problem that cannot hold together.
  public struct Conflict: Hashable, Sendable {
    /// Required meetings that cannot all take place.
    public var meetings: [Int]
    /// People who can be in one place at a time, and only when they are available.
    public var people: [Int]
    /// Slots whose number of tables matters.
    public var slots: SlotSet
    /// Meetings that have to come before others.
    public var order: [Order]
    /// Whether the limit of fairness matters.
    public var isFair: Bool
    /// Each of the parts is needed: without any one of them there would be a timetable. Otherwise time was short.
    public var isSmallest: Bool

    public init(meetings: [Int] = [], people: [Int] = [], slots: SlotSet = [], order: [Order] = [], isFair: Bool = false, isSmallest: Bool = true) {
      self.meetings = meetings
      self.people = people
      self.slots = slots
      self.order = order
      self.isFair = isFair
      self.isSmallest = isSmallest
    }
  }

  /// Two meetings of which one has to come before the other.
  public struct Order: Hashable, Sendable {
    public var earlier: Int
    public var later: Int

    public init(earlier: Int, later: Int) {
      self.earlier = earlier
      self.later = later
    }
  }
}

extension Infeasibility: CustomStringConvertible {
  /// A sentence in English; numbers count from one, as in the files.
  public var description: String {
    switch self {
    case .nowhere(let meeting): "Meeting \(meeting + 1) has no slot in which all its participants are there."
    case .crowded(let person, let meetings, let slots):
      "Participant \(person + 1) has \(meetings.count) meetings (\(Self.list(meetings))) for which there are only \(slots.count) slots (\(Self.list(slots)))."
    case .overfull(let meetings, let slots, let tables):
      "\(meetings.count) meetings can only be in \(slots.count) slots (\(Self.list(slots))), which have \(tables) tables together."
    case .circular(let meetings): "Meetings \(Self.list(meetings)) would each have to come before the next one, and the last before the first."
    case .chain(let meetings): "Meetings \(Self.list(meetings)) come one after the other, and the slots they can have do not suffice for that."
    case .unfair(let person, let breaks, let other, let most, let fairness):
      "Participant \(person + 1) has \(breaks) breaks at least and participant \(other + 1) at most \(most): more than \(fairness) apart."
    case .conflict(let conflict): conflict.sentence
    }
  }

  fileprivate static func list(_ numbers: [Int]) -> String { numbers.map { "\($0 + 1)" }.joined(separator: ", ") }
  fileprivate static func list(_ slots: SlotSet) -> String { list((0..<SlotSet.capacity).filter(slots.contains)) }
}

extension Infeasibility.Conflict {
  fileprivate var sentence: String {
    var parts: [String] = []
    if !meetings.isEmpty { parts.append("meetings \(Infeasibility.list(meetings))") }
    if !people.isEmpty { parts.append("participants \(Infeasibility.list(people)), each in one place at a time and when available") }
    if !slots.isEmpty { parts.append("the number of tables in slots \(Infeasibility.list(slots))") }
    if !order.isEmpty {
      parts.append("the order of meetings (\(order.map { "\($0.earlier + 1) before \($0.later + 1)" }.joined(separator: ", ")))")
    }
    if isFair { parts.append("the limit of fairness") }
    guard !parts.isEmpty else { return "No timetable is valid." }
    return "These leave no timetable together: \(parts.joined(separator: "; "))."
  }
}
