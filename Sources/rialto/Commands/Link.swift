import ArgumentParser
import Chat
import Client
import ForumCore
import ForumDesk
import StrictJSON

struct Link: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a code of ten minutes by which a delegate links a chat, and prints it alone.")

  @Option(help: "The forum's name in addresses.")
  var forum: String

  @Option(help: "The delegate, such as D-7.")
  var delegate: String

  @Flag(name: .customLong("long"), help: "For a link that nobody types, such as https://t.me/BOT?start=CODE: 130 random bits instead of 40.")
  var isLong = false

  @OptionGroup var options: Options

  func run() async throws {
    guard let id = ForumID(forum) else { throw ValidationError("--forum takes a forum's name") }
    guard let person = DelegateID(delegate) else { throw ValidationError("--delegate takes a reference such as D-7") }
    switch try Access.open(try await options.dataFolder()) {
    case .direct(let desk, let lock):
      defer {
        desk.stop()
        withExtendedLifetime(lock) {}
      }
      var generator = SystemRandomNumberGenerator()
      let code = isLong ? LinkSecret.makeLong(using: &generator) : LinkSecret.make(using: &generator)
      let command = IssueLinkCode(delegate: person, digest: LinkSecret.digest(of: code))
      do {
        _ = try await desk.perform(command, in: id, by: .organiser(channel: "cli"))
        print(code)
      } catch let refusal as Refusal { throw await Words.fault(refusal, desk, id) }
    case .node(let running):
      do {
        let result = try await Access.call(
          running, "delegate.linkCode", ["forum": .string(id.value), "delegate": .string(person.description), "isLong": .bool(isLong)])
        print(result["code"]?.stringValue ?? "")
      } catch let error as RPCError { throw Words.fault(error) }
    }
  }
}
