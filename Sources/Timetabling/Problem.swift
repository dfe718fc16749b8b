/// A timetabling problem: people, slots, tables and the meetings to be placed. It knows nothing of forums, names or clocks: everything is
/// numbered from zero. What a valid solution is stands in `Checker`, which of two is better in `Score`.
///
/// The core of it is the business-to-business scheduling problem of Bofill et al. (JAIR 74, 2022), widened by what real forums have: optional
/// meetings with priorities, several days, group meetings, own and virtual tables, zones, interpreters, and a present timetable to stay near to.
public struct Problem: Hashable, Sendable {
  public var people: [Person]
  /// How many slots there are, in order of time; at most `SlotSet.capacity`.
  public var slots: Int
  /// Slots with which a day begins: what lies between two days is no idle time. Slot 0 is meant without being named.
  public var dayStarts: SlotSet
  public var tables: [Table]
  public var meetings: [Meeting]
  /// How far the number of breaks of two people may differ; nil where it may differ at will.
  public var fairness: Int?

  public init(people: [Person], slots: Int, dayStarts: SlotSet = [], tables: [Table], meetings: [Meeting], fairness: Int? = nil) {
    self.people = people
    self.slots = slots
    self.dayStarts = dayStarts
    self.tables = tables
    self.meetings = meetings
    self.fairness = fairness
  }

  /// Somebody who is in one place at a time.
  public struct Person: Hashable, Sendable {
    /// The slots in which they cannot meet.
    public var unavailable: SlotSet
    /// Of these slots they are busy in so many at most: half a day that is not to be filled, say.
    public var limits: [Limit]

    public init(unavailable: SlotSet = [], limits: [Limit] = []) {
      self.unavailable = unavailable
      self.limits = limits
    }
  }

  /// How many of some slots a person may be busy in.
  public struct Limit: Hashable, Sendable {
    public var slots: SlotSet
    /// 0 or more.
    public var most: Int

    public init(slots: SlotSet, most: Int) {
      self.slots = slots
      self.most = most
    }
  }

  /// A table seats one meeting in a slot.
  public struct Table: Hashable, Sendable {
    /// The slots in which it is there.
    public var open: SlotSet
    /// The part of the hall that it stands in, from zero.
    public var zone: Int?
    /// Whether any meeting may be seated there; otherwise only those whose place it is.
    public var isShared: Bool

    public init(open: SlotSet, zone: Int? = nil, isShared: Bool = true) {
      self.open = open
      self.zone = zone
      self.isShared = isShared
    }
  }

  /// What is to be placed: who meets, when and where that can be, and what it is worth.
  public struct Meeting: Hashable, Sendable {
    /// Those who meet, each once; two, or more in a group.
    public var participants: [Int]
    /// One of these must be there as well: interpreters, who are people of the problem with one place at a time. Empty where none is wanted.
    public var interpreters: [Int]
    /// The slots it may have as far as the meeting itself goes; the availability of people comes on top. A fixed meeting has one.
    public var allowed: SlotSet
    /// What it is worth to have it scheduled; at least 1. Nil: it must be scheduled, or there is no solution.
    public var priority: Int?
    /// Meetings that must come in an earlier slot, where both are scheduled.
    public var after: [Int]
    public var place: Place
    /// Where it stands in the present timetable, nil where it has no time yet.
    public var present: Int?
    /// The table it has in the present timetable.
    public var presentTable: Int?
    /// Who interprets in the present timetable.
    public var presentInterpreter: Int?
    /// It keeps its present slot whatever happens.
    public var isLocked: Bool

    public init(
      participants: [Int], interpreters: [Int] = [], allowed: SlotSet, priority: Int? = nil, after: [Int] = [], place: Place = .anywhere,
      present: Int? = nil, presentTable: Int? = nil, presentInterpreter: Int? = nil, isLocked: Bool = false
    ) {
      self.participants = participants
      self.interpreters = interpreters
      self.allowed = allowed
      self.priority = priority
      self.after = after
      self.place = place
      self.present = present
      self.presentTable = presentTable
      self.presentInterpreter = presentInterpreter
      self.isLocked = isLocked
    }
  }

  /// Where a meeting can sit.
  public enum Place: Hashable, Sendable {
    /// At any shared table.
    case anywhere
    /// At a shared table of that zone.
    case zone(Int)
    /// At that table: one of its participants has it for all of their meetings, or the organiser has fixed it.
    case table(Int)
    /// It needs no table.
    case virtual
  }
}

extension Problem {
  /// How many shared tables there are in each slot.
  public var sharedTables: [Int] { (0..<slots).map { slot in tables.count { $0.isShared && $0.open.contains(slot) } } }

  /// How many shared tables of a zone there are in each slot.
  public func sharedTables(inZone zone: Int) -> [Int] {
    (0..<slots).map { slot in tables.count { $0.isShared && $0.zone == zone && $0.open.contains(slot) } }
  }

  /// The slots in which a meeting could be as far as it, its lock, its participants and its own table go; an interpreter is not looked at.
  public func open(_ meeting: Int) -> SlotSet {
    let it = meetings[meeting]
    var open = it.allowed.intersection(.first(slots))
    for person in it.participants { open = open.subtracting(people[person].unavailable) }
    if case .table(let table) = it.place { open = open.intersection(tables[table].open) }
    if it.isLocked, let present = it.present { open = open.intersection([present]) }
    return open
  }
}
