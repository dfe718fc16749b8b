import StrictJSON

extension MatrixClient {
  /// Sends a notice and returns its event id. The same `transactionID` sends once and returns the same id again.
  @discardableResult
  func send(_ notice: MatrixNotice, to room: String, transactionID: String) async throws -> String {
    let path = ["v3", "rooms", room, "send", "m.room.message", transactionID]
    let sentFrom = device.withLock { $0 }
    let answer: JSONValue
    do {
      let query = sentFrom.map { [("device_id", $0)] } ?? []
      answer = try await call(.PUT, path, query: query, body: notice.content)
    } catch MatrixError.refused(_, let code, _) where code.hasSuffix("UNKNOWN_DEVICE") && sentFrom != nil {
      // Somebody removed the bot's device; what is said matters more than what Synapse remembers over a restart.
      device.withLock { $0 = nil }
      answer = try await call(.PUT, path, body: notice.content)
    }
    guard let eventID = answer["event_id"]?.stringValue else { throw MatrixError.unreadable("no event_id") }
    return eventID
  }

  /// Follows an invitation; joining a room where the bot already is changes nothing.
  func join(_ room: String) async throws {
    _ = try await call(.POST, ["v3", "rooms", room, "join"], body: [:])
  }

  /// Who is in the room or invited to it, and so may read what is said there.
  func members(of room: String) async throws -> Set<String> {
    let answer = try await call(.GET, ["v3", "rooms", room, "members"], query: [("not_membership", "leave")])
    guard let chunk = answer["chunk"]?.arrayValue else { throw MatrixError.unreadable("no members") }
    return Set(
      chunk.compactMap { member in
        let membership = member["content"]?["membership"]?.stringValue
        return membership == "join" || membership == "invite" ? member["state_key"]?.stringValue : nil
      })
  }
}
