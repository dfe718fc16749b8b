import Chat
import ForumCore
import ForumDesk
import Testing

@Suite("Once a person is erased, others go on talking to the forum")
struct ErasureTests {
  @Test("An erased delegate goes by their reference; what they wrote and wanted is gone, and notices of what they did still come")
  func erased() async throws {
    let world = try await World()
    let amira = try await world.delegate("amira")
    let karim = try await world.delegate("karim")
    _ = try await world.perform(RequestMeeting(requester: amira, requested: karim, message: "our canary pumps"), by: .delegate(amira))
    _ = try await world.perform(CancelMeeting(meeting: MeetingID(1), reason: "canary flu"), by: .delegate(amira))
    let person = try await world.desk.read(world.forum) { $0.registrations[amira]?.profile.person }
    try world.journal.erasePersonKey(try #require(person).inForum(world.forum.value))

    let now = world.now
    let desk = try Desk(journal: world.journal, clock: { now })
    let house = ChatHouse(desk: desk)
    var said: [String] = []
    for (number, line) in ["people", "people irrigation", "people amira", "meetings", "book \(amira) first #!", "cancel M-2 #!"].enumerated() {
      let replies = try await house.answer(
        line, forum: world.forum, delegate: try await world.delegate("lucia"), chat: "c", messageID: "e\(number)", channel: "chat")
      said += replies.flatMap(lines)
    }
    let changes = try desk.changes(world.forum, after: 0, limit: 1000)
    let notices = try await desk.read(world.forum) { forum in
      changes.flatMap { Notices().of($0, in: forum, now: now) }.filter { $0.recipient == karim }.flatMap { lines($0.reply) }
    }
    #expect(notices.contains { $0.contains("D-1 (Sahel Solar) asks you for a meeting: M-1") })
    #expect(notices.contains { $0.contains("D-1 (Sahel Solar) took back the request M-1") })
    #expect(said.contains { $0.contains("D-1") })
    for word in ["Amira", "Salah", "canary", "amira@"] { #expect(!(said + notices).contains { $0.contains(word) }, "\(word): \(said + notices)") }
  }
}
