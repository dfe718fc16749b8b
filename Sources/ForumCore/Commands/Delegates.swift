/// A delegate changes what the forum keeps of their wishes.
///
/// What is nil stays as it is.
public struct UpdateDelegate: Command {
  public var delegate: DelegateID
  /// BCP 47.
  public var language: String?
  public var takesMeetings: Bool?
  public var speaks: [String]?
  public var offers: [String]?
  public var seeks: [String]?

  public init(
    delegate: DelegateID, language: String? = nil, takesMeetings: Bool? = nil, speaks: [String]? = nil, offers: [String]? = nil, seeks: [String]? = nil
  ) {
    self.delegate = delegate
    self.language = language
    self.takesMeetings = takesMeetings
    self.speaks = speaks
    self.offers = offers
    self.seeks = seeks
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.require(actor, actsFor: delegate)
    let known = try forum.delegate(delegate)
    if let language, language.count > 35 {
      throw Refusal(.badValue, ["field": .text("language"), "expected": .text("the tag of a language such as fr")])
    }
    let wishes = Wishes(speaks: speaks ?? known.speaks, offers: offers ?? known.offers, seeks: seeks ?? known.seeks)
    try wishes.check()
    let update = DelegateUpdated(
      delegate: delegate, language: language == known.language ? nil : language, takesMeetings: takesMeetings == known.takesMeetings ? nil : takesMeetings,
      wishes: wishes == Wishes(speaks: known.speaks, offers: known.offers, seeks: known.seeks) ? nil : known.personal(wishes))
    let isSame = update.language == nil && update.takesMeetings == nil && update.wishes == nil
    return isSame ? [] : [.delegateUpdated(update)]
  }
}

/// A delegate says in which blocks they take part and when they can not meet (rules 2, 7).
///
/// Open meetings in that time are in the way: the delegate keeps, moves or cancels them first.
public struct SetAvailability: Command {
  public var delegate: DelegateID
  /// Nil means all blocks.
  public var blocks: [BlockID]?
  public var unavailable: [Span]

  public init(delegate: DelegateID, blocks: [BlockID]?, unavailable: [Span]) {
    self.delegate = delegate
    self.blocks = blocks
    self.unavailable = unavailable
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOpen(for: actor)
    try forum.require(actor, actsFor: delegate)
    let registration = try forum.delegate(delegate)
    for block in blocks ?? [] where forum.blocks[block] == nil { throw Refusal(.noSuchBlock, ["reference": .text(block.value)]) }
    guard unavailable.count <= 50, unavailable.allSatisfy({ $0.start < $0.end }) else {
      throw Refusal(.badValue, ["field": .text("unavailable"), "expected": .text("at most 50 spans whose end is after their start")])
    }
    let inTheWay = (forum.index.openMeetings[delegate] ?? []).filter { id in
      guard let place = forum.meetings[id]?.place, place.span.end > now else { return false }
      return blocks?.contains(place.slot.block) == false || unavailable.contains { $0.overlaps(place.span) }
    }
    guard inTheWay.isEmpty else { throw Refusal(.meetingsInTheWay, ["meetings": .meetings(inTheWay)]) }
    if registration.blocks == blocks && registration.unavailable == unavailable { return [] }
    return [.availabilitySet(AvailabilitySet(delegate: delegate, blocks: blocks, unavailable: unavailable))]
  }
}

/// Notes a single-use code by which a delegate can link a chat. An earlier code of theirs ends.
public struct IssueLinkCode: Command {
  public var delegate: DelegateID
  /// SHA-256 of the code, hexadecimal.
  public var digest: String
  public var validMinutes: Int

  public init(delegate: DelegateID, digest: String, validMinutes: Int = 10) {
    self.delegate = delegate
    self.digest = digest
    self.validMinutes = validMinutes
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.require(actor, actsFor: delegate)
    let registration = try forum.delegate(delegate)
    guard registration.status == .approved else { throw Refusal(.notApproved, ["delegate": .delegate(delegate)]) }
    guard (1...1440).contains(validMinutes) else {
      throw Refusal(.badValue, ["field": .text("validMinutes"), "expected": .text("1 to 1440 minutes")])
    }
    return [.linkCodeIssued(.init(code: LinkCode(delegate: delegate, digest: digest, expiresAt: now.adding(minutes: validMinutes))))]
  }
}

/// Links a chat account to the registration whose code was shown. The code is used up.
public struct LinkChat: Command {
  public var digest: String
  public var bot: String
  public var account: ChatAccount

  public init(digest: String, bot: String, account: ChatAccount) {
    self.digest = digest
    self.bot = bot
    self.account = account
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    guard let code = forum.linkCodes.first(where: { $0.digest == digest && $0.expiresAt > now }) else { throw Refusal(.noSuchCode) }
    let registration = try forum.delegate(code.delegate)
    guard registration.status == .approved else { throw Refusal(.notApproved, ["delegate": .delegate(code.delegate)]) }
    guard let account = registration.personal(account) else { throw Refusal(.noSuchCode) }
    return [.chatLinked(ChatLinked(link: ChatLink(bot: bot, delegate: code.delegate, account: account, linkedAt: now)))]
  }
}

/// Takes a chat account off a registration.
public struct UnlinkChat: Command {
  public var delegate: DelegateID
  public var bot: String
  public var account: String

  public init(delegate: DelegateID, bot: String, account: String) {
    self.delegate = delegate
    self.bot = bot
    self.account = account
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.require(actor, actsFor: delegate)
    return forum.chatLinks.filter { $0.bot == bot && $0.delegate == delegate && $0.account.value?.account == account }
      .map { .chatUnlinked(ChatLinked(link: $0)) }
  }
}
