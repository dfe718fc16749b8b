import Foundation
import Yams

/// The fields of an application service's registration that Rialto reads (Matrix specification, Application Service
/// API, "Registration"). JSON is YAML too, so one reader serves both.
struct MatrixRegistrationFile {
  let id: String
  let asToken: String
  let hsToken: String
  let senderLocalpart: String
  /// What follows from a user namespace that is exactly the bot's user id, with its points escaped or not.
  let serverName: String?

  static let maximumBytes = 64 * 1024

  init(path: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw MatrixConfigurationError("the file cannot be opened")
    }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: Self.maximumBytes + 1), !data.isEmpty else {
      throw MatrixConfigurationError("the file is empty or cannot be read")
    }
    guard data.count <= Self.maximumBytes else {
      throw MatrixConfigurationError("the file is larger than a registration ever is (64 KiB)")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw MatrixConfigurationError("the file is not UTF-8 text")
    }
    try self.init(text: text)
  }

  init(text: String) throws {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw MatrixConfigurationError("not YAML: \(error)")
    }
    guard let mapping = root?.mapping else {
      throw MatrixConfigurationError("not a registration: it holds no fields such as as_token")
    }
    func field(_ name: String) throws -> String {
      guard let node = mapping[Node(name)] else { throw MatrixConfigurationError("\(name) is missing") }
      guard let text = node.scalar?.string, !text.isEmpty else {
        throw MatrixConfigurationError("line \(node.mark?.line ?? 0): \(name) must be text")
      }
      return text
    }
    id = try field("id")
    asToken = try MatrixNames.token(try field("as_token"), named: "as_token")
    hsToken = try MatrixNames.token(try field("hs_token"), named: "hs_token")
    senderLocalpart = try MatrixNames.localpart(try field("sender_localpart"))

    let users = mapping["namespaces"]?.mapping?["users"]?.sequence
    let patterns = (users.map(Array.init) ?? []).compactMap { $0.mapping?["regex"]?.scalar?.string }
    serverName = patterns.lazy.compactMap { [senderLocalpart] in Self.serverName(in: $0, bot: senderLocalpart) }.first
  }

  /// The server's name in a pattern that matches the bot's user id alone; `nil` for any other pattern.
  static func serverName(in pattern: String, bot: String) -> String? {
    var rest = pattern[...]
    if rest.hasPrefix("^") { rest.removeFirst() }
    if rest.hasSuffix("$") { rest.removeLast() }
    let plain = rest.replacing("\\", with: "")
    let start = "@\(bot):"
    guard plain.hasPrefix(start) else { return nil }
    return try? MatrixNames.serverName(String(plain.dropFirst(start.count)))
  }
}
