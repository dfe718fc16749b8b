extension Forum {
  /// How many tables of wood so many meetings ask for: as many as meetings fall on each slot, and 10 to 20 per cent more, for not every
  /// slot suits everybody (rule 10); nil where no slot has such tables.
  public func tablesNeeded(forMeetings count: Int) -> ClosedRange<Int>? {
    let slots = index.slots.count { blocks[$0.id.block]?.isVirtual == false }
    guard slots > 0, (0...10_000_000).contains(count) else { return nil }
    func rounded(_ percent: Int) -> Int { (count * percent + slots * 100 - 1) / (slots * 100) }
    return rounded(110)...rounded(120)
  }
}
