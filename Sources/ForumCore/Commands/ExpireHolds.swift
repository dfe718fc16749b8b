/// What the node's clock sends when something is due: requests whose time has run out, places that nobody took or claimed (rules 4, 17, 21).
public struct ExpireHolds: Command {
  public init() {}

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    forum.due(at: now)
  }
}
