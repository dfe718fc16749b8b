import Messaging
import NIOCore
import Synchronization

/// What a server says of a nickname (WHOIS).
struct IRCWhois: Equatable {
  var mask: IRCMask
  /// Folded; nil where nobody is logged in (numeric 330).
  var account: String?
}

/// A connection on which the bot is a user: what it sends, and what it knows of others.
///
/// IRC acknowledges nothing. So behind what is sent goes a PING: the server works in order, so when the PONG comes it has had what
/// went before, and its refusals have come too.
final class IRCSession: Sendable {
  private struct State {
    var nick: String
    var support: IRCSupport
    /// Folded.
    var channels: Set<String> = []
    var sightings = IRCSightings()
    /// What has come of answers to WHOIS, by folded nickname.
    var whois: [String: (mask: IRCMask?, account: String?)] = [:]
    /// Folded targets of what is under way, and why they refuse it.
    var underWay: [String: PlatformError?] = [:]
    /// Who was told that an account is needed.
    var told: Set<String> = []
    var number = 0
  }

  let configuration: IRCConfiguration
  private let writer: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private let pacer: RateBudget
  private let pongs = Awaited<Void>()
  private let whoisAnswers = Awaited<IRCWhois?>()
  private let state: Mutex<State>
  private let clock = ContinuousClock()
  /// Whether each message names the account of whoever said it.
  let namesAccounts: Bool

  /// How long the server may take for what it does in order: it may hold back who is quick.
  private static let patience = Duration.seconds(40)
  /// How long an answer goes to the nickname that asked without looking who has it now.
  private static let freshness = Duration.seconds(10)
  private static let absence = Duration.seconds(30)

  init(_ registration: IRCRegistration, configuration: IRCConfiguration, writer: NIOAsyncChannelOutboundWriter<ByteBuffer>) {
    self.configuration = configuration
    self.writer = writer
    pacer = RateBudget(perChat: configuration.lines, inAll: configuration.lines)
    namesAccounts = registration.enabled.contains("account-tag")
    state = Mutex(State(nick: registration.nick, support: registration.support))
  }

  var nick: String { state.withLock { $0.nick } }
  var support: IRCSupport { state.withLock { $0.support } }
  func folded(_ name: String) -> String { support.folded(name) }
  func isOwn(_ nick: String) -> Bool { state.withLock { $0.support.folded(nick) == $0.support.folded($0.nick) } }
  func isIn(_ channel: String) -> Bool { state.withLock { $0.channels.contains($0.support.folded(channel)) } }

  /// Whether it is the first time on this connection.
  func isFirstTime(_ who: String) -> Bool {
    state.withLock { state in
      if state.told.count > 10_000 { state.told = [] }
      return state.told.insert(who).inserted
    }
  }

  // MARK: sending

  /// Sends a line at once.
  /// - Throws: `PlatformError.unavailable`.
  func write(_ line: String) async throws {
    do { try await writer.write(ByteBuffer(string: line + "\r\n")) } catch is CancellationError { throw CancellationError() } catch {
      throw PlatformError.unavailable("the connection with the IRC server is gone")
    }
  }

  /// Sends a line when it is its turn.
  func writeInTurn(_ line: String, to target: String) async throws {
    try await pacer.turn(in: folded(target))
    try await write(line)
  }

  /// Says a text, as lines that nobody on the way cuts; returns when the server has them.
  /// - Throws: `PlatformError`; `CancellationError`.
  func say(_ text: String, to target: String) async throws {
    let verb = configuration.voice == .notice ? "NOTICE" : "PRIVMSG"
    let name = folded(target)
    state.withLock { $0.underWay[name] = .some(nil) }
    defer { state.withLock { $0.underWay[name] = nil } }
    for line in IRCText.lines(of: text, room: room(for: target, verb: verb)) { try await writeInTurn("\(verb) \(target) :\(line)", to: target) }
    try await ping()
    if let error = state.withLock({ $0.underWay[name] ?? nil }) { throw error }
  }

  /// How many bytes of text others get whole: the server puts the bot's own `nick!user@host` before it. A user has 12 bytes at most and
  /// a host 64; a few more are left, as servers cut early.
  private func room(for target: String, verb: String) -> Int {
    let (nick, length) = state.withLock { ($0.nick, $0.support.lineLength) }
    return length - 6 - (":!@ ".utf8.count + nick.utf8.count + 12 + 64) - (verb.utf8.count + 1 + target.utf8.count + 2)
  }

  /// Returns when the server has had everything that went before.
  func ping() async throws {
    let name = state.withLock { state in
      state.number += 1
      return "rialto-\(state.number)"
    }
    try await pongs.value(of: name, within: Self.patience) { try await write("PING :\(name)") }
  }

  /// Tells all who wait that nothing will come any more.
  func close() {
    let error = PlatformError.unavailable("the connection with the IRC server is gone")
    pongs.fail(error)
    whoisAnswers.fail(error)
  }

  // MARK: who is who

  /// Asks the server; nil where nobody has the nickname.
  func whois(_ nick: String) async throws -> IRCWhois? {
    try await pacer.turn(in: "whois")
    return try await whoisAnswers.value(of: folded(nick), within: Self.patience) { try await write("WHOIS \(nick)") }
  }

  /// The nickname was seen logged in as the account just now.
  func saw(_ nick: String, account: String) {
    state.withLock { $0.sightings.saw(nick, folded: $0.support.folded(nick), account: account, at: clock.now) }
  }

  /// The nickname that is logged in as the account.
  /// - Parameter asker: the one that asked; nil for a notice, which waits for nobody: then the server is asked who is who.
  /// - Throws: `PlatformError.unavailable` where nobody is.
  func nick(of account: String, asker: String?) async throws -> String {
    let now = clock.now
    let (fresh, known, isMissed) = state.withLock { state in
      let fresh = asker.map { state.sightings.isFresh(state.support.folded($0), account: account, now: now, within: Self.freshness) } ?? false
      let candidates = [asker, state.sightings.nick(of: account), account].compactMap(\.self)
      return (fresh ? asker : nil, candidates, state.sightings.isMissed(account, now: now))
    }
    if let fresh { return fresh }
    if !isMissed {
      var asked: Set<String> = []
      for nick in known where asked.insert(folded(nick)).inserted && !nick.contains(where: { " ,*?!@:".contains($0) }) {
        if let answer = try await whois(nick), answer.account == account {
          saw(answer.mask.nick, account: account)
          return answer.mask.nick
        }
      }
      state.withLock { $0.sightings.missed(account, until: clock.now + Self.absence) }
    }
    throw PlatformError.unavailable("nobody is logged in as \(account)")
  }

  // MARK: what comes

  /// Learns from a line; true where it was for the session alone.
  func learn(_ line: IRCLine) -> Bool {
    switch line.command {
    case "PONG":
      return pongs.fulfil(line.parameters.last ?? "", ())
    case "005":
      state.withLock { $0.support.apply(line) }
    case "311":
      let mask = IRCMask("\(line.parameter(1))!\(line.parameter(2))@\(line.parameter(3))")
      state.withLock { $0.whois[$0.support.folded(line.parameter(1))] = (mask, nil) }
    case "330":
      state.withLock { $0.whois[$0.support.folded(line.parameter(1))]?.account = IRCSupport.foldedAccount(line.parameter(2)) }
    case "318":
      let name = folded(line.parameter(1))
      let found = state.withLock { $0.whois.removeValue(forKey: name) }
      let answer = found.flatMap { found in found.mask.map { IRCWhois(mask: $0, account: found.account) } }
      return whoisAnswers.fulfil(name, answer)
    case "401", "403", "404", "411", "412", "416", "442", "477", "486", "488", "492", "531", "716", "717":
      return refuse(line.parameter(1), .refused(line.parameters.last ?? line.command))
    case "263", "439":
      return refuse(line.parameter(1), .limited(.seconds(30), wholeBot: false))
    case "NICK", "JOIN", "PART", "KICK", "QUIT", "ACCOUNT":
      learnOfPeople(line)
    default: return false
    }
    return true
  }

  /// Whether something is under way there.
  private func refuse(_ target: String, _ error: PlatformError) -> Bool {
    state.withLock { state in
      let name = state.support.folded(target)
      guard state.underWay[name] != nil else { return false }
      state.underWay[name] = .some(error)
      return true
    }
  }

  private func learnOfPeople(_ line: IRCLine) {
    let nick = line.source.map { IRCMask($0)?.nick ?? $0 } ?? ""
    let now = clock.now
    state.withLock { state in
      let name = state.support.folded(nick)
      let isOwn = name == state.support.folded(state.nick)
      switch line.command {
      case "NICK":
        let new = line.parameter(0)
        if isOwn { state.nick = new } else { state.sightings.renamed(name, to: new, folded: state.support.folded(new)) }
      case "JOIN":
        let account = line.parameters.count == 3 ? line.parameter(1) : "*"
        if isOwn {
          state.channels.insert(state.support.folded(line.parameter(0)))
        } else if account != "*" {
          state.sightings.saw(nick, folded: name, account: IRCSupport.foldedAccount(account), at: now)
        }
      case "PART":
        if isOwn { state.channels.remove(state.support.folded(line.parameter(0))) }
      case "KICK":
        if state.support.folded(line.parameter(1)) == state.support.folded(state.nick) {
          state.channels.remove(state.support.folded(line.parameter(0)))
        }
      case "ACCOUNT":
        if line.parameter(0) == "*" {
          state.sightings.left(name)
        } else {
          state.sightings.saw(nick, folded: name, account: IRCSupport.foldedAccount(line.parameter(0)), at: now)
        }
      default: state.sightings.left(name)
      }
    }
  }
}
