import Gateway
import NIOCore
import Testing

@Suite struct RuleTests {
  @Test func aTokenBucketPassesItsBurstThenItsRateThenRefusesThenPauses() {
    var now = NIODeadline.uptimeNanoseconds(1_000_000_000)
    var rate = RateLimiter(perSecond: 10, burst: 3, now: now)
    func take(_ count: Int) -> [RateLimiter.Verdict] { (0..<count).map { _ in rate.take(now: now) } }
    let wait = RateLimiter.Verdict.excess(retryAfterSeconds: 1)
    #expect(take(7) == [.pass, .pass, .pass, wait, wait, wait, .pause(.milliseconds(150))])
    now = now + .milliseconds(100)
    #expect(take(2) == [.pass, wait])
    now = now + .seconds(3600)
    #expect(take(4) == [.pass, .pass, .pass, wait])
  }

  @Test func aSlowRateSaysHowLongToWait() {
    let now = NIODeadline.uptimeNanoseconds(0)
    var rate = RateLimiter(perSecond: 0.1, burst: 1, now: now)
    let verdicts = [rate.take(now: now), rate.take(now: now)]
    #expect(verdicts == [.pass, .excess(retryAfterSeconds: 10)])
  }

  @Test func connectionsAreCountedByAddressAndNetwork() throws {
    var limits = GatewayLimits()
    limits.connections = 6
    limits.connectionsPerAddress = 2
    let ledger = ConnectionLedger(limits: limits)
    func enter(_ address: String) throws -> ConnectionLedger.Entry {
      ledger.enter(try SocketAddress(ipAddress: address, port: 1))
    }
    let old = try [enter("192.0.2.1"), enter("::ffff:192.0.2.1")]
    #expect(old.first == old.last)
    #expect(try enter("192.0.2.1") == .tooMany)
    let network = try [enter("2001:db8::1"), enter("2001:db8::2")]
    #expect(network.first == network.last)
    #expect(try enter("2001:db8::3") == .tooMany)
    #expect(try enter("127.0.0.1") == .admitted(key: ""))
    #expect(try enter("::1") == .admitted(key: ""))
    #expect(try enter("198.51.100.1") == .full)
    if case .admitted(let key) = try #require(network.first) { ledger.leave(key: key) }
    #expect(try enter("2001:db8::3") == network.first)
    #expect(ledger.total == 6)
  }

  @Test func anOriginIsTheNodesOwnOrOnTheListAndNothingLikeIt() {
    let policy = OriginPolicy(allowed: ["https://Forum.example"])
    #expect(policy.allows(origins: [], host: nil))
    #expect(policy.allows(origins: ["https://forum.example"], host: nil))
    #expect(policy.allows(origins: ["HTTP://Node:1"], host: "node:1"))
    for origin in [
      "null", "", "https://forum.example.", "https://xforum.example", "https://forum.example.x", "node:1",
      "ftp://node:1", "http://node:1/",
    ] {
      #expect(!policy.allows(origins: [origin], host: "node:1"), "\(origin)")
    }
    #expect(!policy.allows(origins: ["https://forum.example", "https://forum.example"], host: nil))
    #expect(!policy.allows(origins: ["http://"], host: ""))
  }
}
