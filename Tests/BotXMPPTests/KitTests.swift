import BotXMPP
import Logging
import Messaging
import TestSupport
import Testing

@Suite("What both bots need of the kit") struct KitTests {
  @Test("who writes too much is known, each by themselves, and is forgiven with time") func floods() async throws {
    let floods = FloodGuard(.perSecond(50, burst: 3))
    #expect((1...5).map { _ in floods.allows("a") } == [true, true, true, false, false])
    #expect(floods.allows("b"))
    let clock = ContinuousClock()
    let begin = clock.now
    while !floods.allows("a") { try await Task.sleep(for: .milliseconds(1)) }
    #expect(clock.now - begin < .seconds(2))
  }

  @Test("an answer comes to all who wait for it, also when it comes at once; none comes in time, or ever") func awaited() async throws {
    let answers = Awaited<Int>()
    #expect(!answers.fulfil("x", 0))
    #expect(try await answers.value(of: "x", within: .seconds(5)) { answers.fulfil("x", 1) } == 1)
    await #expect(throws: PlatformError.self) { try await answers.value(of: "x", within: .milliseconds(10)) {} }
    await #expect(throws: PlatformError.refused("no")) { try await answers.value(of: "x", within: .seconds(5)) { throw PlatformError.refused("no") } }
    await #expect(throws: PlatformError.refused("gone")) {
      try await answers.value(of: "x", within: .seconds(5)) { answers.fail(PlatformError.refused("gone")) }
    }
    #expect(!answers.isAwaited("x"))
    let waiting = Task { try await answers.value(of: "y", within: .seconds(60)) {} }
    while !answers.isAwaited("y") { await Task.yield() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
  }

  private struct Silent: MessagingPlatform {
    let bot = "silent"
    let limits = MessageLimits(unit: .bytes, text: 100)
    func send(_ page: Page, to chat: String, key: String, answering arrival: Arrival?) async throws {}
  }

  @Test("what was kept together is answered in the order in which it was said, however the inbox gives it back") func order() async throws {
    let inbox = HeldInbox()
    let rate = RateBudget.Rate.perSecond(10_000, burst: 10_000)
    let logger = Notes().logger
    let courier = Courier(platform: Silent(), budget: RateBudget(perChat: rate, inAll: rate), logger: logger)
    let (never, _) = AsyncStream<Void>.makeStream()
    let stuck = RehearsedChat { _ in
      for await _ in never {}
      return []
    }
    let arrivals = (1...50).map { number in
      Arrival(IncomingMessage(bot: "silent", chat: "a", account: "a", messageID: "\(number)", text: "\(number)", isPrivate: true))
    }
    try await Intake(chat: stuck, courier: courier, inbox: inbox, logger: logger).take(arrivals, within: .zero)
    inbox.shuffle()
    let chat = RehearsedChat()
    let second = Intake(chat: chat, courier: courier, inbox: inbox, logger: logger)
    try second.resume()
    while inbox.waiting > 0 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(chat.heard.map(\.text) == (1...50).map { "\($0)" })
  }
}
