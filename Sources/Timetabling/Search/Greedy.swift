/// The first timetable: the present one as far as it still holds, then by priority, then those whose people have the least freedom; each meeting where it makes the fewest breaks.
struct Greedy<Mask: SlotMask> {
  let state: State<Mask>

  func run() {
    let model = state.model
    // How many meetings a person has for each slot in which they can be.
    var wanted = [Int](repeating: 0, count: model.units)
    for member in model.members where member >= 0 { wanted[Int(member)] += 1 }
    let pressure = wanted.indices.map { wanted[$0] * 1000 / max(1, model.available[$0].nonzeroBitCount) }
    let order = (0..<model.meetings).map { meeting in
      let own = (Int(model.first[meeting])..<Int(model.first[meeting + 1])).map { model.members[$0] }.filter { $0 >= 0 }.map { pressure[Int($0)] }
      let rank = model.isLocked[meeting] ? 3 : model.isRequired[meeting] ? 2 : 1
      return (rank: rank, priority: model.priority[meeting], pressure: own.reduce(0, +), meeting: meeting)
    }.sorted {
      ($0.rank, $0.priority, $0.pressure, -$0.meeting) > ($1.rank, $1.priority, $1.pressure, -$1.meeting)
    }
    for item in order { keep(item.meeting) }
    for item in order where state.slotOf[item.meeting] < 0 { place(item.meeting) }
  }

  /// Leaves a meeting where the present timetable has it, if it can be there.
  private func keep(_ meeting: Int) {
    let slot = Int(state.model.present[meeting])
    let interpreter = state.model.problem.meetings[meeting].presentInterpreter
    if slot >= 0, state.slotOf[meeting] < 0, state.stands(meeting, in: slot, with: interpreter) { state.place(meeting, in: slot, with: interpreter) }
  }

  /// Puts the meeting where it fits best, if it fits.
  func place(_ meeting: Int) {
    var open = state.allowed[meeting]
    let bounds = Int(state.first[meeting])..<Int(state.first[meeting + 1])
    for index in bounds where state.members[index] >= 0 { open &= ~state.busy[Int(state.members[index])] }
    var best: (slot: Int, cost: Int, person: Int32)?
    while open != 0 {
      let slot = open.trailingZeroBitCount
      open &= open &- 1
      guard state.hasRoom(meeting, slot), state.inOrder(meeting, slot), state.haveTime(meeting, slot) else { continue }
      var person: Int32 = -1
      if state.model.wantsInterpreter[meeting] {
        guard
          let free = state.model.problem.meetings[meeting].interpreters.first(where: {
            state.available[$0].has(slot) && !state.busy[$0].has(slot) && state.mayAdd($0, slot)
              && !state.model.problem.meetings[meeting].participants.contains($0)
          })
        else { continue }
        person = Int32(free)
      }
      var cost = state.model.present[meeting] == Int32(slot) ? -100_000 : 0
      for index in bounds where state.members[index] >= 0 {
        let unit = Int(state.members[index])
        if unit < state.model.people { cost += 1000 * state.growth(state.busy[unit], adding: slot) }
      }
      // Among equals the slot with the most tables left.
      if state.model.pools[meeting].0 >= 0 { cost += Int(state.load[slot]) * 500 / max(1, Int(state.room[slot])) }
      if cost < best?.cost ?? .max { best = (slot, cost, person) }
    }
    guard let best else { return }
    if best.person >= 0 { state.members[bounds.upperBound - 1] = best.person }
    state.insert(meeting, best.slot)
  }
}
