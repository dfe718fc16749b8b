import Foundation
import NIOCore
import Synchronization

/// A person on the test's IRC server, with a client that knows just enough.
public final class IRCUser: PlatformUser, Sendable {
  public let nick: String
  public let bot: String
  private let socket: TextSocket
  private let mailbox: Mailbox<String>
  private let last = Mutex(Heard(text: ""))
  private let reading: Task<Void, Never>

  public var hasButtons: Bool { false }

  /// A bot says several lines one after the other; those that come without such a pause between them are one message.
  private static let pause = Duration.milliseconds(600)

  /// Connects and waits until the server has taken the nickname.
  public init(_ nick: String, on server: IRCServer, bot: String = "rialto") async throws {
    self.nick = nick
    self.bot = bot
    socket = try await TextSocket.connect(port: server.port)
    mailbox = Mailbox()
    reading = Task { [socket, mailbox] in
      var bytes: [UInt8] = []
      for await buffer in socket.incoming {
        bytes += buffer.readableBytesView
        while let end = bytes.firstIndex(of: 0x0A) {
          let line = String(decoding: bytes[..<end], as: UTF8.self).trimmingCharacters(in: .newlines)
          bytes.removeSubrange(...end)
          if line.hasPrefix("PING") { try? await socket.send("PONG\(line.dropFirst(4))\r\n") } else { mailbox.put(line) }
        }
      }
    }
    try await socket.send("NICK \(nick)\r\nUSER \(nick.prefix(8)) 0 * :A person\r\n")
    _ = try await next { $0.contains(" 376 ") || $0.contains(" 422 ") }
  }

  /// The next line that matches and was not returned before.
  public func next(within limit: Duration = .seconds(10), where matches: @escaping @Sendable (String) -> Bool) async throws -> String {
    guard let line = await mailbox.first(within: limit, where: matches) else {
      throw TestFault("\(nick) got no such line within \(limit); got \(mailbox.waiting.suffix(20))")
    }
    return line
  }

  /// Everything that has come and was not returned before, when the server has done all that was asked before.
  public func rest() async throws -> [String] {
    try await flush()
    return mailbox.waiting
  }

  /// Waits until the server has done what it was sent.
  public func flush() async throws {
    let mark = UUID().uuidString
    try await send("PING :\(mark)")
    _ = try await next { $0.contains(" PONG ") && $0.hasSuffix(mark) }
  }

  /// Sends a line as it is.
  public func send(_ line: String) async throws { try await socket.send(line + "\r\n") }

  /// Registers the nickname with the network's services, which logs in.
  public func register() async throws {
    try await send("PRIVMSG NickServ :REGISTER only-for-a-test \(nick)@test.local")
    _ = try await next { $0.hasPrefix(":NickServ!") && $0.contains("registered") }
    // The services tell the server behind what they tell the person.
    try await untilWhois { $0.contains(" 330 ") }
  }

  public func logOut() async throws {
    try await send("PRIVMSG NickServ :LOGOUT")
    _ = try await next { $0.hasPrefix(":NickServ!") && $0.contains("logged out") }
  }

  public func logIn(as account: String) async throws {
    try await send("PRIVMSG NickServ :IDENTIFY \(account) only-for-a-test")
    _ = try await next { $0.hasPrefix(":NickServ!") && $0.contains("identified") }
    try await untilWhois { $0.contains(" 330 ") }
  }

  private func untilWhois(_ matches: @escaping @Sendable (String) -> Bool) async throws {
    for _ in 0..<50 {
      try await send("WHOIS \(nick)")
      if try await next(where: { matches($0) || $0.contains(" 318 ") }).contains(" 330 ") { return }
    }
    throw TestFault("\(nick) is not logged in")
  }

  public func join(_ channel: String) async throws {
    try await send("JOIN \(channel)")
    _ = try await next { $0.contains(" 366 ") }
  }

  public func say(_ text: String) async throws { try await send("PRIVMSG \(bot) :\(text)") }

  public func press(_ label: String) async throws {
    guard let place = last.withLock({ $0.buttons.firstIndex(of: label) }) else { throw TestFault("there is no '\(label)' to press") }
    try await say("\(place + 1)")
  }

  public func hear() async throws -> Heard { try await hear(in: nick) }

  /// The next message of the bot to this person, or in a channel.
  public func hear(in target: String) async throws -> Heard {
    var lines = [try await line(in: target, within: .seconds(10))].compactMap(\.self)
    guard !lines.isEmpty else { throw TestFault("\(nick) heard nothing; got \(mailbox.waiting.suffix(20))") }
    while let line = try await line(in: target, within: Self.pause) { lines.append(line) }
    let heard = NumberedList.split(lines.joined(separator: "\n"))
    if !heard.buttons.isEmpty { last.withLock { $0 = heard } }
    return heard
  }

  /// The next line of the bot.
  public func line(in target: String, within limit: Duration = .seconds(10)) async throws -> String? {
    let begin = ":\(bot)!"
    let line = await mailbox.first(within: limit) {
      $0.hasPrefix(begin) && ($0.contains(" NOTICE \(target) :") || $0.contains(" PRIVMSG \(target) :"))
    }
    return line.flatMap { line in line.firstRange(of: " \(target) :").map { String(line[$0.upperBound...]) } }
  }

  /// Waits until the bot, or whoever, has the nickname.
  public func waitFor(_ nick: String) async throws {
    for _ in 0..<500 {
      try await send("WHOIS \(nick)")
      let answer = try await next { $0.contains(" 311 ") || $0.contains(" 401 ") }
      if answer.contains(" 311 ") { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw TestFault("\(nick) did not come")
  }

  public func leave() async {
    try? await send("QUIT :bye")
    await socket.close()
    reading.cancel()
  }
}
