import AsyncHTTPClient
import Foundation
import NIOCore
import StrictJSON

/// A person on the test's Synapse, with a client that knows just enough: rooms, texts, and waiting for what is said.
public actor MatrixUser {
  public nonisolated let userID: String
  /// What shows the homeserver that it is this person; a bot may be given it.
  public nonisolated let token: String
  private let address: String
  private var since: String?
  private var heard: [MatrixSaid] = []
  private var transactions = 0

  /// The password of everybody.
  public static let password = "only for a test"

  /// Registers a new person.
  public init(_ name: String, on synapse: Synapse) async throws {
    address = synapse.address
    let body: JSONValue = [
      "username": .string(name), "password": .string(Self.password), "auth": ["type": "m.login.dummy"],
    ]
    let answer = try await Self.call("POST", address + "/_matrix/client/v3/register", token: nil, body)
    guard let userID = answer["user_id"]?.stringValue, let token = answer["access_token"]?.stringValue else {
      throw TestFault("no registration: \(answer)")
    }
    self.userID = userID
    self.token = token
  }

  /// Makes a room for this person and those invited and returns its id.
  public func createRoom(inviting others: [String], isDirect: Bool = true) async throws -> String {
    let answer = try await call(
      "POST", "createRoom",
      [
        "preset": "private_chat", "is_direct": .bool(isDirect), "invite": .array(others.map(JSONValue.string)),
      ])
    guard let room = answer["room_id"]?.stringValue else { throw TestFault("no room: \(answer)") }
    return room
  }

  public func invite(_ other: String, to room: String) async throws {
    _ = try await call("POST", "rooms/\(Self.encode(room))/invite", ["user_id": .string(other)])
  }

  /// Signs this person out everywhere; all tokens are void then.
  public func signOutEverywhere() async throws { _ = try await call("POST", "logout/all", [:]) }

  public func join(_ room: String) async throws {
    _ = try await call("POST", "rooms/\(Self.encode(room))/join", [:])
  }

  /// Sends a text and returns its event id; `extra` is added to the content, for edits and answers.
  @discardableResult
  public func send(
    _ text: String, in room: String, type: String = "m.text", extra: [(String, JSONValue)] = []
  ) async throws -> String {
    transactions += 1
    var content = JSONObject()
    content["msgtype"] = .string(type)
    content["body"] = .string(text)
    for (name, value) in extra { content[name] = value }
    let path = "rooms/\(Self.encode(room))/send/m.room.message/test-\(transactions)"
    let answer = try await call("PUT", path, .object(content))
    guard let id = answer["event_id"]?.stringValue else { throw TestFault("not sent: \(answer)") }
    return id
  }

  /// The next message of that sender in the room which was not returned before; waits for it.
  public func next(from sender: String, in room: String, within limit: Duration = .seconds(20)) async throws
    -> MatrixSaid
  {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while true {
      if let place = heard.firstIndex(where: { $0.sender == sender && $0.room == room }) {
        return heard.remove(at: place)
      }
      guard clock.now < end else { throw TestFault("\(sender) said nothing in \(room) within \(limit)") }
      try await sync()
    }
  }

  /// Everything that sender said in the room within the time and which was not returned before.
  public func all(from sender: String, in room: String, for duration: Duration) async throws -> [MatrixSaid] {
    let clock = ContinuousClock()
    let end = clock.now + duration
    while clock.now < end { try await sync() }
    defer { heard.removeAll { $0.sender == sender && $0.room == room } }
    return heard.filter { $0.sender == sender && $0.room == room }
  }

  /// Everything that was ever said in the room, in order; what `next` and `all` return depends on how much a homeserver tells at once.
  public func history(of room: String) async throws -> [MatrixSaid] {
    var said: [MatrixSaid] = []
    var from = ""
    while true {
      let answer = try await call("GET", "rooms/\(Self.encode(room))/messages?dir=b&limit=500\(from)", nil)
      said += (answer["chunk"]?.arrayValue ?? []).compactMap { MatrixSaid($0, room: room) }
      guard let end = answer["end"]?.stringValue else { return said.reversed() }
      from = "&from=\(Self.encode(end))"
    }
  }

  private func sync() async throws {
    let filter = #"{"room":{"timeline":{"limit":1000}},"presence":{"types":[]}}"#
    var path = "sync?timeout=500&filter=\(Self.encode(filter))"
    if let since { path += "&since=\(Self.encode(since))" }
    let answer = try await call("GET", path, nil)
    since = answer["next_batch"]?.stringValue
    for (room, state) in answer["rooms"]?["join"]?.objectValue?.members ?? [] {
      for event in state["timeline"]?["events"]?.arrayValue ?? [] {
        if let said = MatrixSaid(event, room: room) { heard.append(said) }
      }
    }
  }

  private func call(_ method: String, _ path: String, _ body: JSONValue?) async throws -> JSONValue {
    try await Self.call(method, "\(address)/_matrix/client/v3/\(path)", token: token, body)
  }

  private static func call(
    _ method: String, _ url: String, token: String?, _ body: JSONValue?
  ) async throws -> JSONValue {
    var request = HTTPClientRequest(url: url)
    request.method = .init(rawValue: method)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    if let body { request.body = .bytes(ByteBuffer(bytes: body.bytes)) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    let bytes = try await response.body.collect(upTo: 16 * 1024 * 1024)
    guard (200..<300).contains(response.status.code) else {
      throw TestFault("\(method) \(url.prefix(100)): \(response.status) \(String(buffer: bytes))")
    }
    return try JSONValue(parsing: bytes.readableBytesView, maximumDepth: 1000)
  }

  private static func encode(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}

/// One message that a person saw in a room.
public struct MatrixSaid: Sendable, Equatable {
  public let id: String
  public let room: String
  public let sender: String
  /// `m.text`, `m.notice`.
  public let type: String
  public let text: String
  public let html: String?

  init?(_ event: JSONValue, room: String) {
    guard
      event["type"]?.stringValue == "m.room.message", let id = event["event_id"]?.stringValue,
      let sender = event["sender"]?.stringValue, let content = event["content"],
      let type = content["msgtype"]?.stringValue, let text = content["body"]?.stringValue
    else { return nil }
    self.id = id
    self.room = room
    self.sender = sender
    self.type = type
    self.text = text
    html = content["formatted_body"]?.stringValue
  }
}
