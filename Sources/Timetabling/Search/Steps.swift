/// The steps of the search: each is proposed with its price, and taken or not.
final class Steps<Mask: SlotMask> {
  let state: State<Mask>
  let model: Model<Mask>
  let slots: Int
  var weights: Weights
  /// What a person pays for so many breaks.
  private let pain: Memory<Int>
  var randomness: Randomness
  var tries = 8

  /// The meetings that a chain takes to the other of two slots.
  private let chain: Memory<Int32>
  private var chainCount = 0
  private let mark: Memory<UInt32>
  private var stamp: UInt32 = 0
  /// Units that are in one of the two slots before and in the other one after: `unit << 1`, and 1 where it is the second slot that they leave.
  private let ends: Memory<Int32>
  private var endCount = 0
  private var price = 0
  private var net = 0
  private let poolNet: Memory<Int32>

  static var longestChain: Int { 64 }

  init(_ state: State<Mask>, weights: Weights, seed: UInt64) {
    self.state = state
    model = state.model
    slots = state.slots
    self.weights = weights
    let most = state.model.mostBreaks
    pain = Memory(
      (0...state.slots + 1).map { number in
        number * Weights.aBreak + (most.map { max(0, number - $0) * weights.unfair } ?? (number * (number - 1) / 2 * weights.uneven))
      })
    randomness = Randomness(seed: seed)
    chain = Memory(repeating: 0, count: Self.longestChain * 4 + 8)
    let largest = zip(model.first, model.first.dropFirst()).map { Int($1 - $0) }.max() ?? 0
    ends = Memory(repeating: 0, count: (Self.longestChain * 4 + 8) * largest)
    mark = Memory(repeating: 0, count: state.model.meetings)
    poolNet = Memory(repeating: 0, count: state.model.poolCount)
  }

  deinit {
    pain.free()
    chain.free()
    ends.free()
    mark.free()
    poolNet.free()
  }

  /// What it costs a unit, which may be a table, to have so many breaks more.
  @inline(__always)
  func pain(of unit: Int, _ more: Int) -> Int {
    if unit >= model.people || more == 0 { return 0 }
    let now = Int(state.breaks[unit])
    return pain[now + more] - pain[now]
  }

  /// The slots in which no participant of the meeting would stand alone: beside another meeting of theirs, or where they have one already that
  /// would have to go elsewhere.
  @inline(__always)
  func near(_ meeting: Int, leaving slot: Int? = nil) -> Mask {
    var near = Mask.max
    for index in Int(state.first[meeting])..<Int(state.first[meeting + 1]) {
      let unit = Int(state.members[index])
      if unit < 0 || unit >= model.people { continue }
      var mask = state.busy[unit]
      if let slot { mask &= ~Mask.slot(slot) }
      if mask != 0 { near &= mask | state.after(mask) | state.before(mask) }
    }
    return near
  }

  /// Where a meeting could go: slots beside other meetings of its participants, split by whether all are free there, or all but one.
  struct Openings {
    var free: Mask = 0
    var once: Mask = 0
    /// How many neighbours the participants would have in these slots, as binary digits.
    var ones: Mask = 0
    var twos: Mask = 0
    var fours: Mask = 0

    /// The free slots with at least that many neighbours.
    @inline(__always)
    func free(neighbours: Int) -> Mask {
      switch neighbours {
      case ...0: free
      case 1: free & (ones | twos | fours)
      case 2: free & (twos | fours)
      case 3: free & ((twos & ones) | fours)
      case 4: free & fours
      default: 0
      }
    }
  }

  @inline(__always)
  func openings(_ meeting: Int, leaving slot: Int? = nil) -> Openings {
    var openings = Openings()
    var once: Mask = 0
    var twice: Mask = 0
    for index in Int(state.first[meeting])..<Int(state.first[meeting + 1]) {
      let unit = Int(state.members[index])
      if unit < 0 { continue }
      var mask = state.busy[unit]
      if let slot { mask &= ~Mask.slot(slot) }
      twice |= once & mask
      once |= mask
      if unit >= model.people { continue }
      // Whose day is empty is at home everywhere.
      var (left, right) = (state.after(mask), state.before(mask))
      if mask == 0 { (left, right) = (.max, 0) }
      for neighbour in [left, right] {
        let carry = openings.ones & neighbour
        openings.ones ^= neighbour
        openings.fours |= openings.twos & carry
        openings.twos ^= carry
      }
    }
    let open = state.allowed[meeting]
    openings.free = open & ~once
    openings.once = open & once & ~twice
    return openings
  }

  /// How many neighbours the participants have where the meeting is.
  @inline(__always)
  func neighbours(_ meeting: Int, in slot: Int) -> Int {
    var count = 0
    for index in Int(state.first[meeting])..<Int(state.first[meeting + 1]) {
      let unit = Int(state.members[index])
      if unit >= model.people { continue }
      count += 1 - state.growth(state.busy[unit] & ~Mask.slot(slot), adding: slot)
    }
    return count
  }

  // MARK: Chains

  /// Takes the meeting to the other of two slots, with all whom that drives out of theirs (a Kempe chain). Adds to what was begun before.
  @inline(__always)
  private func grow(_ seed: Int, _ a: Int, _ b: Int) -> Bool {
    var next = chainCount
    mark[seed] = stamp
    chain[chainCount] = Int32(truncatingIfNeeded: seed)
    chainCount += 1
    let most = next + Self.longestChain
    while next < chainCount {
      let meeting = Int(chain[next])
      next += 1
      let from = Int(state.slotOf[meeting])
      let leavesSecond = from == b
      let to = leavesSecond ? a : b
      if !state.allowed[meeting].has(to) { return false }
      net += leavesSecond ? -1 : 1
      for index in Int(state.first[meeting])..<Int(state.first[meeting + 1]) {
        let unit = Int(state.members[index])
        let other = state.meetingAt[unit * slots + to]
        if other >= 0 {
          if mark[Int(other)] != stamp {
            if chainCount >= most { return false }
            mark[Int(other)] = stamp
            chain[chainCount] = other
            chainCount += 1
          }
        } else {
          if !state.available[unit].has(to) || !state.mayAdd(unit, to, leaving: Mask.slot(from)) { return false }
          let rest = state.busy[unit] & ~Mask.slot(from)
          let more = state.growth(rest, adding: to) - state.growth(rest, adding: from)
          price += pain(of: unit, more)
          ends[endCount] = Int32(truncatingIfNeeded: unit << 1 | (leavesSecond ? 1 : 0))
          endCount += 1
        }
      }
    }
    return true
  }

  /// Whether both slots have tables enough after the chain.
  @inline(__always)
  private func fits(_ a: Int, _ b: Int) -> Bool {
    if model.hasOnePool {
      return net > 0 ? Int(state.load[b]) + net <= Int(state.room[b]) : net == 0 || Int(state.load[a]) - net <= Int(state.room[a])
    }
    for pool in 0..<model.poolCount { poolNet[pool] = 0 }
    for index in 0..<chainCount {
      let meeting = Int(chain[index])
      let amount: Int32 = Int(state.slotOf[meeting]) == a ? 1 : -1
      let pools = model.pools[meeting]
      if pools.0 >= 0 { poolNet[Int(pools.0)] += amount }
      if pools.1 >= 0 { poolNet[Int(pools.1)] += amount }
    }
    for pool in 0..<model.poolCount {
      let net = poolNet[pool]
      if net > 0, state.load[pool * slots + b] + net > state.room[pool * slots + b] { return false }
      if net < 0, state.load[pool * slots + a] - net > state.room[pool * slots + a] { return false }
    }
    return true
  }

  /// What the chain costs beside the breaks: order, and the present timetable.
  private func extra(_ a: Int, _ b: Int) -> Int {
    var extra = 0
    for index in 0..<chainCount {
      let meeting = Int(chain[index])
      let from = Int(state.slotOf[meeting])
      let to = from == a ? b : a
      if model.present[meeting] == Int32(truncatingIfNeeded: from) { extra += weights.move }
      if model.present[meeting] == Int32(truncatingIfNeeded: to) { extra -= weights.move }
      if !model.hasOrder { continue }
      for other in model.earlier[meeting] {
        let place = Int(state.slotOf[Int(other)])
        if place < 0 { continue }
        let inChain = mark[Int(other)] == stamp
        let new = inChain ? (place == a ? b : a) : place
        extra += ((new >= to ? 1 : 0) - (place >= from ? 1 : 0)) * weights.disorder
      }
      for other in model.later[meeting] where mark[Int(other)] != stamp {
        let place = Int(state.slotOf[Int(other)])
        if place >= 0 { extra += ((place <= to ? 1 : 0) - (place <= from ? 1 : 0)) * weights.disorder }
      }
    }
    return extra
  }

  /// Proposes to take a scheduled meeting to another slot, by a chain and where that slot is full a second chain back.
  /// - Returns: the price, nil where it cannot be.
  @inline(__always)
  func proposeMove(_ meeting: Int, to b: Int, below limit: Int) -> Int? {
    let a = Int(state.slotOf[meeting])
    stamp &+= 1
    chainCount = 0
    endCount = 0
    price = 0
    net = 0
    guard grow(meeting, a, b) else { return nil }
    let hasExtra = model.hasOrder || model.hasPresent
    if fits(a, b) { return price + (hasExtra ? extra(a, b) : 0) }
    if price > limit + 4 * Weights.aBreak { return nil }
    let (count, endsThen, priceThen, netThen) = (chainCount, endCount, price, net)
    let source = netThen > 0 ? b : a
    let target = netThen > 0 ? a : b
    // A slot without tables may be empty.
    if state.count(in: source) == 0 { return nil }
    var tries = tries
    if priceThen <= limit - Weights.aBreak / 2 { tries *= 4 }
    if priceThen <= limit - 3 * Weights.aBreak / 2 { tries *= 4 }
    for _ in 0..<tries {
      let other = state.meeting(randomness.below(state.count(in: source)), in: source)
      if mark[other] == stamp || !near(other, leaving: source).has(target) { continue }
      if grow(other, a, b), fits(a, b) {
        let whole = price + (hasExtra ? extra(a, b) : 0)
        if whole <= limit { return whole }
      }
      for index in count..<chainCount { mark[Int(chain[index])] = stamp &- 1 }
      (chainCount, endCount, price, net) = (count, endsThen, priceThen, netThen)
    }
    return nil
  }

  /// Takes the proposed move.
  func takeMove(_ a: Int, _ b: Int) {
    if model.hasOrder { for index in 0..<chainCount { countOrder(Int(chain[index]), -1) } }
    for index in 0..<chainCount {
      let meeting = Int(chain[index])
      let from = Int(state.slotOf[meeting])
      for place in Int(state.first[meeting])..<Int(state.first[meeting + 1]) {
        let cell = Int(state.members[place]) * slots + from
        if state.meetingAt[cell] == Int32(truncatingIfNeeded: meeting) { state.meetingAt[cell] = -1 }
      }
      state.addLoad(meeting, from, -1)
      state.unlist(meeting, from)
      let to = from == a ? b : a
      if model.present[meeting] == Int32(truncatingIfNeeded: from) { state.moves += 1 }
      if model.present[meeting] == Int32(truncatingIfNeeded: to) { state.moves -= 1 }
      state.slotOf[meeting] = Int32(truncatingIfNeeded: to)
      state.addLoad(meeting, to, 1)
      state.list(meeting, to)
      for place in Int(state.first[meeting])..<Int(state.first[meeting + 1]) {
        state.meetingAt[Int(state.members[place]) * slots + to] = Int32(truncatingIfNeeded: meeting)
      }
    }
    for index in 0..<endCount {
      let end = Int(ends[index])
      let unit = end >> 1
      let (from, to) = end & 1 == 1 ? (b, a) : (a, b)
      let rest = state.busy[unit] & ~Mask.slot(from)
      let more = state.growth(rest, adding: to) - state.growth(rest, adding: from)
      state.setBusy(unit, rest | Mask.slot(to), breaks: Int(state.breaks[unit]) + more)
    }
    if model.hasOrder { for index in 0..<chainCount { countOrder(Int(chain[index]), 1) } }
  }

  /// Adds or takes away the wrong pairs of a meeting; a pair within the chain counts for the later one only.
  private func countOrder(_ meeting: Int, _ sign: Int) {
    let slot = state.slotOf[meeting]
    for other in model.earlier[meeting] where state.slotOf[Int(other)] >= slot { state.disorder += sign }
    for other in model.later[meeting] where mark[Int(other)] != stamp && state.slotOf[Int(other)] >= 0 && state.slotOf[Int(other)] <= slot {
      state.disorder += sign
    }
  }

  // MARK: Insertions

  private var ejected: (Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32) = (-1, -1, -1, -1, -1, -1, -1, -1)
  private var ejectedCount = 0
  private(set) var lost = 0
  private var interpreter: Int32 = -1

  private func eject(_ index: Int) -> Int {
    withUnsafeBytes(of: ejected) { Int($0.load(fromByteOffset: index * 4, as: Int32.self)) }
  }
  private func setEjected(_ index: Int, _ meeting: Int) {
    withUnsafeMutableBytes(of: &ejected) { $0.storeBytes(of: Int32(truncatingIfNeeded: meeting), toByteOffset: index * 4, as: Int32.self) }
  }

  @inline(__always)
  func worth(_ meeting: Int, in slot: Int) -> Int {
    var worth = model.isRequired[meeting] ? weights.missing : state.priority[meeting] * weights.priority
    if model.present[meeting] == Int32(truncatingIfNeeded: slot) { worth += weights.move }
    return worth
  }

  /// What it costs the units of an ejected meeting beside those that the new one keeps in the slot.
  @inline(__always)
  private func priceOfEjecting(_ meeting: Int, _ slot: Int, for new: Int) -> Int {
    var price = worth(meeting, in: slot)
    for index in Int(state.first[meeting])..<Int(state.first[meeting + 1]) {
      let unit = Int(state.members[index])
      if isMember(unit, of: new) { continue }
      price += pain(of: unit, -state.growth(state.busy[unit] & ~Mask.slot(slot), adding: slot))
    }
    if model.hasOrder { price -= state.disorderOf(meeting) * weights.disorder }
    return price
  }

  @inline(__always)
  private func isMember(_ unit: Int, of meeting: Int) -> Bool {
    for index in Int(state.first[meeting])..<Int(state.first[meeting + 1]) where Int(state.members[index]) == unit { return true }
    return Int32(truncatingIfNeeded: unit) == interpreter
  }

  /// Proposes to put a meeting without slot into one, and to take out those that are in its way.
  @inline(__always)
  func proposeInsertion(_ meeting: Int, in slot: Int, below limit: Int) -> Int? {
    guard state.allowed[meeting].has(slot) else { return nil }
    ejectedCount = 0
    interpreter = -1
    var price = -worth(meeting, in: slot)
    lost = -state.priority[meeting]
    if model.wantsInterpreter[meeting] {
      guard let free = freeInterpreter(for: meeting, in: slot) else { return nil }
      if !state.mayAdd(free, slot) { return nil }
      interpreter = Int32(truncatingIfNeeded: free)
      price += pain(of: free, state.growth(state.busy[free], adding: slot))
    }
    for index in Int(state.first[meeting])..<Int(state.first[meeting + 1]) {
      let unit = Int(state.members[index])
      if unit < 0 { continue }
      let other = Int(state.meetingAt[unit * slots + slot])
      if other < 0 {
        if !state.mayAdd(unit, slot) { return nil }
        price += pain(of: unit, state.growth(state.busy[unit], adding: slot))
        continue
      }
      if (0..<ejectedCount).contains(where: { eject($0) == other }) { continue }
      if model.isLocked[other] || ejectedCount >= 7 || price + worth(other, in: slot) > limit + 3 * Weights.aBreak { return nil }
      price += priceOfEjecting(other, slot, for: meeting)
      lost += state.priority[other]
      setEjected(ejectedCount, other)
      ejectedCount += 1
      if price > limit + 4 * Weights.aBreak { return nil }
    }
    if model.hasOrder {
      for other in model.earlier[meeting] where Int(state.slotOf[Int(other)]) >= slot { price += weights.disorder }
      for other in model.later[meeting] where Int(state.slotOf[Int(other)]) >= 0 && Int(state.slotOf[Int(other)]) <= slot { price += weights.disorder }
    }
    if hasRoom(meeting, slot) { return price }
    // A table is wanted as well. Where nobody sits, there is none.
    if state.count(in: slot) == 0 { return nil }
    var best: (meeting: Int, price: Int)?
    for _ in 0..<4 {
      let other = state.meeting(randomness.below(state.count(in: slot)), in: slot)
      if model.isLocked[other] || (0..<ejectedCount).contains(where: { eject($0) == other }) { continue }
      setEjected(ejectedCount, other)
      ejectedCount += 1
      let fits = hasRoom(meeting, slot)
      ejectedCount -= 1
      guard fits else { continue }
      let cost = priceOfEjecting(other, slot, for: meeting)
      if cost < best?.price ?? .max { best = (other, cost) }
      if price + cost <= limit { break }
    }
    guard let best else { return nil }
    setEjected(ejectedCount, best.meeting)
    ejectedCount += 1
    lost += state.priority[best.meeting]
    return price + best.price
  }

  /// Proposes to give the slot of a meeting to one that has none and is worth as much.
  /// - Returns: that meeting and the price.
  @inline(__always)
  func proposeReplacement(of old: Int, below limit: Int) -> (meeting: Int, price: Int)? {
    if model.isLocked[old] || model.isRequired[old] { return nil }
    let slot = Int(state.slotOf[old])
    let list = slots + Int(state.rank[old])
    let count = state.count(in: list)
    if count == 0 { return nil }
    for _ in 0..<12 {
      let meeting = state.meeting(randomness.below(count), in: list)
      if state.priority[meeting] < state.priority[old] || model.wantsInterpreter[meeting] || !state.allowed[meeting].has(slot) { continue }
      interpreter = -1
      var isFree = true
      var price = 0
      for index in Int(state.first[meeting])..<Int(state.first[meeting + 1]) {
        let unit = Int(state.members[index])
        let mask = state.busy[unit]
        if mask.has(slot) {
          if state.meetingAt[unit * slots + slot] != Int32(truncatingIfNeeded: old) {
            isFree = false
            break
          }
        } else {
          if !state.mayAdd(unit, slot) {
            isFree = false
            break
          }
          price += pain(of: unit, state.growth(mask, adding: slot))
        }
      }
      if !isFree || price > limit + 2 * Weights.aBreak { continue }
      price += priceOfEjecting(old, slot, for: meeting) - worth(meeting, in: slot)
      if model.hasOrder {
        for other in model.earlier[meeting] where Int(state.slotOf[Int(other)]) >= slot { price += weights.disorder }
        for other in model.later[meeting] where Int(state.slotOf[Int(other)]) >= 0 && Int(state.slotOf[Int(other)]) <= slot { price += weights.disorder }
      }
      if price > limit { continue }
      setEjected(0, old)
      ejectedCount = 1
      guard hasRoom(meeting, slot) else { continue }
      lost = state.priority[old] - state.priority[meeting]
      return (meeting, price)
    }
    return nil
  }

  /// Whether there is a place for the meeting once the ejected ones are gone.
  @inline(__always)
  private func hasRoom(_ meeting: Int, _ slot: Int) -> Bool {
    if model.hasOnePool { return Int(state.load[slot]) - ejectedCount < Int(state.room[slot]) }
    let pools = model.pools[meeting]
    for pool in [pools.0, pools.1] where pool >= 0 {
      let gone = (0..<ejectedCount).count { model.pools[eject($0)].0 == pool || model.pools[eject($0)].1 == pool }
      if Int(state.load[Int(pool) * slots + slot]) - gone >= Int(state.room[Int(pool) * slots + slot]) { return false }
    }
    return true
  }

  private func freeInterpreter(for meeting: Int, in slot: Int) -> Int? {
    let candidates = model.problem.meetings[meeting].interpreters
    let start = randomness.below(candidates.count)
    for offset in candidates.indices {
      let person = candidates[(start + offset) % candidates.count]
      if state.available[person].has(slot), !state.busy[person].has(slot), !model.problem.meetings[meeting].participants.contains(person) { return person }
    }
    return nil
  }

  /// Takes the proposed insertion.
  func takeInsertion(_ meeting: Int, in slot: Int) {
    for index in 0..<ejectedCount { state.remove(eject(index)) }
    if interpreter >= 0 { state.members[Int(state.first[meeting + 1]) - 1] = interpreter }
    state.insert(meeting, slot)
  }
}
