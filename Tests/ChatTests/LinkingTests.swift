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

  @Test("A cap over all stops whoever has many accounts, until the hour is over")
  func guessingByMany() async throws {
    let world = try await World()
    try await issue("AB2C-3DEF", for: "karim", in: world)
    for number in 0..<500 { _ = try await say("link AAAA-0\(number)", world, id: "1", account: "@eve\(number):example.org") }
    #expect(try await say("link AB2C-3DEF", world, id: "1").text.hasPrefix("That were too many wrong codes"))
    try await world.set("2027-03-01T10:01:00Z")
    try await issue("AB2C-3DEF", for: "karim", in: world)
    #expect(try await say("link AB2C-3DEF", world, id: "2").text.hasPrefix("This code is for"))
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
          "You take part in several forums. Which one?",
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
