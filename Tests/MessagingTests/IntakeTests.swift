import Messaging
import Synchronization
import TestSupport
import Testing

@Suite("Nothing that arrives is lost or answered twice")
struct IntakeTests {
  @Test("In each conversation in order, conversations beside each other")
  func order() async throws {
    let gate = Gate()
    let stage = Stage(before: { if $0.text == "slow 1" { await gate.wait() } })
    let taking = Task { try await stage.intake.take([arrival("slow 1"), arrival("slow 2"), arrival("fast 1", chat: "B")], within: .seconds(30)) }
    try await stage.platform.waitFor(1)
    #expect(stage.platform.sent == ["B: re fast 1"])
    gate.open()
    try await taking.value
    #expect(stage.platform.sent == ["B: re fast 1", "A: re slow 1", "A: re slow 2"])
    #expect(stage.inbox.waiting == 0)
  }

  @Test("What is delivered again is answered once: while it is under way, afterwards, and after a crash")
  func redelivered() async throws {
    let stage = Stage()
    let five = (0..<5).map { _ in arrival("hello") }
    try await stage.intake.take(five, within: .seconds(30))
    try await stage.intake.take([arrival("hello")], within: .seconds(30))
    let after = Stage(inbox: stage.inbox, platform: stage.platform)
    try await after.intake.take(five, within: .seconds(30))
    #expect(stage.platform.sent == ["A: re hello"])
  }

  @Test("What is not answered in time is kept durably and goes on; a crash then loses nothing")
  func kept() async throws {
    let gate = Gate()
    let stage = Stage(before: { _ in await gate.wait() })
    try await stage.intake.take([arrival("one"), arrival("two"), arrival("three", chat: "B")], within: .milliseconds(1))
    #expect(stage.inbox.waiting == 3)
    #expect(stage.platform.sent.isEmpty)
    // The program ends here; another begins.
    let after = Stage(inbox: stage.inbox, platform: stage.platform)
    try after.intake.resume()
    try await stage.platform.waitFor(3)
    #expect(Set(stage.platform.sent) == ["A: re one", "A: re two", "B: re three"])
    try await eventually("nothing is kept") { stage.inbox.waiting == 0 }
    gate.open()
  }

  @Test("What was kept is answered in the order in which it came, however the store hands it out")
  func keptInOrder() async throws {
    let gate = Gate()
    let stage = Stage(before: { _ in await gate.wait() })
    let texts = (1...20).map { "line \($0)" }
    try await stage.intake.take(texts.map { arrival($0) }, within: .zero)
    stage.inbox.shuffle()
    let after = Stage(inbox: stage.inbox, platform: stage.platform)
    try after.intake.resume()
    try await stage.platform.waitFor(20)
    #expect(stage.platform.sent == texts.map { "A: re \($0)" })
    gate.open()
  }

  @Test("A flood in one conversation is held in the inbox beyond what is in memory, worked off in order, and asked for patience once; others do not wait")
  func flood() async throws {
    let gate = Gate()
    let stage = Stage(most: 8, before: { if $0.text == "line 1" { await gate.wait() } })
    let texts = (1...100).map { "line \($0)" }
    for start in stride(from: 0, to: 100, by: 7) { try await stage.intake.take(texts[start..<min(start + 7, 100)].map { arrival($0) }, within: .zero) }
    // What comes again while it is held stays where it was.
    try await stage.intake.take([arrival("line 50"), arrival("line 9"), arrival("line 1")], within: .zero)
    #expect(stage.intake.underWay == 8)
    #expect(stage.inbox.waiting == 100)
    try await stage.intake.take([arrival("hello", chat: "B")], within: .seconds(30))
    try await stage.platform.waitFor(2)
    #expect(Set(stage.platform.sent) == ["B: re hello", "A: patience, please"])
    gate.open()
    try await stage.platform.waitFor(102)
    #expect(stage.platform.sent.filter { $0.hasPrefix("A: re") } == texts.map { "A: re \($0)" })
    try await eventually("nothing is under way or kept") { stage.intake.underWay == 0 && stage.inbox.waiting == 0 }
    // It is over: what comes now is answered at once.
    try await stage.intake.take([arrival("after")], within: .seconds(30))
    #expect(stage.platform.sent.dropFirst(102) == ["A: re after"])
  }

  @Test("A flood outlives a crash, in order")
  func floodAfterCrash() async throws {
    let gate = Gate()
    let stage = Stage(most: 8, before: { _ in await gate.wait() })
    let texts = (1...60).map { "line \($0)" }
    try await stage.intake.take(texts.map { arrival($0) }, within: .zero)
    stage.inbox.shuffle()
    let after = Stage(inbox: stage.inbox, most: 8)
    try after.intake.resume()
    #expect(after.intake.underWay <= 8)
    try await after.intake.take([arrival("line 61")], within: .seconds(30))
    try await after.platform.waitFor(61)
    #expect(after.platform.sent == (texts + ["line 61"]).map { "A: re \($0)" })
    try await eventually("nothing is under way or kept") { after.intake.underWay == 0 && after.inbox.waiting == 0 }
    gate.open()
  }

  @Test("Held messages that come from many sides at once, while others are answered and the store comes and goes, are answered once each")
  func floodFromManySides() async throws {
    let stage = Stage(most: 4)
    await withTaskGroup(of: Void.self) { group in
      for side in 0..<8 {
        group.addTask {
          for number in 0..<40 {
            // A platform delivers again until it was taken.
            while (try? await stage.intake.take([arrival("\(side)/\(number)")], within: .zero)) == nil { await Task.yield() }
          }
        }
      }
      group.addTask {
        for _ in 0..<10 {
          stage.inbox.lose()
          try? await Task.sleep(for: .milliseconds(2))
          stage.inbox.lose(false)
          try? await Task.sleep(for: .milliseconds(5))
        }
      }
    }
    try await eventually("all are answered", within: .seconds(30)) { stage.intake.underWay == 0 && stage.inbox.waiting == 0 }
    let sent = stage.platform.sent.filter { $0.hasPrefix("A: re") }
    #expect(sent.count == 320)
    for side in 0..<8 { #expect(sent.filter { $0.hasPrefix("A: re \(side)/") } == (0..<40).map { "A: re \(side)/\($0)" }) }
  }

  @Test("Where the store is away nothing is taken, and it goes on when the store is back")
  func storeAway() async throws {
    let stage = Stage()
    stage.inbox.lose()
    await #expect(throws: HeldInbox.IsAway.self) { try await stage.intake.take([arrival("one")], within: .zero) }
    #expect(stage.platform.sent.isEmpty)
    stage.inbox.lose(false)
    // The platform delivers again.
    try await stage.intake.take([arrival("one")], within: .seconds(30))
    #expect(stage.platform.sent == ["A: re one"])
  }

  @Test("A platform that fails is tried again, one that refuses is not, one that asks for patience gets it; others do not wait")
  func failing() async throws {
    let stage = Stage()
    stage.platform.answers = [
      .unavailable("502"), .limited(.milliseconds(20), wholeBot: false), .refused("blocked"),
    ]
    try await stage.intake.take([arrival("one"), arrival("two")], within: .seconds(30))
    #expect(stage.platform.attempts == 4)
    #expect(stage.platform.sent == ["A: re two"])
    #expect(stage.inbox.waiting == 0)
  }

  @Test("A platform that asks for no time at all is not hammered with attempts")
  func asksForNoTime() async throws {
    let stage = Stage()
    stage.platform.answers = Array(repeating: .limited(.zero, wholeBot: true), count: 10_000)
    let message = OutgoingMessage(key: "k", chat: "A", reply: ChatReply("news"))
    await #expect(throws: PlatformError.limited(.zero, wholeBot: true)) { try await stage.courier.deliver(message) }
    // A tenth of a second of patience, and a millisecond at least between two attempts.
    #expect((2...101).contains(stage.platform.attempts))
  }

  @Test("A notice of several pages goes on where it failed")
  func pages() async throws {
    let stage = Stage(limits: MessageLimits(unit: .scalars, text: 40))
    let message = OutgoingMessage(key: "k", chat: "A", reply: ChatReply((1...6).map { "line \($0) of the notice" }.joined(separator: "\n")))
    let whole = Page.pages(of: message.reply, within: stage.platform.limits).map { "A: " + $0.text }
    #expect(whole.count > 2)
    stage.platform.failAfter = 1
    await #expect(throws: PlatformError.self) { try await stage.courier.deliver(message) }
    #expect(stage.platform.sent == Array(whole.prefix(1)))
    stage.platform.failAfter = nil
    try await stage.courier.deliver(message)
    #expect(stage.platform.sent == whole)
  }
}

@Suite("A bot keeps within the rates of its platform")
struct RateTests {
  @Test("A burst goes at once, what is beyond waits; a flood in one conversation takes nothing from the others")
  func rates() async throws {
    let budget = RateBudget(perChat: .perSecond(20, burst: 2), inAll: .perSecond(1000, burst: 10))
    let clock = ContinuousClock()
    let start = clock.now
    let flood = Task { for _ in 0..<6 { try await budget.turn(in: "A") } }
    try await budget.turn(in: "B")
    try await flood.value
    // Two at once and four more at a twentieth of a second each; it can only be longer on a slow machine.
    #expect(clock.now - start >= .milliseconds(195))
  }

  @Test("What the platform asks to wait is kept, for one conversation or for all")
  func pauses() async throws {
    let budget = RateBudget(perChat: .perSecond(1000, burst: 100), inAll: .perSecond(1000, burst: 100))
    let clock = ContinuousClock()
    budget.pause(.milliseconds(80), chat: "A", wholeBot: false)
    var start = clock.now
    try await budget.turn(in: "A")
    #expect(clock.now - start >= .milliseconds(75))
    budget.pause(.milliseconds(80), chat: "A", wholeBot: true)
    start = clock.now
    try await budget.turn(in: "B")
    #expect(clock.now - start >= .milliseconds(75))
  }
}

@Suite("How people speak to a bot among others")
struct AddressingTests {
  @Test(
    "Names before a colon, mentions before a space, a leading exclamation mark",
    arguments: [
      ("!help", "help", true), ("rialto: help", "help", true), ("Rialto, help", "help", true), ("@rialto help", "help", true),
      ("rialto help", "rialto help", false), ("hello rialto", "hello rialto", false), ("<@U1> agenda now", "agenda now", true), ("<@U1>", "", true),
      ("  ! help ", "help", true), ("rialtos: x", "rialtos: x", false),
    ])
  func lines(text: String, line: String, isAddressed: Bool) {
    let found = Addressing(names: ["rialto"], mentions: ["@rialto", "<@U1>"]).line(in: text)
    #expect(found.line == line && found.isAddressed == isAddressed)
  }
}

// MARK: - The stage

func arrival(_ text: String, chat: String = "A") -> Arrival {
  Arrival(IncomingMessage(bot: "test", chat: chat, account: "me", messageID: "id of \(text)", text: text, isPrivate: true))
}

struct Stage {
  let platform: RecordingPlatform
  let inbox: HeldInbox
  let courier: Courier
  let intake: Intake

  /// - Parameter before: what the chat does before it answers.
  init(
    inbox: HeldInbox = HeldInbox(), platform: RecordingPlatform? = nil, limits: MessageLimits = MessageLimits(unit: .utf16, text: 4096),
    most: Int = 256, before: @escaping @Sendable (IncomingMessage) async -> Void = { _ in }
  ) {
    self.inbox = inbox
    let platform = platform ?? RecordingPlatform(limits: limits)
    self.platform = platform
    let quick = Patience(firstPause: .milliseconds(1), longestPause: .milliseconds(2), total: .milliseconds(100))
    let budget = RateBudget(perChat: .perSecond(10_000, burst: 1000), inAll: .perSecond(10_000, burst: 1000))
    let logger = Notes().logger
    courier = Courier(platform: platform, budget: budget, replyPatience: quick, noticePatience: quick, logger: logger)
    let chat = RehearsedChat { message in
      await before(message)
      return [ChatReply("re \(message.text)")]
    }
    intake = Intake(chat: chat, courier: courier, inbox: inbox, most: most, logger: logger)
  }
}

final class RecordingPlatform: MessagingPlatform {
  let bot = "test"
  let limits: MessageLimits
  private struct State {
    var sent: [String] = []
    var attempts = 0
    var answers: [PlatformError] = []
    var failAfter: Int?
  }
  private let state = Mutex(State())

  init(limits: MessageLimits) { self.limits = limits }

  var sent: [String] { state.withLock { $0.sent } }
  var attempts: Int { state.withLock { $0.attempts } }
  var answers: [PlatformError] {
    get { state.withLock { $0.answers } }
    set { state.withLock { $0.answers = newValue } }
  }
  var failAfter: Int? {
    get { state.withLock { $0.failAfter } }
    set { state.withLock { $0.failAfter = newValue } }
  }

  func send(_ page: Page, to chat: String, key: String, answering arrival: Arrival?) async throws {
    try state.withLock { state in
      state.attempts += 1
      if !state.answers.isEmpty { throw state.answers.removeFirst() }
      if let most = state.failAfter, state.sent.count >= most { throw PlatformError.unavailable("as the test wants it") }
      state.sent.append("\(chat): \(page.text)")
    }
  }

  func waitFor(_ count: Int) async throws { try await eventually("\(count) are sent") { self.sent.count >= count } }
}

/// Holds back whoever waits until it is opened.
final class Gate: Sendable {
  private let state = Mutex<(isOpen: Bool, waiters: [CheckedContinuation<Void, Never>])>((false, []))

  func wait() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiters.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let waiters = state.withLock { state in
      defer { state = (true, []) }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }
}
