import ForumCore
import Timetabling

/// Which table a meeting may have in which column, in the words of a timetabling problem.
struct Seats {
  private let forum: Forum
  private let columns: Columns
  /// Columns in which a virtual block seats anybody: there is no other block, or all take part in every block there.
  private let virtualSeats: SlotSet
  /// Columns in whose blocks tables are all alike: no zone, or one.
  private let isUniform: SlotSet
  private var zones: [String: Int] = [:]
  private var found: [Problem.Table] = []

  init(_ forum: Forum, _ columns: Columns, everybody: [DelegateID]) {
    self.forum = forum
    self.columns = columns
    virtualSeats = columns.set { column in
      !column.virtual.isEmpty
        && (column.real.isEmpty || column.slots.allSatisfy { slot in everybody.allSatisfy { forum.takesPart($0, in: slot.block.id) } })
    }
    isUniform = columns.set { Set($0.real.map(\.zone)).count <= 1 }
    let named = Set(forum.blocks.values.compactMap(\.zone) + forum.tables.values.compactMap(\.zone))
    for zone in named.sorted() { zones[zone] = zones.count }
  }

  /// A table of wood, in the columns in which it is there and nothing but meetings of the plan sits at it.
  mutating func add(_ id: TableID, planned: Set<MeetingID>) {
    guard let table = forum.tables[id] else { return }
    let except = (forum.index.tableMeetings[id] ?? []).filter(planned.contains)
    let open = columns.set { column in
      let isThere = column.real.contains { $0.zone == nil || $0.zone == table.zone || table.fixedTo != nil }
      return isThere && forum.isFree(id, during: column.span, except: except)
    }
    found.append(Problem.Table(open: open, zone: table.zone.flatMap { zones[$0] }, isShared: table.fixedTo == nil))
  }

  mutating func close(_ table: Int, _ slots: SlotSet) { found[table].open = found[table].open.subtracting(slots) }

  /// All tables, and behind them so many seats of virtual blocks.
  func tables(seats: Int) -> [Problem.Table] {
    virtualSeats.isEmpty ? found : found + Array(repeating: Problem.Table(open: virtualSeats), count: max(1, seats))
  }

  /// Where a meeting may sit, and in which columns.
  func place(of meeting: Meeting, _ tableNumber: [TableID: Int], present: Int?) -> (Problem.Place, SlotSet) {
    func takesPart(_ block: Block) -> Bool { meeting.participants.allSatisfy { forum.takesPart($0, in: block.id) } }
    let real = columns.set { $0.real.contains(where: takesPart) }
    let virtual = columns.set { $0.virtual.contains(where: takesPart) }
    if let block = columns.columns.lazy.compactMap({ $0.real.first(where: takesPart) }).first {
      let own = forum.ownTables(of: meeting, in: block)
      // Of several tables of an organisation each host has one, and they share them evenly.
      let ours = meeting.place?.table.flatMap { own.contains($0) ? $0 : nil } ?? (own.isEmpty ? nil : own[meeting.requested.value % own.count])
      if let table = ours.flatMap({ tableNumber[$0] }), present == nil || ours == meeting.place?.table { return (.table(table), real) }
    }
    if real.isEmpty { return (.virtual, virtual) }
    let isPresentVirtual =
      present.map { present in meeting.place.map { place in columns.columns[present].virtual.contains { $0.id == place.slot.block } } ?? false } ?? false
    if isPresentVirtual, !virtualSeats.contains(present ?? 0) { return (.virtual, virtual) }
    // At any table: where tables are alike, or all the blocks of the column are theirs.
    let whole = columns.set { column in column.real.allSatisfy(takesPart) || column.real.contains { takesPart($0) && $0.zone == nil } }
    let anywhere = real.intersection(isUniform.union(whole)).union(virtual.intersection(virtualSeats))
    var best: (place: Problem.Place, open: SlotSet) = (.anywhere, anywhere)
    for (zone, number) in zones.sorted(by: { $0.value < $1.value }) {
      let open = columns.set { $0.real.contains { takesPart($0) && $0.zone == zone } }
      let isBetter = open.count > best.open.count
      let keeps = present.map { open.contains($0) || !best.open.contains($0) } ?? true
      if isBetter && keeps || present.map({ open.contains($0) && !best.open.contains($0) }) ?? false { best = (.zone(number), open) }
    }
    return best
  }

  /// Whether a meeting that is to have such a place can be where it is.
  func holds(_ place: Problem.Place, _ table: Int?, in column: Int) -> Bool {
    guard let table else { return place == .virtual || (place == .anywhere && virtualSeats.contains(column)) }
    let it = found[table]
    guard it.open.contains(column) else { return false }
    switch place {
    case .anywhere: return it.isShared
    case .zone(let zone): return it.isShared && it.zone == zone
    case .table(let own): return own == table
    case .virtual: return false
    }
  }
}

/// Virtual tables give a meeting its link; there are as many as there are, and none is needed.
struct LinkTables {
  private let forum: Forum
  private let planned: Set<MeetingID>
  private var taken: [TableID: [Span]] = [:]

  init(_ forum: Forum, planned: Set<MeetingID>) {
    self.forum = forum
    self.planned = planned
  }

  mutating func take(for meeting: Meeting, in block: Block, _ span: Span) -> TableID? {
    let own = forum.ownTables(of: meeting, in: block)
    let shared = forum.index.tableOrder.filter { id in
      forum.tables[id].map { $0.link != nil && $0.fixedTo == nil && forum.maySit(meeting, at: $0, in: block) } ?? false
    }
    let present = meeting.place.flatMap { $0.span == span ? $0.table : nil }
    let order = [present].compactMap { $0 }.filter { own.isEmpty ? shared.contains($0) : own.contains($0) } + (own.isEmpty ? shared : own)
    for id in order where taken[id]?.contains(where: { $0.overlaps(span) }) != true {
      let except = (forum.index.tableMeetings[id] ?? []).filter(planned.contains)
      guard forum.isFree(id, during: span, except: except) else { continue }
      taken[id, default: []].append(span)
      return id
    }
    return nil
  }
}
