import Chat
import ForumCore
import ForumDesk
import Messaging
import Testing

@Suite("Buttons act where and for whom they were made")
struct SeatTests {
  private let cairo = ForumID("cairo")

  /// Karim is D-2 in Tunis and in Cairo, by one account; Amira is D-1, in Tunis alone.
  private func world() async throws -> World {
    let world = try await World()
    let cairo = try #require(cairo)
    try await world.add(try Sample.forum("cairo", title: "Alliance Forum Cairo", zone: "Africa/Cairo"))
    for (forum, name, delegate) in [(world.forum, "karim", 2), (cairo, "karim", 2), (world.forum, "amira", 1)] {
      let digest = LinkSecret.digest(of: "\(forum) \(name)")
      let account = ChatAccount(account: "@\(name):example.org", chat: "!\(name)")
      for command in [
        IssueLinkCode(delegate: DelegateID(delegate), digest: digest) as any Command<Forum>, LinkChat(digest: digest, bot: "matrix", account: account),
      ] { _ = try await world.desk.perform(command, in: forum, by: .organiser()) }
    }
    return world
  }

  private func say(_ text: String, as name: String, in room: String? = nil, id: String, _ world: World) async throws -> ChatReply {
    let message = IncomingMessage(
      bot: "matrix", chat: room ?? "!\(name)", account: "@\(name):example.org", messageID: id, text: text, isPrivate: room == nil)
    return try await world.house.receive(message).first ?? ChatReply("")
  }

  private func send(_ label: String, of reply: ChatReply) throws -> String { try #require(reply.buttons.first { $0.label == label }).send }

  @Test("A question is answered in its forum, though the chat is about another by now")
  func questions() async throws {
    let world = try await world()
    let cairo = try #require(cairo)
    #expect(try await say("forum cairo", as: "karim", id: "1", world).text == "This chat is about Alliance Forum Cairo now.")
    let asked = try await say("book lucia day 1 10:30", as: "karim", id: "2", world)
    #expect(asked.text.hasPrefix("Book Lucia"))
    _ = try await say("forum tunis", as: "karim", id: "3", world)
    let done = try await say(try send("Yes", of: asked), as: "karim", id: "4", world)
    #expect(done.text.hasPrefix("This chat is about Alliance Forum Cairo now.\nAsked: M-1 with Lucia"))
    #expect(try await world.desk.read(cairo) { $0.meetings[MeetingID(1)]?.status } == .requested)
    #expect(try await world.desk.read(world.forum) { $0.meetings.count } == 0)
    // The same press delivered again does nothing else.
    _ = try await say("forum tunis", as: "karim", id: "5", world)
    #expect(try await say(try send("Yes", of: asked), as: "karim", id: "4", world).text.contains("M-1"))
    #expect(try await world.desk.read(world.forum) { $0.meetings.count } == 0)
  }

  @Test("A button of a forum to which the chat is linked no more does nothing, and says so")
  func unlinked() async throws {
    let world = try await world()
    _ = try await say("forum cairo", as: "karim", id: "1", world)
    let asked = try await say("book lucia day 1 10:30", as: "karim", id: "2", world)
    _ = try await say("unlink #!", as: "karim", id: "3", world)
    #expect(
      try await say(try send("Yes", of: asked), as: "karim", id: "4", world)
        == ChatReply("That button was made for somebody else, or for a forum to which this chat is not linked. Nothing was done."))
    #expect(try await world.desk.read(world.forum) { $0.meetings.count } == 0)
  }

  @Test("In a room nobody answers another's question; what is only read may be pressed by all")
  func rooms() async throws {
    let world = try await world()
    _ = try await say("forum tunis", as: "karim", in: "!room", id: "0", world)
    let asked = try await say("book lucia day 1 10:30", as: "amira", in: "!room", id: "1", world)
    #expect(asked.text.hasPrefix("Book Lucia"))
    #expect(
      try await say(try send("Yes", of: asked), as: "karim", in: "!room", id: "2", world)
        == ChatReply("That button was made for somebody else, or for a forum to which this chat is not linked. Nothing was done."))
    #expect(try await world.desk.read(world.forum) { $0.meetings.count } == 0)
    #expect(try await say(try send("Another time", of: asked), as: "karim", in: "!room", id: "3", world).text.contains("Lucia"))
    #expect(try await say(try send("Yes", of: asked), as: "amira", in: "!room", id: "4", world).text.hasPrefix("Asked: M-1 with Lucia"))
    let parting = try await say("unlink", as: "amira", in: "!room", id: "5", world)
    #expect(try await say(try send("Yes", of: parting), as: "karim", in: "!room", id: "6", world).text.hasPrefix("That button was made for somebody else"))
  }

  @Test(
    "What is for one person's eyes is not said in a room", arguments: ["badge", "my data", "erase me", "contact lucia", "mes données"])
  func privately(line: String) async throws {
    let world = try await world()
    #expect(
      try await say(line, as: "amira", in: "!room", id: "1", world)
        == ChatReply("I answer that only where nobody else reads it. Write “\(line)” to me in a private chat."))
    #expect(try await !say(line, as: "amira", id: "2", world).text.hasPrefix("I answer that only"))
  }

  @Test("Where there are several forums, what is said names the one that is meant")
  func named() async throws {
    let world = try await world()
    _ = try await say("forum cairo", as: "karim", id: "1", world)
    #expect(try await say("meetings", as: "karim", id: "2", world).text == "You have no meetings at Alliance Forum Cairo yet. “people” shows who is here.")
    #expect(
      try await say("forum", as: "karim", id: "3", world).text
        == "This chat is about Alliance Forum Cairo. You take part in several forums. Which one?")
  }

  @Test("The language that is chosen holds in all forums of the account, and so does what takes it back")
  func language() async throws {
    let world = try await world()
    _ = try await say("forum cairo", as: "karim", id: "1", world)
    _ = try await say("language fi", as: "karim", id: "2", world)
    #expect(try await say("forum tunis", as: "karim", id: "3", world).text == "Tämä keskustelu koskee nyt tapahtumaa Green Forum Tunis.")
    _ = try await say("forum cairo", as: "karim", id: "4", world)
    _ = try await say("language en", as: "karim", id: "5", world)
    #expect(try await say("forum tunis", as: "karim", id: "6", world).text == "This chat is about Green Forum Tunis now.")
    #expect(try await say("language", as: "amira", id: "7", world).buttons.count == 6)
  }

  @Test("Whoever links a chat to a second registration of a forum reads whose it was until then")
  func instead() async throws {
    let world = try await world()
    _ = try await world.perform(IssueLinkCode(delegate: try await world.delegate("youssef"), digest: LinkSecret.digest(of: "AB2C-3DEF")))
    let asked = try await say("AB2C-3DEF", as: "amira", id: "1", world).text.split(separator: "\n")
    #expect(asked.count == 2 && asked[0].hasPrefix("This code is for Y•••"))
    #expect(asked.last == "This chat is linked to Amira Ben Salah of Sahel Solar there until now; that would end.")
  }

  @Test("What a button brings back is short enough for every platform, and a line that looks like one is only a line")
  func marks() throws {
    let mark = SeatMark(forum: try #require(ForumID("tunis")), delegate: DelegateID(1234))
    let line = mark.on("confirm M-12345 @wed-afternoon.12 #12 #!")
    #expect(line.utf8.count <= 64)
    let read = Grammar(.standard).read(line)
    #expect(read.marks.seat == mark && read.text == "confirm M-12345 @wed-afternoon.12 #12 #!")
    #expect(mark.on(line) == line && mark.on("no") == "no" && mark.on("forum cairo") == "forum cairo" && mark.on("link AB2C3DEF #!") == "link AB2C3DEF #!")
    for text in ["#~", "#~x", "#~ab.1 no", "#~abcdef.", "#~abcdef.-1 meetings", "#~abcdef.99999999999999999999 meetings"] {
      #expect(Grammar(.standard).read(text).marks.seat == nil)
    }
  }
}
