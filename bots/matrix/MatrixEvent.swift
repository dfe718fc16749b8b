import StrictJSON

/// One event of a room as the homeserver tells it (Matrix specification, "Room events"), read as far as the bot cares.
struct MatrixEvent: Sendable, Equatable {
  let id: String
  let room: String
  let sender: String
  let content: Content

  enum Content: Sendable, Equatable {
    case membership(of: String, is: String)
    case text(MatrixText)
    /// A message that only the devices in the room can read.
    case encrypted
    /// Something that the bot has nothing to do with: its own kind of message, an edit, a picture.
    case other
  }

  /// `nil` where what the specification requires of every room event is missing.
  init?(_ value: JSONValue) {
    guard
      let id = value["event_id"]?.stringValue, id.hasPrefix("$"), let type = value["type"]?.stringValue,
      let room = value["room_id"]?.stringValue, room.hasPrefix("!"),
      let sender = value["sender"]?.stringValue, sender.hasPrefix("@")
    else { return nil }
    self.id = id
    self.room = room
    self.sender = sender
    content = Self.content(type: type, stateKey: value["state_key"]?.stringValue, value["content"] ?? .null)
  }

  private static func content(type: String, stateKey: String?, _ content: JSONValue) -> Content {
    switch (type, stateKey) {
    case ("m.room.member", let member?):
      .membership(of: member, is: content["membership"]?.stringValue ?? "")
    case ("m.room.encrypted", nil):
      .encrypted
    case ("m.room.message", nil):
      MatrixText(message: content).map(Content.text) ?? .other
    default:
      .other
    }
  }
}
