import Messaging
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
}
