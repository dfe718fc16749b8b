import Chat
import ForumCore
import ForumDesk
import Testing

@Suite("Rule 29 by chat: how to reach others, and one's own data")
struct PrivacyTests {
  @Test("Rule 29: how to reach others is told after a confirmed meeting, and not any more when it was called off")
  func contact() async throws {
    try await play(
      """
      amira>contact
        You see how to reach others once a meeting with them is confirmed.
      amira>contact karim
        You see how to reach Karim Haddad (Atlas Green Fund) once a meeting with them is confirmed.
      amira>book karim day 1 10:30 #!
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>contact M-1
        You see how to reach Karim Haddad (Atlas Green Fund) once M-1 is confirmed.
      karim>confirm M-1 #!
        Confirmed: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:30 (Tunis time), table T-1.
      amira>contact M-1
        Karim Haddad (Atlas Green Fund): karim@example.org
      karim>contact
        Amira Ben Salah (Sahel Solar): amira@example.org
      karim>contact amira
        Amira Ben Salah (Sahel Solar): amira@example.org
      luca>contact M-1
        There is no meeting M-1 of yours. “meetings” shows them.
      karim>cancel M-1 #!
        Cancelled: M-1 with Amira Ben Salah. They are told.
      amira>contact M-1
        You see how to reach Karim Haddad (Atlas Green Fund) once M-1 is confirmed.
      amira>contact
        You see how to reach others once a meeting with them is confirmed.
      """, in: try await World())
  }

  @Test("Rule 29: what somebody hides is not told, and they are not found by it")
  func hidden() async throws {
    let world = try await World()
    let amira = try await world.delegate("amira")
    _ = try await world.perform(UpdateDelegate(delegate: amira, hides: [.contact, .seeks]), by: .delegate(amira))
    _ = try await world.say("book karim day 1 10:30 #!", as: "amira")
    _ = try await world.say("confirm M-1 #!", as: "karim")
    try await play(
      """
      karim>contact M-1
        Amira Ben Salah (Sahel Solar) shows no contact data. M-1 is where you meet.
      karim>people irrigation
        I find nobody for “irrigation”.
      """, in: world)
  }

  @Test("Rule 29: what is kept is told, with how to have it; an erasure is asked for by the reference")
  func erasing() async throws {
    let world = try await World()
    try await play(
      """
      amira>my data
        Green Forum Tunis keeps of you: Amira Ben Salah, Sahel Solar, amira@example.org; what you offer and look for, your meetings, sessions and linked chats. The organisers, or “delegate.export” of the API, give you all of it as a file. “erase me D-1” erases you from this forum for good.
      amira>erase me
        To be erased from Green Forum Tunis for good, type “erase me D-1”. Your meetings end, your places go to others, and nothing that is yours can be brought back. Other forums are not touched.
      amira>erase me D-2
        To be erased from Green Forum Tunis for good, type “erase me D-1”. Your meetings end, your places go to others, and nothing that is yours can be brought back. Other forums are not touched.
      amira>erase me D-1
        You are erased from Green Forum Tunis. Nothing personal of yours is kept here any more. Goodbye.
      """, in: world)
    #expect(try await world.desk.read(world.forum) { $0.isErased(DelegateID(1)) })
    let replies = try await world.house.answer(
      "people", forum: world.forum, delegate: DelegateID(1), chat: "console", messageID: "after", channel: "chat")
    #expect(replies.map(\.text) == ["Your registration for Green Forum Tunis is cancelled."])
  }

  @Test("Rule 29: after an erasure no conversation remembers the person: not what was replied, not what was offered", arguments: [false, true])
  func memories(erases: Bool) async throws {
    let world = try await World()
    _ = try await world.say("people amira", as: "karim", id: "k1")
    _ = try await world.say("book karim day 1 10:30", as: "amira", id: "a1")
    if erases { _ = try await world.perform(EraseDelegate(delegate: DelegateID(1))) }
    let again = try await world.say("people amira", as: "karim", id: "k1").flatMap(lines).joined(separator: "\n")
    #expect(again.contains("Amira") == !erases, "\(again)")
    func notes() throws -> [String] { try world.journal.notes(prefix: "chat:").map { $0.key + " " + String(decoding: $0.value ?? [], as: UTF8.self) } }
    #expect(try !notes().contains { $0.contains("Amira") })
    for _ in 0..<1000 where try erases && notes().contains(where: { $0.hasPrefix("chat:chat:tunis:D-1:") }) { try await Task.sleep(for: .milliseconds(5)) }
    #expect(try notes().contains { $0.hasPrefix("chat:chat:tunis:D-1:") } == !erases)
  }
}
