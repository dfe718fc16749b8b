import ArgumentParser
import Simulation

/// Random commands against the pure core, with its invariants watched after each.
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Drive random commands against the core and watch its invariants.")

  @Option(help: "How many commands in all.")
  var commands = 20_000_000

  @Option(help: "The first forum's seed; the others count on from it. A failing forum is seen again with its seed and --commands 1.")
  var seed: UInt64?

  @Option(help: "Forums played at the same time.")
  var threads = 2

  @Option(help: "Plant a fault, which has to be caught: \(PlantedFault.allCases.map(\.rawValue).joined(separator: ", ")).")
  var fault: PlantedFault?

  @Option(help: "How seldom a planted fault shows itself: once in so many chances.")
  var oneIn = 40_000

  func run() async throws {
    let seed = seed ?? UInt64.random(in: 1...1_000_000_000)
    print("simulating \(commands) commands from seed \(seed)")
    let start = ContinuousClock.now
    do {
      let tally =
        if let fault {
          try await Simulation(seed: seed, commands: commands, threads: threads, judge: FaultyDecider(fault, oneIn: oneIn)).play()
        } else {
          try await Simulation(seed: seed, commands: commands, threads: threads).play()
        }
      report(tally, after: ContinuousClock.now - start)
      if fault != nil { throw ExitCode.failure }
    } catch let failure as SimulationFailure {
      print(failure)
      guard fault != nil else { throw ExitCode.failure }
      print("the planted fault was caught")
    }
  }

  private func report(_ tally: Tally, after time: Duration) {
    let seconds = time / .seconds(1)
    print("\(tally.commands) commands in \(tally.forums) forums, \(tally.taken) of them changed something; every invariant held")
    print("\(Int(seconds)) s, \(Int(Double(tally.commands) / seconds)) commands a second on \(threads) threads")
    for (name, counts) in [
      ("commands", tally.acts.map { ($0.key.rawValue, $0.value) }), ("changes", tally.changes.map { ($0.key.rawValue, $0.value) }),
      ("refusals", tally.refusals.map { ($0.key.rawValue, $0.value) }),
    ] {
      print("\(name): " + counts.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { "\($0.0) \($0.1)" }.joined(separator: ", "))
    }
    print("never came up: " + tally.neverSeen.joined(separator: ", "))
  }
}

extension PlantedFault: ExpressibleByArgument {}
