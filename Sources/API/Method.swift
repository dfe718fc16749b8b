import ForumCore
import ForumDesk
import StrictJSON

/// One method of the API: its name is the contract, and this one table dispatches, permits and describes.
public struct Method: Sendable {
  /// Who may call it. What is not said here is denied.
  public enum Access: Sendable, Hashable {
    /// Also without a token.
    case anybody
    /// Whoever is signed in.
    case signedIn
    /// These roles, in their own forum; operators in every one.
    case roles(Set<Role>)

    static let organisers = Access.roles([.organiser, .operator])
    /// Organisers, and delegates for themselves.
    static let delegates = Access.roles([.organiser, .operator, .investor, .attendee, .speaker, .interpreter])
    /// All with a token in the forum.
    static let members = Access.roles(Set(Role.allCases))

    func permits(_ principal: Principal?) -> Bool {
      switch self {
      case .anybody: true
      case .signedIn: principal != nil
      case .roles(let roles): principal.map { roles.contains($0.role) } ?? false
      }
    }
  }

  public typealias Answer = @Sendable (Result<JSONValue, any Error>) -> Void
  public typealias Handler = @Sendable (Call, @escaping Answer) throws -> Void

  public var name: String
  public var summary: String
  public var access: Access
  public var parameters: [Parameter]
  /// What comes back, in words.
  public var result: String
  let handler: Handler

  init(
    _ name: String, _ summary: String, _ access: Access, _ parameters: [Parameter] = [], result: String,
    handler: @escaping Handler
  ) {
    self.name = name
    self.summary = summary
    self.access = access
    self.parameters = parameters
    self.result = result
    self.handler = handler
  }

  /// A method that changes something: every one takes a `key` that makes its repetition harmless.
  static func write(
    _ name: String, _ summary: String, _ access: Access, _ parameters: [Parameter], result: String = "seq, and what was changed",
    handler: @escaping Handler
  ) -> Method {
    Method(
      name, summary, access,
      parameters + [.optional("key", .text, "an idempotency key: the same key gives the same reply and no second effect")], result: result,
      handler: handler)
  }

  /// A method that waits for more than one answer of the desk.
  static func later(
    _ name: String, _ summary: String, _ access: Access, _ parameters: [Parameter] = [], result: String,
    _ body: @escaping @Sendable (Call) async throws -> JSONValue
  ) -> Method {
    Method(name, summary, access, parameters, result: result) { call, answer in
      Task {
        do { answer(.success(try await body(call))) } catch { answer(.failure(error)) }
      }
    }
  }
}

extension Parameter {
  static let forum = Parameter.optional("forum", .reference("framework-event-tunis-2027"), "the forum; the token's own where it is left out")
}
