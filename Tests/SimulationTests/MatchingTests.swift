import ForumCore
import Simulation
import Testing

@Suite("Suggestions against a known truth")
struct MatchingTests {
  @Test("Suggestions beat a plain overlap of tags clearly")
  func quality() throws {
    let quality = MatchQuality(try MatchWorld(people: 300, seed: 77), askers: 60)
    let (ours, plain, chance) = (try quality.suggestions(), quality.tagOverlap(), quality.chance())
    #expect(ours > plain * 1.2 && plain > chance, "ours \(ours), overlap \(plain), chance \(chance)")
  }
}
