import BotMatrix
import Client
import ForumCore
import ForumDesk
import Foundation
import Interchange
import Logging
import StrictJSON
import rialto

/// A whole node on a folder of its own, made by the function that production calls, with the sample framework event open.
struct RunningNode: Sendable {
  static let forum = ForumID("framework-event-tunis-2027")

  let server: Server
  let data: String
  let port: Int

  var address: String { "http://127.0.0.1:\(port)" }

  /// Runs the node while the body runs, and stops it in good order.
  static func with<T: Sendable>(
    data given: String? = nil, port: Int = 0, matrix: MatrixConfiguration? = nil, bots: [BotMaker] = [], logger own: Logger? = nil,
    _ body: @Sendable (RunningNode) async throws -> T
  ) async throws -> T {
    let data = given ?? FileManager.default.temporaryDirectory.path + "/rialto-node-\(UUID().uuidString)"
    defer { if given == nil { try? FileManager.default.removeItem(atPath: data) } }
    var quiet = Logger(label: "node")
    quiet.logLevel = .error
    let logger = own ?? quiet
    var configuration = ServerConfiguration(data: data, port: port, logger: logger)
    configuration.bots = (matrix.map { [Bots.matrix($0)] } ?? []) + bots
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let server = try buildServer(configuration) { found.yield($0) }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      var iterator = ports.makeAsyncIterator()
      guard let port = await iterator.next() else { throw CancellationError() }
      let node = RunningNode(server: server, data: data, port: port)
      do {
        let result = try await body(node)
        await server.stop()
        try await group.waitForAll()
        return result
      } catch {
        await server.stop()
        try? await group.waitForAll()
        throw error
      }
    }
  }

  /// Takes the sample framework event over and opens it. It knows no quiet hours: the node's clock is the machine's, and what is asked at
  /// night has to be heard too.
  func openFrameworkEvent() async throws -> ForumID {
    guard let forum = Self.forum else { throw CancellationError() }
    let file = Self.root.appendingPathComponent("schedules/framework-event.yaml")
    let options = ImportOptions(forum: forum) {
      var generator = SystemRandomNumberGenerator()
      return PersonID(using: &generator)
    }
    var (content, _) = try readForum(Array(try Data(contentsOf: file)), named: "framework-event.yaml", format: nil, options: options)
    content.settings?.quietHours = nil
    _ = try await server.desk.perform(ImportForum(content: content), in: forum, by: .organiser(), creating: true)
    _ = try await server.desk.perform(PublishAgenda(), in: forum, by: .organiser())
    _ = try await server.desk.perform(SetPhase(phase: .open), in: forum, by: .organiser())
    return forum
  }

  func delegate(_ email: String, in forum: ForumID) async throws -> DelegateID {
    let found = try await server.desk.read(forum) { $0.registration(email: email)?.id }
    guard let found else { throw Refusal(.noSuchDelegate) }
    return found
  }

  /// A connection signed in as that delegate, or as an operator where none is named.
  func connect(_ role: Role, _ delegate: DelegateID? = nil, in forum: ForumID) async throws -> RPCClient {
    let token = try await server.desk.createToken(
      role: role, forum: role == .operator ? nil : forum, delegate: delegate, label: nil, by: .organiser())
    return try await RPCClient.connect(to: "ws://127.0.0.1:\(port)/ws", token: token.secret)
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
