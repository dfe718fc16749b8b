/// What a person wants from a forum, in their own words.
public struct Wishes: Hashable, Sendable, Codable {
  /// Languages in which they can meet.
  public var speaks: [String]
  public var offers: [String]
  public var seeks: [String]
  /// What they deal with: keys of `Taxonomy.standard`, such as `waste-water`.
  public var topics: [String]?
  /// What they do and hope for, in some sentences.
  public var about: String?
  /// What they put into one project, where they invest or lend.
  public var ticket: Ticket?
  /// What their project needs.
  public var need: Money?

  public init(
    speaks: [String] = [], offers: [String] = [], seeks: [String] = [], topics: [String]? = nil, about: String? = nil, ticket: Ticket? = nil,
    need: Money? = nil
  ) {
    self.speaks = speaks
    self.offers = offers
    self.seeks = seeks
    self.topics = topics
    self.about = about
    self.ticket = ticket
    self.need = need
  }
}

/// The smallest and the largest amount that somebody puts into one project, in whole units of a currency.
public struct Ticket: Hashable, Sendable, Codable {
  public var smallest: Int
  public var largest: Int
  /// ISO 4217, such as `EUR`.
  public var currency: String

  public init(smallest: Int, largest: Int, currency: String) {
    self.smallest = smallest
    self.largest = largest
    self.currency = currency
  }
}

extension Wishes {
  /// - Throws: `badValue` naming the field.
  func check() throws(Refusal) {
    for (field, list) in [("offers", offers), ("seeks", seeks), ("speaks", speaks)] {
      guard list.count <= 50, list.allSatisfy({ $0.count <= 100 && $0.isOneLine }) else {
        throw Refusal(.badValue, ["field": .text(field), "expected": .text("at most 50 entries of 100 characters on one line")])
      }
    }
    guard topics.map({ $0.count <= 30 && $0.allSatisfy { Taxonomy.standard[$0] != nil } }) ?? true else {
      throw Refusal(.badValue, ["field": .text("topics"), "expected": .text("at most 30 topics of the list, such as waste-water")])
    }
    guard about.map({ $0.count <= 2000 && $0.isPlain }) ?? true else {
      throw Refusal(.badValue, ["field": .text("about"), "expected": .text("at most 2000 characters")])
    }
    try need?.check("need")
    try ticket?.check()
  }
}

extension Ticket {
  /// - Throws: `badValue` naming the field.
  func check() throws(Refusal) {
    for amount in [smallest, largest] { try Money(amount: amount, currency: currency).check("ticket") }
    guard smallest <= largest else {
      throw Refusal(.badValue, ["field": .text("ticket.smallest"), "expected": .text("not more than the largest")])
    }
  }
}

extension Registration {
  /// The wishes as other delegates see them: without what this one hides (rule 29).
  public var shownWishes: Wishes {
    guard var shown = wishes.value else { return Wishes() }
    for field in hidden ?? [] {
      switch field {
      case .speaks: shown.speaks = []
      case .offers: shown.offers = []
      case .seeks: shown.seeks = []
      case .topics: shown.topics = nil
      case .about: shown.about = nil
      case .ticket: shown.ticket = nil
      case .need: shown.need = nil
      case .position, .contact: break
      }
    }
    return shown
  }
}
