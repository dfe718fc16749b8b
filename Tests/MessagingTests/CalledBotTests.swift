import Logging
import Messaging
import StrictJSON
import Synchronization
import TestSupport
import Testing

@Suite("What bots that are called need") struct CalledBotTests {
  @Test("hexadecimal digits come back as bytes, in pairs and nothing else") func hex() {
    #expect(Hex.bytes(of: "00fFa5") == [0, 255, 165])
    #expect(Hex.bytes(of: "") == [])
    for wrong in ["0", "0g", "+1", "0x", " 1", "١٢"] { #expect(Hex.bytes(of: wrong) == nil) }
    #expect(Hex.text(of: [0, 255, 165]) == "00ffa5")
  }

  @Test("a time counts within the window on both sides, in plain digits only") func window() {
    let window = ReplayWindow(seconds: 300, now: { 1_000_000 })
    for time in ["999700", "1000000", "1000300"] { #expect(window.contains(time)) }
    for time in ["999699", "1000301", "", "+1000000", "-1", "1000000 ", "1e6", "٩", "99999999999999999999", "9223372036854775807"] {
      #expect(!window.contains(time))
    }
    #expect(!ReplayWindow(now: { .min }).contains("9223372036854775807"))
  }

  @Test("a short memory forgets the oldest, and never grows") func recent() {
    let memory = Recent<Int>(most: 3)
    for number in 0..<10 { memory["\(number)"] = number }
    #expect((0..<10).map { memory["\($0)"] } == [nil, nil, nil, nil, nil, nil, nil, 7, 8, 9])
    memory["9"] = nil
    #expect(memory["9"] == nil)
    #expect(memory.remembered("8", orElse: 5) == 8)
    #expect(memory.remembered("x", orElse: 5) == 5)
    #expect(memory.remembered("x", orElse: 6) == 5)
  }

  @Test("what is kept just as the inbox hears that it was answered does not stay there") func keptTooLate() async throws {
    /// An inbox whose writing of "answered" ends only after what is answered was kept.
    final class SlowInbox: ChatInbox {
      let held = HeldInbox()
      private let entered = AsyncStream<Void>.makeStream()
      let kept = AsyncStream<Void>.makeStream()
      private let calls = Mutex(0)

      func isAnswered(_ message: IncomingMessage) throws -> Bool { try held.isAnswered(message) }
      func unanswered(by bot: String) throws -> [[UInt8]] { try held.unanswered(by: bot) }
      func answered(_ message: IncomingMessage) async throws {
        try await held.answered(message)
        let isFirst = calls.withLock { calls in
          calls += 1
          return calls == 1
        }
        guard isFirst else { return }
        entered.continuation.yield()
        for await _ in kept.stream { break }
      }
      func place(of bot: String) throws -> String? { nil }
      func keep(place: String, of bot: String) async throws {}
      func keep(_ arrival: [UInt8], of message: IncomingMessage) async throws {
        for await _ in entered.stream { break }
        try await held.keep(arrival, of: message)
      }
    }
    let inbox = SlowInbox()
    let (intake, platform) = Self.intake(inbox)
    try await intake.take([Self.arrival("x")], within: .zero)
    #expect(inbox.held.waiting == 1)
    inbox.kept.continuation.yield()
    try await eventually("nothing is under way") { intake.underWay == 0 }
    try await eventually("nothing is kept") { inbox.held.waiting == 0 }
    #expect(platform.sent.waiting == ["x"])
  }

  private struct Platform: MessagingPlatform {
    let bot = "test"
    let limits = MessageLimits(unit: .utf16, text: 100)
    let sent = Mailbox<String>()
    func send(_ page: Page, to chat: String, key: String, answering arrival: Arrival?) async throws { sent.put(page.text) }
  }

  private static func arrival(_ id: String) -> Arrival {
    Arrival(IncomingMessage(bot: "test", chat: "c", account: "a", messageID: id, text: id, isPrivate: true))
  }

  /// An intake of a chat that says what it hears.
  private static func intake(_ inbox: any ChatInbox) -> (Intake, Platform) {
    let platform = Platform()
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let rate = RateBudget.Rate(interval: .microseconds(1), burst: 1000)
    let courier = Courier(platform: platform, budget: RateBudget(perChat: rate, inAll: rate), logger: logger)
    return (Intake(chat: RehearsedChat { [ChatReply($0.text)] }, courier: courier, inbox: inbox, logger: logger), platform)
  }

  @Test("an intake answers what was kept before the first that arrives, once, though nobody told it to") func resume() async throws {
    let inbox = HeldInbox()
    try await inbox.keep(StrictJSONEncoder().encode(Self.arrival("before")), of: Self.arrival("before").message)
    let (intake, platform) = Self.intake(inbox)
    try await intake.take([Self.arrival("after")])
    try intake.resume()
    #expect([try await platform.sent.next(), try await platform.sent.next()] == ["before", "after"])
    #expect(platform.sent.waiting.isEmpty)
    try await eventually("nothing is kept") { inbox.waiting == 0 }
  }

  @Test("what has to succeed is tried until it does, or until the task is cancelled") func trying() async {
    struct Away: Error {}
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let patience = Patience(firstPause: .milliseconds(1), longestPause: .milliseconds(2))
    let attempts = Mutex(0)
    let outcome = await patience.keepTrying(orLog: "x", to: logger) {
      let number = attempts.withLock { number in
        number += 1
        return number
      }
      if number < 5 { throw Away() }
      return number
    }
    #expect(outcome == 5)
    let task = Task { await patience.keepTrying(orLog: "x", to: logger) { throw Away() } as Void? }
    task.cancel()
    #expect(await task.value == nil)
  }

  @Test("who is asked to wait before trying again waits so long") func asked() async {
    let patience = Patience(firstPause: .milliseconds(1), longestPause: .milliseconds(2))
    let attempts = Mutex(0)
    let start = ContinuousClock.now
    await patience.keepTrying(orLog: "x", to: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) {
      let isFirst = attempts.withLock { number in
        number += 1
        return number == 1
      }
      if isFirst { throw PlatformError.limited(.milliseconds(60), wholeBot: true) }
    }
    #expect(ContinuousClock.now - start >= .milliseconds(60))
  }

  @Test("a connection that ends is made again, with pauses that grow until one came about, until the task is cancelled") func connecting() async throws {
    struct Gone: Error { let number: Int }
    let patience = Patience(firstPause: .milliseconds(1), longestPause: .milliseconds(4))
    let notes = Notes()
    let number = Mutex(0)
    let task = Task {
      await patience.stayConnected(orLog: "the bot is not connected", to: notes.logger) {
        "gone \(($0 as? Gone)?.number ?? 0)"
      } ended: {
        // The fourth connection came about.
        number.withLock { $0 } == 4
      } _: {
        let now = number.withLock { number in
          number += 1
          return number
        }
        // The sixth ends without a word.
        if now != 6 { throw Gone(number: now) }
      }
    }
    var lines: [String] = []
    while lines.count < 6 { lines.append(try await notes.lines.next()) }
    task.cancel()
    await task.value
    #expect(
      lines
        == zip(["1", "2", "3", "4", "5", "0"], ["0.001", "0.002", "0.004", "0.001", "0.002", "0.004"]).map {
          "the bot is not connected problem=gone \($0) triesAgainIn=\($1) seconds"
        })
  }
}
