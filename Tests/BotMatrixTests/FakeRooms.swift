import Messaging
import StrictJSON

/// The rooms of an account as a homeserver keeps them: one stream of events, in which `s7` is the place behind the seventh.
struct FakeRooms: Sendable {
  private var stream: [(room: String, event: JSONValue)] = []
  private var joined: [String: Int] = [:]
  private var invited: Set<String> = []
  /// Raw JSON put among the events of a room instead of what was said there under that id.
  var poison: [String: String] = [:]
  /// Places before this are not known any more.
  var forgotten = 0

  static let bot = FakeHomeserver.bot

  // MARK: - What happens

  /// A room where the bot has been since before anything.
  mutating func make(_ room: String) {
    stream.append((room, membership(Self.bot, "join", id: "$made-\(room)", room: room, from: Self.bot)))
    joined[room] = stream.count
  }

  mutating func say(_ text: String, in room: String, id: String, extra: [(String, JSONValue)] = [], type: String = "m.text") {
    stream.append((room, message(text, id: id, room: room, type: type, extra: extra)))
  }

  mutating func invite(to room: String, id: String) {
    stream.append((room, membership(Self.bot, "invite", id: id, room: room)))
    invited.insert(room)
  }

  mutating func join(_ room: String) {
    guard invited.remove(room) != nil else { return }
    var event = membership(Self.bot, "join", id: "$joined-\(stream.count)", room: room, from: Self.bot).objectValue ?? JSONObject()
    event["unsigned"] = ["prev_content": ["membership": "invite"]]
    stream.append((room, .object(event)))
    joined[room] = stream.count
  }

  // MARK: - What is asked

  private static func place(_ text: String?) -> Int? { text.flatMap { $0.hasPrefix("s") ? Int($0.dropFirst()) : nil } }

  private static func text(_ place: Int) -> JSONValue { .string("s\(place)") }

  private static func refusal(_ what: String) -> HookResponse { .json(400, ["errcode": "M_INVALID_PARAM", "error": .string(what)]) }

  /// As the homeserver tells it within its room: without the room's id.
  private func told(_ place: Int) -> String {
    var event = stream[place - 1].event.objectValue ?? JSONObject()
    if let id = event["event_id"]?.stringValue, let raw = poison[id] { return raw }
    event["room_id"] = nil
    return JSONValue.object(event).text
  }

  func sync(_ query: [String: String]) -> (HookResponse, isNews: Bool) {
    guard Set(query.keys).isSubset(of: ["filter", "timeout", "since"]), let filter = try? JSONValue(parsing: query["filter"] ?? "") else {
      return (Self.refusal("parameters"), true)
    }
    guard let limit = filter["room"]?["timeline"]?["limit"]?.intValue, limit > 0 else { return (Self.refusal("no limit"), true) }
    var since = 0
    if let asked = query["since"] {
      guard let place = Self.place(asked), place >= forgotten else { return (Self.refusal("no such place"), true) }
      since = place
    }
    var rooms: [String] = []
    for (room, start) in joined.sorted(by: { $0.key < $1.key }) {
      let isNew = start > since
      let all = stream.indices.map { $0 + 1 }.filter { stream[$0 - 1].room == room && (isNew || $0 > since) }
      guard !all.isEmpty else { continue }
      let last = all.suffix(limit)
      let isLimited = isNew || last.count < all.count
      rooms.append(
        "\(JSONValue.string(room).text):{\"timeline\":{\"limited\":\(isLimited),\"prev_batch\":\(Self.text((last.first ?? 1) - 1).text),"
          + "\"events\":[\(last.map(told).joined(separator: ","))]}}")
    }
    let invitations = invited.sorted().map { "\(JSONValue.string($0).text):{\"invite_state\":{\"events\":[]}}" }
    let body =
      "{\"rooms\":{\"invite\":{\(invitations.joined(separator: ","))},\"join\":{\(rooms.joined(separator: ","))}},"
      + "\"next_batch\":\(Self.text(stream.count).text)}"
    return (HookResponse(status: 200, body: Array(body.utf8)), stream.count > since)
  }

  func messages(in room: String, _ query: [String: String]) -> HookResponse {
    guard joined[room] != nil else { return .json(403, ["errcode": "M_FORBIDDEN"]) }
    guard Set(query.keys).isSubset(of: ["filter", "from", "to", "dir", "limit"]), let most = Int(query["limit"] ?? ""),
      let isForward = ["f": true, "b": false][query["dir"] ?? ""], let from = Self.place(query["from"] ?? (isForward ? "s0" : "s\(stream.count)"))
    else { return Self.refusal("parameters") }
    let to = Self.place(query["to"]) ?? (isForward ? stream.count : 0)
    let range = isForward ? Array(from..<max(from, to)).map { $0 + 1 } : Array(min(to, from)..<from).reversed().map { $0 + 1 }
    let places = range.filter { stream[$0 - 1].room == room }.prefix(most)
    let end = places.last.map { ",\"end\":\(Self.text(isForward ? $0 : $0 - 1).text)" } ?? ""
    return HookResponse(
      status: 200, body: Array("{\"start\":\"s\(from)\"\(end),\"chunk\":[\(places.map(told).joined(separator: ","))]}".utf8))
  }

  func context(of id: String, in room: String, _ query: [String: String]) -> HookResponse {
    guard joined[room] != nil, let place = stream.firstIndex(where: { $0.event["event_id"]?.stringValue == id }) else {
      return .json(404, ["errcode": "M_NOT_FOUND"])
    }
    let places = Array(0..<place).reversed().filter { stream[$0].room == room }.prefix((Int(query["limit"] ?? "") ?? 10) / 2).map { $0 + 1 }
    return HookResponse(
      status: 200,
      body: Array("{\"events_before\":[\(places.map(told).joined(separator: ","))],\"start\":\(Self.text((places.last ?? place) - 1).text)}".utf8))
  }
}
