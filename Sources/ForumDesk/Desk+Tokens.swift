import Crypto
import ForumCore
import Foundation
import StrictJSON

/// Who is signed in: what a token says.
public struct Principal: Sendable, Hashable {
  public var token: TokenID
  public var role: Role
  /// The forum in which the token is good; nil for an operator's, which is good in all.
  public var forum: ForumID?
  public var delegate: DelegateID?

  public init(token: TokenID, role: Role, forum: ForumID?, delegate: DelegateID?) {
    self.token = token
    self.role = role
    self.forum = forum
    self.delegate = delegate
  }

  public var isOrganiser: Bool { role == .organiser || role == .operator }

  /// The same, as the forum's rules see it.
  public func actor(channel: String) -> Actor {
    isOrganiser
      ? .organiser(token: token, channel: channel)
      : Actor(kind: delegate == nil ? .guest : .delegate, delegate: delegate, token: token, channel: channel)
  }

  public func mayEnter(_ forum: ForumID) -> Bool { self.forum == nil ? role == .operator : self.forum == forum }
}

extension Desk {
  /// Who has that secret; nil where nobody has or it was revoked. What is looked up is the secret's digest, so the time that
  /// it takes tells nothing of other secrets.
  public func signIn(_ secret: String, reply: @escaping @Sendable (Result<Principal?, any Error>) -> Void) {
    if let known = local(secret) { return reply(.success(known)) }
    let digest = Self.digest(secret)
    house.read(
      { house in
        house.token(digest: digest).map { Principal(token: $0.id, role: $0.role, forum: $0.forum, delegate: $0.delegate) }
      }, reply: reply)
  }

  public func signIn(_ secret: String) async throws -> Principal? {
    try await withCheckedThrowingContinuation { continuation in signIn(secret) { continuation.resume(with: $0) } }
  }

  /// The same at once, for a handshake that can not wait. A token is told only after it is durable, so it is known here by
  /// then; a revocation may be seen a moment before its commit, which harms nobody.
  public func principal(_ secret: String) -> Principal? {
    if let known = local(secret) { return known }
    return house.peek { house in
      house.token(digest: Self.digest(secret)).map { Principal(token: $0.id, role: $0.role, forum: $0.forum, delegate: $0.delegate) }
    }
  }

  /// Lets whoever can read the node's own files act as its operator while it runs.
  public func setLocalOperator(_ secret: String) {
    let digest = Self.digest(secret)
    localOperator.withLock { $0 = digest }
  }

  private func local(_ secret: String) -> Principal? {
    let digest = Self.digest(secret)
    return localOperator.withLock { $0 == digest } ? Principal(token: TokenID(0), role: .operator, forum: nil, delegate: nil) : nil
  }

  /// Makes a token; the secret is told here and never again.
  /// - Throws: `Refusal` where the forum or delegate is not there or the role needs one.
  public func createToken(
    role: Role, forum: ForumID?, delegate: DelegateID?, label: String?, by actor: Actor
  ) async throws -> (secret: String, token: TokenID) {
    var person: PersonID?
    if let forum {
      person = try await read(forum) { state in
        guard let delegate else { return nil }
        let profile = try state.delegate(delegate).profile
        guard profile.value != nil else { throw Refusal(.noSuchDelegate, ["reference": .text(delegate.description)]) }
        return profile.person.inForum(forum.value)
      }
    }
    let secret = Self.secret()
    let command = CreateToken(digest: Self.digest(secret), role: role, forum: forum, delegate: delegate, label: label, person: person)
    let outcome = try await perform(command, by: actor)
    // Somebody who was erased meanwhile has no token.
    if let forum, let delegate, try await read(forum, { $0.isErased(delegate) }) { try await eraseTokens(of: delegate, in: forum) }
    guard case .tokenCreated(let token) = outcome.changes.first else { throw DeskError.unavailable("no token was made") }
    return (secret, token.id)
  }

  public func revokeToken(_ token: TokenID, by actor: Actor) async throws -> Int {
    try await perform(RevokeToken(token: token), by: actor).seq
  }

  /// All tokens, without their digests' secrets, by number.
  public func tokens() async throws -> [Token] {
    try await withCheckedThrowingContinuation { continuation in
      house.read({ $0.tokens.values.sorted { $0.id < $1.id } }) { continuation.resume(with: $0) }
    }
  }

  /// Tells each token that is revoked from now on. `tell` must not block.
  public func onRevocation(_ tell: @escaping @Sendable (TokenID) -> Void) throws -> Int {
    let now = house.committedSeq
    return try house.subscribe(after: now) { changes in
      for change in changes {
        switch change.change {
        case .tokenRevoked(let token), .tokenErased(let token): tell(token)
        case .tokenCreated, .programmeSet: break
        }
      }
    }
  }

  func perform(_ command: some Command<House>, by actor: Actor) async throws -> Lane<House>.Outcome {
    try await withCheckedThrowingContinuation { continuation in
      house.perform(command, by: actor, at: now, key: nil) { continuation.resume(with: $0) }
    }
  }

  // MARK: - Secrets

  /// 160 random bits, in letters that survive being read aloud.
  public static func secret() -> String {
    var generator = SystemRandomNumberGenerator()
    let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
    return "rialto_" + String((0..<32).map { _ in letters[Int.random(in: 0..<32, using: &generator)] })
  }

  /// SHA-256, hexadecimal.
  public static func digest(_ secret: String) -> String {
    SHA256.hash(data: Array(secret.utf8)).map { byte in
      let text = String(byte, radix: 16)
      return text.utf8.count == 1 ? "0" + text : text
    }.joined()
  }
}
