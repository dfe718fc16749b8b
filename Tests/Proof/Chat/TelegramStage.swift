import Client
import Foundation
import StrictJSON
import TestSupport

/// A node with a bot on the fake Telegram, and people who have linked their chats.
struct TelegramStage: Sendable {
  let telegram: FakeTelegram
  let address: String
  let data: String
  let port: Int
  /// How often Telegram is asked or calls; the drills want no limits but those that the platform sets.
  let forum = SampleForum(name: "drill", delegates: 0, tables: 20)

  /// Writes the settings with which the node is this Telegram's bot.
  func writeSettings() throws {
    let text = """
      telegram:
        token: "\(FakeTelegram.token)"
        server: "\(address)"
        messagesPerSecond: 100000
        messagesPerSecondInChat: 100000
      """
    try text.write(toFile: settings, atomically: true, encoding: .utf8)
  }

  var settings: String { data + "/rialto.yaml" }

  func start() async throws -> NodeUnderTest { try await NodeUnderTest.start(data: data, port: port, settings: settings) }

  /// Makes a forum of so many delegates.
  func settle(_ delegates: Int, on node: NodeUnderTest) async throws {
    var forum = forum
    forum.delegates = delegates
    let path = data + "/\(forum.name).yaml"
    try forum.file.write(toFile: path, atomically: true, encoding: .utf8)
    _ = try await ChildProcess.output(of: try NodeUnderTest.program("rialto"), ["import", path, "--forum", forum.name, "--data", data])
    let client = try await RPCClient.connect(to: node.address, token: node.secret)
    _ = try await client.call("forum.setPhase", ["forum": .string(forum.name), "phase": "open"])
    await client.close()
  }

  /// Links the chats of the first delegates, as they would: by a code that they type, and a yes.
  /// - Returns: the people, in the order of the delegates.
  func link(_ count: Int, on node: NodeUnderTest) async throws -> [Int] {
    var people: [Int] = []
    let client = try await RPCClient.connect(to: node.address, token: node.secret)
    for number in 1...count {
      // Within what one connection may send.
      if number % 150 == 0 { try await Task.sleep(for: .seconds(1)) }
      let person = await telegram.person("Given\(number)")
      let result = try await client.call("delegate.linkCode", ["forum": .string(forum.name), "delegate": .string("D-\(number)"), "isLong": true])
      guard let code = result["code"]?.stringValue else { throw TestFault("no code was told") }
      await telegram.write("/start \(code) #!", from: person)
      people.append(person)
    }
    await client.close()
    try await telegram.wait(within: .seconds(120)) { $0.sent.count >= count }
    return people
  }

  /// Every change of the forum after a position.
  func changes(on node: NodeUnderTest) async throws -> [JSONValue] {
    let client = try await RPCClient.connect(to: node.address, token: node.secret)
    let head = try await client.call("forum.get", ["forum": .string(forum.name)])["seq"]?.intValue ?? 0
    _ = try await client.call("changes.subscribe", ["forum": .string(forum.name), "after": 0])
    var all: [JSONValue] = []
    for await notification in client.notifications {
      guard let seq = notification.params["seq"]?.intValue, let change = notification.params["change"] else { continue }
      all.append(change)
      if seq >= head { break }
    }
    await client.close()
    return all
  }
}

/// A command with an effect that tells it from every other: quiet hours that nobody else has asked for.
struct NumberedCommand: Hashable, Sendable {
  let number: Int

  private var from: Int { number % 1439 }
  private var to: Int {
    let other = (number / 1439) % 1439
    return other == from ? 1439 : other
  }

  var text: String { "quiet \(Self.clock(from)) \(Self.clock(to))" }
  /// As the change and the reply say it.
  var hours: String { "\(from)-\(to)" }

  /// What the bot says of a command; nil where it speaks of something else.
  static func hours(in reply: String) -> String? {
    guard reply.hasPrefix("From ") else { return nil }
    let words = reply.split(separator: " ")
    guard words.count > 3, let from = minute(words[1]), let to = minute(words[3]) else { return nil }
    return "\(from)-\(to)"
  }

  private static func clock(_ minute: Int) -> String {
    let (hour, rest) = (minute / 60, minute % 60)
    return (hour < 10 ? "0" : "") + "\(hour):" + (rest < 10 ? "0" : "") + "\(rest)"
  }

  private static func minute(_ clock: Substring) -> Int? {
    let parts = clock.split(separator: ":").compactMap { Int($0) }
    return parts.count == 2 ? parts[0] * 60 + parts[1] : nil
  }
}
