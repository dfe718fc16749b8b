import Client
import Foundation
import StrictJSON
import Synchronization

/// Somebody in the story, with a real WebSocket to the node: says lines to the bot, calls methods, hears what comes.
final class Person: Sendable {
  let name: String
  let delegate: String
  private let client: RPCClient
  private let heard: Ear

  init(name: String, delegate: String, address: String, token: String) async throws {
    self.name = name
    self.delegate = delegate
    client = try await RPCClient.connect(to: address.replacing("http://", with: "ws://", maxReplacements: 1) + "/ws", token: token)
    heard = Ear(client)
  }

  func call(_ method: String, _ params: JSONValue = [:]) async throws -> JSONValue { try await client.call(method, params) }

  /// Says a line to the bot, or presses a button that stands for it.
  func say(_ text: String, pressing button: String? = nil) async throws -> Answer {
    print("\n  \(name) > \(button.map { "[\($0)]" } ?? text)")
    let result = try await call("chat.send", ["text": .string(text), "key": .string(UUID().uuidString)])
    let answer = Answer(result["replies"]?.arrayValue ?? [])
    for line in answer.lines { print("      Rialto < \(line)") }
    return answer
  }

  /// The next notification that fits; fails after ten seconds.
  func hears(_ method: String, where fits: @escaping @Sendable (JSONValue) -> Bool = { _ in true }) async throws -> JSONValue {
    guard let found = await heard.next(method, fits) else { throw Fault("\(name) waited ten seconds for \(method) and heard nothing") }
    return found
  }

  func leave() async { await client.close() }
}

/// What the bot answered: its text, line by line, and its buttons.
struct Answer: Sendable {
  var text: String
  var buttons: [(label: String, send: String)]

  init(_ replies: [JSONValue]) {
    text = replies.compactMap { $0["text"]?.stringValue }.joined(separator: "\n")
    buttons = replies.flatMap { $0["buttons"]?.arrayValue ?? [] }.map { ($0["label"]?.stringValue ?? "", $0["send"]?.stringValue ?? "") }
  }

  var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      + (buttons.isEmpty ? [] : [buttons.map { "[\($0.label)]" }.joined(separator: " ")])
  }
}

/// Keeps what a connection was sent until somebody asks for it.
private actor Ear {
  private var kept: [RPCNotification] = []

  init(_ client: RPCClient) {
    Task { [weak self] in
      for await notification in client.notifications { await self?.keep(notification) }
    }
  }

  private func keep(_ notification: RPCNotification) { kept.append(notification) }

  func next(_ method: String, _ fits: @Sendable (JSONValue) -> Bool) async -> JSONValue? {
    for _ in 0..<500 {
      if let place = kept.firstIndex(where: { $0.method == method && fits($0.params) }) { return kept.remove(at: place).params }
      try? await Task.sleep(for: .milliseconds(20))
    }
    return nil
  }
}
