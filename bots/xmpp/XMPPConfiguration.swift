import Messaging

/// What Rialto must know to be a component of an XMPP server (XEP-0114).
///
/// The secret is never written to a log, and the description leaves it out.
public struct XMPPConfiguration: Sendable, Equatable {
  /// The component's own domain, which the server knows: `rialto.example.org`.
  public let domain: String
  /// Where the server listens for components.
  public let host: String
  public let port: Int
  /// What both sides know.
  public let secret: String
  /// The part of the bot's address before the `@`.
  public let botName: String
  /// The most bytes of one stanza that are read; longer ones are left out.
  public let maximumStanza: Int
  /// The most bytes of one text that is sent. Escaped it may become five times as long; every server takes 10,000 bytes (RFC 6120, 13.12),
  /// the usual ones 262,144.
  public let longestText: Int
  /// How often a conversation is written to, and all together.
  public let perChat: RateBudget.Rate
  public let inAll: RateBudget.Rate

  /// The address that people add to their contacts.
  public var botAddress: String { "\(botName)@\(domain)" }

  /// - Parameter isTrustedNetwork: whether a host other than this machine may be spoken to; the component protocol is not encrypted.
  /// - Throws: `XMPPConfigurationError` that names the value which cannot be used.
  public init(
    domain: String, host: String = "127.0.0.1", port: Int = 5347, secret: String, botName: String = "rialto", isTrustedNetwork: Bool = false,
    maximumStanza: Int = 262_144, longestText: Int = 4000, perChat: RateBudget.Rate = .perSecond(2, burst: 10),
    inAll: RateBudget.Rate = .perSecond(50, burst: 100)
  ) throws {
    let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard domain.utf8.count <= 253, !labels.isEmpty, labels.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 63 && $0.utf8.allSatisfy(letters.contains) }) else {
      throw XMPPConfigurationError("'\(domain)' is not a component's domain, such as rialto.example.org (lower case; international names as xn--)")
    }
    guard botName.utf8.count <= 64, !botName.isEmpty, botName.utf8.allSatisfy({ letters.contains($0) || $0 == 0x2E || $0 == 0x5F }) else {
      throw XMPPConfigurationError("the bot's name may hold a-z, 0-9, '.', '-' and '_' only")
    }
    guard secret.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw XMPPConfigurationError("the component's secret may hold visible ASCII characters only")
    }
    guard secret.utf8.count >= 16 else { throw XMPPConfigurationError("the component's secret has \(secret.utf8.count) characters; 16 are the least") }
    guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x2F }) else {
      throw XMPPConfigurationError("the server's host must be a name or an address, such as 127.0.0.1")
    }
    guard isTrustedNetwork || Self.isThisMachine(host) else {
      throw XMPPConfigurationError(
        "\(host) is another machine and the component protocol is not encrypted: put Rialto beside the server, or say that the network between is trusted")
    }
    guard (1...65535).contains(port) else { throw XMPPConfigurationError("the server's port must be 1 to 65535") }
    guard (10_000...16_777_216).contains(maximumStanza) else { throw XMPPConfigurationError("the longest stanza must be 10000 to 16777216 bytes") }
    guard (200...50_000).contains(longestText) else { throw XMPPConfigurationError("the longest text must be 200 to 50000 bytes") }
    self.domain = domain
    self.host = host
    self.port = port
    self.secret = secret
    self.botName = botName
    self.maximumStanza = maximumStanza
    self.longestText = longestText
    self.perChat = perChat
    self.inAll = inAll
  }

  private static func isThisMachine(_ host: String) -> Bool {
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return host == "localhost" || host == "::1" || (numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil))
  }
}

extension XMPPConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String { "\(botAddress) at \(host):\(port)" }
  public var debugDescription: String { description }
}

/// Why an XMPP configuration cannot be used, in a sentence for the operator.
public struct XMPPConfigurationError: Error, Equatable, CustomStringConvertible {
  public let problem: String

  public init(_ problem: String) { self.problem = problem }

  public var description: String { problem }
}
