/// Finds a slot for a meeting by moving so many others and no more: who is in the way goes elsewhere, and who is in the way there, and so on.
struct RepairChain<Mask: SlotMask> {
  private let state: State<Mask>
  private let model: Model<Mask>
  /// Meetings that have been moved already for one repair.
  private var moved: Set<Int> = []
  /// What is left to be spent on trying: places looked at, and tables of a slot gone through.
  private var work = 0
  /// What was done: a meeting and the slot it was taken from, -1 where it was put into one.
  private var trail: [(meeting: Int, slot: Int, interpreter: Int?)] = []

  init(_ state: State<Mask>) {
    self.state = state
    model = state.model
  }

  /// - Returns: whether it has a slot now; otherwise all is as it was.
  /// - Parameter work: how much may be tried; it is taken from.
  mutating func place(_ meeting: Int, moving budget: Int, work: inout Int) -> Bool {
    self.work = work
    defer { work = self.work }
    trail = []
    moved.insert(meeting)
    return put(meeting, moving: budget) != nil
  }

  /// - Returns: how many others were moved.
  private mutating func put(_ meeting: Int, moving budget: Int) -> Int? {
    for place in places(for: meeting, atMost: budget) {
      work -= 1
      if work < 0 { return nil }
      let mark = trail.count
      if let used = put(meeting, in: place.slot, ejecting: place.ejected, moving: budget) { return used }
      goBack(to: mark)
    }
    return nil
  }

  private mutating func put(_ meeting: Int, in slot: Int, ejecting ejected: [Int], moving budget: Int) -> Int? {
    for other in ejected { eject(other) }
    var used = ejected.count
    if !state.hasRoom(meeting, slot) {
      // Only a table is wanted: somebody at one goes to a slot that is free for them.
      guard used < budget, let victim = victim(in: slot, for: meeting) else { return nil }
      eject(victim.meeting)
      guard state.hasRoom(meeting, slot), settle(victim.meeting, in: victim.slot) else { return nil }
      used += 1
    }
    guard settle(meeting, in: slot) else { return nil }
    for other in ejected {
      guard let more = put(other, moving: budget - used) else { return nil }
      used += more
    }
    return used
  }

  private mutating func eject(_ meeting: Int) {
    trail.append((meeting, Int(state.slotOf[meeting]), state.interpreter(of: meeting)))
    state.remove(meeting)
    moved.insert(meeting)
  }

  private mutating func settle(_ meeting: Int, in slot: Int) -> Bool {
    guard let interpreter = state.interpreter(for: meeting, in: slot) else { return false }
    trail.append((meeting, -1, nil))
    state.place(meeting, in: slot, with: interpreter)
    return true
  }

  /// Takes back what was done since, the last first.
  private mutating func goBack(to mark: Int) {
    while trail.count > mark {
      let (meeting, slot, interpreter) = trail.removeLast()
      if slot < 0 {
        state.remove(meeting)
      } else {
        state.place(meeting, in: slot, with: interpreter)
        moved.remove(meeting)
      }
    }
  }

  /// The slots that it could have with so many others moved at most, and who they are: the fewest first, then those with the fewest breaks, then the
  /// nearest to where it was.
  private func places(for meeting: Int, atMost budget: Int) -> [(slot: Int, ejected: [Int])] {
    var places: [(rank: Int, slot: Int, ejected: [Int])] = []
    var open = state.allowed[meeting]
    while open != 0 {
      let slot = open.trailingZeroBitCount
      open &= open &- 1
      guard state.inOrder(meeting, slot), state.haveTime(meeting, slot) else { continue }
      var ejected: [Int] = []
      var cost = 0
      for index in Int(state.first[meeting])..<Int(state.first[meeting + 1]) {
        let unit = Int(state.members[index])
        if unit < 0 { continue }
        let other = Int(state.meetingAt[unit * state.slots + slot])
        if other < 0 {
          if unit < model.people { cost += state.growth(state.busy[unit], adding: slot) }
        } else if !ejected.contains(other) {
          ejected.append(other)
        }
      }
      if ejected.count > budget || ejected.contains(where: { model.isLocked[$0] || moved.contains($0) }) { continue }
      if ejected.isEmpty, budget == 0, !state.hasRoom(meeting, slot) { continue }
      let distance = model.present[meeting] < 0 ? 0 : abs(Int(model.present[meeting]) - slot)
      places.append((ejected.count * 10_000 + (cost + 20) * 200 + distance, slot, ejected))
    }
    return places.sorted { ($0.rank, $0.slot) < ($1.rank, $1.slot) }.map { ($0.slot, $0.ejected) }
  }

  /// Somebody in a full slot who has another slot to go to at once, with the fewest breaks made.
  private mutating func victim(in slot: Int, for meeting: Int) -> (meeting: Int, slot: Int)? {
    var best: (cost: Int, meeting: Int, slot: Int)?
    work -= state.count(in: slot) / 20
    for index in 0..<state.count(in: slot) {
      let other = state.meeting(index, in: slot)
      if model.isLocked[other] || moved.contains(other) || model.pools[other].0 < 0
        || (model.pools[meeting].1 >= 0 && model.pools[other].1 != model.pools[meeting].1)
      {
        continue
      }
      var open = state.allowed[other] & ~Mask.slot(slot)
      let units = (Int(state.first[other])..<Int(state.first[other + 1])).map { Int(state.members[$0]) }
      for unit in units { open &= ~state.busy[unit] & state.available[unit] }
      while open != 0 {
        let free = open.trailingZeroBitCount
        open &= open &- 1
        guard state.hasRoom(other, free), state.inOrder(other, free), state.haveTime(other, free, leaving: Mask.slot(slot)) else { continue }
        let cost = units.reduce(0) { sum, unit in
          let rest = state.busy[unit] & ~Mask.slot(slot)
          return unit < model.people ? sum + state.growth(rest, adding: free) - state.growth(rest, adding: slot) : sum
        }
        if cost < best?.cost ?? .max { best = (cost, other, free) }
      }
    }
    return best.map { ($0.meeting, $0.slot) }
  }
}
