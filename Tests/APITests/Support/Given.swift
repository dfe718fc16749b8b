import ForumCore
import StrictJSON

/// Records changes as they are, to bring a forum into a state that a test needs, whatever commands lead there.
struct Given: Command {
  typealias State = Forum
  let changes: [Change]

  init(changes: [Change]) { self.changes = changes }

  func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] { changes }
}

/// A value on paper.
func paper(_ value: some Encodable) throws -> JSONValue { try StrictJSONEncoder().encodeValue(value) }
