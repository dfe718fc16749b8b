import ForumCore
import ForumDesk
import StrictJSON
import Testing

@Suite("Who did it")
struct ActorTests {
  @Test("every kind of actor is recorded as it is, and read back over a restart", arguments: Kind.allCases)
  func recorded(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let actors: [Actor] = [
        .organiser(token: TokenID(3), channel: "cli"), .organiser(channel: "a \"quoted\" channel\n"),
        Actor(kind: .organiser, delegate: DelegateID(7), channel: ""),
      ]
      let head = try await stage.state().seq
      for (number, actor) in actors.enumerated() {
        _ = try await stage.desk.perform(SetPhase(phase: number % 2 == 0 ? .running : .open), in: stage.forum, by: actor)
      }
      #expect(try stage.desk.changes(stage.forum, after: head, limit: 10).map(\.actor) == actors)
      let texts = try stage.stored().suffix(3).map(\.actor)
      #expect(try texts == actors.map { String(decoding: try StrictJSONEncoder().encode($0), as: UTF8.self) })
      stage.desk.stop()
      let again = try Stage(store)
      #expect(try again.desk.changes(again.forum, after: head, limit: 10).map(\.actor) == actors)
      again.desk.stop()
    }
  }
}
