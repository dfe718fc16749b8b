import StrictJSON

/// What an account asks that nobody pushes to.
extension MatrixClient {
  /// The kinds of events that the bot listens to.
  private static let kinds: JSONValue = ["m.room.message", "m.room.encrypted", "m.room.member"]
  private static let nothing: JSONValue = ["not_types": ["*"]]

  /// The largest answer to `sync` that is read, in bytes.
  static let maximumSyncBytes = 64 * 1024 * 1024

  /// Asks what is new since a place, or how things are now; either may cost the homeserver a while.
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
    let slack = since == nil ? Duration.seconds(120) : .seconds(30)
    return try MatrixSyncAnswer(body: try await ask(.GET, ["v3", "sync"], query: query, wait: wait + slack, most: Self.maximumSyncBytes))
  }

  /// A page of what was said in a room, from a place on.
  ///
  /// - Parameters:
  ///   - start: the present, looking back, where it is left out.
  ///   - end: where to stop; the beginning of the room or the present where it is left out.
  ///   - isForward: whether towards the present.
  func history(of room: String, from start: String?, to end: String? = nil, isForward: Bool, most: Int) async throws -> MatrixHistory {
    var query = [("dir", isForward ? "f" : "b"), ("limit", String(most)), ("filter", Self.filter)]
    if let start { query.append(("from", start)) }
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

  /// What was said in a room since the bot was invited last, beginning with the invitation; nothing where it came uninvited or may not
  /// read that.
  ///
  /// - Parameter join: the event before which to look; the present where it is left out.
  func saidSinceInvitation(to room: String, before join: MatrixEvent? = nil) async throws -> [MatrixEvent] {
    var events: [MatrixEvent] = []
    do {
      var history =
        if let join { try await history(before: join, most: Self.page) } else {
          try await history(of: room, from: nil, isForward: false, most: Self.page)
        }
      for _ in 0..<Self.mostPages {
        for event in history.events {
          events.append(event)
          if event.isInvitation(of: speaker.userID) { return events.reversed() }
          if event.isLeaving(of: speaker.userID) { return [] }
        }
        guard let next = history.end else { return [] }
        history = try await self.history(of: room, from: next, isForward: false, most: Self.page)
        if history.end == next { return [] }
      }
    } catch let error as MatrixError where error.isFinal {
      logger.notice("what was said before the bot came cannot be read", metadata: ["room": "\(MatrixPath.encode(room))", "problem": "\(error)"])
    }
    return []
  }

  /// How many events are asked for and taken at once; the inbox must know as many of a room as answered, so that of those taken
  /// just before a crash none is answered twice.
  static let page = 50
  /// How many pages are looked through for the invitation that brought the bot into a room.
  private static let mostPages = 40

  private static var filter: String { (["types": kinds] as JSONValue).text }
}
