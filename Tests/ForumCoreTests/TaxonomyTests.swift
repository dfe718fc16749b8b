import ForumCore
import Testing

@Suite("The topics of the circular economy")
struct TaxonomyTests {
  private let topics = Taxonomy.standard.topics

  @Test("Every topic has a key of its own, a title in six languages, and a broader one that is there")
  func whole() {
    #expect((40...80).contains(topics.count))
    #expect(Set(topics.map(\.key)).count == topics.count)
    for topic in topics {
      #expect(ForumID(topic.key)?.value == topic.key && topic.key == topic.key.lowercased())
      for language in ["en", "fr", "it", "es", "ar", "fi"] { #expect(topic.words[language]?.first?.isEmpty == false, "\(topic.key) in \(language)") }
      #expect(Set(topic.words.keys) == ["en", "fr", "it", "es", "ar", "fi"])
      #expect(topic.words.values.joined().allSatisfy { !$0.contains("|") && !$0.contains("<") && $0.count <= 100 })
      if let broader = topic.broader { #expect(Taxonomy.standard[broader] != nil && broader != topic.key, "\(topic.key)") }
    }
  }

  @Test("Following the broader topics ends")
  func noCircle() {
    for topic in topics {
      var steps = 0
      var next = topic.broader
      while let key = next, steps < 5 { (next, steps) = (Taxonomy.standard[key]?.broader, steps + 1) }
      #expect(next == nil, "\(topic.key)")
    }
  }

  @Test("A title is in the reader's language, or in English")
  func titles() {
    let solar = Taxonomy.standard["solar"]
    #expect(["en", "fr-TN", "fi", "de"].map { solar?.title(in: $0) } == ["Solar energy", "Énergie solaire", "Aurinkoenergia", "Solar energy"])
  }
}
