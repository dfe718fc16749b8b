import BotMatrix
import Foundation
import Messaging
import TestSupport
import Testing

/// How many messages are written while the bot is away: 300, or as many as `RIALTO_UNSEEN` says; the long proof takes 10,000.
private let unseen = ProcessInfo.processInfo.environment["RIALTO_UNSEEN"].flatMap { Int($0) } ?? 300

@Suite("What was written while the bot was away, on a real Synapse", .serialized) struct UnseenTests {
  /// People with rooms of their own who write numbers in each.
  private struct People: Sendable {
    let rooms: [(user: MatrixUser, room: String)]
    let each: Int

    /// Registers them and waits until the bot has greeted in each room.
    init(on synapse: Synapse, bot: String) async throws {
      let count = max(3, unseen / 250)
      each = unseen / count
      var rooms: [(MatrixUser, String)] = []
      for number in 0..<(count + 1) / 2 {
        let user = try await MatrixUser("user\(number)", on: synapse)
        for _ in 0..<min(2, count - rooms.count) {
          let room = try await user.createRoom(inviting: [bot])
          _ = try await user.next(from: bot, in: room, within: .seconds(120))
          rooms.append((user, room))
        }
      }
      self.rooms = rooms
    }

    /// Everybody writes; the ids of what was written.
    func write() async throws -> Set<String> {
      try await withThrowingTaskGroup(of: [String].self) { [each] group in
        for (user, room) in rooms {
          group.addTask {
            var ids: [String] = []
            for number in 1...each { ids.append(try await user.send("\(number)", in: room)) }
            return ids
          }
        }
        return try await group.reduce(into: []) { $0.formUnion($1) }
      }
    }

    /// What the bot answered in each room after its greeting, when as many answers came as there were lines, and a little longer.
    func answers(of bot: String) async throws -> [[String]] {
      func answers() async throws -> [[String]] {
        var answers: [[String]] = []
        for (user, room) in rooms { answers.append(try await user.history(of: room).filter { $0.sender == bot }.map(\.text).dropFirst().map(\.self)) }
        return answers
      }
      let clock = ContinuousClock()
      let end = clock.now + .seconds(60)
      while try await answers().contains(where: { $0.count < each }), clock.now < end { try await Task.sleep(for: .milliseconds(100)) }
      try await Task.sleep(for: .milliseconds(500))
      return try await answers()
    }
  }

  /// Waits until so many messages have had their effect.
  private static func until(_ count: Int, in chat: RehearsedChat) async throws {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(1800)
    while chat.effects < count {
      guard clock.now < end else { throw TestFault("\(chat.effects) of \(count) after half an hour") }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  private static func chat() -> RehearsedChat { RehearsedChat { [ChatReply("re \($0.text)")] } }

  /// Writes while nobody listens, listens twice with a death in between, and compares.
  private static func prove(
    _ people: People, _ bot: String, _ chat: RehearsedChat, in mode: String, listening: (_ until: () async throws -> Void) async throws -> Void
  ) async throws {
    let clock = ContinuousClock()
    let before = Set(chat.heard.map(\.messageID))
    let began = clock.now
    let written = try await people.write()
    let wrote = clock.now
    try await listening { try await until(before.count + written.count / 3, in: chat) }
    var heard = clock.now
    var answers: [[String]] = []
    try await listening {
      try await until(before.count + written.count, in: chat)
      heard = clock.now
      answers = try await people.answers(of: bot)
    }

    let effects = Set(chat.heard.map(\.messageID)).subtracting(before)
    let lost = written.subtracting(effects).count
    let extra = effects.subtracting(written).count
    #expect(lost == 0 && extra == 0)
    #expect(chat.effects == before.count + written.count)
    #expect(written.count == people.rooms.count * people.each)
    for answers in answers { #expect(answers == (1...people.each).map { "re \($0)" }) }
    if ProcessInfo.processInfo.environment["RIALTO_UNSEEN"] != nil {
      let replies = answers.map(\.count).reduce(0, +)
      FileHandle.standardError.write(
        Data(
          """
          \(mode): \(written.count) unseen in \(people.rooms.count) rooms, written in \(wrote - began), answered in \(heard - wrote) with one death \
          between; \(lost) lost, \(extra) that nobody wrote, \(chat.heard.count - chat.effects) asked of the chat again, \(replies) replies\n
          """.utf8))
    }
  }

  @Test("as an account: none is lost, none is answered twice") func account() async throws {
    try await withSynapse { synapse in
      let chat = Self.chat()
      let desk = try await MatrixUser("desk", on: synapse)
      let account = try MatrixAccount(homeserver: synapse.address, userID: desk.userID, accessToken: desk.token)
      let inbox = HeldInbox()
      func listening(_ body: () async throws -> Void) async throws {
        let bot = MatrixBot(account: account, chat: chat, inbox: inbox)
        let life = Task { await bot.run() }
        defer { life.cancel() }
        try await body()
        life.cancel()
        await life.value
      }
      var people: People?
      try await listening { people = try await People(on: synapse, bot: desk.userID) }
      try await Self.prove(try #require(people), desk.userID, chat, in: "account", listening: listening)
    }
  }

  @Test("as an application service: none is lost, none is answered twice") func service() async throws {
    try await withSynapse { synapse in
      let chat = Self.chat()
      let inbox = HeldInbox()
      let bot = synapse.configuration.botUserID
      func listening(_ body: () async throws -> Void) async throws {
        let bot = MatrixBot(configuration: synapse.configuration, chat: chat, inbox: inbox)
        let hook = try #require(bot.hook)
        let life = Task { try await withHookServer(hook, port: synapse.hookPort) { _ in await bot.run() } }
        defer { life.cancel() }
        try await body()
        life.cancel()
        _ = try? await life.value
      }
      var people: People?
      try await listening { people = try await People(on: synapse, bot: bot) }
      try await Self.prove(try #require(people), bot, chat, in: "application service", listening: listening)
    }
  }
}
