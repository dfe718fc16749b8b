/// A problem made ready for the search: people and single tables are *units* that are in one place at a time, shared tables are *pools* of
/// which so many are there in a slot. What never changes during a search is here and can be read by all threads.
final class Model<Mask: SlotMask>: @unchecked Sendable {
  let problem: Problem
  let slots: Int
  let meetings: Int
  /// The first units are the people of the problem; the others are tables, which have no breaks.
  let people: Int
  let units: Int

  /// The units of meeting m are `members[first[m] ..< first[m + 1]]`. The last of them is the interpreter where one is wanted, and a search keeps
  /// its own copy for that; it is -1 here.
  let first: [Int32]
  let members: [Int32]
  let wantsInterpreter: [Bool]
  /// The meetings that person p takes part in, or could as interpreter, are `plans[firstOfPlan[p] ..< firstOfPlan[p + 1]]`.
  let firstOfPlan: [Int32]
  let plans: [Int32]
  /// Where a meeting may be, with regard to all but its interpreter.
  let allowed: [Mask]
  /// Where a unit can be.
  let available: [Mask]
  /// The limits of unit u are `limits[firstOfLimits[u] ..< firstOfLimits[u + 1]]`: in so many of these slots at most.
  let firstOfLimits: [Int32]
  let limits: [(slots: Mask, most: Int)]
  let hasLimits: Bool
  /// Up to two pools of a meeting, -1 for none.
  let pools: [(Int32, Int32)]
  /// `room[pool * slots + slot]`
  let room: [Int32]
  let poolCount: Int
  /// Whether there is one pool and every meeting draws from it.
  let hasOnePool: Bool

  let priority: [Int]
  /// Meetings of like priority have one rank; required ones have rank 0.
  let rank: [Int32]
  let ranks: Int
  let isRequired: [Bool]
  let isLocked: [Bool]
  let present: [Int32]
  let earlier: [[Int32]]
  let later: [[Int32]]
  let hasOrder: Bool
  let hasPresent: Bool

  /// A slot and the one before it lie on the same day; the same for the one after it.
  let joinsBefore: Mask
  let joinsAfter: Mask
  /// The slots of the day of a slot.
  let day: [Mask]
  /// The least number of breaks that anybody must have; with the limit of fairness it says how many anybody may have.
  let mostBreaks: Int?

  init(_ problem: Problem) {
    self.problem = problem
    slots = problem.slots
    meetings = problem.meetings.count
    people = problem.people.count
    let everything = Mask(truncatingIfNeeded: SlotSet.first(problem.slots).bits)

    var available = problem.people.map { everything & ~Mask(truncatingIfNeeded: $0.unavailable.bits) }
    let tableUnits = Model.tableUnits(of: problem)
    var unitOfTable: [Int: Int] = [:]
    for table in tableUnits {
      unitOfTable[table] = available.count
      available.append(everything & Mask(truncatingIfNeeded: problem.tables[table].open.bits))
    }
    self.available = available
    units = available.count
    var limits: [(Mask, Int)] = []
    var firstOfLimits: [Int32] = [0]
    for unit in available.indices {
      for limit in unit < problem.people.count ? problem.people[unit].limits : [] {
        let slots = Mask(truncatingIfNeeded: limit.slots.bits) & everything
        if limit.most < slots.nonzeroBitCount { limits.append((slots, limit.most)) }
      }
      firstOfLimits.append(Int32(limits.count))
    }
    self.limits = limits
    self.firstOfLimits = firstOfLimits
    hasLimits = !limits.isEmpty

    // Pool 0 are all shared tables, the others the zones that some meeting needs.
    var poolOfZone: [Int: Int] = [:]
    for meeting in problem.meetings {
      switch meeting.place {
      case .zone(let zone): if poolOfZone[zone] == nil { poolOfZone[zone] = poolOfZone.count + 1 }
      default: break
      }
    }
    poolCount = poolOfZone.count + 1
    var room = problem.sharedTables.map(Int32.init)
    for (zone, _) in poolOfZone.sorted(by: { $0.value < $1.value }) { room += problem.sharedTables(inZone: zone).map(Int32.init) }
    self.room = room

    var first: [Int32] = [0]
    var members: [Int32] = []
    var pools: [(Int32, Int32)] = []
    for meeting in problem.meetings {
      members += meeting.participants.map(Int32.init)
      var pool: (Int32, Int32) = (-1, -1)
      switch meeting.place {
      case .anywhere: pool.0 = 0
      case .zone(let zone): pool = (0, Int32(poolOfZone[zone] ?? 0))
      case .table(let table):
        if let unit = unitOfTable[table] { members.append(Int32(unit)) }
        if problem.tables[table].isShared { pool = (0, problem.tables[table].zone.flatMap { poolOfZone[$0] }.map(Int32.init) ?? -1) }
      case .virtual: break
      }
      if !meeting.interpreters.isEmpty { members.append(-1) }
      pools.append(pool)
      first.append(Int32(members.count))
    }
    self.first = first
    self.members = members
    self.pools = pools
    hasOnePool = poolCount == 1 && pools.allSatisfy { $0.0 == 0 && $0.1 == -1 }
    wantsInterpreter = problem.meetings.map { !$0.interpreters.isEmpty }
    var plans = [[Int32]](repeating: [], count: problem.people.count)
    for (meeting, it) in problem.meetings.enumerated() {
      for person in it.participants + it.interpreters { plans[person].append(Int32(meeting)) }
    }
    self.plans = Array(plans.joined())
    firstOfPlan = plans.reduce(into: [0]) { $0.append(($0.last ?? 0) + Int32($1.count)) }
    allowed = problem.meetings.indices.map { Mask(truncatingIfNeeded: problem.open($0).bits) }
    priority = problem.meetings.map { $0.priority ?? 1 }
    let kinds = Set(problem.meetings.compactMap(\.priority)).sorted(by: >)
    let width = max(1, (kinds.count + 6) / 7)
    let rankOf = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1, Int32(1 + $0 / width)) })
    rank = problem.meetings.indices.map { problem.isRequired($0) ? 0 : problem.meetings[$0].priority.flatMap { rankOf[$0] } ?? 0 }
    ranks = 1 + (kinds.count + width - 1) / width
    isRequired = problem.meetings.indices.map(problem.isRequired)
    isLocked = problem.meetings.map { $0.isLocked && $0.present != nil }
    present = problem.meetings.map { Int32($0.present ?? -1) }
    earlier = problem.meetings.map { $0.after.map(Int32.init) }
    var later = [[Int32]](repeating: [], count: problem.meetings.count)
    for (meeting, it) in problem.meetings.enumerated() { for before in it.after { later[before].append(Int32(meeting)) } }
    self.later = later
    hasPresent = present.contains { $0 >= 0 }
    hasOrder = later.contains { !$0.isEmpty }

    let starts = Mask(truncatingIfNeeded: problem.dayStarts.bits) | 1
    joinsBefore = everything & ~starts
    joinsAfter = (everything & ~starts) >> 1
    var day: [Mask] = []
    for slot in 0..<problem.slots {
      var from = slot
      while from > 0, !starts.has(from) { from -= 1 }
      var mask: Mask = Mask.slot(from)
      var next = from + 1
      while next < problem.slots, !starts.has(next) {
        mask |= Mask.slot(next)
        next += 1
      }
      day.append(mask)
    }
    self.day = day
    if let fairness = problem.fairness {
      mostBreaks = fairness + (Bounds.forcedBreaks(in: problem).map { $0 ?? 0 }.min() ?? 0)
    } else {
      mostBreaks = nil
    }
  }

  /// Tables to be watched one by one: those that are the place of meetings which have no participant in common.
  private static func tableUnits(of problem: Problem) -> [Int] {
    var common: [Int: Set<Int>] = [:]
    for meeting in problem.meetings {
      guard case .table(let table) = meeting.place else { continue }
      common[table] = common[table].map { $0.intersection(meeting.participants) } ?? Set(meeting.participants)
    }
    return common.filter(\.value.isEmpty).keys.sorted()
  }
}
