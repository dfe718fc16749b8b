import Foundation

/// A registration file in the making: what the operator gives the homeserver so that it knows Rialto.
public struct MatrixRegistration: Sendable {
  /// Where the homeserver reaches Rialto's hook: `http://127.0.0.1:8080/hooks/matrix`.
  public let hookURL: String
  public let serverName: String
  public let botLocalpart: String
  public let asToken: String
  public let hsToken: String

  /// Makes a registration with two fresh tokens of 256 random bits each.
  ///
  /// - Throws: `MatrixConfigurationError` where an argument has not the form it must have.
  public init(hookURL: String, serverName: String, botLocalpart: String = "rialto") throws {
    self.hookURL = try MatrixNames.address(hookURL, named: "the hook's address")
    self.serverName = try MatrixNames.serverName(serverName)
    self.botLocalpart = try MatrixNames.localpart(botLocalpart)
    asToken = Self.token()
    hsToken = Self.token()
  }

  /// The file's text. Rialto is trusted not to flood, hence `rate_limited: false`; it obeys a limit all the same.
  public var yaml: String {
    """
    # Made by Rialto. Both the homeserver and Rialto read this file; whoever can read it can speak as the bot.
    id: rialto
    url: "\(hookURL)"
    as_token: "\(asToken)"
    hs_token: "\(hsToken)"
    sender_localpart: "\(botLocalpart)"
    rate_limited: false
    namespaces:
      users:
        - exclusive: true
          regex: '^@\(Self.escaped(botLocalpart)):\(Self.escaped(serverName))$'
      aliases: []
      rooms: []

    """
  }

  /// Writes the file, readable by its owner alone (mode 0600). A file that is there is never overwritten.
  ///
  /// - Throws: `MatrixConfigurationError` with the system's reason.
  public func write(to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else {
      throw MatrixConfigurationError("\(path): \(String(cString: strerror(errno)))")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(yaml.utf8))
      try handle.close()
    } catch {
      unlink(path)
      throw MatrixConfigurationError("\(path): \(error)")
    }
  }

  /// 64 hexadecimal digits from the system's source of randomness.
  private static func token() -> String {
    var source = SystemRandomNumberGenerator()
    return (0..<32).map { _ in
      let byte = UInt8.random(in: .min ... .max, using: &source)
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  /// Escapes what means something in a regular expression and may stand in a name.
  private static func escaped(_ name: String) -> String {
    String(name.flatMap { ".+[]".contains($0) ? ["\\", $0] : [$0] })
  }
}
