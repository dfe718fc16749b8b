extension State {
  /// Whether a meeting that had this slot, and perhaps this interpreter, can still have them beside those that are placed already.
  func stands(_ meeting: Int, in slot: Int, with interpreter: Int?) -> Bool {
    guard allowed[meeting].has(slot), hasRoom(meeting, slot), inOrder(meeting, slot), haveTime(meeting, slot) else { return false }
    for index in Int(first[meeting])..<Int(first[meeting + 1]) {
      let unit = Int(members[index])
      if unit >= 0, busy[unit].has(slot) { return false }
    }
    guard model.wantsInterpreter[meeting] else { return true }
    guard let interpreter, model.problem.meetings[meeting].interpreters.contains(interpreter) else { return false }
    return available[interpreter].has(slot) && !busy[interpreter].has(slot) && mayAdd(interpreter, slot)
  }

  /// Puts a meeting into a slot with an interpreter, where it wants one.
  func place(_ meeting: Int, in slot: Int, with interpreter: Int?) {
    if model.wantsInterpreter[meeting], let interpreter { members[Int(first[meeting + 1]) - 1] = Int32(interpreter) }
    insert(meeting, slot)
  }

  /// The interpreter that is called, where one is.
  func interpreter(of meeting: Int) -> Int? {
    guard model.wantsInterpreter[meeting], slotOf[meeting] >= 0 else { return nil }
    return Int(members[Int(first[meeting + 1]) - 1])
  }

  /// Somebody who could interpret: the outer optional is nil where one is wanted and nobody is free, the inner one where none is wanted.
  func interpreter(for meeting: Int, in slot: Int) -> Int?? {
    guard model.wantsInterpreter[meeting] else { return .some(nil) }
    let it = model.problem.meetings[meeting]
    guard let free = it.interpreters.first(where: { available[$0].has(slot) && !busy[$0].has(slot) && mayAdd($0, slot) && !it.participants.contains($0) })
    else { return nil }
    return .some(free)
  }

  /// Whether the limits of all who take part leave them one more slot; who is busy there is not looked at.
  func haveTime(_ meeting: Int, _ slot: Int, leaving: Mask = 0) -> Bool {
    guard model.hasLimits else { return true }
    for index in Int(first[meeting])..<Int(first[meeting + 1]) {
      let unit = Int(members[index])
      if unit >= 0, !busy[unit].has(slot), !mayAdd(unit, slot, leaving: leaving) { return false }
    }
    return true
  }

  func inOrder(_ meeting: Int, _ slot: Int) -> Bool {
    guard model.hasOrder else { return true }
    return model.earlier[meeting].allSatisfy { Int(slotOf[Int($0)]) < slot }
      && model.later[meeting].allSatisfy { slotOf[Int($0)] < 0 || Int(slotOf[Int($0)]) > slot }
  }
}
