/// What the node's clock sends when something is due: requests whose time has run out (rule 4).
public struct ExpireHolds: Command {
  public init() {}

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    forum.due(at: now)
  }
}
