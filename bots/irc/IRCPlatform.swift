import Messaging
import Synchronization

/// Says pages on whatever connection there is.
final class IRCPlatform: MessagingPlatform {
  private let session = Mutex<IRCSession?>(nil)

  let bot: String
  /// What fits into a line to the longest target from the longest own name; shorter lines go together.
  let limits = MessageLimits(unit: .bytes, text: 320)

  init(bot: String) { self.bot = bot }

  /// The connection from now on.
  func use(_ session: IRCSession) { self.session.withLock { $0 = session } }

  /// There is no connection any more; whether there was one.
  func leave() -> Bool {
    let left = session.withLock { session in
      defer { session = nil }
      return session
    }
    left?.close()
    return left != nil
  }

  func send(_ page: Page, to chat: String, key: String, answering arrival: Arrival?) async throws {
    guard let session = session.withLock({ $0 }) else { throw PlatformError.unavailable("not connected with the IRC server") }
    let asker = arrival?.handle["nick"]
    switch IRCConversation(chat) {
    case .account(let account):
      let nick = try await session.nick(of: account, asker: asker)
      do { try await session.say(page.text, to: nick) } catch PlatformError.refused(let reason) {
        // Whoever has gone may come back.
        throw PlatformError.unavailable(reason)
      }
    case .stranger(let mask): try await session.say(page.text, to: mask.nick)
    case .channel(let channel):
      guard session.isIn(channel) else { throw PlatformError.refused("the bot is not in \(channel)") }
      // As people do there: who asked is named.
      try await session.say(asker.map { page.isFirst ? "\($0): \(page.text)" : page.text } ?? page.text, to: channel)
    case nil: throw PlatformError.refused("'\(chat)' is no conversation")
    }
  }
}
