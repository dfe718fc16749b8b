import ForumCore

extension ForumFile {
  func blocks() -> [Block] {
    var seen: Set<BlockID> = []
    return top.list("blocks", known: FieldNames.block).compactMap { fields in
      let id: BlockID? = fields.key("id", required: true)
      let title = fields.line("title", required: true)
      let day = fields.date("day")
      let start = fields.instant("start", on: day, clock)
      let end = fields.instant("end", on: day, clock)
      let slot = fields.integer("slotMinutes", required: true, 5...120)
      let gap = fields.integer("gapMinutes", 0...120) ?? 0
      let zone = fields.line("zone")
      let virtual = fields.truth("virtual") ?? false
      guard let id, let title, let start, let end, let slot else { return nil }
      if !seen.insert(id).inserted { fields.fault("id", "there is another block \"\(id)\"") }
      if end <= start || end > start.adding(minutes: 1440) {
        fields.fault("end", "the end is not within a day after the start")
      } else if start.adding(minutes: slot) > end {
        fields.fault("slotMinutes", "no slot of \(slot) minutes fits into the block")
      }
      return Block(id: id, title: title, start: start, end: end, slotMinutes: slot, gapMinutes: gap, zone: zone, isVirtual: virtual)
    }
  }

  /// Tables one by one (`number`) or in rows (`from`, `to`), and whose the fixed ones are.
  func tables(_ registrations: [ForumContent.Entry]) -> ([Table], [TableID: String]) {
    let emails = Set(registrations.compactMap(\.profile.email))
    let names = Set(registrations.map { $0.organisationName.lowercased() })
    var tables: [Table] = []
    var owners: [TableID: String] = [:]
    var seen: Set<Int> = []
    for fields in top.list("tables", known: FieldNames.table) {
      guard let numbers = numbers(fields) else { continue }
      let label = fields.line("label")
      let zone = fields.line("zone")
      let link = fields.value("link", "an address that begins with https:// or http://", WebAddress.read)
      let owner = fields.line("fixedTo")
      if let owner, !names.contains(owner.lowercased()), !emails.contains(owner.lowercased()) {
        fields.fault("fixedTo", "no registration of this file is of the organisation or address \"\(owner)\"")
      }
      for number in numbers {
        if !seen.insert(number).inserted { fields.fault(fields.has("number") ? "number" : "from", "there is another table \(number)") }
        tables.append(Table(id: TableID(number), label: label, zone: zone, link: link))
        if let owner { owners[TableID(number)] = owner }
      }
    }
    return (tables, owners)
  }

  private func numbers(_ fields: Fields) -> ClosedRange<Int>? {
    let range = 1...100_000
    if fields.has("from") || fields.has("to") {
      if fields.has("number") { fields.fault("number", "give either \"number\" or \"from\" and \"to\"") }
      guard let from = fields.integer("from", required: true, range), let to = fields.integer("to", required: true, range) else { return nil }
      guard from <= to, to - from < 2000 else {
        fields.fault("to", "a row of tables has 1 to 2000 of them")
        return nil
      }
      return from...to
    }
    return fields.integer("number", required: true, range).map { $0...$0 }
  }
}
