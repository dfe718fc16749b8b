/// One thread's search: a first timetable, then cycles of annealing that grow longer.
final class SearchWork<Mask: SlotMask>: @unchecked Sendable {
  private let model: Model<Mask>
  private let board: Board
  private let options: Solver.Options
  private let annealing: Annealing<Mask>
  private var published: Standing?
  private var publishedAt = 0.0

  init(_ model: Model<Mask>, _ board: Board, _ options: Solver.Options, number: Int) {
    self.model = model
    self.board = board
    self.options = options
    let state = State(model)
    Greedy(state: state).run()
    annealing = Annealing(state, seed: options.seed &+ UInt64(number) &* 0x9e37_79b9)
  }

  /// Publishes the first timetable.
  func begin() { publish(atOnce: true) }

  func runAll() { run(patience: nil) }

  /// One cycle for each part of the time, until it is over: what is too large to be solved gains most by cooling slowly. The short one in the
  /// middle finds all the priority there can be, mostly, and the long one keeps it.
  private func runPaced(until end: Double) {
    let pause: (Annealing<Mask>) -> Bool = { [self] _ in
      publish(atOnce: false)
      return board.isStopped
    }
    annealing.cycle(steps: model.meetings * 150, pause: pause)
    publish(atOnce: true)
    // Priority is never given away any more: what a cycle finds while it is still hot counts as well.
    annealing.settings.hotPriority = annealing.settings.coldPriority
    for end in [end * 0.12, end] {
      let start = board.seconds
      if end > start, !board.isStopped { annealing.cycle(pause: pause) { [board] in Float((board.seconds - start) / (end - start)) } }
      publish(atOnce: true)
    }
  }

  /// Works until all is done or stopped.
  /// - Parameter patience: how many steps for each meeting without a better timetable end it.
  func run(patience: Int?) {
    if patience == nil, let seconds = options.seconds, options.steps == nil { return runPaced(until: seconds * 0.99) }
    var length = max(20_000, model.meetings * 150)
    var lastBetter = 0
    while !board.isStopped {
      let before = annealing.best
      if let steps = options.steps {
        if annealing.stepsDone >= steps { return }
        length = min(length, steps - annealing.stepsDone)
      }
      annealing.cycle(steps: length) { [self] _ in
        publish(atOnce: false)
        return board.isStopped
      }
      publish(atOnce: true)
      if annealing.best < before { lastBetter = annealing.stepsDone }
      if let patience, annealing.stepsDone - lastBetter > patience * max(50, model.meetings) { return }
      adopt()
      length = min(length * 2, max(model.meetings * 150, 1 << 28))
    }
  }

  /// Goes on from the best timetable of all threads.
  private func adopt() {
    if options.threads > 1, let standing = board.standing, standing < annealing.best, let solution = board.bestSolution {
      annealing.adopt(solution, standing)
    } else {
      annealing.restore()
    }
  }

  /// Tells the others of the best timetable, not too often where that takes long.
  private func publish(atOnce: Bool) {
    let best = annealing.best
    if let published, !(best < published) { return }
    if best.faults > 0 {
      if annealing.state.disorder == 0, annealing.state.unfair == 0 { board.offer(partial: solution(), missing: best.faults) }
      return
    }
    let at = board.seconds
    if !atOnce, published != nil, at < publishedAt + Double(model.meetings) / 100_000 { return }
    published = best
    publishedAt = at
    board.offer(solution(), best)
  }

  private func solution() -> Solution {
    let (slots, interpreters) = annealing.bestSlotsAndInterpreters
    return Solution(slots: slots, tables: Array(repeating: nil, count: slots.count), interpreters: interpreters)
  }
}
