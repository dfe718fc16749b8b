/// Steps that keep one of two participants busy in the same slots as before: nobody's table is wanted, and only the other participants' breaks count.
extension Steps {
  /// Whether a meeting is of two people and nothing else.
  @inline(__always)
  func isPair(_ meeting: Int) -> Bool {
    let start = Int(state.first[meeting])
    return Int(state.first[meeting + 1]) == start + 2 && Int(state.members[start + 1]) < model.people && !model.wantsInterpreter[meeting]
  }

  /// Whether one takes a table of the same kind as the other, so that it can sit where that sat.
  @inline(__always)
  private func drawsAlike(_ one: Int, _ other: Int) -> Bool { model.hasOnePool || model.pools[one] == model.pools[other] }

  /// The slots beside others in which somebody is busy on that day, or any slots of a day that is empty.
  @inline(__always)
  private func beside(_ mask: Mask) -> Mask { mask == 0 ? Mask.max : state.after(mask) | state.before(mask) }

  @inline(__always)
  private func other(of pair: Int, than person: Int) -> Int {
    let start = Int(state.first[pair])
    let one = Int(state.members[start])
    return one == person ? Int(state.members[start + 1]) : one
  }

  /// Gives a pair without slot the place of another meeting of one of the two, if that costs no more than the limit.
  /// - Returns: the slot, where it has one now, and the price.
  @inline(__always)
  func proposeExchange(_ meeting: Int, below limit: Int) -> (old: Int, slot: Int, price: Int)? {
    let start = Int(state.first[meeting])
    let turn = Int(randomness.next() & 1)
    let pivot = Mask.slot(randomness.below(slots)) &- 1
    for side in 0..<2 {
      let stays = Int(state.members[start + (side ^ turn)])
      let joins = Int(state.members[start + (side ^ turn ^ 1)])
      let mask = state.busy[joins]
      let open = state.allowed[meeting] & state.busy[stays] & ~mask & beside(mask)
      for half in [open & ~pivot, open & pivot] {
        var rest = half
        while rest != 0 {
          let slot = rest.trailingZeroBitCount
          rest &= rest &- 1
          let old = Int(state.meetingAt[stays * slots + slot])
          let gain = worth(meeting, in: slot) - worth(old, in: slot)
          if gain < -limit - 2 * Weights.aBreak || model.isLocked[old] || !isPair(old) || !drawsAlike(meeting, old) { continue }
          if !state.mayAdd(joins, slot) { continue }
          let leaves = other(of: old, than: stays)
          let price =
            pain(of: joins, state.growth(mask, adding: slot)) - gain
            + pain(of: leaves, -state.growth(state.busy[leaves] & ~Mask.slot(slot), adding: slot))
          if price <= limit { return (old, slot, price) }
        }
      }
    }
    return nil
  }

  /// A slot in which one of a pair has another meeting that could come to this slot in return, if the two together cost no more than the limit.
  @inline(__always)
  func proposeSwap(_ meeting: Int, from a: Int, below limit: Int) -> Int? {
    let start = Int(state.first[meeting])
    let turn = Int(randomness.next() & 1)
    let pivot = Mask.slot(randomness.below(slots)) &- 1
    for side in 0..<2 {
      let stays = Int(state.members[start + (side ^ turn)])
      let moves = Int(state.members[start + (side ^ turn ^ 1)])
      let mask = state.busy[moves] & ~Mask.slot(a)
      let open = state.allowed[meeting] & state.busy[stays] & ~state.busy[moves] & beside(mask)
      if open == 0 { continue }
      let away = state.growth(mask, adding: a)
      for half in [open & ~pivot, open & pivot] {
        var rest = half
        while rest != 0 {
          let b = rest.trailingZeroBitCount
          rest &= rest &- 1
          let price = pain(of: moves, state.growth(mask, adding: b) - away)
          if price > limit + 2 * Weights.aBreak { continue }
          let back = Int(state.meetingAt[stays * slots + b])
          if !state.allowed[back].has(a) || !isPair(back) { continue }
          let partner = other(of: back, than: stays)
          if state.busy[partner].has(a) { continue }
          let theirs = state.busy[partner] & ~Mask.slot(b)
          if price + pain(of: partner, state.growth(theirs, adding: a) - state.growth(theirs, adding: b)) <= limit { return b }
        }
      }
    }
    return nil
  }

  /// Takes an exchange.
  func takeExchange(_ meeting: Int, for old: Int, in slot: Int) {
    state.remove(old)
    state.insert(meeting, slot)
  }
}
