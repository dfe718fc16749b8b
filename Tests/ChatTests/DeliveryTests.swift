import Chat
import ForumCore
import ForumDesk
import Journal
import Messaging
import Testing

@Suite("A message that comes twice has one effect and one reply")
struct DeliveryTests {
  @Test("Redelivery gives the same reply, whatever was said since")
  func redelivery() async throws {
    let world = try await World()
    let asked = try await world.say("book karim day 1 10:30", as: "amira", id: "$1")
    let booked = try await world.say("yes", as: "amira", id: "$2")
    let seq = try await world.seq
    #expect(try await world.say("yes", as: "amira", id: "$2") == booked)
    #expect(try await world.say("book karim day 1 10:30", as: "amira", id: "$1") == asked)
    _ = try await world.say("agenda", as: "amira", id: "$3")
    #expect(try await world.say("yes", as: "amira", id: "$2") == booked)
    #expect(try await world.seq == seq)
  }

  @Test("After a crash before the answer was kept, the command's key gives the same effect and reply")
  func crash() async throws {
    let world = try await World()
    _ = try await world.say("book karim day 1 10:30", as: "amira", id: "$1")
    let note = "chat:chat:\(world.forum):\(try await world.delegate("amira")):console"
    let before = try #require(try world.desk.note(note))
    let booked = try await world.say("yes", as: "amira", id: "$2")
    let seq = try await world.seq
    try await world.desk.setNote(note, before)
    let again = ChatHouse(desk: world.desk)
    let replies = try await again.answer(
      "yes", forum: world.forum, delegate: try await world.delegate("amira"), chat: "console", messageID: "$2", channel: "chat")
    #expect(replies == booked)
    #expect(try await world.seq == seq)
  }

  @Test("After a restart, a number still means what was offered, and a yes delivered again what it meant then")
  func restart() async throws {
    let world = try await World()
    let amira = try await world.delegate("amira")
    func afterRestart(_ text: String, _ id: String) async throws -> String {
      let house = ChatHouse(desk: world.desk)
      let replies = try await house.answer(text, forum: world.forum, delegate: amira, chat: "console", messageID: id, channel: "chat")
      return replies.map(\.text).joined()
    }
    #expect(try await afterRestart("book karim 10:30", "$1").hasPrefix("Which 10:30"))
    #expect(try await afterRestart("2", "$2").hasPrefix("Asked: M-1 with Karim Haddad (Atlas Green Fund), Thursday"))
    #expect(try await afterRestart("cancel karim", "$3").hasPrefix("Take back your request M-1"))
    #expect(try await afterRestart("2", "$2").hasPrefix("Asked: M-1 with Karim Haddad (Atlas Green Fund), Thursday"))
    #expect(try await world.desk.read(world.forum) { $0.meetings.count } == 1)
  }

  @Test("What is kept of a conversation names nobody and holds no message")
  func nothingPersonal() async throws {
    let world = try await World()
    let note = "chat:chat:\(world.forum):\(try await world.delegate("amira")):console"
    for line in ["book rossi 10:30: dear Lucia", "1", "yes", "meetings", "cancel luca", "book karim haddad 10:30", "1", "bok karim haddad", "people"] {
      _ = try await world.say(line, as: "amira")
      let kept = String(decoding: try world.desk.note(note) ?? [], as: UTF8.self).lowercased()
      for word in ["karim", "luc", "rossi", "haddad", "dear", "atlas"] { #expect(!kept.contains(word), "\(line): \(kept)") }
    }
  }

  @Test("The same message many times at once has one effect")
  func atOnce() async throws {
    let world = try await World()
    let replies = try await withThrowingTaskGroup(of: [ChatReply].self) { group in
      for _ in 0..<50 { group.addTask { try await world.say("book karim day 1 10:30 #!", as: "amira", id: "$1") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(replies.allSatisfy { $0 == replies[0] })
    #expect(try await world.desk.read(world.forum) { $0.meetings.count } == 1)
  }

  @Test("Two who want the same slot at the same time: one gets it, one is refused with alternatives")
  func race() async throws {
    let world = try await World()
    async let one = world.say("book karim day 1 10:30 #!", as: "amira")
    async let two = world.say("book karim day 1 10:30 #!", as: "youssef")
    let replies = try await [one, two].flatMap { $0 }
    #expect(replies.filter { $0.buttons.isEmpty }.count == 1)
    #expect(replies.first { !$0.buttons.isEmpty }?.buttons.map(\.label) == ["Wed 11:00", "Wed 11:30", "Wed 14:00"])
  }

  @Test("A line of more than 2000 characters is not read")
  func long() async throws {
    let world = try await World()
    let reply = try await world.say(String(repeating: "x", count: 2001), as: "amira")
    #expect(reply == [ChatReply("That is too long for me. Please keep to 2,000 characters.")])
  }
}
