import ArgumentParser
import ForumCore
import Foundation
import Simulation

/// How good suggestions are where the truth is known, beside a plain overlap of tags, and how long they take.
struct Suggest: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Measure suggestions on generated forums whose truth is known.")

  @Option(help: "People of each forum.")
  var people = 500

  @Option(help: "Of them, how many look for others.")
  var askers = 170

  @Option(help: "The first seed; the weights of the suggestions were found on 1 to 4.")
  var seed: UInt64 = 101

  @Option(help: "How many forums, of successive seeds.")
  var forums = 4

  @Option(help: "Profiles of the forum on which time is taken.")
  var profiles = 2000

  func run() throws {
    let free = try qualities(MatchNoise())
    let listed = try qualities(.listed)
    print("NDCG@10, mean of \(forums) forums of \(people) people from seed \(seed), \(askers) looking in each")
    line("", "own words", "topics of a list")
    try line("suggestions", mean(free) { try $0.suggestions() }, mean(listed) { try $0.suggestions() })
    line("plain overlap of tags", mean(free) { $0.tagOverlap() }, mean(listed) { $0.tagOverlap() })
    line("at random", mean(free) { $0.chance() }, mean(listed) { $0.chance() })
    line("all known but chance", mean(free) { $0.mindReader() }, mean(listed) { $0.mindReader() })
    try time()
  }

  private func qualities(_ noise: MatchNoise) throws -> [MatchQuality] {
    try (0..<UInt64(max(1, forums))).map { MatchQuality(try MatchWorld(people: people, seed: seed + $0, noise: noise), askers: askers) }
  }

  private func mean(_ qualities: [MatchQuality], _ figure: (MatchQuality) throws -> Double) rethrows -> String {
    let mean = try qualities.reduce(0) { try $0 + figure($1) } / Double(qualities.count)
    return String(format: "%.3f", mean)
  }

  private func line(_ cells: String...) {
    print(cells.enumerated().map { $0.element.padding(toLength: $0.offset == 0 ? 24 : 18, withPad: " ", startingAt: 0) }.joined())
  }

  private func time() throws {
    let world = try MatchWorld(people: profiles, seed: seed)
    var index = SuggestionIndex()
    let made = milliseconds { index = SuggestionIndex(world.forum) }
    let refreshed = (0..<101).map { _ in milliseconds { index.refresh(from: world.forum) } }.sorted()
    let ranked = try world.delegates.prefix(401).map { delegate in
      try milliseconds { _ = try index.suggestions(for: delegate, in: world.forum, at: MatchWorld.now) }
    }.sorted()
    print("\n\(profiles) profiles, milliseconds")
    line("the index made", String(format: "%.1f", made))
    for (name, times) in [("... brought up to date", refreshed), ("ranked, with reasons", ranked)] {
      line(name, String(format: "median %.1f", times[times.count / 2]), String(format: "p99 %.1f", times[times.count * 99 / 100]))
    }
  }

  private func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .milliseconds(1)
  }
}
