// Which table (rules 3, 10, 11).

extension Forum {
  /// What the tables of a block offer to a party.
  enum TableOffer {
    /// A virtual block without a virtual table that is free: no table is needed.
    case none
    case table(TableID)
    case full
  }

  /// The tables of a block that are fixed to a delegate, or else to their organisation.
  private func fixedTables(of delegate: DelegateID, in block: Block) -> [TableID] {
    func fixed(to owner: Table.Owner) -> [TableID] { (index.fixedTables[owner] ?? []).filter { isOf(block, tables[$0]) } }
    let own = fixed(to: .delegate(delegate))
    guard own.isEmpty, let organisation = registrations[delegate]?.organisation else { return own }
    return fixed(to: .organisation(organisation))
  }

  /// The fixed tables at which a party's meetings in a block sit: where both sides of a pair have one, the requested side's; a
  /// group sits with its host.
  func fixedTables(for sides: [DelegateID], in block: Block) -> [TableID] {
    let order = sides.count == 2 ? sides.reversed() : sides
    for side in order {
      let fixed = fixedTables(of: side, in: block)
      if !fixed.isEmpty { return fixed }
    }
    return []
  }

  /// Virtual tables belong to virtual blocks, those of wood to all others.
  private func isOf(_ block: Block, _ table: Table?) -> Bool { (table?.link != nil) == block.isVirtual }

  /// Whether a party may sit at a table in a block: one of theirs, or one that is fixed to nobody and of the block's zone.
  func suits(_ table: Table, _ sides: [DelegateID], in block: Block) -> Bool {
    guard isOf(block, table) else { return false }
    return switch table.fixedTo {
    case .delegate(let owner): sides.contains(owner)
    case .organisation(let owner): sides.contains { registrations[$0]?.organisation == owner }
    case nil: block.zone == nil || block.zone == table.zone
    }
  }

  /// The lowest free table that suits: one that is fixed to a side always, else one that is fixed to nobody and of the block's
  /// zone. A virtual block takes a virtual table for its link as long as one is free, and has no limit of tables.
  func table(for sides: [DelegateID], in slot: Slot, except: [MeetingID] = []) -> TableOffer {
    guard let block = blocks[slot.id.block] else { return .full }
    let fixed = fixedTables(for: sides, in: block)
    let suitable = fixed.isEmpty ? index.tableOrder : fixed
    for id in suitable {
      guard let table = tables[id], !fixed.isEmpty || (table.fixedTo == nil && suits(table, sides, in: block)) else { continue }
      if isFree(id, during: slot.span, except: except) { return .table(id) }
    }
    return block.isVirtual ? .none : .full
  }
}
