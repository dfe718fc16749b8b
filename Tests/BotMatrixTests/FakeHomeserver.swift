import BotMatrix
import Foundation
import Messaging
import StrictJSON

/// The few answers of a homeserver that the bot needs, strict about tokens and addresses, with faults on demand.
actor FakeHomeserver {
  struct Sent: Equatable {
    var room: String
    var transactionID: String
    var body: String
  }

  static let asToken = String(repeating: "a", count: 40)
  static let hsToken = String(repeating: "b", count: 40)
  static let bot = "@rialto:example.org"

  /// What was sent, once for each transaction id, in the order of the first arrival.
  private(set) var sent: [Sent] = []
  /// The contents in the same order.
  private(set) var contents: [JSONValue] = []
  /// Every request as `METHOD path`, percent-encoded as it came.
  private(set) var requests: [String] = []
  /// The query of every request.
  private(set) var queries: [[String: String]] = []
  /// The tokens that are known.
  private(set) var tokens: Set<String> = [FakeHomeserver.asToken]
  /// What accounts ask about.
  var rooms = FakeRooms()
  private var members: [String: [String]] = [:]
  private var faults: [(path: String, response: HookResponse)] = []

  func put(_ people: [String], in room: String) { members[room] = people }

  /// Answers the next requests whose path holds `path` with these, in order, before it behaves again.
  func fail(_ path: String, with responses: [HookResponse]) {
    faults += responses.map { (path, $0) }
  }

  /// From now on these tokens are known and no others.
  func know(_ tokens: Set<String>) { self.tokens = tokens }

  func change(_ work: @Sendable (inout FakeRooms) -> Void) { work(&rooms) }

  func answer(_ request: HookRequest) async -> HookResponse {
    requests.append("\(request.method) \(request.path)")
    queries.append(request.query)
    let token = request.headers["authorization"].map { $0.replacing("Bearer ", with: "") }
    let isSigningIn = token == nil && request.path.hasSuffix("/login")
    guard isSigningIn || token.map(tokens.contains) == true else {
      return .json(401, ["errcode": "M_UNKNOWN_TOKEN", "soft_logout": true])
    }
    if let place = faults.firstIndex(where: { request.path.contains($0.path) }) {
      return faults.remove(at: place).response
    }
    let segments = request.path.split(separator: "/").map { String($0).removingPercentEncoding ?? "" }
    guard segments.prefix(2) == ["_matrix", "client"] else { return .json(404, ["errcode": "M_UNRECOGNIZED"]) }
    let path = Array(segments.dropFirst(3))
    switch (request.method, path.first, path.count) {
    case ("PUT", "rooms", 5): return take(room: path[1], transactionID: path[4], request.body)
    case ("GET", "sync", 1): return await sync(request.query)
    case ("GET", "rooms", 3) where path[2] == "messages": return rooms.messages(in: path[1], request.query)
    case ("GET", "rooms", 3): return list(path[1])
    case ("GET", "rooms", 4) where path[2] == "context": return rooms.context(of: path[3], in: path[1], request.query)
    case ("POST", "login", 1) where isSigningIn: return signIn(request.body)
    case ("POST", "rooms", 3):
      rooms.join(path[1])
      return .json(200, ["room_id": .string(path[1])])
    case ("GET", "account", _): return .json(200, ["user_id": .string(Self.bot)])
    case ("GET", "profile", _), ("GET", "devices", _): return .json(404, ["errcode": "M_NOT_FOUND"])
    default: return .json(200, [:])
    }
  }

  /// Answers when there is something to tell, or when the time is over; no test has time for the whole of it.
  private func sync(_ query: [String: String]) async -> HookResponse {
    let clock = ContinuousClock()
    let end = clock.now + min(.milliseconds(Int(query["timeout"] ?? "") ?? 0), .milliseconds(300))
    while true {
      let (answer, isNews) = rooms.sync(query)
      if isNews || clock.now >= end { return answer }
      try? await Task.sleep(for: .milliseconds(3))
    }
  }

  static let password = "correct horse"

  /// Signs in as the one device, whose token before is known no more.
  private func signIn(_ body: [UInt8]) -> HookResponse {
    guard
      let body = try? JSONValue(parsing: body), body["type"] == "m.login.password", body["identifier"]?["user"]?.stringValue == Self.bot,
      body["password"]?.stringValue == Self.password, body["device_id"] == "RIALTO"
    else { return .json(403, ["errcode": "M_FORBIDDEN", "error": "Invalid username or password"]) }
    let token = "token-\(requests.count)"
    tokens = [token]
    return .json(200, ["user_id": .string(Self.bot), "access_token": .string(token), "device_id": "RIALTO"])
  }

  private func take(room: String, transactionID: String, _ body: [UInt8]) -> HookResponse {
    guard let content = try? JSONValue(parsing: body), let text = content["body"]?.stringValue else {
      return .json(400, ["errcode": "M_BAD_JSON"])
    }
    if !sent.contains(where: { $0.transactionID == transactionID && $0.room == room }) {
      sent.append(Sent(room: room, transactionID: transactionID, body: text))
      contents.append(content)
    }
    return .json(200, ["event_id": .string("$sent-\(transactionID)")])
  }

  private func list(_ room: String) -> HookResponse {
    let chunk = (members[room] ?? ["@amira:example.org", Self.bot]).map { member -> JSONValue in
      ["type": "m.room.member", "state_key": .string(member), "content": ["membership": "join"]]
    }
    return .json(200, ["chunk": .array(chunk)])
  }
}

extension HookResponse {
  static func json(_ status: Int, _ value: JSONValue) -> HookResponse {
    HookResponse(status: status, body: value.bytes)
  }
}
