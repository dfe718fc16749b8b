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

  @Test(
    "Invariants 4, 5 and 8: a desk says what the core says, once for each key, also after restarts; nobody is told of one change twice on one chat, nor late before early",
    arguments: [1, 2, 3, 4] as [UInt64])
  func rehearsed(seed: UInt64) async throws {
    let node = try Node()
    var rehearsal = Rehearsal(seed: seed)
    var taken = 0
    for number in 1...Self.commands {
      let step = try rehearsal.next()
      node.clock.set(step.at)
      let said = try await node.perform(step, key: "\(number)")
      #expect(said == step.changes, "command \(number): \(step.command)")
      if said != nil { taken += 1 }
      if number % 7 == 0, said != nil {
        let again = try await node.perform(step, key: "\(number)")
        #expect(again == said, "command \(number) again: \(step.command)")
      }
      if number % 11 == 0 { node.platform.setLosing(2) }
      if number % 3 == 0 { try await node.runner.round() }
      if number % 151 == 0 { try await node.restart() }
    }
    try await node.runner.round()
    #expect(taken > Self.commands / 5)
    let forum = try #require(node.desk.forums.first)
    #expect(try await node.desk.read(forum) { $0.index == $0.recount() && $0 == rehearsal.forum })

    // By chat that was linked: its changes in order, none twice.
    let chats = Dictionary(grouping: node.platform.arrived) { $0.key.split(separator: ":").last ?? "" }
    #expect(chats.count > 1)
    #expect(node.platform.again > 0)
    for (link, messages) in chats {
      let told = messages.flatMap(\.changes)
      #expect(Set(told).count == told.count, "twice on the chat linked at \(link): \(told)")
    }
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
      let key = RequestKey(principal: "rehearsal", key: key, fingerprint: key)
      let drill = try #require(ForumID("drill"))
      do {
        if let erase = step.command as? EraseDelegate { return try await desk.erase(erase.delegate, in: drill, by: step.actor, key: key).changes }
        return try await desk.perform(step.command, in: drill, by: step.actor, key: key, creating: true).changes
      } catch is Refusal {
        return nil
      }
    }
  }
}
