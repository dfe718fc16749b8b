/// What a profile says, as far as suggestions go by it.
struct ProfileReading: Sendable {
  /// How strongly something is offered, looked for and talked of.
  struct Sides: Hashable, Sendable {
    var offers = 0.0
    var seeks = 0.0
    var about = 0.0
  }

  /// By the topic's place in the taxonomy, 0 to 1 on both sides: 1 where it is said in so many words, less where the profile only deals with it.
  private(set) var topics: [Int: Sides] = [:]
  /// How often a stem occurs on each side.
  private(set) var terms: [String: Sides] = [:]
  /// How many words there are on each side.
  private(set) var length = Sides()
  /// Kinds and countries that are looked for by name.
  private(set) var seeksKinds: Set<OrganisationKind> = []
  private(set) var seeksCountries: Set<String> = []
  /// Primary subtags; empty where none is given.
  private(set) var languages: Set<String> = []
  private(set) var kind: OrganisationKind
  private(set) var country: String?
  private(set) var ticket: Ticket?
  private(set) var need: Money?

  init(_ wishes: Wishes, of organisation: Organisation?, by lexicon: Lexicon = .standard, _ taxonomy: Taxonomy = .standard) {
    kind = organisation?.kind ?? .other
    country = organisation?.country
    ticket = wishes.ticket
    need = wishes.need
    languages = Set(wishes.speaks.compactMap(LanguageTag.language))
    for text in wishes.offers { read(text, \.offers, lexicon) }
    for text in wishes.seeks { read(text, \.seeks, lexicon) }
    for key in wishes.topics ?? [] {
      if let place = taxonomy.place(of: key) { note(place, offers: Self.dealsWith, seeks: Self.dealsWith) }
    }
    if let about = wishes.about { read(about, \.about, lexicon) }
    if let about = organisation?.about { read(about, \.about, lexicon) }
    // What a body is called says what it does: "Sfax Recycling".
    if let name = organisation?.name {
      for case .topic(let place) in lexicon.concepts(in: Words.stems(of: name)) { note(place, offers: Self.mentions, seeks: 0) }
    }
  }

  private static let dealsWith = 0.4
  private static let mentions = 0.3

  private mutating func read(_ text: String, _ side: WritableKeyPath<Sides, Double>, _ lexicon: Lexicon) {
    let stems = Words.stems(of: text)
    length[keyPath: side] += Double(stems.count)
    for stem in stems { terms[stem, default: Sides()][keyPath: side] += 1 }
    for concept in lexicon.concepts(in: stems) {
      switch concept {
      case .topic(let place) where side == \.offers: note(place, offers: 1, seeks: 0)
      case .topic(let place) where side == \.seeks: note(place, offers: 0, seeks: 1)
      case .topic(let place): note(place, offers: Self.mentions, seeks: Self.mentions)
      case .kind(let kind): if side == \.seeks { seeksKinds.insert(kind) }
      case .country(let country): if side == \.seeks { seeksCountries.insert(country) }
      }
    }
  }

  private mutating func note(_ topic: Int, offers: Double, seeks: Double) {
    var sides = topics[topic] ?? Sides()
    sides.offers = max(sides.offers, offers)
    sides.seeks = max(sides.seeks, seeks)
    topics[topic] = sides
  }
}
