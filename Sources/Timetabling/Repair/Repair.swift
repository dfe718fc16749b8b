/// Mends a timetable after something has happened: somebody comes late or not at all, a table is gone, a meeting is asked for. Who is not concerned keeps
/// their slot, but for a few; locked meetings stay.
public struct Repair: Sendable {
  /// The mended timetable, and what became of whom.
  public struct Outcome: Hashable, Sendable {
    public var solution: Solution
    /// Meetings that could not stay where they were, and have another slot now.
    public var displaced: [Int]
    /// Meetings that could have stayed, and were moved to make room.
    public var moved: [Int]
    /// Meetings that have no slot now, though they had one, or were to be added.
    public var unplaced: [Int]

    public init(solution: Solution, displaced: [Int], moved: [Int], unplaced: [Int]) {
      self.solution = solution
      self.displaced = displaced
      self.moved = moved
      self.unplaced = unplaced
    }
  }

  /// How many places are tried in all, so that an answer comes in a tenth of a second.
  private static let work = 4_000

  private let problem: Problem
  private let present: Solution
  private let adding: [Int]
  private let mostMoved: Int

  /// - Parameters:
  ///   - problem: as it is now, after what happened.
  ///   - present: the timetable before; meetings that the problem has beyond those of the timetable are new.
  ///   - adding: meetings without a slot that are to get one if possible. Required ones and new ones are meant without being named.
  ///   - mostMoved: how many of those who could stay may be moved, all in all.
  public init(_ problem: Problem, present: Solution, adding: [Int] = [], mostMoved: Int = 3) {
    var present = present
    let new = present.slots.count..<max(present.slots.count, problem.meetings.count)
    for _ in new {
      present.slots.append(nil)
      present.tables.append(nil)
      present.interpreters.append(nil)
    }
    var problem = problem
    for meeting in problem.meetings.indices {
      problem.meetings[meeting].present = present.slots[meeting]
      problem.meetings[meeting].presentTable = present.tables[meeting]
    }
    self.problem = problem
    self.present = present
    self.adding = adding + new
    self.mostMoved = mostMoved
  }

  public func run() -> Outcome {
    problem.slots <= 64 ? run(Model<UInt64>(problem)) : run(Model<UInt128>(problem))
  }

  private func run<Mask: SlotMask>(_ model: Model<Mask>) -> Outcome {
    let state = State(model)
    let first = { (meeting: Int) in (model.isLocked[meeting] ? 1 : 0, model.isRequired[meeting] ? 1 : 0, model.priority[meeting], -meeting) }
    let before = problem.meetings.indices.filter { present.slots[$0] != nil }.sorted { first($0) > first($1) }
    var homeless: [Int] = []
    for meeting in before {
      guard let slot = present.slots[meeting], state.stands(meeting, in: slot, with: present.interpreters[meeting]) else {
        homeless.append(meeting)
        continue
      }
      state.place(meeting, in: slot, with: present.interpreters[meeting])
    }
    homeless += Set(adding + problem.meetings.indices.filter { model.isRequired[$0] }).subtracting(before).sorted()
    homeless.sort { first($0) > first($1) }

    var chain = RepairChain(state)
    var left = mostMoved
    var spent = 0
    for (place, meeting) in homeless.enumerated() {
      // Each gets its share of the work, and what those before it left over.
      var share = Self.work * (place + 1) / homeless.count - spent
      let given = share
      for budget in 0...left where chain.place(meeting, moving: budget, work: &share) {
        left -= budget
        break
      }
      spent += given - share
    }
    var solution = Solution(empty: problem)
    for meeting in problem.meetings.indices where state.slotOf[meeting] >= 0 {
      solution.slots[meeting] = Int(state.slotOf[meeting])
      if model.wantsInterpreter[meeting] { solution.interpreters[meeting] = Int(state.members[Int(model.first[meeting + 1]) - 1]) }
    }
    Seating(problem).seat(&solution)
    let wasHomeless = Set(homeless)
    return Outcome(
      solution: solution,
      displaced: homeless.filter { solution.slots[$0] != nil && present.slots[$0] != nil && solution.slots[$0] != present.slots[$0] }.sorted(),
      moved: before.filter { !wasHomeless.contains($0) && solution.slots[$0] != present.slots[$0] }.sorted(),
      unplaced: homeless.filter { solution.slots[$0] == nil }.sorted())
  }
}
