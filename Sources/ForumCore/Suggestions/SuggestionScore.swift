import Foundation

/// What speaks for a meeting of two, part by part, and what it makes together.
struct SuggestionScore: Sendable {
  /// 0 to 1: how well what they offer answers to what one looks for, by topics and by words, and the other way round.
  var topicsForward = 0.0
  var topicsBackward = 0.0
  var wordsForward = 0.0
  var wordsBackward = 0.0
  /// 0 to 1, see `Complements.kinds`.
  var kinds = 0.0
  var isSoughtKind = false
  var seeksMyKind = false
  /// -1 to 1; nil where nothing is known of it.
  var money: Double?
  var isSoughtCountry = false
  var isSameCountry = false
  /// Nil where one of the two names none.
  var sharesLanguage: Bool?

  /// What each part weighs. Found by trial on generated forums of the seeds 1 to 4 (`MatchWorld`), and rounded; `proof suggest` measures on others.
  enum Weight {
    static let topicsForward = 1.2
    static let topicsBackward = 0.8
    static let words = 0.4
    static let kinds = 0.5
    static let soughtKind = 0.3
    static let seeksMyKind = 0.2
    static let money = 0.5
    static let soughtCountry = 0.3
    static let sameCountry = 0.05
    /// By how much a wrong amount, and the lack of a common language, take away of all the rest.
    static let wrongAmount = 0.6
    static let noLanguage = 0.4
  }

  var total: Double {
    var sum = Weight.topicsForward * topicsForward + Weight.topicsBackward * topicsBackward
    sum += Weight.words * (wordsForward + wordsBackward) + Weight.kinds * kinds
    if isSoughtKind { sum += Weight.soughtKind }
    if seeksMyKind { sum += Weight.seeksMyKind }
    if let money, money > 0 { sum += Weight.money * money }
    if isSoughtCountry { sum += Weight.soughtCountry } else if isSameCountry { sum += Weight.sameCountry }
    // What stands in the way counts against all that speaks for it.
    if let money, money < 0 { sum *= 1 + Weight.wrongAmount * money }
    if sharesLanguage == false { sum *= 1 - Weight.noLanguage }
    return sum
  }

  /// The total on a scale from 0 to 100.
  var outOf100: Int { Int((100 * total / (total + 1)).rounded()) }
}

extension SuggestionIndex {
  /// How well words match, by BM25 in both directions; what is said of oneself at large counts on both sides, less.
  struct WordScores {
    var forward: [Double]
    var backward: [Double]
  }

  private static let aboutWeight = 0.2
  /// BM25: how fast further occurrences lose weight, and how much long texts do.
  private static let saturation = 1.2
  private static let lengthWeight = 0.5

  /// The weight of a term: how rare it is.
  func rarity(_ number: Int) -> Double {
    let holders = Double(postings[number].count)
    return log(1 + (Double(count) - holders + 0.5) / (holders + 0.5))
  }

  func wordScores(of asker: ProfileReading) -> WordScores {
    var scores = WordScores(forward: Array(repeating: 0, count: documents.count), backward: Array(repeating: 0, count: documents.count))
    let all = Double(max(1, count))
    let meanOffers = (lengths.offers + Self.aboutWeight * lengths.about) / all
    let meanSeeks = (lengths.seeks + Self.aboutWeight * lengths.about) / all
    // In one order, so that the same state gives the same sums.
    for (term, mine) in asker.terms.sorted(by: { $0.key < $1.key }) {
      guard let number = termNumbers[term] else { continue }
      let rarity = rarity(number)
      let wanted = rarity * (min(1, mine.seeks) + Self.aboutWeight * min(1, mine.about))
      let given = rarity * (min(1, mine.offers) + Self.aboutWeight * min(1, mine.about))
      for posting in postings[number] {
        guard let length = documents[posting.document]?.reading.length else { continue }
        let offers = posting.sides.offers + Self.aboutWeight * posting.sides.about
        let seeks = posting.sides.seeks + Self.aboutWeight * posting.sides.about
        scores.forward[posting.document] += wanted * Self.saturated(offers, (length.offers + Self.aboutWeight * length.about), meanOffers)
        scores.backward[posting.document] += given * Self.saturated(seeks, (length.seeks + Self.aboutWeight * length.about), meanSeeks)
      }
    }
    return scores
  }

  private static func saturated(_ frequency: Double, _ length: Double, _ mean: Double) -> Double {
    guard frequency > 0 else { return 0 }
    return frequency * (saturation + 1) / (frequency + saturation * (1 - lengthWeight + lengthWeight * length / max(mean, 1)))
  }

  /// What one wants and has, spread over the topics that answer to it and weighed by how rare they are.
  struct TopicWishes {
    var wanted: [Double]
    var given: [Double]
  }

  func topicWishes(of asker: ProfileReading) -> TopicWishes {
    let taxonomy = Taxonomy.standard
    let topics = asker.topics.sorted { $0.key < $1.key }
    var wishes = TopicWishes(wanted: Array(repeating: 0, count: topicCounts.count), given: Array(repeating: 0, count: topicCounts.count))
    let seeksScale = Self.scale(topics.map(\.value.seeks))
    let offersScale = Self.scale(topics.map(\.value.offers))
    for (topic, sides) in topics {
      for (offered, weight) in taxonomy.answers[topic] {
        wishes.wanted[offered] = max(wishes.wanted[offered], sides.seeks * seeksScale * weight * rarity(ofTopic: offered))
      }
      for (sought, weight) in taxonomy.questions[topic] {
        wishes.given[sought] = max(wishes.given[sought], sides.offers * offersScale * weight * rarity(ofTopic: sought))
      }
    }
    return wishes
  }

  /// 0 to 1; it differs little, for a topic that many have is looked for no less.
  func rarity(ofTopic topic: Int) -> Double {
    (log(1 + Double(count) / (1 + Double(topicCounts[topic]))) / log(1 + Double(max(1, count)))).squareRoot().squareRoot()
  }
}
