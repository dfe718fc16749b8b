import Timetabling

/// One file, made and mutated by its seed, and what has to be true of whatever comes of it.
struct FuzzCase {
  let seed: UInt64
  let bytes: [UInt8]
  /// Nothing has been done to it, and there is a timetable, but for fairness.
  private let isPlanted: Bool
  /// The same file in the other form, where nothing has been done to either.
  private let twin: [UInt8]?
  private var dice: Dice

  /// What came of a case.
  enum Outcome: Hashable {
    /// The file is refused; the name of the field, or what else it is about.
    case refused(String)
    /// It can be read and contradicts itself.
    case contradictory
    case solved(Solver.Status)
    /// As `solved`, and every timetable there is has been tried to see whether that is right.
    case compared(Solver.Status)
  }

  /// What must not be.
  struct Failure: Error { var problem: String }

  init(seed: UInt64) {
    self.seed = seed
    dice = Dice(seed: seed)
    var file = EventFile(&dice)
    var mutation = FileMutation(Dice(seed: dice.next()))
    let isBent = dice.oneIn(2)
    if isBent { for _ in 0..<dice.number(1...3) { mutation.bend(&file) } }
    let isJSON = dice.oneIn(2)
    let isDamaged = dice.oneIn(2)
    var text = Array((isJSON ? file.json(isWhole: true) : file.dzn).utf8)
    if isDamaged { for _ in 0..<dice.number(1...3) { mutation.damage(&text) } }
    bytes = text
    isPlanted = file.isPlanted && !isDamaged && (!isJSON || file.locked == nil)
    twin = isBent || isDamaged || isJSON ? nil : Array(file.json(isWhole: false).utf8)
  }

  func run() throws -> Outcome {
    let problem: Problem
    do throws(FileFault) {
      problem = try read(bytes)
    } catch {
      try judge(error)
      if isPlanted { throw Failure(problem: "a valid file is refused: \(error)") }
      return .refused(error.field ?? "no field")
    }
    if let twin {
      guard let other = try? read(twin) else { throw Failure(problem: "the same file as JSON is refused") }
      if other != problem { throw Failure(problem: "the same file as JSON gives another problem") }
    }
    let contradiction = problem.contradiction
    if let contradiction, isPlanted { throw Failure(problem: "a valid file is said to contradict itself: \(contradiction)") }
    let result = try solve(problem)
    if contradiction != nil { return .contradictory }
    if result.status == .optimal || result.status == .infeasible, try compare(result, of: problem) { return .compared(result.status) }
    return .solved(result.status)
  }

  /// As the command does.
  private func read(_ bytes: [UInt8]) throws(FileFault) -> Problem {
    let isJSON = bytes.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) } == UInt8(ascii: "{")
    return isJSON ? try ProblemJSON(bytes).problem : try DznFile(bytes).problem
  }

  /// A refusal says where to look: the line, the field or both, and the line is one of the file's.
  private func judge(_ fault: FileFault) throws(Failure) {
    if fault.line == nil, fault.field == nil { throw Failure(problem: "a refusal names neither line nor field: \(fault)") }
    let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
    if let line = fault.line, !(1...lines).contains(line) { throw Failure(problem: "a refusal names line \(line) of \(lines): \(fault)") }
    if fault.problem.isEmpty || fault.description.utf8.count > 300 { throw Failure(problem: "a refusal is no sentence: \(fault.description.prefix(400))") }
    if fault.description.unicodeScalars.contains(where: { $0.value < 0x20 }) { throw Failure(problem: "a refusal has control characters: \(fault)") }
  }

  private func solve(_ problem: Problem) throws -> Solver.Result {
    var dice = dice
    let proves = !dice.oneIn(4)
    let clock = ContinuousClock.now
    let options = Solver.Options(seconds: 0.5, threads: dice.oneIn(50) ? 2 : 1, seed: seed, steps: dice.number(0...3000), proves: proves)
    let result = Solver(problem, options).run(now: { (ContinuousClock.now - clock) / .seconds(1) })
    try judge(result, of: problem)
    return result
  }

  private func judge(_ result: Solver.Result, of problem: Problem) throws(Failure) {
    let violations = Checker(problem).violations(of: result.solution)
    if Score(result.solution, of: problem) != result.score { throw Failure(problem: "the score is not that of the timetable") }
    switch result.status {
    case .optimal, .feasible:
      if let first = violations.first { throw Failure(problem: "said to be \(result.status.rawValue), and \(first)") }
      if problem.contradiction?.field == "fixed" { throw Failure(problem: "there is a timetable where the fixed slots contradict each other") }
      if result.score.priority > result.priorityBound { throw Failure(problem: "priority \(result.score.priority) is above its bound \(result.priorityBound)") }
      if result.score.priority == result.priorityBound, result.score.breaks < result.breaksBound {
        throw Failure(problem: "\(result.score.breaks) breaks are below their bound \(result.breaksBound)")
      }
      if result.status == .optimal, result.score.priority != result.priorityBound || result.score.breaks != result.breaksBound {
        throw Failure(problem: "said to be optimal, and the bounds are elsewhere")
      }
    case .infeasible:
      if isPlanted, problem.fairness == nil { throw Failure(problem: "said to be infeasible, and there is a timetable") }
      if let reason = result.reason, reason.description.isEmpty { throw Failure(problem: "the reason says nothing") }
    case .unknown:
      // What is left out is said to be missing, and a locked meeting with it; nothing else may be wrong.
      for violation in violations {
        switch violation {
        case .missing, .locked(_, nil): continue
        default: throw Failure(problem: "incomplete, and \(violation)")
        }
      }
      if violations.isEmpty { throw Failure(problem: "said to be unknown, and the timetable is valid") }
    }
  }

  /// Tries every timetable of a tiny problem. False where it is not tiny.
  private func compare(_ result: Solver.Result, of problem: Problem) throws(Failure) -> Bool {
    let ways = problem.meetings.indices.reduce(1.0) { $0 * Double(max(1, problem.open($1).count) + (problem.meetings[$1].priority == nil ? 0 : 1)) }
    guard ways <= 3_000, problem.people.count <= 100, seed % 4 == 0 else { return false }
    let best = EveryTimetable(problem).best
    switch (best, result.status) {
    case (nil, .infeasible): return true
    case (nil, _): throw Failure(problem: "said to be optimal, and there is no timetable")
    case (let best?, .optimal):
      if best.priority != result.score.priority || best.breaks != result.score.breaks {
        throw Failure(
          problem: "said to be optimal with priority \(result.score.priority) and \(result.score.breaks) breaks; there is \(best.priority) with \(best.breaks)")
      }
      return true
    case (_?, _): throw Failure(problem: "said to be infeasible, and there is a timetable")
    }
  }
}

/// Tries every timetable of a tiny problem whose tables are all alike, and keeps the best that the checker finds valid.
private struct EveryTimetable {
  private let problem: Problem
  private let checker: Checker
  private(set) var best: Score?

  init(_ problem: Problem) {
    self.problem = problem
    checker = Checker(problem)
    var solution = Solution(empty: problem)
    place(0, &solution)
  }

  private mutating func place(_ meeting: Int, _ solution: inout Solution) {
    guard meeting < problem.meetings.count else { return judge(solution) }
    if problem.meetings[meeting].priority != nil { place(meeting + 1, &solution) }
    let open = problem.open(meeting)
    for slot in 0..<problem.slots where open.contains(slot) {
      solution.slots[meeting] = slot
      place(meeting + 1, &solution)
    }
    solution.slots[meeting] = nil
  }

  private mutating func judge(_ solution: Solution) {
    var seated = solution
    var taken = [Int](repeating: 0, count: problem.slots)
    for (meeting, slot) in solution.slots.enumerated() {
      guard let slot else { continue }
      if taken[slot] == problem.tables.count { return }
      seated.tables[meeting] = taken[slot]
      taken[slot] += 1
    }
    guard checker.violations(of: seated).isEmpty else { return }
    let score = Score(seated, of: problem)
    if best.map({ (-score.priority, score.breaks) < (-$0.priority, $0.breaks) }) ?? true { best = score }
  }
}
