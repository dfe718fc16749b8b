import ForumCore
import Foundation

/// How good a way of ranking is: NDCG@10, the mean over those who look of the gain of their first ten, each discounted by its place, beside
/// the best that there could be. 1 is perfect; chance alone keeps everybody well below.
package struct MatchQuality: Sendable {
  let world: MatchWorld
  let askers: [DelegateID]
  private let ideals: [Double]

  /// - Parameter askers: how many of the people look for others; those for whom nobody is worth anything are left out.
  package init(_ world: MatchWorld, askers: Int) {
    self.world = world
    let step = max(1, world.delegates.count / max(1, askers))
    let chosen = stride(from: 0, to: world.delegates.count, by: step).map { world.delegates[$0] }
    let ideals = chosen.map { asker in (asker, Self.gain(world.delegates.map { world.grade(asker, $0) }.sorted(by: >))) }.filter { $0.1 > 0 }
    self.askers = ideals.map(\.0)
    self.ideals = ideals.map(\.1)
  }

  package func measure(_ rank: (DelegateID) throws -> [DelegateID]) rethrows -> Double {
    var sum = 0.0
    for (asker, ideal) in zip(askers, ideals) { sum += try Self.gain(rank(asker).map { world.grade(asker, $0) }) / ideal }
    return sum / Double(max(1, askers.count))
  }

  private static func gain(_ grades: [Int]) -> Double {
    grades.prefix(10).enumerated().reduce(0) { sum, grade in sum + (pow(2, Double(grade.element)) - 1) / log2(Double(grade.offset) + 2) }
  }

  // MARK: - Ways of ranking

  package func suggestions() throws -> Double {
    let index = SuggestionIndex(world.forum)
    return try measure { try index.suggestions(for: $0, in: world.forum, at: MatchWorld.now).map(\.delegate) }
  }

  /// What other systems do: count the tags that are the same (case does not matter), what one looks for against what the other offers, both
  /// ways, and the topics that both ticked. Of equal ones, who came first.
  package func tagOverlap() -> Double {
    let tags = world.delegates.map { delegate -> (offers: Set<String>, seeks: Set<String>, topics: Set<String>) in
      let wishes = world.forum.registrations[delegate]?.wishes.value ?? Wishes()
      return (Set(wishes.offers.map { $0.lowercased() }), Set(wishes.seeks.map { $0.lowercased() }), Set(wishes.topics ?? []))
    }
    return measure { asker in
      let mine = tags[asker.value - 1]
      let counts = world.delegates.map { other -> (count: Int, delegate: DelegateID) in
        let theirs = tags[other.value - 1]
        let isOwn = world.forum.registrations[other]?.organisation == world.forum.registrations[asker]?.organisation
        let count = mine.seeks.intersection(theirs.offers).count + mine.offers.intersection(theirs.seeks).count + mine.topics.intersection(theirs.topics).count
        return (isOwn ? -1 : count, other)
      }
      return counts.sorted { ($1.count, $0.delegate) < ($0.count, $1.delegate) }.prefix(10).map(\.delegate)
    }
  }

  /// What could be reached by somebody who reads minds but not the future: all but chance.
  package func mindReader() -> Double {
    measure { asker in
      world.delegates.map { (worth: world.worth(asker, $0), delegate: $0) }.sorted { ($1.worth, $0.delegate) < ($0.worth, $1.delegate) }.prefix(10).map(
        \.delegate)
    }
  }

  /// Whoever comes by: what ranking at random is worth.
  package func chance() -> Double {
    var dice = SplitMix64(seed: 1)
    return measure { _ in Array(world.delegates.shuffled(using: &dice).prefix(10)) }
  }
}
