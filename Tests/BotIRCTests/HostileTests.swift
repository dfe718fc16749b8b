import BotIRC
import Messaging
import TestSupport
import Testing

/// A server of a test's own making, for what real ones seldom do.
private struct FakeServer: Sendable {
  let socket: TextSocket
  let lines: Mailbox<String>

  init(_ callers: Mailbox<TextSocket>) async throws {
    guard let socket = await callers.first(within: .seconds(10)) else { throw TestFault("the bot did not connect") }
    self.socket = socket
    lines = socket.lines()
  }

  func send(_ lines: String...) async throws { for line in lines { try await socket.send(line + "\r\n") } }

  @discardableResult
  func expect(_ part: String) async throws -> String {
    guard let line = await lines.first(within: .seconds(10), where: { $0.contains(part) }) else {
      throw TestFault("the bot did not send '\(part)'; it sent \(lines.waiting)")
    }
    return line
  }

  /// Takes the bot as a user, with those capabilities.
  func welcome(_ capabilities: String = "account-tag message-tags") async throws {
    try await expect("CAP LS 302")
    try await expect("USER ")
    try await send(":s CAP * LS :\(capabilities)")
    if !capabilities.isEmpty {
      try await expect("CAP REQ")
      try await send(":s CAP * ACK :\(capabilities)")
    }
    try await expect("CAP END")
    try await send("PING :cookie")
    try await expect("PONG :cookie")
    try await send(":s 001 rialto :welcome", ":s 376 rialto :end")
  }

  /// Answers the ping behind what the bot said.
  func confirm() async throws {
    let ping = try await expect("PING :rialto-")
    try await send(":s PONG s :\(ping.dropFirst("PING :".count))")
  }
}

@Suite("Beside a server that is not kind") struct HostileTests {
  @Test("lines that are none, too long, in pieces or not UTF-8 are left out or read, and the next is answered") func lines() async throws {
    try await TextSocket.serve { port, callers in
      let stage = try Stage(port: port)
      try await stage.run(untilReady: false) {
        let server = try await FakeServer(callers)
        try await server.welcome()
        try await server.socket.send([UInt8](repeating: 0x78, count: 300_000) + [0x0A])
        try await server.socket.send([0x0A, 0x0D, 0x0A, 0x40, 0x0A, 0x3A, 0x0A, 0, 0x0A, 0xFF, 0xFE, 0x0A])
        try await server.send(
          "PRIVMSG", "PRIVMSG rialto", ":a!b@c PRIVMSG", ":a PRIVMSG rialto :x", ":a!b@c PRIVMSG rialto", ":!@ PRIVMSG rialto :x", "@;;==; :a!b@c NICK",
          ":a!b@c JOIN", ":a!b@c KICK", ":s 005", ":s 330", ":s 318", ":s 433 rialto x :in use", ":rialto!b@c PRIVMSG rialto :own",
          "@bot;account=x :robot!b@c PRIVMSG rialto :help", "@account=x :a!b@c PRIVMSG other :not for the bot",
          "@account=x :a!b@c PRIVMSG #x :rialto: where it is not", "@account=x :a!b@c PRIVMSG rialto :\u{1}DCC", ":a!b@c NOTICE rialto :help")
        try await server.socket.send("@account=Ami")
        try await server.socket.send(Array("ra :amira!u@h PRIVMSG rialto :caf".utf8) + [0xE9, 0x0D])
        try await server.socket.send("\n")
        try await server.expect("NOTICE a :you said \(IncomingMessage.notText)")
        try await server.confirm()
        try await server.expect("NOTICE amira :you said café")
        try await server.confirm()
        #expect(stage.chat.heard.map(\.account) == ["x", "amira"])
      }
    }
  }

  @Test("a tag counts only where the server has promised it; what WHOIS says only of the same user") func forgedAccounts() async throws {
    try await TextSocket.serve { port, callers in
      let stage = try Stage(port: port)
      try await stage.run(untilReady: false) {
        let server = try await FakeServer(callers)
        try await server.welcome("")
        try await server.send("@account=amira :amira!u@h PRIVMSG rialto :1")
        try await server.expect("WHOIS amira")
        try await server.send(":s 311 rialto amira u elsewhere * :x", ":s 330 rialto amira amira :is logged in as", ":s 318 rialto amira :end")
        try await server.expect("NOTICE amira :log in first")
        try await server.confirm()
        try await server.expect("NOTICE amira :you said 1")
        try await server.confirm()
        try await server.send(":amira!u@h PRIVMSG rialto :2")
        try await server.expect("WHOIS amira")
        try await server.send(":s 311 rialto amira u h * :x", ":s 330 rialto amira Amira :is logged in as", ":s 318 rialto amira :end")
        try await server.expect("NOTICE amira :you said 2")
        try await server.confirm()
        #expect(stage.chat.heard.map(\.account) == ["~amira!u@h", "amira"])
        #expect(stage.chat.heard.map(\.isPrivate) == [false, true])
      }
    }
  }

  @Test("text cannot become a command, a format or a question; a refusal ends the try") func injection() async throws {
    try await TextSocket.serve { port, callers in
      let stage = try Stage(port: port, voice: .message, chat: RehearsedChat { _ in [ChatReply("a\r\nQUIT :x\u{0}\u{1}VERSION\u{1}\u{3}04red\nJOIN #y")] })
      try await stage.run(untilReady: false) {
        let server = try await FakeServer(callers)
        try await server.welcome()
        try await server.send("@account=amira :amira!u@h PRIVMSG rialto :1")
        for line in ["a", "QUIT :xVERSION04red", "JOIN #y"] { #expect(try await server.expect("PRIVMSG") == "PRIVMSG amira :\(line)") }
        try await server.confirm()
        let bot = stage.bot
        let delivery = Task { try await bot.transport.deliver(.init(key: "1", chat: "~gone!u@h", reply: ChatReply("hello"))) }
        try await server.expect("PRIVMSG gone :hello")
        try await server.send(":s 401 rialto gone :No such nick")
        try await server.confirm()
        await #expect(throws: PlatformError.refused("No such nick")) { try await delivery.value }
      }
    }
  }

  @Test("what was under way when the connection broke is said again on the next; another nickname where the own is taken") func broken() async throws {
    try await TextSocket.serve { port, callers in
      let stage = try Stage(port: port)
      try await stage.run(untilReady: false) {
        let first = try await FakeServer(callers)
        try await first.welcome()
        try await stage.notes.line(with: "is ready")
        let bot = stage.bot
        async let delivery: Void = bot.transport.deliver(.init(key: "1", chat: "~amira!u@h", reply: ChatReply("hello")))
        try await first.expect("NOTICE amira :hello")
        await first.socket.close()
        let second = try await FakeServer(callers)
        try await second.expect("NICK rialto")
        try await second.send(":s 433 * rialto :in use")
        try await second.expect("NICK rialto_")
        try await second.welcome()
        try await second.expect("NOTICE amira :hello")
        try await second.confirm()
        try await delivery
      }
    }
  }
}
