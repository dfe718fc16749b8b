import ForumCore
import Foundation

/// Writes people's profiles, with the noise of real ones.
struct MatchProfile {
  let topics: [Topic]
  let noise: MatchNoise
  /// By topic, two words for it that no list knows but that others use too.
  private let ownWords: [[String]]
  private let chatter: [String]

  init(topics: [Topic], noise: MatchNoise, using dice: inout SplitMix64) {
    self.topics = topics
    self.noise = noise
    ownWords = topics.map { _ in (0..<2).map { _ in Self.invented(using: &dice) } }
    chatter = (0..<400).map { _ in Self.invented(using: &dice) }
  }

  private static func invented(using dice: inout SplitMix64) -> String {
    (0..<Int.random(in: 2...4, using: &dice)).map { _ in
      String("bcdfglmnprstvz".randomElement(using: &dice) ?? "b") + String("aeiou".randomElement(using: &dice) ?? "a")
    }.joined() + "r"
  }

  func wishes(of person: MatchPerson, using dice: inout SplitMix64) -> Wishes {
    var wishes = Wishes(speaks: chance(0.9, &dice) ? person.languages : [])
    wishes.offers = tags(Array(person.offers.keys.sorted()), person, &dice)
    wishes.seeks = tags(Array(person.seeks.keys.sorted()), person, &dice)
    let all = Set(person.offers.keys).union(person.seeks.keys).sorted()
    if chance(noise.ticks, &dice) {
      var ticked = all.filter { _ in chance(noise.ticked, &dice) }
      if chance(noise.misticked, &dice) { ticked.append(Int.random(in: topics.indices, using: &dice)) }
      wishes.topics = ticked.isEmpty ? nil : ticked.map { topics[$0].key }
    }
    if chance(noise.writes, &dice) { wishes.about = text(all, person, &dice) }
    if let need = person.need, chance(noise.tellsMoney, &dice) { wishes.need = Money(amount: amount(need, person), currency: person.currency) }
    if let ticket = person.ticket, chance(noise.tellsMoney, &dice) {
      wishes.ticket = Ticket(smallest: amount(ticket.lowerBound, person), largest: amount(ticket.upperBound, person), currency: person.currency)
    }
    return wishes
  }

  private func chance(_ share: Double, _ dice: inout SplitMix64) -> Bool { Double.random(in: 0..<1, using: &dice) < share }

  private func amount(_ euros: Double, _ person: MatchPerson) -> Int {
    let rates: [String: Double] = ["TND": 3.4, "EGP": 52, "USD": 1.1]
    let rate = rates[person.currency] ?? 1
    return Int((euros * rate / 1000).rounded()) * 1000
  }

  private func tags(_ true: [Int], _ person: MatchPerson, _ dice: inout SplitMix64) -> [String] {
    var tags = `true`.filter { _ in chance(noise.told, &dice) }.map { word(for: $0, person, &dice) }
    while chance(noise.strays / (1 + noise.strays), &dice) { tags.append(word(for: Int.random(in: topics.indices, using: &dice), person, &dice)) }
    return tags
  }

  /// A tag for a topic: its title, a word of one's own, or a synonym, in English or in a language of the person.
  private func word(for topic: Int, _ person: MatchPerson, _ dice: inout SplitMix64) -> String {
    let kind = Double.random(in: 0..<1, using: &dice)
    var word =
      if kind < noise.titles {
        topics[topic].title()
      } else if kind < noise.titles + noise.ownWords {
        ownWords[topic].randomElement(using: &dice) ?? ""
      } else {
        topics[topic].words[chance(0.6, &dice) ? "en" : person.languages.first ?? "en"]?.randomElement(using: &dice) ?? topics[topic].title()
      }
    if chance(noise.slips, &dice), word.count > 3 {
      word.remove(at: word.index(word.startIndex, offsetBy: Int.random(in: 1..<word.count, using: &dice)))
    }
    return word
  }

  /// Some sentences: chatter of which a little is what they deal with, on no side in particular, and now and then what they do not.
  private func text(_ true: [Int], _ person: MatchPerson, _ dice: inout SplitMix64) -> String {
    var words = (0..<Int.random(in: 8...30, using: &dice)).map { _ in
      chatter[Int(Double(chatter.count) * pow(Double.random(in: 0..<1, using: &dice), 2))]
    }
    for topic in `true` where chance(noise.mentioned, &dice) {
      words.insert(word(for: topic, person, &dice), at: Int.random(in: 0...words.count, using: &dice))
    }
    if chance(0.3, &dice) { words.append(word(for: Int.random(in: topics.indices, using: &dice), person, &dice)) }
    return words.joined(separator: " ")
  }
}
