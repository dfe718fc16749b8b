import ArgumentParser
import Client
import ForumCore
import ForumDesk
import StrictJSON

struct Token: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Makes and ends tokens.", subcommands: [Create.self, Revoke.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Makes a token and prints it alone. It is shown once.")

    @Option(help: "organiser, investor, attendee, speaker, interpreter, observer or operator.")
    var role: String

    @Option(help: "The forum in which it is good; operators need none.")
    var forum: String?

    @Option(help: "The delegate whose it is, such as D-7.")
    var delegate: String?

    @Option(help: "What it is for.")
    var label: String?

    @OptionGroup var options: Options

    func run() async throws {
      guard let role = Role(rawValue: role) else {
        throw ValidationError("--role takes one of: \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      let id = forum.flatMap { ForumID($0) }
      let person = delegate.flatMap { DelegateID($0) }
      if forum != nil && id == nil { throw ValidationError("--forum takes a forum's name") }
      if delegate != nil && person == nil { throw ValidationError("--delegate takes a reference such as D-7") }
      switch try Access.open(try await options.dataFolder()) {
      case .direct(let desk, let lock):
        defer {
          desk.stop()
          withExtendedLifetime(lock) {}
        }
        do {
          print(try await desk.createToken(role: role, forum: id, delegate: person, label: label, by: .organiser(channel: "cli")).secret)
        } catch let refusal as Refusal { throw Fault(Words.sentence(refusal)) }
      case .node(let running):
        var params: JSONObject = ["role": .string(role.rawValue)]
        if let id { params["forum"] = .string(id.value) }
        if let person { params["delegate"] = .string(person.description) }
        if let label { params["label"] = .string(label) }
        do {
          print(try await Access.call(running, "token.create", .object(params))["secret"]?.stringValue ?? "")
        } catch let error as RPCError { throw Words.fault(error) }
      }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Ends a token; whoever uses it is signed out.")

    @Argument(help: "The token's reference, such as K-3.")
    var token: String

    @OptionGroup var options: Options

    func run() async throws {
      guard let id = TokenID(token) else { throw ValidationError("expected a reference such as K-3") }
      switch try Access.open(try await options.dataFolder()) {
      case .direct(let desk, let lock):
        defer {
          desk.stop()
          withExtendedLifetime(lock) {}
        }
        do {
          _ = try await desk.revokeToken(id, by: .organiser(channel: "cli"))
        } catch let refusal as Refusal { throw Fault(Words.sentence(refusal)) }
      case .node(let running):
        do {
          _ = try await Access.call(running, "token.revoke", ["token": .string(id.description)])
        } catch let error as RPCError { throw Words.fault(error) }
      }
      print("\(id) is revoked")
    }
  }
}
