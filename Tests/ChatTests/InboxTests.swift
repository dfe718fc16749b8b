import Chat
import ForumCore
import ForumDesk
import Journal
import Messaging
import Testing

@Suite("What a bot has to know after a crash is kept by the desk")
struct InboxTests {
  private func message(_ id: String, chat: String = "c1") -> IncomingMessage {
    IncomingMessage(bot: "telegram", chat: chat, account: "42", messageID: id, text: "hello", isPrivate: true)
  }

  @Test("Kept until answered; known as answered afterwards, also to the next program")
  func kept() async throws {
    let clock = TestClock("2027-03-01T09:00:00Z")
    let journal = InMemoryJournal()
    let desk = try Desk(journal: journal, clock: { clock.now })
    let inbox = DeskInbox(desk: desk)
    for (second, id) in ["b", "a", "c"].enumerated() {
      clock.set("2027-03-01T09:00:0\(second)Z")
      try await inbox.keep(Array(id.utf8), of: message(id))
    }
    // What is kept stays as it was when it comes again.
    try await inbox.keep(Array("later".utf8), of: message("b"))
    try await inbox.answered(message("a"))
    try await inbox.answered(message("a"))
    let next = DeskInbox(desk: try Desk(journal: journal, clock: { clock.now }))
    #expect(try next.unanswered(by: "telegram").map { String(decoding: $0, as: UTF8.self) }.sorted() == ["b", "c"])
    #expect(try next.unanswered(by: "slack").isEmpty)
    #expect(try next.isAnswered(message("a")) && !next.isAnswered(message("b")) && !next.isAnswered(message("a", chat: "c2")))
  }

  @Test("The last 128 of each conversation are known")
  func forgets() async throws {
    let inbox = DeskInbox(desk: try Desk(journal: InMemoryJournal()))
    for number in 0..<134 { try await inbox.answered(message("\(number)")) }
    #expect(try (0..<134).map { try inbox.isAnswered(message("\($0)")) } == Array(repeating: false, count: 6) + Array(repeating: true, count: 128))
  }

  @Test("Rule 29: of who is erased it is not known any more which messages were answered")
  func erased() async throws {
    let world = try await World()
    let inbox = DeskInbox(desk: world.desk)
    let karim = try await world.delegate("karim")
    _ = try await world.perform(IssueLinkCode(delegate: karim, digest: LinkSecret.digest(of: "AB2C-3DEF")))
    let link = IncomingMessage(bot: "telegram", chat: "42", account: "42", messageID: "1", text: "link AB2C-3DEF #!", isPrivate: true)
    _ = try await world.house.receive(link)
    try await inbox.answered(link)
    try await inbox.answered(message("1", chat: "43"))
    #expect(try inbox.isAnswered(link))
    _ = try await world.perform(EraseDelegate(delegate: karim))
    for _ in 0..<1000 where try inbox.isAnswered(link) { try await Task.sleep(for: .milliseconds(5)) }
    #expect(try !inbox.isAnswered(link) && inbox.isAnswered(message("1", chat: "43")))
  }

  @Test("Once a message is known as answered, what its answer offered is durable too; a number written at once chooses from it")
  func remembered() async throws {
    let world = try await World()
    let inbox = DeskInbox(desk: world.desk)
    _ = try await world.perform(IssueLinkCode(delegate: try await world.delegate("karim"), digest: LinkSecret.digest(of: "AB2C-3DEF")))
    func line(_ text: String, _ id: String) -> IncomingMessage {
      IncomingMessage(bot: "telegram", chat: "42", account: "42", messageID: id, text: text, isPrivate: true)
    }
    _ = try await world.house.receive(line("link AB2C-3DEF #!", "0"))
    for round in 1...50 {
      let slots = line("slots lucia", "a\(round)")
      let offered = try await world.house.receive(slots)
      #expect(offered[0].buttons.count > 1)
      try await inbox.answered(slots)
      // The next program, as after a kill in the moment in which the mark of the inbox was durable.
      let desk = try Desk(journal: world.journal, clock: { world.now })
      let choice = line("2", "b\(round)")
      let chosen = try await ChatHouse(desk: desk, library: world.library).receive(choice)
      try await DeskInbox(desk: desk).answered(choice)
      #expect(chosen == (try await world.house.receive(line(offered[0].buttons[1].send, "c\(round)"))))
    }
  }

  @Test("How far a bot has read")
  func places() async throws {
    let inbox = DeskInbox(desk: try Desk(journal: InMemoryJournal()))
    #expect(try inbox.place(of: "matrix") == nil)
    try await inbox.keep(place: "s12_3", of: "matrix")
    #expect(try inbox.place(of: "matrix") == "s12_3")
  }
}
