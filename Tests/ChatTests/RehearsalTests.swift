import Chat
import ForumCore
import ForumDesk
import Journal
import Simulation
import Testing

/// What the simulation does with the core alone is done here with a desk, a journal and the notices of one platform around it, by nodes
/// that end without a word, and a platform whose answers get lost.
@Suite("The random forum through a desk and its notices", .timeLimit(.minutes(3)))
struct RehearsalTests {
  private static let commands = 1500

  @Test("Invariants 4, 5 and 8: a desk says what the core says, once for each key, also after restarts; nobody is told of one change twice on one chat")
  func rehearsed() async throws {
    var (chats, again) = (0, 0)
    for seed in 1...5 as ClosedRange<UInt64> {
      let node = try await rehearse(seed)
      again += node.platform.again
      // By chat that was linked.
      for (link, messages) in Dictionary(grouping: node.platform.arrived, by: { $0.key.split(separator: ":").last ?? "" }) {
        let told = messages.flatMap(\.changes)
        #expect(Set(told).count == told.count, "seed \(seed), twice on the chat linked at \(link): \(told)")
        chats += 1
      }
    }
    #expect(chats > 10)
    #expect(again > 10)
  }

  private func rehearse(_ seed: UInt64) async throws -> Node {
    let node = try Node()
    var rehearsal = Rehearsal(seed: seed)
    var taken = 0
    var steps: [Rehearsal.Step] = []
    for number in 1...Self.commands {
      if number == 50 {
        for delegate in (1...6).map({ DelegateID($0) }) {
          steps += try rehearsal.link(delegate, to: ChatAccount(account: "@\(delegate):example.org", chat: "!\(delegate)"), of: node.platform.bot)
        }
      }
      let step = try steps.isEmpty ? rehearsal.next() : steps.removeFirst()
      node.clock.set(step.at)
      let said = try await node.perform(step, key: "\(number)")
      #expect(said == step.changes, "seed \(seed), command \(number): \(step.command)")
      if said != nil { taken += 1 }
      if number % 7 == 0, said != nil, !(step.command is ExpireHolds) {
        let again = try await node.perform(step, key: "\(number)")
        #expect(again == said, "seed \(seed), command \(number) again: \(step.command)")
      }
      if number % 11 == 0 { node.platform.setLosing(2) }
      if number % 3 == 0 { try await node.runner.round() }
      if number % 151 == 0 { try await node.restart() }
    }
    try await node.runner.round()
    #expect(taken > Self.commands / 10)
    let forum = try #require(node.desk.forums.first)
    #expect(try await node.desk.read(forum) { $0.index == $0.recount() && $0 == rehearsal.forum })
    return node
  }

  private final class Node {
    let journal = InMemoryJournal()
    let clock = TestClock("2027-01-01T00:00:00Z")
    let platform: ClockedPlatform
    private(set) var desk: Desk
    private(set) var runner: NoticeRunner

    init() throws {
      let clock = clock
      platform = ClockedPlatform(clock: clock, zone: .utc, bot: "matrix")
      desk = try Desk(journal: journal, clock: { clock.now })
      runner = Self.runner(desk, platform)
    }

    private static func runner(_ desk: Desk, _ platform: ClockedPlatform) -> NoticeRunner {
      var patience = NoticePatience()
      patience.firstWait = .milliseconds(1)
      patience.afterQuiet = 0
      return NoticeRunner(desk: desk, transport: platform, house: ChatHouse(desk: desk), patience: patience)
    }

    /// The node is gone as by a power cut, and another begins on what is stored.
    func restart() async throws {
      let clock = clock
      desk = try Desk(journal: journal, clock: { clock.now })
      runner = Self.runner(desk, platform)
    }

    /// What was recorded; nil where it was refused.
    func perform(_ step: Rehearsal.Step, key: String) async throws -> [Change]? {
      let drill = try #require(ForumID("drill"))
      if step.command is ExpireHolds {
        // A desk does what is due before anything else: nothing is left for who asks for it.
        let known = try await desk.read(drill) { $0.seq }
        _ = try await desk.perform(step.command, in: drill, by: step.actor)
        return try desk.changes(drill, after: known, limit: 1000).map(\.change)
      }
      let key = RequestKey(principal: "rehearsal", key: key, fingerprint: key)
      do {
        if let erase = step.command as? EraseDelegate { return try await desk.erase(erase.delegate, in: drill, by: step.actor, key: key).changes }
        return try await desk.perform(step.command, in: drill, by: step.actor, key: key, creating: true).changes
      } catch is Refusal {
        return nil
      }
    }
  }
}
