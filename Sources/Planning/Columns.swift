import ForumCore
import Timetabling

/// The times of a forum as the slots of a timetable: one column for each time at which some block has a slot.
///
/// Slots of parallel blocks that lie at the same time share a column. A slot that overlaps an earlier block's without being the same is
/// left out: nobody could be at both, which columns can not say.
struct Columns: Sendable {
  struct Column: Sendable {
    var span: Span
    /// What meets there: the blocks by name, with the slot that each has at this time.
    var slots: [(block: Block, slot: SlotID)] = []

    var real: [Block] { slots.map(\.block).filter { !$0.isVirtual } }
    var virtual: [Block] { slots.map(\.block).filter(\.isVirtual) }
  }

  let columns: [Column]
  /// The column of each slot that is in the timetable.
  let columnOf: [SlotID: Int]
  /// Blocks of which a slot to come is not in the timetable, by name.
  let leftOut: [BlockID]

  /// - Throws: `badValue` where there are more times than a timetable can have, or an unknown block is named.
  init(_ forum: Forum, only named: [BlockID]?, at now: Instant) throws(Refusal) {
    for block in named ?? [] where forum.blocks[block] == nil { throw Refusal(.noSuchBlock, ["reference": .text(block.value)]) }
    let blocks = forum.blocks.values.filter { named?.contains($0.id) ?? true }.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    var found: [Column] = []
    var leftOut: Set<BlockID> = []
    for block in blocks {
      for slot in block.slots where slot.span.start > now {
        if let same = found.firstIndex(where: { $0.span == slot.span }) {
          found[same].slots.append((block, slot.id))
        } else if found.contains(where: { $0.span.overlaps(slot.span) }) {
          leftOut.insert(block.id)
        } else {
          found.append(Column(span: slot.span, slots: [(block, slot.id)]))
        }
      }
    }
    guard found.count <= SlotSet.capacity else {
      throw Refusal(
        .badValue,
        ["field": .text("blocks"), "expected": .text("blocks with at most \(SlotSet.capacity) meeting times to come, not \(found.count); name some of them")])
    }
    columns = found.sorted { $0.span.start < $1.span.start }
    columnOf = Dictionary(uniqueKeysWithValues: columns.enumerated().flatMap { number, column in column.slots.map { ($0.slot, number) } })
    self.leftOut = leftOut.sorted()
  }

  /// The columns with which a day begins, by the clocks of the forum.
  func dayStarts(in zone: ForumZone?) -> SlotSet {
    guard let zone else { return [] }
    let days = columns.map { zone.wall($0.span.start).date }
    return SlotSet(days.indices.dropFirst().filter { days[$0] != days[$0 - 1] })
  }

  func set(_ holds: (Column) -> Bool) -> SlotSet { SlotSet(columns.indices.filter { holds(columns[$0]) }) }
}
