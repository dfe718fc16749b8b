/// A secret by which a program or a person signs in. Only its digest is kept.
public struct Token: Numbered, Hashable, Sendable, Codable {
  public static let letter: Character = "K"

  public var id: TokenID
  /// SHA-256 of the secret, hexadecimal.
  public var digest: String
  public var role: Role
  /// The forum in which it is good; nil for an operator's, which is good in all.
  public var forum: ForumID?
  /// The delegate whose it is.
  public var delegate: DelegateID?
  /// What it is for, in its maker's words. That of a delegate's token is `ownLabel`.
  public var label: String?
  /// What a delegate's token is for: personal to them, for it may say who they are (rule 29).
  public var ownLabel: Personal<String>?
  public var createdAt: Instant
  public var revokedAt: Instant?

  public init(
    id: TokenID, digest: String, role: Role, forum: ForumID?, delegate: DelegateID?, label: String? = nil, ownLabel: Personal<String>? = nil,
    createdAt: Instant, revokedAt: Instant? = nil
  ) {
    self.id = id
    self.digest = digest
    self.role = role
    self.forum = forum
    self.delegate = delegate
    self.label = label
    self.ownLabel = ownLabel
    self.createdAt = createdAt
    self.revokedAt = revokedAt
  }
}

/// What the node keeps beside its forums: who may sign in, and the programmes that the forums belong to.
public struct House: Machine, Hashable {
  public private(set) var tokens: [TokenID: Token] = [:]
  public private(set) var lastToken = 0
  public private(set) var byDigest: [String: TokenID] = [:]
  public private(set) var programmes: [ProgrammeID: Programme] = [:]

  public init() {}

  public mutating func apply(_ change: HouseChange, seq: Int, at: Instant) {
    switch change {
    case .tokenCreated(let token):
      tokens[token.id] = token
      byDigest[token.digest] = token.id
      lastToken = max(lastToken, token.id.value)
    case .tokenRevoked(let id): tokens[id]?.revokedAt = at
    case .programmeSet(let programme): programmes[programme.id] = programme
    case .tokenErased(let id):
      guard var token = tokens[id] else { return }
      token.revokedAt = token.revokedAt ?? at
      token.label = nil
      token.ownLabel = nil
      tokens[id] = token
    }
  }

  /// Whether a token of that delegate is good or says what it is for.
  public func hasTraces(of delegate: DelegateID, in forum: ForumID) -> Bool { tokens.values.contains { $0.traces(delegate, in: forum) } }

  public var nextDue: Instant? { nil }
  public func due(at now: Instant) -> [HouseChange] { [] }

  /// The token with that digest, unless it was revoked.
  public func token(digest: String) -> Token? {
    byDigest[digest].flatMap { tokens[$0] }.flatMap { $0.revokedAt == nil ? $0 : nil }
  }
}

extension House {
  private enum Member: String, CodingKey { case tokens, lastToken, byDigest, programmes }

  /// What an older snapshot does not have is empty.
  public init(from decoder: any Decoder) throws {
    let from = try decoder.container(keyedBy: Member.self)
    tokens = try from.decode([TokenID: Token].self, forKey: .tokens)
    lastToken = try from.decode(Int.self, forKey: .lastToken)
    byDigest = try from.decode([String: TokenID].self, forKey: .byDigest)
    programmes = try from.decodeIfPresent([ProgrammeID: Programme].self, forKey: .programmes) ?? [:]
  }

  public func encode(to encoder: any Encoder) throws {
    var to = encoder.container(keyedBy: Member.self)
    try to.encode(tokens, forKey: .tokens)
    try to.encode(lastToken, forKey: .lastToken)
    try to.encode(byDigest, forKey: .byDigest)
    try to.encode(programmes, forKey: .programmes)
  }
}

/// A recorded fact of the house. On paper one object: its `type` and its members, as the changes of forums.
public enum HouseChange: Hashable, Sendable {
  case tokenCreated(Token)
  case tokenRevoked(TokenID)
  /// Its delegate was erased: it is no good any more, and what it was for is forgotten.
  case tokenErased(TokenID)
  case programmeSet(Programme)
}

extension HouseChange: Codable {
  private enum Kind: String, Codable { case tokenCreated, tokenRevoked, tokenErased, programmeSet }
  private enum Member: String, CodingKey { case type, token }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Member.self)
    switch try container.decode(Kind.self, forKey: .type) {
    case .tokenCreated: self = .tokenCreated(try Token(from: decoder))
    case .tokenRevoked: self = .tokenRevoked(try container.decode(TokenID.self, forKey: .token))
    case .programmeSet: self = .programmeSet(try Programme(from: decoder))
    case .tokenErased: self = .tokenErased(try container.decode(TokenID.self, forKey: .token))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Member.self)
    switch self {
    case .tokenCreated(let token):
      try container.encode(Kind.tokenCreated, forKey: .type)
      try token.encode(to: encoder)
    case .tokenRevoked(let id):
      try container.encode(Kind.tokenRevoked, forKey: .type)
      try container.encode(id, forKey: .token)
    case .programmeSet(let programme):
      try container.encode(Kind.programmeSet, forKey: .type)
      try programme.encode(to: encoder)
    case .tokenErased(let id):
      try container.encode(Kind.tokenErased, forKey: .type)
      try container.encode(id, forKey: .token)
    }
  }
}

/// Makes a token known by its digest.
public struct CreateToken: Command {
  public var digest: String
  public var role: Role
  public var forum: ForumID?
  public var delegate: DelegateID?
  public var label: String?
  /// The name under which what is personal to the delegate is kept.
  public var person: PersonID?

  public init(digest: String, role: Role, forum: ForumID?, delegate: DelegateID?, label: String? = nil, person: PersonID? = nil) {
    self.digest = digest
    self.role = role
    self.forum = forum
    self.delegate = delegate
    self.label = label
    self.person = person
  }

  public func decide(_ house: House, by actor: Actor, at now: Instant) throws(Refusal) -> [HouseChange] {
    guard actor.isOrganiser else { throw Refusal(.organisersOnly) }
    guard role == .operator || forum != nil else {
      throw Refusal(.badValue, ["field": .text("forum"), "expected": .text("the forum in which the token is good")])
    }
    guard delegate != nil || ![.investor, .attendee, .speaker, .interpreter].contains(role) else {
      throw Refusal(.badValue, ["field": .text("delegate"), "expected": .text("the delegate whose token it is")])
    }
    let token = Token(
      id: TokenID(house.lastToken + 1), digest: digest, role: role, forum: forum, delegate: delegate, label: person == nil ? label : nil,
      ownLabel: person.flatMap { person in label.map { Personal($0, of: person) } }, createdAt: now)
    return [.tokenCreated(token)]
  }
}

/// Ends a token; whoever is signed in with it is signed out.
public struct RevokeToken: Command {
  public var token: TokenID

  public init(token: TokenID) {
    self.token = token
  }

  public func decide(_ house: House, by actor: Actor, at now: Instant) throws(Refusal) -> [HouseChange] {
    guard actor.isOrganiser else { throw Refusal(.organisersOnly) }
    guard let known = house.tokens[token] else { throw Refusal(.noSuchToken, ["reference": .text(token.description)]) }
    return known.revokedAt == nil ? [.tokenRevoked(token)] : []
  }
}

/// Ends the tokens of a delegate who was erased, and forgets what they were for.
public struct EraseTokens: Command {
  public var forum: ForumID
  public var delegate: DelegateID

  public init(forum: ForumID, delegate: DelegateID) {
    self.forum = forum
    self.delegate = delegate
  }

  public func decide(_ house: House, by actor: Actor, at now: Instant) throws(Refusal) -> [HouseChange] {
    house.tokens.values.filter { $0.traces(delegate, in: forum) }.map(\.id).sorted().map(HouseChange.tokenErased)
  }
}

extension Token {
  fileprivate func traces(_ delegate: DelegateID, in forum: ForumID) -> Bool {
    self.forum == forum && self.delegate == delegate && (revokedAt == nil || label != nil || ownLabel?.value != nil)
  }
}
