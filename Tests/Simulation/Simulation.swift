import ForumCore

/// Drives random commands against many small forums and watches the invariants.
///
/// Everything follows from the seed: forum number `i` of a run from seed `s` has the seed `s + i`, and can be played alone.
package struct Simulation<Judge: Decider>: Sendable {
  /// Commands a forum; the clock passes some three days in them.
  package static var commandsPerForum: Int { 2000 }

  package var seed: UInt64
  package var forums: Int
  package var threads: Int
  private let judge: Judge

  package init(seed: UInt64, commands: Int, threads: Int = 2, judge: Judge) {
    self.seed = seed
    forums = max(1, (commands + Self.commandsPerForum - 1) / Self.commandsPerForum)
    self.threads = max(1, threads)
    self.judge = judge
  }

  /// Plays all forums.
  /// - Throws: `SimulationFailure` of the first broken invariant that was met.
  package func play() async throws -> Tally {
    try await withThrowingTaskGroup(of: Tally.self) { group in
      for thread in 0..<threads { group.addTask { try playEvery(threads, from: thread) } }
      var tally = Tally()
      for try await part in group { tally.add(part) }
      return tally
    }
  }

  private func playEvery(_ stride: Int, from first: Int) throws -> Tally {
    var tally = Tally()
    var number = first
    while number < forums, !Task.isCancelled {
      var run = Run(seed: seed &+ UInt64(number), steps: Self.commandsPerForum, judge: judge)
      try run.play()
      tally.add(run.tally)
      tally.forums += 1
      number += stride
    }
    return tally
  }
}

extension Simulation where Judge == HonestDecider {
  package init(seed: UInt64, commands: Int, threads: Int = 2) {
    self.init(seed: seed, commands: commands, threads: threads, judge: HonestDecider())
  }
}
