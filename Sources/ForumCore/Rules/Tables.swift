// Which table (rules 3, 10, 11).

extension Forum {
  /// What the tables of a block offer to two delegates.
  enum TableOffer {
    /// A virtual block: no table is needed.
    case none
    case table(TableID)
    case full
  }

  /// The tables fixed to a delegate, or else to their organisation.
  func fixedTables(of delegate: DelegateID) -> [TableID] {
    if let own = index.fixedTables[.delegate(delegate)] { return own }
    guard let organisation = registrations[delegate]?.organisation else { return [] }
    return index.fixedTables[.organisation(organisation)] ?? []
  }

  /// The tables at which the meetings of two delegates sit: where both sides have one, the requested side's.
  func fixedTables(for requester: DelegateID, and requested: DelegateID) -> [TableID] {
    let host = fixedTables(of: requested)
    return host.isEmpty ? fixedTables(of: requester) : host
  }

  /// Whether two delegates may sit at a table in a block: one of theirs, or one that is fixed to nobody and of the block's zone.
  func suits(_ table: Table, _ sides: [DelegateID], in block: Block) -> Bool {
    switch table.fixedTo {
    case .delegate(let owner): sides.contains(owner)
    case .organisation(let owner): sides.contains { registrations[$0]?.organisation == owner }
    case nil: block.zone == nil || block.zone == table.zone
    }
  }

  /// The lowest free table that suits.
  ///
  /// Whoever has a fixed table sits there always; where both sides have one, the requested side's is used. All others sit
  /// at the lowest free table that is fixed to nobody and of the block's zone.
  func table(for requester: DelegateID, and requested: DelegateID, in slot: Slot, except: MeetingID? = nil) -> TableOffer {
    guard let block = blocks[slot.id.block] else { return .full }
    if block.isVirtual { return .none }
    let fixed = fixedTables(for: requester, and: requested)
    if !fixed.isEmpty {
      return fixed.first { isFree($0, during: slot.span, except: except) }.map(TableOffer.table) ?? .full
    }
    for id in index.tableOrder {
      guard let table = tables[id], table.fixedTo == nil, block.zone == nil || table.zone == block.zone else { continue }
      if isFree(id, during: slot.span, except: except) { return .table(id) }
    }
    return .full
  }
}
