/// Somebody whom a delegate may want to meet, and why.
public struct MeetingSuggestion: Hashable, Sendable {
  public var delegate: DelegateID
  /// 0 to 100; more is better. Comparable within one list only.
  public var score: Int
  /// The strongest first; at least one, at most three.
  public var reasons: [Reason]

  public init(delegate: DelegateID, score: Int, reasons: [Reason]) {
    self.delegate = delegate
    self.score = score
    self.reasons = reasons
  }

  /// Why two should meet, from the point of view of the one for whom it is; says of the other only what they show (rule 29).
  public enum Reason: Hashable, Sendable {
    /// Topics of theirs that answer to what one looks for; keys of the taxonomy.
    case theyOfferWhatYouSeek([String])
    /// Topics that they look for and that one's own answer to.
    case theySeekWhatYouOffer([String])
    /// Words of one's own that are in what they say.
    case wordsInCommon([String])
    /// What they put into one project fits what one needs.
    case ticketFitsNeed(ticket: Ticket, need: Money)
    /// What they need fits what one puts into one project.
    case needFitsTicket(need: Money, ticket: Ticket)
    /// They are of a kind that one looks for by name.
    case theyAreWhomYouSeek(OrganisationKind)
    /// They look for one's own kind by name.
    case theySeekYourKind(OrganisationKind)
    /// Kinds that complement each other, such as an enterprise and an investor: theirs, then one's own.
    case kindsComplement(OrganisationKind, OrganisationKind)
    /// They are of a country that one names.
    case countryYouSeek(String)
    case sameCountry(String)
    /// Primary subtags of BCP 47.
    case sharedLanguages([String])

    public enum Kind: String, Codable, Sendable, CaseIterable {
      case theyOfferWhatYouSeek, theySeekWhatYouOffer, wordsInCommon, ticketFitsNeed, needFitsTicket, theyAreWhomYouSeek, theySeekYourKind
      case kindsComplement, countryYouSeek, sameCountry, sharedLanguages
    }

    public var kind: Kind {
      switch self {
      case .theyOfferWhatYouSeek: .theyOfferWhatYouSeek
      case .theySeekWhatYouOffer: .theySeekWhatYouOffer
      case .wordsInCommon: .wordsInCommon
      case .ticketFitsNeed: .ticketFitsNeed
      case .needFitsTicket: .needFitsTicket
      case .theyAreWhomYouSeek: .theyAreWhomYouSeek
      case .theySeekYourKind: .theySeekYourKind
      case .kindsComplement: .kindsComplement
      case .countryYouSeek: .countryYouSeek
      case .sameCountry: .sameCountry
      case .sharedLanguages: .sharedLanguages
      }
    }
  }
}

/// On paper `{"kind":"theyOfferWhatYouSeek","topics":["composting"]}`.
extension MeetingSuggestion.Reason: Encodable {
  private enum Member: String, CodingKey { case kind, topics, words, ticket, need, theirs, yours, country, languages }

  public func encode(to encoder: any Encoder) throws {
    var to = encoder.container(keyedBy: Member.self)
    try to.encode(kind, forKey: .kind)
    switch self {
    case .theyOfferWhatYouSeek(let topics), .theySeekWhatYouOffer(let topics): try to.encode(topics, forKey: .topics)
    case .wordsInCommon(let words): try to.encode(words, forKey: .words)
    case .ticketFitsNeed(let ticket, let need), .needFitsTicket(let need, let ticket):
      try to.encode(ticket, forKey: .ticket)
      try to.encode(need, forKey: .need)
    case .theyAreWhomYouSeek(let kind): try to.encode(kind, forKey: .theirs)
    case .theySeekYourKind(let kind): try to.encode(kind, forKey: .yours)
    case .kindsComplement(let theirs, let yours):
      try to.encode(theirs, forKey: .theirs)
      try to.encode(yours, forKey: .yours)
    case .countryYouSeek(let country), .sameCountry(let country): try to.encode(country, forKey: .country)
    case .sharedLanguages(let languages): try to.encode(languages, forKey: .languages)
    }
  }
}
