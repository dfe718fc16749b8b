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
  private var members: [String: [String]] = [:]
  private var faults: [(path: String, response: HookResponse)] = []

  func put(_ people: [String], in room: String) { members[room] = people }

  /// Answers the next requests whose path holds `path` with these, in order, before it behaves again.
  func fail(_ path: String, with responses: [HookResponse]) {
    faults += responses.map { (path, $0) }
  }

  func answer(_ request: HookRequest) -> HookResponse {
    requests.append("\(request.method) \(request.path)")
    queries.append(request.query)
    guard request.headers["authorization"] == "Bearer \(Self.asToken)" else {
      return .json(401, ["errcode": "M_UNKNOWN_TOKEN"])
    }
    if let place = faults.firstIndex(where: { request.path.contains($0.path) }) {
      return faults.remove(at: place).response
    }
    let segments = request.path.split(separator: "/").map { String($0).removingPercentEncoding ?? "" }
    guard segments.prefix(2) == ["_matrix", "client"] else { return .json(404, ["errcode": "M_UNRECOGNIZED"]) }
    let path = Array(segments.dropFirst(3))
    switch (request.method, path.first, path.count) {
    case ("PUT", "rooms", 5): return take(room: path[1], transactionID: path[4], request.body)
    case ("GET", "rooms", 3): return list(path[1])
    case ("POST", "rooms", 3): return .json(200, ["room_id": .string(path[1])])
    case ("GET", "account", _): return .json(200, ["user_id": .string(Self.bot)])
    case ("GET", "profile", _), ("GET", "devices", _): return .json(404, ["errcode": "M_NOT_FOUND"])
    default: return .json(200, [:])
    }
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
