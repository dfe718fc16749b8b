/// What Rialto must know to speak as an ordinary account of a homeserver, where it cannot be an application service.
///
/// The token or password is a secret: this value is never written to a log, and its description leaves it out.
public struct MatrixAccount: Sendable, Equatable {
  /// What shows that the account is Rialto's.
  enum Proof: Sendable, Equatable {
    case token(String)
    case password(String)
  }

  /// The address of the homeserver's client API, without a slash at its end: `https://matrix.example.org`.
  public let homeserver: String
  /// The account's user id, `@rialto:example.org`.
  public let userID: String
  let proof: Proof

  /// An account whose access token somebody made and keeps.
  ///
  /// - Throws: `MatrixConfigurationError` that names the value which cannot be used.
  public init(homeserver: String, userID: String, accessToken: String) throws {
    try self.init(homeserver: homeserver, userID: userID, proof: .token(MatrixNames.token(accessToken, named: "the access token", least: 8)))
  }

  /// An account that Rialto signs in to by itself, always as the same device, whenever the homeserver forgot it.
  ///
  /// - Throws: `MatrixConfigurationError` that names the value which cannot be used.
  public init(homeserver: String, userID: String, password: String) throws {
    guard !password.isEmpty else { throw MatrixConfigurationError("the password is empty") }
    try self.init(homeserver: homeserver, userID: userID, proof: .password(password))
  }

  private init(homeserver: String, userID: String, proof: Proof) throws {
    self.homeserver = try MatrixNames.address(homeserver, named: "the homeserver's address")
    self.userID = try MatrixNames.userID(userID)
    self.proof = proof
  }
}

extension MatrixAccount: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String { "\(userID) at \(homeserver)" }
  public var debugDescription: String { description }
}
