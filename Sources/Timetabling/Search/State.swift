/// A timetable in the making, with everything that a step of the search looks at kept up to date. One thread's own.
///
/// The arrays are plain memory without checks of their bounds: a search makes millions of steps a second, and every index is one that the model
/// made. A debug build counts all anew after each cycle.
final class State<Mask: SlotMask> {
  let model: Model<Mask>
  let slots: Int

  /// The slot of each meeting, -1 where it has none.
  let slotOf: Memory<Int32>
  let first: Memory<Int32>
  /// Like the model's, with the interpreter who is called at present, or -1.
  let members: Memory<Int32>
  let allowed: Memory<Mask>
  let available: Memory<Mask>
  let busy: Memory<Mask>
  /// `meetingAt[unit * slots + slot]`, -1 where the unit is free.
  let meetingAt: Memory<Int32>
  let breaks: Memory<Int32>
  /// `load[pool * slots + slot]`, and how many there can be.
  let load: Memory<Int32>
  let room: Memory<Int32>
  /// The meetings of each slot; `position` is where a meeting stands in its list.
  /// Those without a slot have a list for each rank of their priority, from `slots` on.
  let lists: Memory<Int32>
  let listCounts: Memory<Int32>
  let listStart: Memory<Int>
  let position: Memory<Int32>
  let priority: Memory<Int>
  let rank: Memory<Int32>
  /// The people who have breaks, and where each stands among them, -1 for the others.
  let broken: Memory<Int32>
  let brokenPlace: Memory<Int32>
  private(set) var brokenCount = 0
  let day: Memory<Mask>
  let joinsBefore: Mask
  let joinsAfter: Mask

  /// The slots in which pool 0 has a table left.
  private(set) var roomy: Mask = 0
  private(set) var unscheduled: Int
  /// Required meetings without a slot.
  var missing: Int
  /// Pairs of meetings in the wrong order.
  var disorder = 0
  /// Breaks that people have beyond what fairness allows.
  var unfair = 0
  var scheduledPriority = 0
  var totalBreaks = 0
  /// Meetings that are not where the present timetable has them.
  var moves: Int

  init(_ model: Model<Mask>) {
    self.model = model
    slots = model.slots
    slotOf = Memory(repeating: -1, count: model.meetings)
    first = Memory(model.first)
    members = Memory(model.members)
    allowed = Memory(model.allowed)
    available = Memory(model.available)
    busy = Memory(repeating: 0, count: model.units)
    meetingAt = Memory(repeating: -1, count: model.units * model.slots)
    breaks = Memory(repeating: 0, count: model.units)
    load = Memory(repeating: 0, count: model.room.count)
    room = Memory(model.room)
    // A slot holds at most one meeting a person, twice that while a chain changes places; the last list any number.
    let most = min(model.meetings, 2 * model.people)
    lists = Memory(repeating: -1, count: most * model.slots + model.meetings)
    listCounts = Memory(repeating: 0, count: model.slots + model.ranks)
    var starts = (0...model.slots).map { $0 * most }
    for rank in 0..<model.ranks { starts.append((starts.last ?? 0) + model.rank.count { Int($0) == rank }) }
    listStart = Memory(starts)
    rank = Memory(model.rank)
    position = Memory(repeating: 0, count: model.meetings)
    priority = Memory(model.priority)
    broken = Memory(repeating: -1, count: model.people)
    brokenPlace = Memory(repeating: -1, count: model.people)
    day = Memory(model.day)
    joinsBefore = model.joinsBefore
    joinsAfter = model.joinsAfter
    missing = model.isRequired.count { $0 }
    moves = model.present.count { $0 >= 0 }
    unscheduled = model.meetings
    for meeting in 0..<model.meetings { list(meeting, model.slots + Int(model.rank[meeting])) }
    for slot in 0..<model.slots where room[slot] > 0 { roomy |= Mask.slot(slot) }
  }

  deinit {
    for memory in [slotOf, first, members, meetingAt, breaks, load, room, lists, listCounts, position, broken, brokenPlace, rank] { memory.free() }
    for memory in [allowed, available, busy, day] { memory.free() }
    listStart.free()
    priority.free()
  }

  /// The slots that stand beside one of these on the same day, on the left and on the right.
  @inline(__always) func after(_ mask: Mask) -> Mask { (mask << 1) & joinsBefore }
  @inline(__always) func before(_ mask: Mask) -> Mask { (mask >> 1) & joinsAfter }

  /// By how much the number of breaks grows if somebody who is busy in `mask` is busy in a further slot.
  @inline(__always)
  func growth(_ mask: Mask, adding slot: Int) -> Int {
    let neighbours = (after(mask).has(slot) ? 1 : 0) + (before(mask).has(slot) ? 1 : 0)
    return mask & day[slot] == 0 ? 0 : 1 - neighbours
  }

  /// The list where a meeting stands: its slot, or the last one.
  @inline(__always) func count(in slot: Int) -> Int { Int(listCounts[slot]) }
  @inline(__always) func meeting(_ index: Int, in slot: Int) -> Int { Int(lists[listStart[slot] + index]) }

  @inline(__always)
  func list(_ meeting: Int, _ slot: Int) {
    let count = listCounts[slot]
    lists[listStart[slot] + Int(count)] = Int32(truncatingIfNeeded: meeting)
    position[meeting] = count
    listCounts[slot] = count + 1
  }

  @inline(__always)
  func unlist(_ meeting: Int, _ slot: Int) {
    let last = listCounts[slot] - 1
    let start = listStart[slot]
    let moved = lists[start + Int(last)]
    let place = position[meeting]
    lists[start + Int(place)] = moved
    position[Int(moved)] = place
    listCounts[slot] = last
  }

  @inline(__always)
  func addLoad(_ meeting: Int, _ slot: Int, _ amount: Int32) {
    let pools = model.hasOnePool ? (0, -1) : model.pools[meeting]
    if pools.0 >= 0 {
      load[slot] += amount
      if load[slot] < room[slot] { roomy |= Mask.slot(slot) } else { roomy &= ~Mask.slot(slot) }
    }
    if pools.1 >= 0 { load[Int(pools.1) * slots + slot] += amount }
  }

  /// Whether the meeting's pools have one more place in the slot.
  @inline(__always)
  func hasRoom(_ meeting: Int, _ slot: Int) -> Bool {
    if model.hasOnePool { return load[slot] < room[slot] }
    let pools = model.pools[meeting]
    if pools.0 >= 0, load[Int(pools.0) * slots + slot] >= room[Int(pools.0) * slots + slot] { return false }
    if pools.1 >= 0, load[Int(pools.1) * slots + slot] >= room[Int(pools.1) * slots + slot] { return false }
    return true
  }

  /// Whether the unit's limits leave it one more slot, when it leaves another one for it.
  @inline(__always)
  func mayAdd(_ unit: Int, _ slot: Int, leaving: Mask = 0) -> Bool { !model.hasLimits || isWithinLimits(unit, slot, leaving) }

  private func isWithinLimits(_ unit: Int, _ slot: Int, _ leaving: Mask) -> Bool {
    for index in Int(model.firstOfLimits[unit])..<Int(model.firstOfLimits[unit + 1]) where model.limits[index].slots.has(slot) {
      if (busy[unit] & ~leaving & model.limits[index].slots).nonzeroBitCount >= model.limits[index].most { return false }
    }
    return true
  }

  @inline(__always)
  func setBusy(_ unit: Int, _ mask: Mask, breaks number: Int) {
    busy[unit] = mask
    if unit < model.people {
      let old = Int(breaks[unit])
      if old == number { return }
      breaks[unit] = Int32(truncatingIfNeeded: number)
      if old == 0 { nowBroken(unit) } else if number == 0 { nowWhole(unit) }
      totalBreaks += number - old
      if let most = model.mostBreaks { unfair += max(0, number - most) - max(0, old - most) }
    }
  }

  private func nowBroken(_ person: Int) {
    broken[brokenCount] = Int32(truncatingIfNeeded: person)
    brokenPlace[person] = Int32(truncatingIfNeeded: brokenCount)
    brokenCount += 1
  }

  private func nowWhole(_ person: Int) {
    brokenCount -= 1
    let last = broken[brokenCount]
    let place = brokenPlace[person]
    broken[Int(place)] = last
    brokenPlace[Int(last)] = place
    brokenPlace[person] = -1
  }

  /// Puts a meeting without slot into one where it fits.
  func insert(_ meeting: Int, _ slot: Int) {
    for index in Int(first[meeting])..<Int(first[meeting + 1]) {
      let unit = Int(members[index])
      guard unit >= 0 else { continue }
      meetingAt[unit * slots + slot] = Int32(truncatingIfNeeded: meeting)
      let mask = busy[unit]
      setBusy(unit, mask | Mask.slot(slot), breaks: Int(breaks[unit]) + growth(mask, adding: slot))
    }
    addLoad(meeting, slot, 1)
    unlist(meeting, slots + Int(rank[meeting]))
    unscheduled -= 1
    list(meeting, slot)
    slotOf[meeting] = Int32(truncatingIfNeeded: slot)
    if model.hasOrder { disorder += disorderOf(meeting) }
    if model.isRequired[meeting] { missing -= 1 }
    scheduledPriority += priority[meeting]
    if model.present[meeting] == Int32(truncatingIfNeeded: slot) { moves -= 1 }
  }

  /// Takes a meeting out of its slot. Its interpreter is free again.
  func remove(_ meeting: Int) {
    let slot = Int(slotOf[meeting])
    if model.hasOrder { disorder -= disorderOf(meeting) }
    let bounds = Int(first[meeting])..<Int(first[meeting + 1])
    for index in bounds {
      let unit = Int(members[index])
      guard unit >= 0 else { continue }
      meetingAt[unit * slots + slot] = -1
      let mask = busy[unit] & ~Mask.slot(slot)
      setBusy(unit, mask, breaks: Int(breaks[unit]) - growth(mask, adding: slot))
    }
    if model.wantsInterpreter[meeting] { members[bounds.upperBound - 1] = -1 }
    addLoad(meeting, slot, -1)
    unlist(meeting, slot)
    list(meeting, slots + Int(rank[meeting]))
    unscheduled += 1
    slotOf[meeting] = -1
    if model.isRequired[meeting] { missing += 1 }
    scheduledPriority -= priority[meeting]
    if model.present[meeting] == Int32(truncatingIfNeeded: slot) { moves += 1 }
  }

  /// How many pairs with this meeting are in the wrong order.
  func disorderOf(_ meeting: Int) -> Int {
    let slot = slotOf[meeting]
    var wrong = 0
    for other in model.earlier[meeting] where slotOf[Int(other)] >= slot { wrong += 1 }
    for other in model.later[meeting] where slotOf[Int(other)] >= 0 && slotOf[Int(other)] <= slot { wrong += 1 }
    return wrong
  }
}

extension State {
  /// What is kept up to date, counted anew: nil where all agrees, otherwise what does not. For debug builds.
  var disagreement: String? {
    var busy = [Mask](repeating: 0, count: model.units)
    var load = [Int32](repeating: 0, count: model.room.count)
    var (missing, priority, moves, disorder) = (0, 0, 0, 0)
    var cells = 0
    for meeting in 0..<model.meetings {
      let slot = Int(slotOf[meeting])
      if model.present[meeting] >= 0, Int(model.present[meeting]) != slot { moves += 1 }
      if slot < 0 {
        if model.isRequired[meeting] { missing += 1 }
        continue
      }
      priority += model.priority[meeting]
      for other in model.earlier[meeting] where Int(slotOf[Int(other)]) >= slot { disorder += 1 }
      for index in Int(first[meeting])..<Int(first[meeting + 1]) {
        let unit = Int(members[index])
        if busy[unit].has(slot) { return "unit \(unit) is twice in slot \(slot)" }
        busy[unit] |= Mask.slot(slot)
        cells += 1
        if Int(meetingAt[unit * slots + slot]) != meeting { return "unit \(unit) does not know of meeting \(meeting) in slot \(slot)" }
      }
      let pools = model.pools[meeting]
      for pool in [pools.0, pools.1] where pool >= 0 { load[Int(pool) * slots + slot] += 1 }
      if Int(lists[listStart[slot] + Int(position[meeting])]) != meeting { return "meeting \(meeting) is not in the list of slot \(slot)" }
    }
    for unit in 0..<model.units {
      if busy[unit] != self.busy[unit] { return "unit \(unit) is busy in other slots" }
      for limit in model.limits[Int(model.firstOfLimits[unit])..<Int(model.firstOfLimits[unit + 1])]
      where (busy[unit] & limit.slots).nonzeroBitCount > limit.most { return "unit \(unit) is busy in more than \(limit.most) of \(limit.slots)" }
      let number = model.problem.breaks(SlotSet(bits: UInt128(truncatingIfNeeded: busy[unit])))
      if unit < model.people, Int(breaks[unit]) != number { return "person \(unit) has \(number) breaks, not \(breaks[unit])" }
    }
    if (0..<model.units * slots).count(where: { meetingAt[$0] >= 0 }) != cells { return "a unit is in a meeting that is not there" }
    for cell in load.indices where load[cell] != self.load[cell] || load[cell] > room[cell] { return "load \(cell) is \(load[cell]), not \(self.load[cell])" }
    let total = (0..<model.people).reduce(0) { $0 + Int(breaks[$1]) }
    if total != totalBreaks { return "there are \(total) breaks, not \(totalBreaks)" }
    if missing != self.missing || priority != scheduledPriority || moves != self.moves || disorder != self.disorder { return "a count is wrong" }
    if brokenCount != (0..<model.people).count(where: { breaks[$0] > 0 }) { return "the list of those with breaks is wrong" }
    return nil
  }
}
