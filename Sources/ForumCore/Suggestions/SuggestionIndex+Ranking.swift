extension SuggestionIndex {
  /// Whom a delegate should meet, the best first, each with why.
  ///
  /// Left out are themselves, their own organisation, those with whom they have a meeting or had one, those who declined a request
  /// of theirs, and all whom the forum's rules forbid them to ask (rule 2). The index is to be refreshed from the same forum before.
  /// - Throws: `noSuchDelegate`, `notApproved`, `notActivated`.
  public func suggestions(for delegate: DelegateID, in forum: Forum, at now: Instant, most: Int = 10) throws(Refusal) -> [MeetingSuggestion] {
    let registration = try forum.delegate(delegate)
    guard registration.status == .approved else { throw Refusal(.notApproved, ["delegate": .delegate(delegate)]) }
    guard registration.takesMeetings else { throw Refusal(.notActivated, ["delegate": .delegate(delegate)]) }
    let asker = Asker(registration, in: forum, self)
    let met = forum.met(by: delegate)
    var suggestions: [MeetingSuggestion] = []
    for (place, score) in ranked(for: asker) {
      guard suggestions.count < most else { break }
      guard let document = documents[place], document.delegate != delegate, document.organisation != registration.organisation,
        !met.contains(document.delegate), forum.permits(delegate, toAsk: document.delegate, at: now)
      else { continue }
      let reasons = reasons(for: asker, document, place, score)
      if !reasons.isEmpty { suggestions.append(MeetingSuggestion(delegate: document.delegate, score: score.outOf100, reasons: reasons)) }
    }
    return suggestions
  }

  /// Who looks for somebody, with what is worked out once.
  struct Asker {
    let wishes: Wishes
    let reading: ProfileReading
    let topics: TopicWishes
    let words: WordScores

    init(_ registration: Registration, in forum: Forum, _ index: SuggestionIndex) {
      wishes = registration.wishes.value ?? Wishes()
      reading = ProfileReading(wishes, of: forum.organisations[registration.organisation])
      topics = index.topicWishes(of: reading)
      words = index.wordScores(of: reading)
    }
  }

  /// All profiles by their scores, the best first; of equal ones the one who came first.
  private func ranked(for asker: Asker) -> [(place: Int, score: SuggestionScore)] {
    var list: [(total: Double, delegate: DelegateID, place: Int, score: SuggestionScore)] = []
    list.reserveCapacity(documents.count)
    for place in documents.indices {
      guard let document = documents[place] else { continue }
      let score = score(asker, document, place)
      list.append((score.total, document.delegate, place, score))
    }
    list.sort { ($1.total, $0.delegate) < ($0.total, $1.delegate) }
    return list.map { ($0.place, $0.score) }
  }

  /// Half of what words can be worth is reached at this sum of BM25.
  private static let halfOfWords = 8.0

  private func score(_ asker: Asker, _ document: Document, _ place: Int) -> SuggestionScore {
    let (mine, theirs) = (asker.reading, document.reading)
    var score = SuggestionScore()
    for (topic, sides) in document.topics {
      score.topicsForward += sides.offers * document.offersScale * asker.topics.wanted[topic]
      score.topicsBackward += sides.seeks * document.seeksScale * asker.topics.given[topic]
    }
    score.topicsForward = min(1, score.topicsForward)
    score.topicsBackward = min(1, score.topicsBackward)
    score.wordsForward = asker.words.forward[place] / (asker.words.forward[place] + Self.halfOfWords)
    score.wordsBackward = asker.words.backward[place] / (asker.words.backward[place] + Self.halfOfWords)
    score.kinds = Complements.kinds(mine.kind, theirs.kind)
    score.isSoughtKind = mine.seeksKinds.contains(theirs.kind)
    score.seeksMyKind = theirs.seeksKinds.contains(mine.kind)
    let amounts = [Complements.fit(theirs.ticket, mine.need), Complements.fit(mine.ticket, theirs.need)].compactMap(\.self)
    score.money = amounts.max()
    if let country = theirs.country {
      score.isSoughtCountry = mine.seeksCountries.contains(country)
      score.isSameCountry = mine.country == country
    }
    if !mine.languages.isEmpty, !theirs.languages.isEmpty { score.sharesLanguage = !mine.languages.isDisjoint(with: theirs.languages) }
    return score
  }

  // MARK: - Why

  /// What speaks for a meeting, the strongest first.
  private func reasons(for asker: Asker, _ document: Document, _ place: Int, _ score: SuggestionScore) -> [MeetingSuggestion.Reason] {
    typealias Weight = SuggestionScore.Weight
    let (mine, theirs) = (asker.reading, document.reading)
    var found: [(weight: Double, reason: MeetingSuggestion.Reason)] = []
    let offered = strongest(document.topics.map { ($0.topic, $0.sides.offers * asker.topics.wanted[$0.topic]) })
    if !offered.isEmpty { found.append((Weight.topicsForward * score.topicsForward, .theyOfferWhatYouSeek(offered))) }
    let sought = strongest(document.topics.map { ($0.topic, $0.sides.seeks * asker.topics.given[$0.topic]) })
    if !sought.isEmpty { found.append((Weight.topicsBackward * score.topicsBackward, .theySeekWhatYouOffer(sought))) }
    if let ticket = theirs.ticket, let need = mine.need, let fit = Complements.fit(ticket, need), fit > 0 {
      found.append((Weight.money * fit, .ticketFitsNeed(ticket: ticket, need: need)))
    }
    if let ticket = mine.ticket, let need = theirs.need, let fit = Complements.fit(ticket, need), fit > 0 {
      found.append((Weight.money * fit, .needFitsTicket(need: need, ticket: ticket)))
    }
    if score.isSoughtKind { found.append((Weight.soughtKind, .theyAreWhomYouSeek(theirs.kind))) }
    if score.seeksMyKind { found.append((Weight.seeksMyKind, .theySeekYourKind(mine.kind))) }
    if offered.isEmpty, sought.isEmpty {
      let words = wordsInCommon(asker, theirs)
      if !words.isEmpty { found.append((Weight.words * (score.wordsForward + score.wordsBackward), .wordsInCommon(words))) }
    }
    if score.isSoughtCountry, let country = theirs.country { found.append((Weight.soughtCountry, .countryYouSeek(country))) }
    if !score.isSoughtKind, !score.seeksMyKind, score.kinds >= Complements.worthSaying {
      found.append((0.15 * score.kinds, .kindsComplement(theirs.kind, mine.kind)))
    }
    if score.isSameCountry, let country = theirs.country { found.append((0.02, .sameCountry(country))) }
    let languages = mine.languages.intersection(theirs.languages).sorted()
    if !languages.isEmpty { found.append((0.01, .sharedLanguages(languages))) }
    return found.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.prefix(3).map(\.element.reason)
  }

  /// The keys of the three topics that weigh most; none that hardly does.
  private func strongest(_ topics: [(topic: Int, weight: Double)]) -> [String] {
    topics.filter { $0.weight > 0.12 }.sorted { ($1.weight, $0.topic) < ($0.weight, $1.topic) }.prefix(3).map { Taxonomy.standard.topics[$0.topic].key }
  }

  /// The rarest words of what one offers and looks for that they say too, on the side that answers, as one wrote them.
  private func wordsInCommon(_ asker: Asker, _ theirs: ProfileReading) -> [String] {
    var found: [(rarity: Double, term: String)] = []
    for (term, mine) in asker.reading.terms {
      guard let their = theirs.terms[term], let number = termNumbers[term], !term.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
      let answers = mine.seeks * (their.offers + their.about) + mine.offers * (their.seeks + their.about) + mine.about * (their.offers + their.seeks)
      let rarity = rarity(number)
      if answers > 0, rarity > 1 { found.append((rarity, term)) }
    }
    guard !found.isEmpty else { return [] }
    let texts = asker.wishes.seeks + asker.wishes.offers + [asker.wishes.about ?? ""]
    let written = Words.written(in: texts.joined(separator: "\n"))
    return found.sorted { ($1.rarity, $0.term) < ($0.rarity, $1.term) }.prefix(3).compactMap { written[$0.term] }
  }
}

extension Forum {
  /// With whom a delegate has a meeting or had one, and who declined a request of theirs.
  fileprivate func met(by delegate: DelegateID) -> Set<DelegateID> {
    var met: Set<DelegateID> = []
    for meeting in meetings.values where meeting.has(delegate) {
      // Of what only the other side knows yet nothing is to be guessed.
      if meeting.isUnseen == true, meeting.requester != delegate { continue }
      let isOver = meeting.status == .withdrawn || meeting.status == .expired || meeting.status == .cancelled
      if isOver || (meeting.status == .declined && meeting.requester != delegate) { continue }
      met.formUnion(meeting.participants)
    }
    return met
  }

  /// Whether the rules let one ask the other now (rules 2, 9).
  fileprivate func permits(_ delegate: DelegateID, toAsk other: DelegateID, at now: Instant) -> Bool {
    let party = Party(self, delegate, with: [other])
    do {
      try party.check(at: now)
      try party.checkLimits(of: [other])
      return true
    } catch {
      return false
    }
  }
}
