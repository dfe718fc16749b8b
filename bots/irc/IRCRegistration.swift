import Foundation

/// How a connection becomes a user: capabilities, login, nickname (IRCv3 capability negotiation 302 and SASL 3.1, RFC 2812, 3.1).
struct IRCRegistration {
  /// Why it cannot be.
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  private let configuration: IRCConfiguration
  private var offered: Set<String> = []
  private(set) var enabled: Set<String> = []
  private(set) var nick: String
  private var attempts = 0
  private(set) var support = IRCSupport()
  private var isWelcome = false
  /// Whether the server has taken the bot and told all of itself.
  private(set) var isReady = false

  private static let wanted: Set<String> = ["account-notify", "account-tag", "extended-join", "message-tags", "server-time"]

  init(_ configuration: IRCConfiguration) {
    self.configuration = configuration
    nick = configuration.nick
  }

  /// What the bot sends first.
  var opening: [String] {
    ["CAP LS 302"] + (configuration.serverPassword.map { ["PASS :\($0)"] } ?? []) + ["NICK \(nick)", "USER \(user) 0 * :\(configuration.realName)"]
  }

  private var user: String { String(configuration.nick.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(9)).nonEmpty ?? "rialto" }

  /// What is answered to a line before the bot is ready.
  /// - Throws: `Fault`.
  mutating func answer(_ line: IRCLine) throws -> [String] {
    switch line.command {
    case "PING": return ["PONG :\(line.parameter(0))"]
    case "CAP": return try capabilities(line)
    case "AUTHENTICATE" where line.parameter(0) == "+": return credentials()
    case "903", "907": return ["CAP END"]
    case "902", "904", "905", "906", "908":
      throw Fault(description: "the login as \(configuration.account ?? "") is refused: \(line.parameters.last ?? line.command)")
    case "432": throw Fault(description: "the server does not take the nickname \(nick)")
    case "433", "436", "437": return try anotherNick()
    case "464", "465", "463", "466": throw Fault(description: "the server refuses the bot: \(line.parameters.last ?? line.command)")
    case "ERROR": throw Fault(description: "the server closed the connection: \(line.parameter(0))")
    case "001":
      if let given = line.parameters.first, !given.isEmpty, given != "*" { nick = given }
      isWelcome = true
      return []
    case "005":
      support.apply(line)
      return []
    case "376", "422":
      guard isWelcome else { return [] }
      // A server without capabilities has not answered to them; then nobody logged in.
      guard configuration.account == nil || enabled.contains("sasl") else { throw Fault(description: "the server offers no login (SASL)") }
      isReady = true
      return []
    default: return []
    }
  }

  private mutating func capabilities(_ line: IRCLine) throws -> [String] {
    let names = (line.parameters.last ?? "").split(separator: " ").map(String.init)
    switch line.parameter(1) {
    case "LS":
      for name in names {
        let parts = name.split(separator: "=", maxSplits: 1).map(String.init)
        guard let first = parts.first else { continue }
        if first == "sasl", parts.count == 2, !parts[1].uppercased().split(separator: ",").contains("PLAIN") { continue }
        offered.insert(first)
      }
      // With a star more follows.
      guard line.parameter(2) != "*" || line.parameters.count < 4 else { return [] }
      guard configuration.account == nil || offered.contains("sasl") else { throw Fault(description: "the server offers no login by password (SASL PLAIN)") }
      let asked = Self.wanted.union(configuration.account == nil ? [] : ["sasl"]).intersection(offered)
      return [asked.isEmpty ? "CAP END" : "CAP REQ :\(asked.sorted().joined(separator: " "))"]
    case "ACK":
      enabled.formUnion(names)
      guard configuration.account != nil else { return ["CAP END"] }
      return names.contains("sasl") ? ["AUTHENTICATE PLAIN"] : []
    case "NAK":
      guard configuration.account == nil else { throw Fault(description: "the server does not let the bot log in (SASL)") }
      return ["CAP END"]
    default: return []
    }
  }

  /// Account and password in pieces of 400 (IRCv3 SASL 3.1, "The AUTHENTICATE command").
  private func credentials() -> [String] {
    let account = configuration.account ?? ""
    var rest = Data("\(account)\0\(account)\0\(configuration.password ?? "")".utf8).base64EncodedString()[...]
    var lines: [String] = []
    var last = 400
    while last == 400 {
      let piece = rest.prefix(400)
      rest = rest.dropFirst(piece.count)
      last = piece.count
      lines.append("AUTHENTICATE \(piece.isEmpty ? "+" : piece)")
    }
    return lines
  }

  private mutating func anotherNick() throws -> [String] {
    attempts += 1
    guard attempts <= 9 else { throw Fault(description: "the nickname \(configuration.nick) and others like it are in use") }
    nick = configuration.nick.prefix(28) + (attempts == 1 ? "_" : "_\(attempts)")
    return ["NICK \(nick)"]
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
