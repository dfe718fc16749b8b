/// Opens a window of meeting time or changes one (rule 11).
///
/// Meetings whose slot is no more are in the way: the change is refused and lists them, or they move to the next feasible
/// place in the same step where `moveMeetings` says so (rule 7). None is dropped.
public struct SetBlock: Command {
  public var block: Block
  public var moveMeetings: Bool

  public init(block: Block, moveMeetings: Bool = false) {
    self.block = block
    self.moveMeetings = moveMeetings
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    _ = try forum.requireSettings()
    try block.check()
    if forum.blocks[block.id] == block { return [] }
    return try forum.moving([.blockSet(BlockSet(block: block))], moveMeetings, because: .block, at: now)
  }
}

/// Closes a window of meeting time.
public struct RemoveBlock: Command {
  public var block: BlockID
  public var moveMeetings: Bool

  public init(block: BlockID, moveMeetings: Bool = false) {
    self.block = block
    self.moveMeetings = moveMeetings
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    guard forum.blocks[block] != nil else { throw Refusal(.noSuchBlock, ["reference": .text(block.value)]) }
    return try forum.moving([.blockRemoved(BlockRemoved(block: block))], moveMeetings, because: .block, at: now)
  }
}

/// Sets up a table or changes one (rule 10).
///
/// Whoever it is fixed to sits there from now on: their meetings to come at other tables are in the way, and move there where
/// `moveMeetings` says so.
public struct SetTable: Command {
  public var table: Table
  public var moveMeetings: Bool

  public init(table: Table, moveMeetings: Bool = false) {
    self.table = table
    self.moveMeetings = moveMeetings
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    _ = try forum.requireSettings()
    guard (1...100_000).contains(table.id.value) else {
      throw Refusal(.badValue, ["field": .text("table"), "expected": .text("a number from 1 to 100000")])
    }
    guard table.label.map({ $0.count <= 100 && $0.isOneLine }) ?? true else {
      throw Refusal(.badValue, ["field": .text("label"), "expected": .text("at most 100 characters on one line")])
    }
    guard table.link.map({ $0.utf8.count <= 2000 && $0.isOneLine && ($0.hasPrefix("https://") || $0.hasPrefix("http://")) }) ?? true else {
      throw Refusal(.badValue, ["field": .text("link"), "expected": .text("an address that begins with https://")])
    }
    switch table.fixedTo {
    case .delegate(let id): _ = try forum.delegate(id)
    case .organisation(let id) where forum.organisations[id] == nil: throw Refusal(.noSuchOrganisation, ["reference": .text(id.description)])
    default: break
    }
    if forum.tables[table.id] == table { return [] }
    return try forum.moving([.tableSet(TableSet(table: table))], moveMeetings, because: .table, at: now)
  }
}

/// Takes a table away.
public struct RemoveTable: Command {
  public var table: TableID
  public var moveMeetings: Bool

  public init(table: TableID, moveMeetings: Bool = false) {
    self.table = table
    self.moveMeetings = moveMeetings
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    guard forum.tables[table] != nil else { throw Refusal(.noSuchTable, ["table": .text(table.description)]) }
    return try forum.moving([.tableRemoved(TableRemoved(table: table))], moveMeetings, because: .table, at: now)
  }
}

extension Block {
  /// - Throws: `badValue` naming the field and what is expected.
  func check() throws(Refusal) {
    func require(_ holds: Bool, _ field: String, _ expected: String) throws(Refusal) {
      guard holds else { throw Refusal(.badValue, ["field": .text(field), "expected": .text(expected)]) }
    }
    try require((5...120).contains(slotMinutes), "slotMinutes", "5 to 120 minutes")
    try require((0...120).contains(gapMinutes), "gapMinutes", "0 to 120 minutes")
    try require(start < end, "end", "a time after the start")
    try require(end <= start.adding(minutes: 1440), "end", "within a day of the start")
    try require(start.adding(minutes: slotMinutes) <= end, "slotMinutes", "at least one slot that fits into the block")
    try require((1...200).contains(title.count) && title.isOneLine, "title", "1 to 200 characters on one line")
  }
}
