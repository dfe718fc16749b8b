import Foundation
import Yams

/// What Rialto must know to be an application service of a homeserver.
///
/// The tokens are secrets: this value is never written to a log, and its description leaves them out.
public struct MatrixConfiguration: Sendable, Equatable {
  /// The address of the homeserver's client API, without a slash at its end: `http://127.0.0.1:8008`.
  public let homeserver: String
  /// What Rialto shows the homeserver.
  public let asToken: String
  /// What the homeserver shows Rialto.
  public let hsToken: String
  /// The bot's name before the colon of its user id.
  public let botLocalpart: String
  /// The homeserver's own name, the part of user ids after the colon: `example.org`.
  public let serverName: String
  /// The `id` of the registration, by which the homeserver knows this application service.
  public let registrationID: String

  /// The bot's user id, `@rialto:example.org`.
  public var botUserID: String { "@\(botLocalpart):\(serverName)" }

  /// - Throws: `MatrixConfigurationError` that names the value which cannot be used.
  public init(
    homeserver: String, asToken: String, hsToken: String, botLocalpart: String = "rialto", serverName: String,
    registrationID: String = "rialto"
  ) throws {
    self.homeserver = try MatrixNames.address(homeserver, named: "the homeserver's address")
    self.asToken = try MatrixNames.token(asToken, named: "as_token")
    self.hsToken = try MatrixNames.token(hsToken, named: "hs_token")
    guard asToken != hsToken else { throw MatrixConfigurationError("as_token and hs_token must differ") }
    self.botLocalpart = try MatrixNames.localpart(botLocalpart)
    self.serverName = try MatrixNames.serverName(serverName)
    guard !registrationID.isEmpty else { throw MatrixConfigurationError("id is empty") }
    self.registrationID = registrationID
  }

  /// Reads the registration file (YAML or JSON) that the homeserver reads too.
  ///
  /// - Parameter serverName: only needed where the file's user namespace is not the bot's exact user id.
  /// - Throws: `MatrixConfigurationError` that names the file and what is wrong in it.
  public init(registrationFile path: String, homeserver: String, serverName: String? = nil) throws {
    do {
      let file = try MatrixRegistrationFile(path: path)
      guard let name = serverName ?? file.serverName else {
        throw MatrixConfigurationError(
          "the server's name does not follow from namespaces.users: write the bot's exact user id there, as in "
            + "'@\(file.senderLocalpart):example\\.org', or give the name")
      }
      try self.init(
        homeserver: homeserver, asToken: file.asToken, hsToken: file.hsToken, botLocalpart: file.senderLocalpart,
        serverName: name, registrationID: file.id)
    } catch let error as MatrixConfigurationError {
      throw MatrixConfigurationError("\(path): \(error.problem)")
    }
  }
}

extension MatrixConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String { "\(botUserID) at \(homeserver)" }
  public var debugDescription: String { description }
}

/// Why a Matrix configuration cannot be used, in a sentence for the operator.
public struct MatrixConfigurationError: Error, Equatable, CustomStringConvertible {
  public let problem: String

  public init(_ problem: String) { self.problem = problem }

  public var description: String { problem }
}
