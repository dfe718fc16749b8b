/// A delegate changes what the forum keeps of their wishes.
///
/// What is nil stays as it is. An empty text or list, and an amount of nothing, take away what was there.
public struct UpdateDelegate: Command {
  public var delegate: DelegateID
  /// BCP 47.
  public var language: String?
  public var takesMeetings: Bool?
  public var speaks: [String]?
  public var offers: [String]?
  public var seeks: [String]?
  /// Instead of the forum's (rule 20); `.off` for none.
  public var quietHours: QuietHours?
  /// The name of the zone in which they read the clock, such as `Europe/Rome`; the forum's for none of their own.
  public var zone: String?
  /// All that others are not to see (rule 29).
  public var hides: [Registration.Field]?
  /// Keys of the taxonomy.
  public var topics: [String]?
  public var about: String?
  public var ticket: Ticket?
  public var need: Money?

  public init(
    delegate: DelegateID, language: String? = nil, takesMeetings: Bool? = nil, speaks: [String]? = nil, offers: [String]? = nil, seeks: [String]? = nil,
    quietHours: QuietHours? = nil, zone: String? = nil, hides: [Registration.Field]? = nil, topics: [String]? = nil, about: String? = nil,
    ticket: Ticket? = nil,
    need: Money? = nil
  ) {
    self.delegate = delegate
    self.language = language
    self.takesMeetings = takesMeetings
    self.speaks = speaks
    self.offers = offers
    self.seeks = seeks
    self.quietHours = quietHours
    self.zone = zone
    self.hides = hides
    self.topics = topics
    self.about = about
    self.ticket = ticket
    self.need = need
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.require(actor, actsFor: delegate)
    let known = try forum.delegate(delegate)
    if let language, language.count > 35 {
      throw Refusal.badValue("language", .language)
    }
    let before = known.wishes.value ?? Wishes()
    let wishes = try changed(before)
    try quietHours?.check()
    let newZone = try changedZone(known, forum)
    let hidden = hides.flatMap { Set($0) == known.hidden ?? [] ? nil : Set($0).sorted { $0.rawValue < $1.rawValue } }
    let update = DelegateUpdated(
      delegate: delegate, language: language == known.language ? nil : language, takesMeetings: takesMeetings == known.takesMeetings ? nil : takesMeetings,
      wishes: wishes == before ? nil : known.personal(wishes), hidden: hidden, quietHours: quietHours == known.quietHours ? nil : quietHours,
      zone: newZone)
    return update == DelegateUpdated(delegate: delegate) ? [] : [.delegateUpdated(update)]
  }

  /// Nil where it stays.
  private func changedZone(_ known: Registration, _ forum: Forum) throws(Refusal) -> ForumZone? {
    guard let zone else { return nil }
    guard let new = ForumZone(zone) else { throw Refusal.badValue("zone", .zone) }
    let before = known.zone ?? forum.settings?.zone
    return new == before ? nil : new
  }

  private func changed(_ before: Wishes) throws(Refusal) -> Wishes {
    var wishes = before
    if let speaks { wishes.speaks = speaks }
    if let offers { wishes.offers = offers }
    if let seeks { wishes.seeks = seeks }
    if let topics { wishes.topics = topics }
    if let about { wishes.about = about }
    if let ticket { wishes.ticket = ticket }
    if let need { wishes.need = need }
    try wishes.check()
    if wishes.topics == [] { wishes.topics = nil }
    if wishes.about == "" { wishes.about = nil }
    if wishes.ticket?.largest == 0 { wishes.ticket = nil }
    if wishes.need?.amount == 0 { wishes.need = nil }
    return wishes
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
    try forum.require(actor, mayBe: delegate)
    let registration = try forum.delegate(delegate)
    guard registration.status.hasPart else { throw Refusal(.notApproved, ["delegate": .delegate(delegate)]) }
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
    guard registration.status.hasPart else { throw Refusal(.notApproved, ["delegate": .delegate(code.delegate)]) }
    guard let account = registration.personal(account) else { throw Refusal(.noSuchCode) }
    // An account is one person's. That it left another registration is recorded by itself, so that it stays so once this one is erased.
    let taken = forum.chatLinks.filter { $0.bot == bot && $0.account.value?.account == self.account.account }
    let link = ChatLink(bot: bot, delegate: code.delegate, account: account, linkedAt: now)
    return taken.map { .chatUnlinked(ChatLinked(link: $0)) } + [.chatLinked(ChatLinked(link: link))]
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
