import Messaging

/// What Rialto must know to be on an IRC network.
///
/// Passwords are never written to a log, and the description leaves them out.
public struct IRCConfiguration: Sendable, Equatable {
  public struct Channel: Sendable, Hashable {
    public let name: String
    /// The word that opens it, where it has one.
    public let key: String?

    /// - Throws: `IRCConfigurationError` that names what cannot be used.
    public init(_ name: String, key: String? = nil) throws {
      let isName = name.utf8.count <= 64 && name.utf8.count >= 2 && "#&+!".contains(name.prefix(1))
      guard isName, name.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x2C && $0 != 0x3A && $0 != 0x7F }) else {
        throw IRCConfigurationError("'\(name)' is not a channel's name, such as #forum")
      }
      guard key?.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x2C && $0 < 0x7F }) ?? true, key != "" else {
        throw IRCConfigurationError("the key of \(name) may hold visible ASCII characters without commas only")
      }
      self.name = name
      self.key = key
    }
  }

  /// How the bot speaks.
  public enum Voice: String, Sendable, Hashable {
    /// As the protocol asks of bots: nothing may be answered to a NOTICE, so two bots never talk for ever (RFC 2812, 3.3.2).
    case notice
    /// As people do, for clients that show notices in the wrong window.
    case message
  }

  /// The bot's name in the node, for example `irc`.
  public let name: String
  public let host: String
  public let port: Int
  public let isEncrypted: Bool
  /// A PEM file with what the server's certificate is checked against; nil for what the system trusts.
  public let certificateAuthorities: String?
  public let nick: String
  public let realName: String
  /// What the server asks of everybody, where it does.
  public let serverPassword: String?
  /// The bot's own account with the network's services, and its password (SASL PLAIN).
  public let account: String?
  public let password: String?
  public let channels: [Channel]
  public let voice: Voice
  /// How many lines at once, and then how often one: servers put out who is quicker (RFC 2813, 5.8: one each two seconds).
  public let lines: RateBudget.Rate

  /// - Throws: `IRCConfigurationError` that names the value which cannot be used.
  public init(
    name: String = "irc", host: String, port: Int = 6697, isEncrypted: Bool = true, certificateAuthorities: String? = nil, nick: String = "rialto",
    realName: String = "Rialto, books meetings", serverPassword: String? = nil, account: String? = nil, password: String? = nil,
    channels: [Channel] = [], voice: Voice = .notice, lines: RateBudget.Rate = .perSecond(0.5, burst: 4)
  ) throws {
    guard !name.isEmpty, name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) else {
      throw IRCConfigurationError("the bot's name in the node may hold a-z, 0-9 and '-' only")
    }
    guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x2F }) else {
      throw IRCConfigurationError("the server's host must be a name or an address, such as irc.example.org")
    }
    guard (1...65535).contains(port) else { throw IRCConfigurationError("the server's port must be 1 to 65535") }
    guard Self.isNick(nick) else {
      throw IRCConfigurationError("'\(nick)' is not a nickname: letters, digits and -_[]\\^{|}` after a letter, 30 at most")
    }
    guard !realName.isEmpty, realName.utf8.count <= 50, Self.isOneLine(realName) else {
      throw IRCConfigurationError("the real name must be one line of 1 to 50 bytes")
    }
    for (what, secret) in [("the server's password", serverPassword), ("the account's password", password)] {
      guard let secret else { continue }
      guard !secret.isEmpty, secret.utf8.count <= 300, Self.isOneLine(secret) else { throw IRCConfigurationError("\(what) must be one line of 1 to 300 bytes") }
    }
    guard (account == nil) == (password == nil) else { throw IRCConfigurationError("an account needs a password, and a password an account") }
    guard account.map({ !$0.isEmpty && $0.utf8.count <= 64 && $0.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F } }) ?? true else {
      throw IRCConfigurationError("the account's name must be 1 to 64 bytes without spaces")
    }
    guard isEncrypted || (password == nil && serverPassword == nil) || Self.isThisMachine(host) else {
      throw IRCConfigurationError("a password would travel to \(host) unencrypted: switch encryption on")
    }
    self.name = name
    self.host = host
    self.port = port
    self.isEncrypted = isEncrypted
    self.certificateAuthorities = certificateAuthorities
    self.nick = nick
    self.realName = realName
    self.serverPassword = serverPassword
    self.account = account
    self.password = password
    self.channels = channels
    self.voice = voice
    self.lines = lines
  }

  private static func isNick(_ text: String) -> Bool {
    let marks = Set("[]\\`_^{|}".utf8)
    func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || marks.contains(byte) }
    guard let first = text.utf8.first, isLetter(first), text.utf8.count <= 30 else { return false }
    return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  private static func isOneLine(_ text: String) -> Bool { text.utf8.allSatisfy { $0 != 0 && $0 != 0x0A && $0 != 0x0D } }

  private static func isThisMachine(_ host: String) -> Bool {
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return host == "localhost" || host == "::1" || (numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil))
  }
}

extension IRCConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String { "\(nick) at \(host):\(port)" }
  public var debugDescription: String { description }
}

/// Why an IRC configuration cannot be used, in a sentence for the operator.
public struct IRCConfigurationError: Error, Equatable, CustomStringConvertible {
  public let problem: String

  public init(_ problem: String) { self.problem = problem }

  public var description: String { problem }
}
