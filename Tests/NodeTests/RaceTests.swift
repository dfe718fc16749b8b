import Client
import ForumCore
import ForumDesk
import Foundation
import StrictJSON
import Testing

@Suite("Many at once over real WebSockets", .serialized)
struct RaceTests {
  private static let clients = 64
  private static let slots = 20

  @Test("Rule 5: 64 clients race for 20 slots of one investor: 20 win, and what the others are offered was free when they were refused")
  func race() async throws {
    try await RunningNode.with { node in
      let (forum, investor, askers) = try await stage(node)
      let sockets = try await connect(askers, to: node, in: forum)
      let outcomes = try await withThrowingTaskGroup(of: [Outcome].self) { group in
        // Half of the slots are asked for: the others are won only by who takes what a refusal offers.
        for (number, socket) in sockets.enumerated() {
          group.addTask { try await Self.ask(socket, for: investor, first: number % (Self.slots / 2) + 1) }
        }
        return try await group.reduce(into: [[Outcome]]()) { $0.append($1) }
      }
      for socket in sockets { await socket.close() }

      let won = outcomes.flatMap { $0 }.compactMap { if case .won(let slot) = $0 { slot } else { nil } }
      #expect(won.count == Self.slots)
      #expect(Set(won).count == Self.slots)
      #expect(outcomes.count { $0.last == .nothingLeft } == Self.clients - Self.slots)

      // Each refusal, held against the journal replayed up to where it was decided.
      let changes = try node.server.desk.changes(forum, after: 0, limit: 100_000)
      var state = Forum()
      var position = 0
      let refusals = outcomes.flatMap { $0 }.compactMap { if case .refused(let seq, let offered) = $0 { (seq, offered) } else { nil } }
      #expect(refusals.count >= Self.clients - Self.slots)
      #expect(refusals.contains { !$0.1.isEmpty })
      for (seq, offered) in refusals.sorted(by: { $0.0 < $1.0 }) {
        while position < seq, position < changes.count {
          state.apply(changes[position].change, seq: changes[position].seq, at: changes[position].at)
          position += 1
        }
        let taken = Set(state.meetings.values.filter { $0.status.isOpen && $0.has(investor) }.compactMap(\.place?.slot))
        for slot in offered { #expect(!taken.contains(slot), "\(slot) was offered at \(seq)") }
        if offered.isEmpty { #expect(taken.count == Self.slots, "nothing was offered at \(seq)") }
      }
    }
  }

  enum Outcome: Equatable, Sendable {
    case won(SlotID)
    case refused(seq: Int, offered: [SlotID])
    case nothingLeft
  }

  /// Asks for one slot, and where it is taken for the first that is offered instead, until there is none.
  private static func ask(_ socket: RPCClient, for investor: DelegateID, first: Int) async throws -> [Outcome] {
    var outcomes: [Outcome] = []
    var wanted = "race.\(first)"
    for attempt in 0..<200 {
      do {
        let reply = try await socket.call(
          "meeting.request", ["with": .string(investor.description), "slot": .string(wanted), "key": .string("\(attempt)")])
        let slot = try #require(reply["place"]?["slot"]?.stringValue.flatMap { SlotID($0) })
        return outcomes + [.won(slot)]
      } catch let error as RPCError {
        #expect(error.code == -32009)
        #expect(error.data?["rule"]?.intValue != nil)
        let seq = try #require(error.data?["seq"]?.intValue)
        let offered = (error.data?["alternatives"]?.arrayValue ?? []).compactMap { $0["slot"]?.stringValue.flatMap { SlotID($0) } }
        outcomes.append(.refused(seq: seq, offered: offered))
        guard let next = offered.first else { return outcomes + [.nothingLeft] }
        wanted = next.description
      }
    }
    Issue.record("never came to an end")
    return outcomes
  }

  /// A forum with one investor, one block of 20 slots, a table, and those who ask.
  private func stage(_ node: RunningNode) async throws -> (ForumID, DelegateID, [DelegateID]) {
    let forum = try #require(ForumID("race"))
    let zone = try #require(ForumZone("Africa/Tunis"))
    let day = try #require(CivilDate("2099-03-10"))
    let start = try #require(Instant("2099-03-10T07:00:00Z"))
    let desk = node.server.desk
    let settings = ForumSettings(title: "Race", place: "Tunis", country: "TN", zone: zone, firstDay: day, lastDay: day)
    _ = try await desk.perform(CreateForum(forum: forum, settings: settings), in: forum, by: .organiser(), creating: true)
    _ = try await desk.perform(SetPhase(phase: .open), in: forum, by: .organiser())
    _ = try await desk.perform(SetTable(table: Table(id: TableID(1))), in: forum, by: .organiser())
    let block = Block(id: try #require(BlockID("race")), title: "Race", start: start, end: start.adding(minutes: 20 * Self.slots), slotMinutes: 20)
    _ = try await desk.perform(SetBlock(block: block), in: forum, by: .organiser())
    for number in 0...Self.clients {
      var generator = SystemRandomNumberGenerator()
      var entry = ForumContent.Entry(
        person: PersonID(using: &generator), profile: Profile(givenName: "P", familyName: "\(number)", email: "p\(number)@example.org"),
        organisationName: "O\(number)", organisationKind: number == 0 ? .privateInvestor : .msme, country: "TN")
      entry.approved = true
      _ = try await desk.perform(SubmitRegistration(entry: entry), in: forum, by: .organiser())
    }
    return (forum, DelegateID(1), (2...Self.clients + 1).map { DelegateID($0) })
  }

  private func connect(_ delegates: [DelegateID], to node: RunningNode, in forum: ForumID) async throws -> [RPCClient] {
    var sockets: [RPCClient] = []
    for delegate in delegates { sockets.append(try await node.connect(.attendee, delegate, in: forum)) }
    return sockets
  }
}
