/// Simulated annealing over chains and insertions, in cycles that grow longer. It keeps the best timetable that it has come by.
final class Annealing<Mask: SlotMask> {
  let state: State<Mask>
  let steps: Steps<Mask>
  private let model: Model<Mask>
  private(set) var best: Standing
  private let bestSlots: Memory<Int32>
  private let bestMembers: Memory<Int32>
  /// The present state is the best one and is not yet written down; that waits until a step leaves it.
  private var isPending = false
  /// Where a step that costs less than nothing can still leave the best.
  private let savesAlways: Bool
  /// -ln of numbers spread evenly over 0...1, by which a price is taken that is above zero.
  private let luck: Memory<Float>
  private(set) var stepsDone = 0
  var settings = Settings()

  struct Settings {
    var hottest: Float = 0.35
    var coldest: Float = 0.1
    /// Shares of the steps: that take somebody who has breaks, that take a meeting without slot, that go to a slot beside other meetings, that
    /// give a slot to another meeting.
    var focus: Float = 0.4
    var insertions: Float = 0.4
    var near: Float = 0.85
    var replacements: Float = 0.05
    /// Of the moves to a slot beside other meetings, those that look at slots with free tables only, where there are such.
    var roomy: Float = 0.5
    /// How often a step that finds nothing among the simple ones goes on to those that take longer.
    var clumsy: Float = 0.3
    /// What a unit of priority is worth while it is hot and in the end, in breaks.
    var hotPriority: Float = 0.4
    var coldPriority: Float = 10
  }

  init(_ state: State<Mask>, seed: UInt64, weights: Weights = Weights()) {
    self.state = state
    model = state.model
    steps = Steps(state, weights: weights, seed: seed)
    luck = Memory((0..<4096).map { -Logarithm.of((Float($0) + 0.5) / 4096) })
    bestSlots = Memory(repeating: -1, count: state.model.meetings)
    bestMembers = Memory(repeating: -1, count: state.model.members.count)
    if model.isRequired.allSatisfy({ $0 }) { settings.clumsy = 1 }
    savesAlways = model.hasOrder || model.hasPresent || model.mostBreaks != nil
    best = state.standing
    keep()
  }

  deinit {
    bestSlots.free()
    bestMembers.free()
    luck.free()
  }

  /// One cycle of so many steps.
  /// - Parameter pause: asked every few thousand steps; true ends the cycle.
  func cycle(steps count: Int, pause: (Annealing) -> Bool) {
    let rounds = max(1, count / 2048)
    var round = -1
    cycle(pause: pause) {
      round += 1
      return Float(round) / Float(rounds)
    }
  }

  /// One cycle from hot to cold.
  /// - Parameters:
  ///   - pause: asked every few thousand steps; true ends the cycle.
  ///   - pace: how much of the way has been gone, asked as often; the cycle ends with 1.
  func cycle(pause: (Annealing) -> Bool, pace: () -> Float) {
    let (hot, cold) = (Logarithm.of(settings.hottest), Logarithm.of(settings.coldest))
    while true {
      let share = pace()
      if share >= 1 { break }
      let temperature = Logarithm.inverse(hot + share * (cold - hot)) * Float(Weights.aBreak)
      steps.weights.priority = Int((settings.hotPriority + share * (settings.coldPriority - settings.hotPriority)) * Float(Weights.aBreak))
      run(2048, temperature: temperature)
      if pause(self) { break }
    }
    assert(state.disagreement == nil, state.disagreement ?? "")
    save()
  }

  /// So many steps at one temperature, in 1/1024 break.
  func run(_ count: Int, temperature: Float) {
    for _ in 0..<count { step(temperature) }
    stepsDone += count
  }

  @inline(__always)
  private func step(_ temperature: Float) {
    let random = steps.randomness.next()
    let limit = Int(temperature * luck[Int(truncatingIfNeeded: random & 4095)])
    let chance = { (place: UInt64, share: Float) in Float((random >> place) & 1023) < share * 1024 }
    var meeting: Int
    if state.brokenCount > 0, chance(12, settings.focus) {
      // One of the meetings of somebody who has breaks, scheduled or not.
      let person = Int(state.broken[steps.randomness.below(state.brokenCount)])
      let start = Int(model.firstOfPlan[person])
      let count = Int(model.firstOfPlan[person + 1]) - start
      meeting = Int(model.plans[start + steps.randomness.below(count)])
      if state.slotOf[meeting] < 0, !chance(52, settings.focus) { meeting = Int(model.plans[start + steps.randomness.below(count)]) }
    } else {
      meeting = steps.randomness.below(model.meetings)
      if state.unscheduled > 0, chance(22, settings.insertions) {
        // One of the same priority as some meeting that is scheduled: they can change places.
        let list = model.slots + Int(state.rank[meeting])
        if state.slotOf[meeting] >= 0, state.count(in: list) > 0 { meeting = state.meeting(steps.randomness.below(state.count(in: list)), in: list) }
      }
    }
    if state.slotOf[meeting] < 0 {
      insertion(of: meeting, limit)
    } else if state.unscheduled > 0, chance(42, settings.replacements) {
      replacement(of: meeting, limit)
    } else {
      move(of: meeting, limit, near: chance(32, settings.near))
    }
  }

  @inline(__always)
  private func move(of meeting: Int, _ limit: Int, near isNear: Bool) {
    let from = Int(state.slotOf[meeting])
    if !model.hasOrder, steps.isPair(meeting), let to = steps.proposeSwap(meeting, from: from, below: limit),
      let price = steps.proposeMove(meeting, to: to, below: limit), price <= limit
    {
      if isPending, price >= 0 || savesAlways { save() }
      steps.takeMove(from, to)
      look()
      return
    }
    if steps.randomness.next() & 1023 >= UInt64(settings.clumsy * 1024) { return }
    let away = ~Mask.slot(from)
    var open = state.allowed[meeting] & away
    if open == 0 { return }
    if isNear {
      // Where it can go without a chain the price is known beforehand.
      let openings = steps.openings(meeting, leaving: from)
      let least = steps.neighbours(meeting, in: from) - limit / Weights.aBreak
      let free = openings.free(neighbours: least) & away
      let chained = openings.once & (openings.ones | openings.twos | openings.fours) & away
      let isFree = free != 0 && (chained == 0 || steps.randomness.next() & 3 != 0)
      if isFree || chained != 0 { open = isFree ? free : chained } else { return }
      if isFree, free & state.roomy != 0, Float(steps.randomness.next() & 1023) < settings.roomy * 1024 { open &= state.roomy }
    }
    let to = open.any(&steps.randomness)
    guard let price = steps.proposeMove(meeting, to: to, below: limit), price <= limit else { return }
    if isPending, price >= 0 || savesAlways { save() }
    steps.takeMove(from, to)
    look()
  }

  @inline(__always)
  private func insertion(of meeting: Int, _ limit: Int) {
    let isSimple = !model.hasOrder && steps.isPair(meeting)
    if isSimple, let (old, slot, price) = steps.proposeExchange(meeting, below: limit) {
      if isPending, price >= 0 || state.priority[old] > state.priority[meeting] || savesAlways { save() }
      steps.takeExchange(meeting, for: old, in: slot)
      look()
      return
    }
    if isSimple, steps.randomness.next() & 1023 >= UInt64(settings.clumsy * 1024) { return }
    let openings = steps.openings(meeting)
    var tries = isSimple ? 0 : 6
    // In place of one of somebody's own meetings: no table is wanted then. From a slot somewhere on, all in turn.
    let pivot = Mask.slot(steps.randomness.below(model.slots)) &- 1
    for half in [openings.once & ~pivot, openings.once & pivot] {
      var open = half
      while open != 0, tries > 0 {
        let to = open.trailingZeroBitCount
        open &= open &- 1
        tries -= 1
        if insertion(of: meeting, in: to, limit) { return }
      }
    }
    var free = openings.free(neighbours: 3)
    if free == 0 { free = openings.free(neighbours: 2) }
    if free == 0 { free = openings.free }
    if free == 0 {
      if model.isRequired[meeting], state.allowed[meeting] != 0 { _ = insertion(of: meeting, in: state.allowed[meeting].any(&steps.randomness), limit) }
      return
    }
    if free & state.roomy != 0 { free &= state.roomy }
    _ = insertion(of: meeting, in: free.any(&steps.randomness), limit)
  }

  @inline(__always)
  private func insertion(of meeting: Int, in to: Int, _ limit: Int) -> Bool {
    guard let price = steps.proposeInsertion(meeting, in: to, below: limit), price <= limit else { return false }
    if isPending, price >= 0 || steps.lost > 0 || savesAlways { save() }
    steps.takeInsertion(meeting, in: to)
    look()
    return true
  }

  @inline(__always)
  private func replacement(of meeting: Int, _ limit: Int) {
    let slot = Int(state.slotOf[meeting])
    guard let (new, price) = steps.proposeReplacement(of: meeting, below: limit) else { return }
    if isPending, price >= 0 || steps.lost > 0 || savesAlways { save() }
    steps.takeInsertion(new, in: slot)
    look()
  }

  @inline(__always)
  private func look() {
    let now = state.standing
    if now < best {
      best = now
      isPending = true
    }
  }

  /// Takes the state back to the best timetable.
  func restore() {
    save()
    for meeting in 0..<model.meetings where state.slotOf[meeting] >= 0 { state.remove(meeting) }
    for meeting in 0..<model.meetings where bestSlots[meeting] >= 0 {
      for index in model.first[meeting]..<model.first[meeting + 1] { state.members[Int(index)] = bestMembers[Int(index)] }
      state.insert(meeting, Int(bestSlots[meeting]))
    }
  }

  /// Takes over a timetable from elsewhere, which is better than any of its own.
  func adopt(_ solution: Solution, _ standing: Standing) {
    isPending = false
    for meeting in 0..<model.meetings where state.slotOf[meeting] >= 0 { state.remove(meeting) }
    for (meeting, slot) in solution.slots.enumerated() {
      guard let slot else { continue }
      if let interpreter = solution.interpreters[meeting] { state.members[Int(model.first[meeting + 1]) - 1] = Int32(interpreter) }
      state.insert(meeting, slot)
    }
    best = state.standing
    keep()
  }

  var bestSlotsAndInterpreters: (slots: [Int?], interpreters: [Int?]) {
    save()
    let slots = (0..<model.meetings).map { bestSlots[$0] < 0 ? nil : Int(bestSlots[$0]) }
    let interpreters = (0..<model.meetings).map {
      model.wantsInterpreter[$0] && bestSlots[$0] >= 0 ? Int(bestMembers[Int(model.first[$0 + 1]) - 1]) : nil
    }
    return (slots, interpreters)
  }

  /// Writes down the best timetable, which is the present one.
  private func save() {
    guard isPending else { return }
    keep()
  }

  private func keep() {
    bestSlots.copy(from: state.slotOf)
    bestMembers.copy(from: state.members)
    isPending = false
  }
}
