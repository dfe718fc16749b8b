/// Makes the best timetable it can in the time it has: a first one at once, then better and better ones, and where it can the proof that none is
/// better. It reads no clock but the one that is passed in.
public struct Solver: Sendable {
  /// How long and how hard to look.
  public struct Options: Sendable {
    /// How long it may take; nil: until it is done or stopped.
    public var seconds: Double?
    /// How many threads work at once. With one thread the same seed goes the same way, and the clock says only how far; of what is too large to be
    /// proven it also sets the pace, unless `steps` does.
    public var threads = 1
    public var seed: UInt64 = 1
    /// How many steps of the search each thread may make; nil: as many as there is time for. With one thread the result depends on nothing else.
    public var steps: Int?
    /// Whether to look for proofs by the exact solver too.
    public var proves = true

    public init(seconds: Double? = nil, threads: Int = 1, seed: UInt64 = 1, steps: Int? = nil, proves: Bool = true) {
      self.seconds = seconds
      self.threads = threads
      self.seed = seed
      self.steps = steps
      self.proves = proves
    }
  }

  /// What is known in the end.
  public enum Status: String, Hashable, Sendable {
    /// The timetable is valid, and none has more priority, nor fewer breaks with that priority.
    case optimal
    /// The timetable is valid.
    case feasible
    /// There is no valid timetable.
    case infeasible
    /// No valid timetable has been found; the one that comes with it leaves out required meetings.
    case unknown
  }

  /// How far the work is.
  public struct Progress: Hashable, Sendable {
    /// Since the beginning.
    public var seconds: Double
    /// Of the best valid timetable.
    public var priority: Int?
    public var breaks: Int?
    public var priorityBound: Int
    public var breaksBound: Int
  }

  public struct Result: Sendable {
    public var status: Status
    public var solution: Solution
    public var score: Score
    public var priorityBound: Int
    public var breaksBound: Int
    public var seconds: Double
    /// Each better timetable with the time at which it was found.
    public var trace: [Progress]
    /// Why there is no timetable, where that is known.
    public var reason: Infeasibility?
  }

  private let problem: Problem
  private let options: Options

  public init(_ problem: Problem, _ options: Options = Options()) {
    self.problem = problem
    self.options = options
  }

  /// - Parameters:
  ///   - now: seconds of a clock that only goes forward.
  ///   - isCancelled: asked some hundred times a second; once true, the best timetable so far is returned.
  ///   - progress: told of each better timetable and bound, from any thread, one call at a time.
  public func run(
    now: @escaping @Sendable () -> Double, isCancelled: @escaping @Sendable () -> Bool = { false }, progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) -> Result {
    let board = Board(problem, options, now: now, isCancelled: isCancelled, progress: progress)
    if let reason = Infeasibility.plain(problem) {
      board.refute(reason)
    } else if problem.slots <= 64 {
      run(Model<UInt64>(problem), board)
    } else {
      run(Model<UInt128>(problem), board)
    }
    return board.result()
  }

  private func run<Mask: SlotMask>(_ model: Model<Mask>, _ board: Board) {
    let threads = max(1, options.threads)
    // The first timetable comes before everything else.
    let first = SearchWork(model, board, options, number: 0)
    first.begin()
    let cells = model.allowed.reduce(0) { $0 + $1.nonzeroBitCount }
    let isProvable = options.proves && cells <= min(Exact.largest, Self.mostCells)
    board.prove(breaksBound: Bounds.forcedBreaks(in: problem).reduce(0) { $0 + ($1 ?? 0) })
    let bound: @Sendable () -> Void = { [problem] in board.prove(priorityBound: Bounds.priority(of: problem) { board.isStopped }) }
    let refutes = board.refutes
    var work: [@Sendable () -> Void] = []
    if isProvable, threads > 1 {
      work.append {
        bound()
        refutes(.below)
      }
      for number in 1..<max(2, threads - 1) where threads > 2 { work.append { SearchWork(model, board, options, number: number).runAll() } }
      work.append {
        first.run(patience: Self.patience)
        if !board.isStopped { refutes(.above) }
      }
    } else {
      for number in 1..<max(1, threads) {
        work.append {
          if number == 1 { bound() }
          SearchWork(model, board, options, number: number).runAll()
        }
      }
      work.append {
        if threads == 1 { bound() }
        first.run(patience: isProvable ? Self.patience : nil)
        if isProvable, !board.isStopped { refutes(.above) }
      }
    }
    Threads.run(work)
  }

  /// How many cells "this meeting in that slot" a problem may have that is tried by the exact solver.
  private static let mostCells = 40_000
  /// How many steps without a better timetable the search makes for each meeting before it makes way for the exact solver.
  private static let patience = 10_000
}
