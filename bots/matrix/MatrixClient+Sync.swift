import StrictJSON

/// What an account asks that nobody pushes to.
extension MatrixClient {
  /// The kinds of events that the bot listens to.
  private static let kinds: JSONValue = ["m.room.message", "m.room.encrypted", "m.room.member"]
  private static let nothing: JSONValue = ["not_types": ["*"]]

  /// The largest answer to `sync` that is read, in bytes.
  static let maximumSyncBytes = 64 * 1024 * 1024

  /// Asks what is new since a place, or how things are now.
  ///
  /// - Parameters:
  ///   - wait: how long the homeserver may wait for something to tell.
  ///   - most: how many events of one room are told at once; what is before them is asked for by `history`.
  func sync(since: String?, wait: Duration, most: Int) async throws -> MatrixSyncAnswer {
    let filter: JSONValue = [
      "presence": Self.nothing, "account_data": Self.nothing,
      "room": [
        "timeline": ["limit": .int(most), "types": Self.kinds], "state": Self.nothing, "ephemeral": Self.nothing, "account_data": Self.nothing,
      ],
    ]
    var query = [("filter", filter.text), ("timeout", String(Int(wait / .milliseconds(1))))]
    if let since { query.append(("since", since)) }
    return try MatrixSyncAnswer(body: try await ask(.GET, ["v3", "sync"], query: query, wait: wait, most: Self.maximumSyncBytes))
  }

  /// A page of what was said in a room, from a place on.
  ///
  /// - Parameters:
  ///   - end: where to stop; the beginning of the room or the present where it is left out.
  ///   - isForward: whether towards the present.
  func history(of room: String, from start: String, to end: String? = nil, isForward: Bool, most: Int) async throws -> MatrixHistory {
    var query = [("from", start), ("dir", isForward ? "f" : "b"), ("limit", String(most)), ("filter", Self.filter)]
    if let end { query.append(("to", end)) }
    let body = try await ask(.GET, ["v3", "rooms", room, "messages"], query: query, most: Self.maximumSyncBytes)
    return try MatrixHistory(body: body, room: room, names: ("chunk", "end"))
  }

  /// What was said just before an event, the latest first.
  func history(before event: MatrixEvent, most: Int) async throws -> MatrixHistory {
    let query = [("limit", String(most)), ("filter", Self.filter)]
    let body = try await ask(.GET, ["v3", "rooms", event.room, "context", event.id], query: query, most: Self.maximumSyncBytes)
    return try MatrixHistory(body: body, room: event.room, names: ("events_before", "start"))
  }

  private static var filter: String { (["types": kinds] as JSONValue).text }
}
