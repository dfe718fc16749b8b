/// What somebody may do in a forum, as their token or registration says.
public enum Role: String, Codable, Sendable, CaseIterable {
  case organiser, investor, attendee, speaker, interpreter, observer
  /// Runs the node; may do in every forum what its organisers may.
  case `operator`
}

/// Who gives a command, and by which way. Recorded with every change (rule 30).
public struct Actor: Hashable, Sendable, Codable {
  public enum Kind: String, Codable, Sendable {
    /// Organisers and operators: whoever may act for others.
    case organiser
    case delegate
    /// The node's own clock: expiries, reminders, promotions.
    case timer
    /// Somebody without a registration yet.
    case guest
  }

  public var kind: Kind
  /// Who acts, where it is a delegate.
  public var delegate: DelegateID?
  /// The token that was shown, where there was one.
  public var token: TokenID?
  /// `api`, `chat`, `cli`, `timer` or a bot's name.
  public var channel: String

  public init(kind: Kind, delegate: DelegateID? = nil, token: TokenID? = nil, channel: String) {
    self.kind = kind
    self.delegate = delegate
    self.token = token
    self.channel = channel
  }

  public static func organiser(token: TokenID? = nil, channel: String = "api") -> Actor {
    Actor(kind: .organiser, token: token, channel: channel)
  }

  public static func delegate(_ id: DelegateID, token: TokenID? = nil, channel: String = "api") -> Actor {
    Actor(kind: .delegate, delegate: id, token: token, channel: channel)
  }

  public static let timer = Actor(kind: .timer, channel: "timer")
  public static func guest(channel: String = "api") -> Actor { Actor(kind: .guest, channel: channel) }

  public var isOrganiser: Bool { kind == .organiser }
}
