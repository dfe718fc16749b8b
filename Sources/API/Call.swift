import ForumCore
import ForumDesk
import StrictJSON

/// One call of one method: who calls, with what, and the ways to the desk.
public struct Call: Sendable {
  let method: Method
  let params: Params
  let connection: APIConnection
  let principal: Principal?
  let service: APIService

  var desk: Desk { service.desk }

  /// The forum that is meant. Where the method is for roles, `checkForum` has seen to it that the caller may enter it.
  func forum() throws -> ForumID {
    let id: ForumID
    if let named = try params.value("forum", as: ForumID.self) {
      id = named
    } else if let own = principal?.forum {
      id = own
    } else {
      throw RPCError.invalidParams("params.forum", "the forum's name (the token is not bound to one)")
    }
    return id
  }

  /// Refuses a token of another forum, whatever else the call says.
  func checkForum() throws(RPCError) {
    guard case .roles = method.access, let id = try params.value("forum", as: ForumID.self) ?? principal?.forum else { return }
    if principal?.mayEnter(id) != true { throw RPCError.notAllowed("the token is not for this forum") }
  }

  /// Whether an organiser of the forum that is meant calls, or an operator.
  func isOrganiserHere() throws -> Bool {
    guard let principal, principal.isOrganiser else { return false }
    return principal.mayEnter(try forum())
  }

  /// Who acts. In a forum that is not its own a token is nobody's: so it is with what anybody may do, such as to register.
  var actor: Actor {
    guard let principal else { return .guest() }
    if let forum = try? forum(), !principal.mayEnter(forum) { return .guest() }
    return principal.actor(channel: "api")
  }

  /// The delegate that is meant: the one named, else the caller's own.
  func delegate(_ name: String = "delegate") throws -> DelegateID {
    if let named = try params.value(name, as: DelegateID.self) { return named }
    if let own = principal?.delegate { return own }
    throw RPCError.invalidParams("params.\(name)", "a delegate such as D-7 (the token is not a delegate's)")
  }

  /// - Throws: where the key is empty or too long.
  func checkedKey() throws(RPCError) -> RequestKey? {
    if let key = params.text("key"), !(1...200).contains(key.utf8.count) { throw RPCError.invalidParams("params.key", "1 to 200 bytes") }
    return key
  }

  /// Who is at the desk: a delegate by name, or by the code of their badge.
  func badge() throws -> Badge {
    let delegate: DelegateID? = try params.value("delegate")
    switch (delegate, params.text("code")) {
    case (let delegate?, nil): return .delegate(delegate)
    case (nil, let code?): return .code(code)
    default: throw RPCError.invalidParams("params.delegate", "exactly one of delegate and code")
    }
  }

  private var key: RequestKey? {
    guard let key = params.text("key") else { return nil }
    var asked = params.object
    asked["key"] = nil
    let members = asked.members.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }.joined(separator: "&")
    let fingerprint = "\(method.name)?\(members)"
    // Nobody knows one guest from another, and connections come and go: a guest's key belongs to what was asked.
    let sender = principal.map { "token:\($0.token)" } ?? "guest:\(Desk.digest(fingerprint))"
    return RequestKey(principal: sender, key: key, fingerprint: fingerprint)
  }

  /// Who somebody is that comes in with an address: whom the node knows by it, in whichever forum, or a new person (rule 28).
  func person(address: String?) -> PersonID {
    // Whoever was erased from this forum comes to it as somebody new, whoever they are elsewhere.
    if let known = desk.person(address: address), let here = try? forum(), !desk.isErased(known, in: here) { return known }
    var generator = SystemRandomNumberGenerator()
    return PersonID(using: &generator)
  }

  /// Performs a command; the result says its position and, for each change of the command, what it was about.
  func write(_ command: some Command<Forum>, creating: Bool = false, answer: @escaping Method.Answer) throws {
    desk.perform(command, in: try forum(), by: actor, key: try checkedKey(), creating: creating) { result in
      answer(result.map { .object(Views.receipt($0)) })
    }
  }

  /// Reads from the forum's state and the moment of the call.
  func read(answer: @escaping Method.Answer, _ body: (Forum, Instant) throws -> JSONValue) throws {
    let now = desk.now
    desk.read(try forum(), { try body($0, now) }, reply: answer)
  }
}
