import ForumCore
import Foundation

/// What is true of an invented person. Their profile tells some of it.
struct MatchPerson: Sendable {
  var kind: OrganisationKind
  var country: String
  var organisation: Int
  var languages: [String]
  /// Topics by their places in the list, with how much they matter (0 to 1).
  var offers: [Int: Double] = [:]
  var seeks: [Int: Double] = [:]
  /// In euros: what the project needs, or what is put into one project.
  var need: Double?
  var ticket: ClosedRange<Double>?
  var currency: String
}

/// What matters to whom, and whether two would gain by meeting; drawn once from a seed.
///
/// A meeting is worth something where one side's wishes meet what the other has, more where both do. Topics that are not the same answer to
/// each other in part: a broader or narrower one by half, and forty pairs drawn by chance, of which the list of topics knows nothing, by six tenths.
/// Where one needs money and the other gives it, a wrong amount spoils most of it; so does the lack of a common language.
struct MatchTruth: Sendable {
  let topics: [Topic]
  private let near: [[Int: Double]]

  init(using dice: inout SplitMix64) {
    let topics = Taxonomy.standard.topics
    self.topics = topics
    var near: [[Int: Double]] = topics.indices.map { [$0: 1] }
    for (place, topic) in topics.enumerated() {
      guard let broader = topics.firstIndex(where: { $0.key == topic.broader }) else { continue }
      near[place][broader] = 0.5
      near[broader][place] = 0.5
    }
    for _ in 0..<40 {
      let (a, b) = (Int.random(in: topics.indices, using: &dice), Int.random(in: topics.indices, using: &dice))
      if near[a][b] == nil { (near[a][b], near[b][a]) = (0.6, 0.6) }
    }
    self.near = near
  }

  /// 0 to 1: how well what b has answers to what a looks for.
  private func gain(_ a: MatchPerson, _ b: MatchPerson) -> Double {
    var missing = 1.0
    for (wanted, weight) in a.seeks {
      for (topic, strength) in b.offers { missing *= 1 - weight * strength * (near[wanted][topic] ?? 0) }
    }
    return 1 - missing
  }

  /// What a meeting is worth before chance has its part.
  func worth(_ a: MatchPerson, _ b: MatchPerson) -> Double {
    var worth = 1 - (1 - gain(a, b)) * (1 - 0.8 * gain(b, a))
    for (giver, taker) in [(a, b), (b, a)] {
      if let ticket = giver.ticket, let need = taker.need { worth *= ticket.contains(need) ? 1.3 : 0.35 }
    }
    if Set(a.languages).isDisjoint(with: b.languages) { worth *= 0.5 }
    return worth
  }
}

extension MatchPerson {
  private static let countries: [(String, [String])] = [
    ("IT", ["it"]), ("FR", ["fr"]), ("ES", ["es"]), ("EG", ["ar"]), ("TN", ["ar", "fr"]), ("LB", ["ar", "fr"]), ("JO", ["ar"]),
  ]
  private static let kinds: [(OrganisationKind, Int)] = [
    (.msme, 50), (.privateInvestor, 10), (.publicInvestor, 6), (.cluster, 10), (.publicAuthority, 8), (.expert, 8), (.researchBody, 8),
  ]

  init(number: Int, topics: [Topic], using dice: inout SplitMix64) {
    let (country, tongues) = Self.countries.randomElement(using: &dice) ?? ("TN", ["ar"])
    var roll = Int.random(in: 0..<100, using: &dice)
    kind =
      Self.kinds.first { share in
        roll -= share.1
        return roll < 0
      }?.0 ?? .msme
    self.country = country
    // One in eight comes with a colleague of the same house.
    organisation = number > 0 && Int.random(in: 0..<8, using: &dice) == 0 ? number - 1 : number
    languages = tongues + (Double.random(in: 0..<1, using: &dice) < 0.8 ? ["en"] : [])
    currency = Double.random(in: 0..<1, using: &dice) < 0.8 ? "EUR" : country == "TN" ? "TND" : country == "EG" ? "EGP" : "USD"
    let trades = topics.indices.filter { !Self.services.contains(Self.root(of: $0, topics)) }
    func of(_ root: String) -> [Int] { topics.indices.filter { Self.root(of: $0, topics) == root } }
    // Some trades are more common than others.
    let popular = { (dice: inout SplitMix64) in trades[Int(Double(trades.count) * pow(Double.random(in: 0..<1, using: &dice), 1.7))] }
    let field = [popular(&dice), popular(&dice)]
    func draw(_ places: [Int], _ most: Int) -> [Int: Double] {
      let count = Int.random(in: 1...most, using: &dice)
      return Dictionary((0..<count).compactMap { _ in places.randomElement(using: &dice).map { ($0, Double.random(in: 0.4...1, using: &dice)) } }) { a, _ in a }
    }
    switch kind {
    case .privateInvestor, .publicInvestor:
      (offers, seeks) = (draw(of("green-finance"), 3), draw(field + [popular(&dice)], 3))
      let middle = 10_000 * pow(10, Double.random(in: 0.5...2.5, using: &dice))
      ticket = (middle / 3)...(middle * 3)
    case .expert: (offers, seeks) = (draw(of("business-support") + of("policy"), 3), draw(field, 2))
    case .publicAuthority: (offers, seeks) = (draw(of("policy") + of("green-finance"), 2), draw(field + of("business-support"), 3))
    case .researchBody: (offers, seeks) = (draw(of("research") + field, 3), draw(field + of("green-finance"), 3))
    case .cluster: (offers, seeks) = (draw(of("business-support") + field, 3), draw(field + of("policy") + of("green-finance"), 3))
    case .msme, .other:
      (offers, seeks) = (draw(field, 2), draw(of("green-finance") + of("business-support") + of("research") + [popular(&dice), popular(&dice)], 3))
      if Double.random(in: 0..<1, using: &dice) < 0.6 { need = 10_000 * pow(10, Double.random(in: 0.3...2.7, using: &dice)) }
    }
  }

  private static let services: Set<String> = ["green-finance", "policy", "business-support", "research"]

  private static func root(of place: Int, _ topics: [Topic]) -> String {
    var topic = topics[place]
    while let broader = topic.broader, let next = topics.first(where: { $0.key == broader }) { topic = next }
    return topic.key
  }
}
