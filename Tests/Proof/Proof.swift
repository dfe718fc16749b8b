import ArgumentParser

/// The programs behind the drills: what needs a peer of its own, a long run or a load beside it. Not part of the product.
@main
struct Proof: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proof",
    abstract: "Peers, simulations and loads for the drills.",
    subcommands: [BareEcho.self, Bench.self, ChatBench.self, ChatKill.self, Echo.self, Kill.self, Simulate.self, Suggest.self, TimetableFuzz.self])
}
