import Testing

@testable import BotIRC

@Suite("Lines of IRC") struct LineTests {
  @Test("are read with tags, source and parameters, whatever is in them") func reading() {
    let line = IRCLine(Array(#"@time=2026-01-01T00:00:00Z;account=amira;+x=a\:b\sc\\d;y :a!b@c  privmsg #x  :hello : there "#.utf8))
    #expect(line?.tags == ["time": "2026-01-01T00:00:00Z", "account": "amira", "+x": #"a;b c\d"#, "y": ""])
    #expect(line?.source == "a!b@c")
    #expect(line?.command == "PRIVMSG")
    #expect(line?.parameters == ["#x", "hello : there "])
    #expect(IRCLine(Array("PING :x".utf8))?.parameters == ["x"])
    #expect(IRCLine(Array("PRIVMSG a :\u{301}x".utf8))?.parameters == ["a", "\u{301}x"])
    #expect(IRCLine(Array("PRIVMSG a :".utf8))?.parameters == ["a", ""])
    #expect(IRCLine(Array("PRIVMSG a :caf".utf8) + [0xE9])?.parameters == ["a", "café"])
    for text in ["", " ", "@", "@a", ":", ":a", "@a :b", "@a :b "] { #expect(IRCLine(Array(text.utf8)) == nil) }
    #expect(IRCLine(Array(repeating: 0x20, count: 9000)) == nil)
    #expect((IRCLine(Array(("A" + String(repeating: " b", count: 9000)).utf8))?.parameters.count ?? 0) <= 64)
  }

  @Test("are cut at their ends; one without end is left out") func framing() {
    var framer = IRCFramer()
    let bytes = Array("a\r\n\r\nb\nc".utf8) + Array(repeating: 0x78, count: 100_000) + Array("\nd\0e\r\n".utf8)
    #expect(bytes.flatMap { framer.feed([$0]) }.map { String(decoding: $0, as: UTF8.self) } == ["a", "b", "de"])
  }

  @Test("bold and colours are taken off") func formats() {
    #expect(IRCText.plain("\u{2}bold\u{F} \u{3}04,12red\u{3} \u{3}5x \u{4}ff00AAy \u{1D}i\u{1F}u\u{16}r\u{11}m\u{1E}") == "bold red x y iurm")
    #expect(IRCText.plain("a\u{3},b \u{3}123 \u{4}ff,00\u{3}") == "a,b 3 ff,00")
  }

  @Test("a text becomes lines that fit, cut at spaces, else between characters") func cutting() {
    #expect(IRCText.lines(of: "a\n\nb \n  \nc", room: 10) == ["a", "b ", "c"])
    #expect(IRCText.lines(of: "one two three", room: 9) == ["one two ", "three"])
    let arabic = String(repeating: "أَمِيرَة🎪👩‍👩‍👧‍👦", count: 30)
    let lines = IRCText.lines(of: arabic, room: 100)
    #expect(lines.joined() == arabic)
    #expect(lines.allSatisfy { $0.utf8.count <= 100 })
    #expect(lines.joined().count == lines.map(\.count).reduce(0, +))
    // One character of many marks is cut too, where nothing else helps.
    let zalgo = "a" + String(repeating: "\u{301}", count: 300)
    #expect(IRCText.lines(of: zalgo, room: 50).allSatisfy { $0.utf8.count <= 50 })
    #expect(IRCText.lines(of: zalgo, room: 50).joined() == zalgo)
  }

  @Test("what a server says of itself") func support() throws {
    var support = IRCSupport()
    support.apply(try #require(IRCLine(Array(":s 005 me BOT=B CASEMAPPING=ascii NETWORK=Net LINELEN=2048 CHANTYPES=# MAXLIST=b:100 :are supported".utf8))))
    #expect(support == IRCSupport(caseMapping: .ascii, botMode: "B", channelTypes: "#", network: "Net", lineLength: 512))
    #expect(support.folded("A[B]~") == "a[b]~")
    #expect(IRCSupport().folded("A[B]~\\É") == "a{b}^|É")
    support.apply(try #require(IRCLine(Array(":s 005 me LINELEN=-99999999999999999999 BOT= :are supported".utf8))))
    #expect(support.lineLength == 512)
  }

  @Test("conversations keep their names") func conversations() throws {
    for chat in ["#forum", "@amira", "~amira!u@h"] { #expect(IRCConversation(chat)?.chat == chat) }
    for chat in ["", "~amira", "~!@"] { #expect(IRCConversation(chat) == nil) }
  }

  @Test("the same message has the same name when it is played again, and others another") func names() throws {
    func names(_ lines: [String]) throws -> [String] {
      var names = IRCMessageNames()
      return try lines.map { names.name(of: try #require(IRCLine(Array($0.utf8)))) }
    }
    #expect(try names(["@msgid=x :a!b@c PRIVMSG r :1"]) == ["x"])
    let timed = ["@time=t :a!b@c PRIVMSG r :1", "@time=t :a!b@c PRIVMSG r :1", "@time=t :a!b@c PRIVMSG r :2", "@time=u :a!b@c PRIVMSG r :1"]
    let first = try names(timed)
    #expect(try names(timed) == first)
    #expect(Set(first).count == 4)
    let plain = [":a!b@c PRIVMSG r :1", ":a!b@c PRIVMSG r :1"]
    let numbered = try names(plain) + names(plain)
    #expect(Set(numbered).count == 4)
  }

  @Test("a password is sent in pieces of 400") func credentials() throws {
    var registration = IRCRegistration(
      try IRCConfiguration(host: "localhost", account: "rialto", password: String(repeating: "x", count: 286)))
    _ = try registration.answer(try #require(IRCLine(Array(":s CAP * LS * :a b".utf8))))
    #expect(try registration.answer(try #require(IRCLine(Array(":s CAP * LS :sasl=EXTERNAL,PLAIN account-tag".utf8)))) == ["CAP REQ :account-tag sasl"])
    #expect(try registration.answer(try #require(IRCLine(Array(":s CAP * ACK :account-tag sasl".utf8)))) == ["AUTHENTICATE PLAIN"])
    let sent = try registration.answer(try #require(IRCLine(Array("AUTHENTICATE +".utf8))))
    #expect(sent.count == 2)
    #expect(sent[0].utf8.count == "AUTHENTICATE ".utf8.count + 400)
    #expect(sent[1] == "AUTHENTICATE +")
  }

  @Test(
    "a password is never given where it is not safe, and a server without login is not used",
    arguments: [":s CAP * LS :account-tag", ":s CAP * LS :sasl=EXTERNAL", ":s 376 x :end"])
  func noLogin(_ line: String) throws {
    var registration = IRCRegistration(try IRCConfiguration(host: "localhost", account: "rialto", password: "x"))
    _ = try registration.answer(try #require(IRCLine(Array(":s 001 x :welcome".utf8))))
    #expect(throws: IRCRegistration.Fault.self) { try registration.answer(try #require(IRCLine(Array(line.utf8)))) }
  }

  @Test(
    "a configuration that cannot work says why, without the password",
    arguments: [
      ("irc.example.org", "1abc", nil, "#x"), ("irc.example.org", "a b", nil, "#x"), ("", "rialto", nil, "#x"), ("irc.example.org", "rialto", nil, "x"),
      ("irc.example.org", "rialto", nil, "#x,#y"), ("irc.example.org", "rialto", "secret\r\nQUIT", "#x"), ("irc.example.org", "rialto", "", "#x"),
    ] as [(String, String, String?, String)])
  func configuration(host: String, nick: String, password: String?, channel: String) {
    #expect {
      try IRCConfiguration(host: host, nick: nick, account: password.map { _ in "rialto" }, password: password, channels: [.init(channel)])
    } throws: {
      $0 is IRCConfigurationError && !"\($0)".contains("secret")
    }
  }

  @Test("a password does not travel unencrypted, and is not shown") func secrecy() throws {
    #expect(throws: IRCConfigurationError.self) {
      try IRCConfiguration(host: "irc.example.org", isEncrypted: false, account: "rialto", password: "secret")
    }
    let configuration = try IRCConfiguration(host: "irc.example.org", account: "rialto", password: "secret")
    #expect(!"\(configuration) \(String(reflecting: configuration))".contains("secret"))
  }
}
