/// Reads words for days and times in one language. All of the words have to be understood, else there is no reading: nothing is guessed.
struct WhenReader {
  private let reader: PieceReader
  private let end: Int
  private var known: [Int: [PieceReader.Found<TimePiece>]] = [:]
  private var drafts: [Stand] = []
  private var seen: Set<Stand> = []
  private var steps = 0

  private struct Stand: Hashable {
    var position: Int
    var draft: TimeDraft
  }

  /// Times that people write are read in some dozens of steps.
  private static let mostSteps = 500

  /// - Parameter last: the word before which it ends.
  init(_ lattice: TimeLattice, to last: Int) {
    reader = PieceReader(lattice: lattice, end: lattice.starts[last])
    end = lattice.starts[last]
  }

  /// All that the words from one on may mean. To be asked of one word after the other, until there is something.
  /// - Parameter isTime: whether a number alone is an hour.
  mutating func readings(from first: Int, isTime: Bool) -> [When] {
    steps = 0
    read(reader.lattice.starts[first], TimeDraft())
    return steps > Self.mostSteps ? [] : Self.readings(drafts.map(\.draft), isTime: isTime)
  }

  /// All that the first words may mean, by how many they are.
  mutating func beginnings() -> [Int: [When]] {
    read(0, TimeDraft())
    guard steps <= Self.mostSteps else { return [:] }
    let starts = Dictionary(reader.lattice.starts.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    let byWord = Dictionary(grouping: seen.filter { starts[$0.position] != nil }) { starts[$0.position] ?? 0 }
    return byWord.mapValues { stands in Self.readings(stands.map(\.draft), isTime: false).sorted { $0.line < $1.line } }.filter { !$0.value.isEmpty }
  }

  private static func readings(_ drafts: [TimeDraft], isTime: Bool) -> [When] {
    var known: Set<When> = []
    return drafts.flatMap { $0.readings(isTime: isTime) }.filter { known.insert($0).inserted }
  }

  private mutating func read(_ position: Int, _ draft: TimeDraft) {
    steps += 1
    let stand = Stand(position: position, draft: draft)
    guard steps <= Self.mostSteps, seen.insert(stand).inserted else { return }
    if position == end { return drafts.append(stand) }
    let pieces = known[position] ?? reader.pieces(position)
    known[position] = pieces
    for piece in pieces {
      if case .clock(_, isBare: true) = piece.value, reader.isDayOfDate(position) { continue }
      if let more = draft.adding(piece.value) { read(piece.next, more) }
    }
  }
}
