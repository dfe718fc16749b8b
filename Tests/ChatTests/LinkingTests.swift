import Chat
import ForumCore
import Messaging
import Testing

@Suite("Linking a chat to a registration")
struct LinkingTests {
  private func say(_ text: String, _ world: World, id: String, account: String = "@karim:example.org", isPrivate: Bool = true) async throws -> ChatReply {
    let message = IncomingMessage(bot: "matrix", chat: "!\(account)", account: account, messageID: id, text: text, isPrivate: isPrivate)
    let replies = try await world.house.receive(message)
    #expect(replies.count == 1)
    return replies.first ?? ChatReply("")
  }

  private func issue(_ code: String, for name: String, in world: World) async throws {
    _ = try await world.perform(IssueLinkCode(delegate: try await world.delegate(name), digest: LinkSecret.digest(of: code)))
  }

  @Test("A code is shown to whom it belongs, hidden, and links once")
  func linking() async throws {
    let world = try await World()
    try await issue("AB2C-3DEF", for: "karim", in: world)
    #expect(try await say("hello", world, id: "1").text.hasPrefix("Hello. To use this chat, type “link”"))
    #expect(try await say("link", world, id: "2").text == "Type “link” and the code from your registration, for example “link AB2C-3DEF”.")
    let asked = try await say("link ab2c3def", world, id: "3")
    #expect(asked.text == "This code is for K••• H••• of Atlas Green Fund, at Green Forum Tunis. Link this chat to that registration?")
    #expect(asked.buttons == [Button(label: "Yes", send: "link AB2C3DEF #!"), Button(label: "No", send: "no")])
    let linked = try await say("yes", world, id: "4")
    #expect(linked.text.hasPrefix("Linked. Hello Karim Haddad"))
    #expect(try await say("yes", world, id: "4") == linked)
    #expect(try await say("who am i", world, id: "5").text.contains("Karim Haddad"))
    #expect(try await say("link ab2c3def #!", world, id: "6", account: "@eve:example.org").text.hasPrefix("That code is not known"))
  }

  @Test("A code is not taken where others read, nor after its time")
  func wrongPlaceAndTime() async throws {
    let world = try await World()
    try await issue("AB2C-3DEF", for: "karim", in: world)
    #expect(try await say("link AB2C-3DEF #!", world, id: "1", isPrivate: false).text.hasPrefix("Please send me codes only in a private chat"))
    try await world.set("2027-03-01T09:10:00Z")
    #expect(try await say("link AB2C-3DEF #!", world, id: "2").text.hasPrefix("That code is not known or no longer good"))
  }

  @Test("After five wrong codes an hour passes before the next is looked at, be it right")
  func guessing() async throws {
    let world = try await World()
    for number in 1...5 { #expect(try await say("link AAAA-000\(number)", world, id: "\(number)").text.hasPrefix("That code is not known")) }
    try await issue("AB2C-3DEF", for: "karim", in: world)
    #expect(try await say("link AB2C-3DEF", world, id: "6").text.hasPrefix("That were too many wrong codes"))
    #expect(try await say("link AB2C-3DEF", world, id: "7", account: "@other:example.org").text.hasPrefix("This code is for"))
    try await world.set("2027-03-01T10:01:00Z")
    try await issue("AB2C-3DEF", for: "karim", in: world)
    #expect(try await say("link AB2C-3DEF", world, id: "8").text.hasPrefix("This code is for"))
  }

  @Test("Another room gives no further tries, and neither does another person in the same room")
  func guessingElsewhere() async throws {
    let world = try await World()
    func guess(_ number: Int, room: String, account: String) async throws -> String {
      let message = IncomingMessage(bot: "matrix", chat: room, account: account, messageID: "g\(number)", text: "link AAAA-00\(number)", isPrivate: true)
      return try await world.house.receive(message).first?.text ?? ""
    }
    for number in 10...14 { #expect(try await guess(number, room: "!r\(number)", account: "@eve:example.org").hasPrefix("That code is not known")) }
    #expect(try await guess(15, room: "!r15", account: "@eve:example.org").hasPrefix("That were too many wrong codes"))
    for number in 20...24 { #expect(try await guess(number, room: "!same", account: "@eve\(number):example.org").hasPrefix("That code is not known")) }
    #expect(try await guess(25, room: "!same", account: "@eve25:example.org").hasPrefix("That were too many wrong codes"))
  }

  @Test("Whoever has many accounts is slowed down, and locks nobody out")
  func guessingByMany() async throws {
    let world = try await World()
    for number in 0..<500 { _ = try await say("link AAAA-\(1000 + number)", world, id: "1", account: "@eve\(number):example.org") }
    for number in 0..<2 {
      #expect(try await say("link AAAA-200\(number)", world, id: "\(number)", account: "@eve:example.org").text.hasPrefix("That code is not known"))
    }
    #expect(try await say("link AAAA-2002", world, id: "2", account: "@eve:example.org").text.hasPrefix("That were too many wrong codes"))
    try await issue("AB2C-3DEF", for: "karim", in: world)
    #expect(try await say("link AB2C-3DEF", world, id: "1").text.hasPrefix("This code is for"))
    try await world.set("2027-03-01T10:01:00Z")
    #expect(try await say("link AAAA-2003", world, id: "3", account: "@eve:example.org").text.hasPrefix("That code is not known"))
  }

  @Test("A link's code that nobody could guess is taken after any number of wrong ones")
  func longCode() async throws {
    let world = try await World()
    let code = "ABCDEFGHJKMNPQRSTVWXYZ0123"
    try await issue(code, for: "karim", in: world)
    for number in 1...6 { _ = try await say("link AAAA-000\(number)", world, id: "\(number)") }
    #expect(try await say("/start \(code)", world, id: "7").text.hasPrefix("This code is for"))
  }

  @Test(
    "A friendly word is no code, whatever follows it",
    arguments: [
      "hello there", "good morning rialto", "ciao bello", "hi bot, how are you?", "bonjour à tous", "hello everyone", "hello AB2C-3DEF", "start please",
    ])
  func greetings(line: String) async throws {
    let world = try await World()
    try await issue("AB2C-3DEF", for: "karim", in: world)
    let book = world.library.book(for: line.hasPrefix("ciao") ? "it" : line.hasPrefix("bonjour") ? "fr" : "en")
    for number in 0..<6 {
      #expect(try await say(line, world, id: "\(number)", isPrivate: number % 2 == 0) == ChatReply(book.text(.greetingUnlinked)))
    }
    #expect(try await say("AB2C-3DEF", world, id: "7").text.hasPrefix("This code is for"))
    _ = try await say("yes", world, id: "8")
    #expect(try await say(line, world, id: "9").text.contains("Karim Haddad"))
  }

  @Test("What can be no code is told so, and counts as no attempt", arguments: ["link me please", "link with john", "link AB2C-3DE"])
  func noCodes(line: String) async throws {
    let world = try await World()
    try await issue("AB2C-3DEF", for: "karim", in: world)
    for number in 0..<6 { #expect(try await say(line, world, id: "\(number)").text.hasPrefix("That code is not known or no longer good")) }
    #expect(try await say("link AB2C-3DEF", world, id: "7").text.hasPrefix("This code is for"))
  }

  @Test("A code stands for itself in a private chat, as the pages on setting up say", arguments: ["AB2C-3DEF", "ab2c-3def", "ab2c3def.", "BHYD-NNZX"])
  func alone(code: String) async throws {
    let world = try await World()
    try await issue(code, for: "karim", in: world)
    #expect(
      try await say(code, world, id: "1").text
        == "This code is for K••• H••• of Atlas Green Fund, at Green Forum Tunis. Link this chat to that registration?")
    #expect(try await say("yes", world, id: "2").text.hasPrefix("Linked. Hello Karim Haddad"))
  }

  @Test("A code that stands for itself where others read is good no more")
  func aloneInRoom() async throws {
    let world = try await World()
    try await issue("AB2C-3DEF", for: "karim", in: world)
    #expect(try await say("AB2C-3DEF", world, id: "1", isPrivate: false).text.hasPrefix("Please send me codes only in a private chat"))
    #expect(try await say("AB2C-3DEF", world, id: "2").text.hasPrefix("That code is not known or no longer good"))
  }

  @Test("Names and times that look like codes are none", arguments: ["jean-marc", "meetings", "10am-12pm", "1000-1200", "M-42"])
  func noCodesAlone(line: String) {
    let line = Grammar(.standard).read(line)
    if case .link(let code) = line.intent { Issue.record("\(line.text): \(code)") }
  }

  @Test("Of whom nothing is known, the language is that of their words, else that of their program")
  func languageOfProgram() async throws {
    let world = try await World()
    func hear(_ text: String, _ language: String?, _ id: String) async throws -> String {
      let message = IncomingMessage(
        bot: "telegram", chat: "1", account: "1", messageID: id, text: text, isPrivate: true, language: language)
      return try await world.house.receive(message).map(\.text).joined()
    }
    let greeting = { (language: String) in world.library.book(for: language).text(.greetingUnlinked) }
    #expect(try await hear("/start", "ar", "1") == greeting("ar"))
    #expect(try await hear("what is this", "fr-CA", "2") == greeting("fr"))
    #expect(try await hear("rendez-vous", "ar", "3") == greeting("fr"))
    #expect(try await hear("/start", "xx", "4") == greeting("en"))
    #expect(try await hear("agenda", "it", "5").hasPrefix("Green Forum Tunis, mercoledì 10 marzo"))
  }

  @Test("Whoever is not linked may see the agenda")
  func agendaForAll() async throws {
    let world = try await World()
    let linked = try await world.say("agenda", as: "amira")
    let agenda = try await say("agenda", world, id: "1")
    #expect(agenda == linked.first)
    #expect(agenda.text.hasPrefix("Green Forum Tunis, Wednesday 10 March"))
    #expect(try await say(agenda.buttons[0].send, world, id: "2") == (try await world.say(agenda.buttons[0].send, as: "amira")).first)
    #expect(try await say("meetings", world, id: "3").text.hasPrefix("Hello. To use this chat"))
    let hidden = try await World(phase: .preparing)
    #expect(try await say("agenda", hidden, id: "1").text.hasPrefix("Hello. To use this chat"))
  }

  @Test("A code that was typed where others read is good no more, also for whoever read it")
  func seen() async throws {
    let world = try await World()
    try await issue("AB2C-3DEF", for: "karim", in: world)
    _ = try await say("link AB2C-3DEF", world, id: "1", isPrivate: false)
    #expect(try await say("link AB2C-3DEF #!", world, id: "1", account: "@eve:example.org").text.hasPrefix("That code is not known"))
  }

  @Test("Whoever links learns which chats were linked before, those are told, and unlinking parts the chat alone")
  func before() async throws {
    let world = try await World()
    try await issue("AB2C-3DEF", for: "karim", in: world)
    _ = try await say("link AB2C-3DEF #!", world, id: "1")
    try await issue("CD2C-3DEF", for: "karim", in: world)
    #expect(try await say("link CD2C-3DEF #!", world, id: "1", account: "@karim2:example.org").text.hasSuffix("Chats that were linked before: matrix."))
    #expect(try await world.hear("karim").map(\.text).contains { $0.hasPrefix("Another chat was linked") })
    #expect(try await say("unlink", world, id: "2").text.hasPrefix("Part this chat from your registration for Green Forum Tunis?"))
    #expect(try await say("yes", world, id: "3").text.hasPrefix("This chat is parted"))
    #expect(try await say("meetings", world, id: "4").text.hasPrefix("Hello. To use this chat"))
    #expect(try await say("who am i", world, id: "5", account: "@karim2:example.org").text.contains("Karim Haddad"))
  }

  @Test("A stranger is answered in the language of their word or letters")
  func languages() async throws {
    let world = try await World()
    let book = { (language: String) in world.library.book(for: language).text(.greetingUnlinked) }
    for (number, (text, language)) in [
      ("rendez-vous", "fr"), ("aide", "fr"), ("apua", "fi"), ("ayuda", "es"), ("aiuto", "it"), ("مساعدة", "ar"), ("كيف الحال", "ar"),
    ].enumerated() {
      let answer = try await say(text, world, id: "\(number)").text
      #expect(answer.hasPrefix(book(language)), "\(text): \(answer)")
    }
  }

  @Test("Codes read alike however they are typed, and are made of letters that are not mixed up")
  func codes() {
    #expect(LinkSecret.digest(of: "ab2c 3def") == LinkSecret.digest(of: "AB2C-3DEF"))
    #expect(LinkSecret.digest(of: "oil0-1111") == LinkSecret.digest(of: "0110-1111"))
    #expect(LinkSecret.digest(of: "AB٢C-٣DEF") == LinkSecret.digest(of: "AB2C-3DEF"))
    var generator = SystemRandomNumberGenerator()
    let codes = Set((0..<1000).map { _ in LinkSecret.make(using: &generator) })
    #expect(codes.count == 1000)
    let long = LinkSecret.makeLong(using: &generator)
    #expect(long.count == 26 && long.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
    #expect(codes.allSatisfy { $0.count == 9 && LinkSecret.digest(of: $0) == LinkSecret.digest(of: $0.lowercased()) })
  }

  @Test("With several forums the chat asks which, and remembers")
  func severalForums() async throws {
    let world = try await World()
    try await world.add(try Sample.forum("cairo", title: "Alliance Forum Cairo", zone: "Africa/Cairo"))
    try await issue("AB2C-3DEF", for: "karim", in: world)
    _ = try await say("link AB2C-3DEF #!", world, id: "1")
    let cairo = try #require(ForumID("cairo"))
    _ = try await world.desk.perform(IssueLinkCode(delegate: DelegateID(2), digest: LinkSecret.digest(of: "ZZZZ-9999")), in: cairo, by: .organiser())
    #expect(try await say("start zzzz9999 #!", world, id: "2").text.contains("Alliance Forum Cairo"))
    #expect(try await say("agenda", world, id: "3").text.hasPrefix("Alliance Forum Cairo"))
    let asked = try await say("forum", world, id: "4")
    #expect(
      asked
        == ChatReply(
          "This chat is about Alliance Forum Cairo. You take part in several forums. Which one?",
          buttons: [
            Button(label: "Alliance Forum Cairo", send: "forum cairo"), Button(label: "Green Forum Tunis", send: "forum tunis"),
          ]))
    #expect(try await say("2", world, id: "5").text == "This chat is about Green Forum Tunis now.")
    #expect(try await say("agenda", world, id: "6").text.hasPrefix("Green Forum Tunis"))
    #expect(try await say("forum alliance", world, id: "7").text == "This chat is about Alliance Forum Cairo now.")
    #expect(try await say("forum berlin", world, id: "8").text.hasPrefix("You take part in no forum “berlin”"))
  }

  @Test("In a room with several people, a yes answers only one's own question")
  func group() async throws {
    let world = try await World()
    for (name, code) in [("amira", "AAAA-1111"), ("youssef", "BBBB-2222")] {
      try await issue(code, for: name, in: world)
      _ = try await say("link \(code) #!", world, id: "link-\(name)", account: "@\(name):example.org")
    }
    func inRoom(_ text: String, _ name: String, _ id: String) async throws -> String {
      let message = IncomingMessage(bot: "matrix", chat: "!room", account: "@\(name):example.org", messageID: id, text: text, isPrivate: false)
      return try await world.house.receive(message).map(\.text).joined()
    }
    #expect(try await inRoom("book karim first", "amira", "1").hasPrefix("Book Karim Haddad"))
    #expect(try await inRoom("yes", "youssef", "2") == "There is nothing to say yes or no to at the moment.")
    #expect(try await inRoom("yes", "amira", "3").hasPrefix("Asked: M-1"))
  }
}
