import Crypto
import Logging
import Messaging
import Synchronization

/// Does what one line of somebody asks for.
final class IRCListener: Sendable {
  private let configuration: IRCConfiguration
  private let queue: IntakeQueue
  private let texts: IRCTexts
  private let logger: Logger
  private let floods = FloodGuard()
  private let questions = FloodGuard(.perSecond(0.5, burst: 3))
  /// Who writes too much is told so, not as often.
  private let warnings = FloodGuard(.perSecond(1.0 / 30, burst: 1))
  /// One for each nickname: who is asked about is answered in order.
  private let lanes = ChatLanes()
  private let names = Mutex(IRCMessageNames())

  init(configuration: IRCConfiguration, queue: IntakeQueue, texts: IRCTexts, logger: Logger) {
    self.configuration = configuration
    self.queue = queue
    self.texts = texts
    self.logger = logger
  }

  /// Something said as a message; notices are never answered, nor what servers and other bots say.
  func hear(_ line: IRCLine, on session: IRCSession) {
    guard let mask = line.source.flatMap({ IRCMask($0) }), !session.isOwn(mask.nick), line.parameters.count >= 2 else { return }
    guard !["bot", "draft/bot", "inspircd.org/bot", "inspircd.org/service"].contains(where: { line.tags[$0] != nil }) else { return }
    let target = line.parameter(0)
    let isPrivate = session.isOwn(target)
    guard isPrivate || session.isIn(target) else { return }
    let said = line.parameter(1)
    if said.unicodeScalars.first == "\u{1}" { return question(said, of: mask, isPrivate: isPrivate, line, on: session) }
    let (text, isAddressed) = Addressing(names: [session.nick, configuration.nick]).line(in: IRCText.plain(said))
    guard isPrivate || isAddressed else { return }
    take(text.isEmpty ? texts.greetingLine : text, of: mask, in: isPrivate ? nil : session.folded(target), line, on: session)
  }

  /// Questions of one program to another (CTCP): the polite two are answered, a file is no text, all else is left.
  private func question(_ said: String, of mask: IRCMask, isPrivate: Bool, _ line: IRCLine, on session: IRCSession) {
    let words = said.unicodeScalars.filter { $0 != "\u{1}" && $0 != "\r" && $0 != "\n" }.split(separator: " ", maxSplits: 1).map { String($0) }
    let answer: String
    switch (words.first?.uppercased(), isPrivate) {
    case ("DCC", true): return take(IncomingMessage.notText, of: mask, in: nil, line, on: session)
    case ("VERSION", true): answer = "VERSION Rialto"
    case ("PING", true): answer = "PING \(words.dropFirst().first?.prefix(32) ?? "")"
    default: return
    }
    guard questions.allows("") else { return }
    lanes.begin(in: session.folded(mask.nick)) {
      try? await session.writeInTurn("NOTICE \(mask.nick) :\u{1}\(answer)\u{1}", to: mask.nick)
    }
  }

  private func take(_ text: String, of mask: IRCMask, in channel: String?, _ line: IRCLine, on session: IRCSession) {
    let sender = "\(mask.user)@\(mask.host)"
    guard floods.allows(sender) else {
      guard warnings.allows(sender) else { return }
      logger.notice("somebody writes too much at once; some of it is not heard", metadata: ["host": "\(mask.host)"])
      guard let sentence = texts.writesTooMuch else { return }
      lanes.begin(in: session.folded(mask.nick)) { try? await session.say(sentence, to: mask.nick) }
      return
    }
    let id = names.withLock { $0.name(of: line) }
    lanes.begin(in: session.folded(mask.nick)) {
      let account = await self.account(of: mask, line, on: session)
      let here = channel.map(IRCConversation.channel) ?? account.map(IRCConversation.account) ?? .stranger(mask)
      let message = IncomingMessage(
        bot: self.configuration.name, chat: here.chat, account: account ?? "~\(mask.text)", messageID: id, text: text,
        isPrivate: channel == nil && account != nil)
      if channel == nil, account == nil, let sentence = self.texts.needsAccount, session.isFirstTime(mask.text) {
        try? await session.say(sentence, to: mask.nick)
      }
      if !self.queue.offer(Arrival(message, handle: ["nick": mask.nick])) { self.logger.warning("too many messages wait; one is not heard") }
    }
  }

  /// The account of whoever said a line, as the server names it; nil for a stranger.
  ///
  /// Where the server does not tag messages it is asked, each time: a nickname may have changed hands. What it says counts only of
  /// the same user at the same host.
  private func account(of mask: IRCMask, _ line: IRCLine, on session: IRCSession) async -> String? {
    if session.namesAccounts {
      guard let account = line.tags["account"], !account.isEmpty, account != "*" else { return nil }
      let folded = IRCSupport.foldedAccount(account)
      session.saw(mask.nick, account: folded)
      return folded
    }
    guard let answer = try? await session.whois(mask.nick), answer.mask.user == mask.user, answer.mask.host == mask.host,
      let account = answer.account
    else { return nil }
    session.saw(mask.nick, account: account)
    return account
  }
}

/// Names for messages: the network's own where it gives one; else what the server's clock and the line say; else a number.
struct IRCMessageNames {
  private let start = String(UInt64.random(in: .min ... .max), radix: 16)
  private var number = 0
  private var last = ""
  private var repeats = 0

  mutating func name(of line: IRCLine) -> String {
    if let id = line.tags["msgid"], !id.isEmpty { return id }
    guard let time = line.tags["time"], !time.isEmpty else {
      number += 1
      return "\(start)-\(number)"
    }
    let parts = [time, line.source ?? "", line.parameter(0), line.parameter(1)].map { "\($0.utf8.count):\($0)" }
    let digest = SHA256.hash(data: Array(parts.joined().utf8)).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    repeats = digest == last ? repeats + 1 : 0
    last = digest
    return "\(digest)-\(repeats)"
  }
}
