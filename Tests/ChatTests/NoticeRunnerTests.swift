import Chat
import ForumCore
import ForumDesk
import Messaging
import Synchronization
import Testing

@Suite("Notices reach the linked chats, once each and in order, also after failures and restarts", .timeLimit(.minutes(1)))
struct NoticeRunnerTests {
  @Test("What happened while no runner ran is delivered; what was delivered is not delivered again")
  func cursor() async throws {
    let world = try await linked()
    _ = try await world.say("book karim day 1 10:30 #!", as: "amira")
    let first = FakePlatform()
    try await run(world, first) { first.texts("!karim").count == 1 }
    #expect(first.texts("!karim").first?.hasPrefix("Amira Ben Salah (Sahel Solar) asks you for a meeting: M-1") == true)
    _ = try await world.say("confirm M-1 #!", as: "karim")
    _ = try await world.say("move M-1 day 1 11:30 #!", as: "amira")
    let second = FakePlatform()
    try await run(world, second) { !second.texts("!karim").isEmpty && !second.texts("!amira").isEmpty }
    #expect(second.texts("!karim").map { $0.prefix(23) } == ["Amira Ben Salah (Sahel "])
    #expect(second.texts("!amira").map { $0.prefix(31) } == ["Karim Haddad (Atlas Green Fund)"])
  }

  @Test("A chat that fails is tried again in order and holds up nobody else")
  func failures() async throws {
    let world = try await linked()
    let platform = FakePlatform(failing: ["!karim": 3])
    for time in ["10:00", "10:30"] { _ = try await world.say("book karim day 1 \(time) #!", as: time == "10:00" ? "amira" : "youssef") }
    _ = try await world.say("confirm M-1 #!", as: "karim")
    try await run(world, platform) { platform.texts("!karim").count == 2 && platform.texts("!amira").count == 1 }
    #expect(platform.texts("!karim").map { $0.prefix(5) } == ["Amira", "Youss"])
    #expect(platform.keys.count == Set(platform.keys).count)
    #expect(platform.failures == 3)
  }

  @Test("After so many attempts a message is given up, and the next goes on")
  func givenUp() async throws {
    let world = try await linked()
    let platform = FakePlatform(failing: ["!karim": 5])
    for time in ["10:00", "10:30"] { _ = try await world.say("book karim day 1 \(time) #!", as: time == "10:00" ? "amira" : "youssef") }
    try await run(world, platform) { platform.texts("!karim").count == 1 }
    #expect(platform.texts("!karim").map { $0.prefix(5) } == ["Youss"])
  }

  @Test("A chat linked later hears only of what happens later; earlier chats hear of the new link")
  func laterLinks() async throws {
    let world = try await World()
    _ = try await world.say("book karim day 1 10:30 #!", as: "amira")
    try await world.set("2027-03-01T10:00:00Z")
    try await link("karim", in: world)
    try await world.set("2027-03-01T10:01:00Z")
    try await link("karim", account: "@karim-phone:example.org", in: world)
    let platform = FakePlatform()
    try await run(world, platform) { !platform.texts("!karim").isEmpty }
    #expect(
      platform.texts("!karim") == ["Another chat was linked to your registration for Green Forum Tunis just now. If that was not you, tell the organisers."])
    #expect(platform.texts("!karim-phone") == [])
  }

  @Test("Forums that are made while it runs are followed")
  func newForums() async throws {
    let world = try await World()
    let platform = FakePlatform()
    let cairo = try #require(ForumID("cairo"))
    try await run(
      world, platform,
      meanwhile: {
        try await world.add(try Sample.forum("cairo", title: "Alliance Forum Cairo"))
        for command in [
          IssueLinkCode(delegate: DelegateID(2), digest: LinkSecret.digest(of: "AAAA-2222")) as any Command<Forum>,
          LinkChat(digest: LinkSecret.digest(of: "AAAA-2222"), bot: "fake", account: ChatAccount(account: "@k", chat: "!karim")),
          RequestMeeting(requester: DelegateID(1), requested: DelegateID(2)),
        ] { _ = try await world.desk.perform(command, in: cairo, by: .organiser()) }
      }, until: { platform.texts("!karim").count == 1 })
    let (seq, link) = try await world.desk.read(cairo) { ($0.seq, $0.chatLinks.first?.position ?? 0) }
    #expect(platform.keys == ["cairo:\(seq):D-2:fake:\(link)"])
  }

  @Test("A number chooses from what the last notice offers, and no longer from what was asked before")
  func chosen() async throws {
    let world = try await linked()
    _ = try await hear("language", as: "karim", in: world)
    _ = try await world.say("book karim day 1 10:30 #!", as: "amira")
    let platform = FakePlatform()
    try await run(world, platform) { platform.texts("!karim").count == 1 }
    #expect(try await hear("9", as: "karim", in: world).first?.buttons.count == 3)
    _ = try await hear("1", as: "karim", in: world)
    #expect(try await world.desk.read(world.forum) { $0.meetings[MeetingID(1)]?.status } == .confirmed)
  }

  @Test("What is chosen from a notice is done in the notice's forum, though the conversation was about another")
  func chosenElsewhere() async throws {
    let world = try await linked()
    let cairo = try #require(ForumID("cairo"))
    try await world.add(try Sample.forum("cairo", title: "Alliance Forum Cairo"))
    let account = ChatAccount(account: "@karim:example.org", chat: "!karim")
    for command in [
      IssueLinkCode(delegate: DelegateID(2), digest: LinkSecret.digest(of: "AAAA-2222")) as any Command<Forum>,
      LinkChat(digest: LinkSecret.digest(of: "AAAA-2222"), bot: "fake", account: account),
    ] { _ = try await world.desk.perform(command, in: cairo, by: .organiser()) }
    _ = try await hear("forum \(world.forum)", as: "karim", in: world)
    _ = try await world.desk.perform(RequestMeeting(requester: DelegateID(1), requested: DelegateID(2)), in: cairo, by: .organiser())
    let platform = FakePlatform()
    try await run(world, platform) { !platform.texts("!karim").isEmpty }
    _ = try await hear("1", as: "karim", in: world)
    #expect(try await world.desk.read(cairo) { $0.meetings[MeetingID(1)]?.status } == .confirmed)
    #expect(try await hear("meetings", as: "karim", in: world).first?.text.contains("Alliance Forum Cairo") == true)
  }

  @Test("A notice's button acts in the notice's forum, whatever the chat is about, and the notice says which that is")
  func pressedElsewhere() async throws {
    let world = try await linked()
    let cairo = try #require(ForumID("cairo"))
    try await world.add(try Sample.forum("cairo", title: "Alliance Forum Cairo"))
    let account = ChatAccount(account: "@karim:example.org", chat: "!karim")
    for command in [
      IssueLinkCode(delegate: DelegateID(2), digest: LinkSecret.digest(of: "AAAA-2222")) as any Command<Forum>,
      LinkChat(digest: LinkSecret.digest(of: "AAAA-2222"), bot: "fake", account: account),
      RequestMeeting(requester: DelegateID(1), requested: DelegateID(2)),
    ] { _ = try await world.desk.perform(command, in: cairo, by: .organiser()) }
    // In both it is M-1, of version 1.
    _ = try await world.say("book karim day 1 11:00 #!", as: "youssef")
    let platform = FakePlatform()
    try await run(world, platform) { platform.replies("!karim").filter { !$0.buttons.isEmpty }.count == 2 }
    let asked = platform.replies("!karim").filter { !$0.buttons.isEmpty }
    let ofCairo = try #require(asked.first { $0.text.hasPrefix("Alliance Forum Cairo:\nAmira Ben Salah (Sahel Solar) asks you for a meeting: M-1") })
    let ofTunis = try #require(asked.first { $0.text.hasPrefix("Green Forum Tunis:\nYoussef") })
    #expect(ofCairo.buttons.map(\.label) == ofTunis.buttons.map(\.label))
    #expect(ofCairo.buttons.allSatisfy { $0.send.utf8.count <= 64 })
    _ = try await hear("forum \(world.forum)", as: "karim", in: world)
    let done = try await hear(ofCairo.buttons[0].send, as: "karim", in: world).map(\.text)
    #expect(
      done == [
        "This chat is about Alliance Forum Cairo now.\n"
          + "Confirmed: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1."
      ])
    #expect(try await world.desk.read(cairo) { $0.meetings[MeetingID(1)]?.status } == .confirmed)
    #expect(try await world.desk.read(world.forum) { $0.meetings[MeetingID(1)]?.status } == .requested)
  }

  // MARK: - Steps

  private func hear(_ text: String, as name: String, in world: World) async throws -> [ChatReply] {
    try await world.house.receive(
      IncomingMessage(
        bot: "fake", chat: "!\(name)", account: "@\(name):example.org", messageID: "e-\(text)", text: text, isPrivate: true))
  }

  @Test("Rule 29: what is still owed is written anew without a person who was erased meanwhile; they hear nothing more")
  func erased() async throws {
    let world = try await linked()
    _ = try await world.say("book karim day 1 10:30 #! : our canary pumps", as: "amira")
    let platform = FakePlatform(failing: ["!karim": 2])
    try await run(world, platform, firstWait: .milliseconds(300)) {
      for _ in 0..<5000 where platform.failures == 0 { try await Task.sleep(for: .milliseconds(1)) }
      _ = try await world.desk.erase(DelegateID(1), in: world.forum, by: .organiser())
    } until: {
      !platform.texts("!karim").isEmpty
    }
    let texts = platform.texts("!karim")
    // The request may have arrived in spite of the failures: so its end is told, and by no name.
    #expect(texts == ["The organisers ended M-1 with D-1 (Sahel Solar), Wednesday 10 March, 10:30 (Tunis time), table T-1."])
    for word in ["Amira", "canary"] { #expect(!texts.contains { $0.contains(word) }, "\(texts)") }
    #expect(platform.texts("!amira") == [])
  }

  private func linked() async throws -> World {
    let world = try await World()
    try await world.set("2027-03-01T09:01:00Z")
    for name in ["amira", "karim"] { try await link(name, in: world) }
    return world
  }

  private func link(_ name: String, account: String? = nil, in world: World) async throws {
    let account = account ?? "@\(name):example.org"
    let digest = LinkSecret.digest(of: account)
    let chat = "!" + account.dropFirst().prefix { $0 != ":" }
    _ = try await world.perform(IssueLinkCode(delegate: try await world.delegate(name), digest: digest))
    _ = try await world.perform(LinkChat(digest: digest, bot: "fake", account: ChatAccount(account: account, chat: chat)), by: .guest(channel: "fake"))
  }

  /// Runs the runner until something holds, 10 seconds at most, and a little longer to see what is too much.
  private func run(
    _ world: World, _ platform: FakePlatform, firstWait: Duration = .milliseconds(2), meanwhile: () async throws -> Void = {}, until holds: () -> Bool
  ) async throws {
    var patience = NoticePatience()
    patience.firstWait = firstWait
    patience.attempts = 5
    patience.betweenLooks = .milliseconds(5)
    let runner = NoticeRunner(desk: world.desk, transport: platform, house: world.house, patience: patience)
    let task = Task { await runner.run() }
    try await meanwhile()
    for _ in 0..<1000 where !holds() { try await Task.sleep(for: .milliseconds(10)) }
    try await Task.sleep(for: .milliseconds(50))
    task.cancel()
    await task.value
    #expect(holds())
  }
}

/// A platform that notes what it is given, and refuses as often as it is told to.
final class FakePlatform: ChatTransport {
  private struct State {
    var delivered: [OutgoingMessage] = []
    var failing: [String: Int]
    var failures = 0
  }

  struct Down: Error {}

  private let state: Mutex<State>

  init(failing: [String: Int] = [:]) { state = Mutex(State(failing: failing)) }

  var bot: String { "fake" }
  var keys: [String] { state.withLock { $0.delivered.map(\.key) } }
  var failures: Int { state.withLock(\.failures) }
  func replies(_ chat: String) -> [ChatReply] { state.withLock { $0.delivered.filter { $0.chat == chat }.map(\.reply) } }
  func texts(_ chat: String) -> [String] { state.withLock { $0.delivered.filter { $0.chat == chat }.map(\.reply.text) } }

  func deliver(_ message: OutgoingMessage) async throws {
    try state.withLock { state in
      if let left = state.failing[message.chat], left > 0 {
        state.failing[message.chat] = left - 1
        state.failures += 1
        throw Down()
      }
      state.delivered.append(message)
    }
  }
}
