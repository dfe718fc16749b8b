import ForumCore
import ForumDesk

// What a caller is in the forum that is meant, beside what their token says. The one place where it is decided that only those
// who are approved read of others (rule 29).

extension Method {
  /// What also those may call whose registration is not approved, or not any more: it tells and changes nothing but what is theirs or
  /// public. What is not named here is not for them.
  static let ofOneself: Set<String> = [
    "agenda.releases", "audit.list", "changes.subscribe", "changes.unsubscribe", "chat.send", "chat.subscribe", "connection.whoAmI", "delegate.erase",
    "delegate.export", "delegate.get", "delegate.linkCode", "delegate.setAvailability", "delegate.update", "registration.accept", "registration.cancel",
    "registration.update",
  ]
}

extension Call {
  /// Who looks, in the eyes of the forum that is meant.
  func viewer() throws -> Viewer {
    guard let principal, principal.mayEnter(try forum()) else { return .public }
    return principal.viewer
  }

  /// - Throws: -32003 for a delegate who is not approved and asks for more than what is theirs.
  func checkStanding() throws {
    guard case .roles = method.access, !Method.ofOneself.contains(method.name) else { return }
    guard let principal, !principal.isOrganiser, let delegate = principal.delegate else { return }
    let status = desk.status(of: delegate, in: try forum())
    guard status != .approved else { return }
    throw RPCError.notAllowed("the registration of the token's delegate is \(status?.rawValue ?? "not there"); only who is approved reads of others")
  }
}

extension Principal {
  /// Who looks, in a forum that the token may enter.
  var viewer: Viewer { isOrganiser ? .organiser : delegate.map(Viewer.delegate) ?? .observer }
}
