/// Whom the homeserver takes the bot for, and what shows it.
struct MatrixSpeaker: Sendable {
  enum Proof: Sendable {
    /// The token of an application service, which names the bot in each request.
    case service(MatrixConfiguration)
    case account(MatrixAccount.Proof)
  }

  let homeserver: String
  /// The bot's user id.
  let userID: String
  let proof: Proof

  init(_ configuration: MatrixConfiguration) {
    homeserver = configuration.homeserver
    userID = configuration.botUserID
    proof = .service(configuration)
  }

  init(_ account: MatrixAccount) {
    homeserver = account.homeserver
    userID = account.userID
    proof = .account(account.proof)
  }

  /// The part of the user id before the colon, without `@`.
  var localpart: String { String(userID.dropFirst().prefix { $0 != ":" }) }

  var isService: Bool { if case .service = proof { true } else { false } }

  /// What the bot can sign in with where its token is not known any more.
  var password: String? { if case .account(.password(let password)) = proof { password } else { nil } }

  /// The token that is known from the beginning.
  var token: String? {
    switch proof {
    case .service(let configuration): configuration.asToken
    case .account(.token(let token)): token
    case .account(.password): nil
    }
  }
}
