import StrictJSON

/// One event of a room as the homeserver tells it (Matrix specification, "Room events"), read as far as the bot cares.
struct MatrixEvent: Sendable, Equatable {
  let id: String
  let room: String
  let sender: String
  let content: Content

  enum Content: Sendable, Equatable {
    /// `was` is the membership before, where there was one.
    case membership(of: String, is: String, was: String?)
    case text(MatrixText)
    /// A picture, a voice, a file or a place.
    case notText
    /// A message that only the devices in the room can read.
    case encrypted
    /// Something that the bot has nothing to do with: its own kind of message, an edit.
    case other
  }

  /// `nil` where what the specification requires of every room event is missing.
  ///
  /// - Parameter room: the room's id, where the homeserver tells it once for several events.
  init?(_ value: JSONValue, room: String? = nil) {
    guard
      let id = value["event_id"]?.stringValue, id.hasPrefix("$"), let type = value["type"]?.stringValue,
      let room = room ?? value["room_id"]?.stringValue, room.hasPrefix("!"),
      let sender = value["sender"]?.stringValue, sender.hasPrefix("@")
    else { return nil }
    self.id = id
    self.room = room
    self.sender = sender
    let before = value["unsigned"]?["prev_content"] ?? value["prev_content"]
    content = Self.content(
      type: type, stateKey: value["state_key"]?.stringValue, value["content"] ?? .null, was: before?["membership"]?.stringValue)
  }

  /// Whether that person comes into the room with it; a new name or picture of somebody who is there is none.
  func isJoining(of member: String) -> Bool {
    guard case .membership(member, "join", let was) = content else { return false }
    return was != "join"
  }

  func isInvitation(of member: String) -> Bool {
    guard case .membership(member, "invite", _) = content else { return false }
    return true
  }

  func isLeaving(of member: String) -> Bool {
    guard case .membership(member, let membership, _) = content else { return false }
    return membership == "leave" || membership == "ban"
  }

  private static let kindsOfFiles: Set = ["m.image", "m.audio", "m.video", "m.file", "m.location"]

  private static func content(type: String, stateKey: String?, _ content: JSONValue, was: String?) -> Content {
    switch (type, stateKey) {
    case ("m.room.member", let member?):
      .membership(of: member, is: content["membership"]?.stringValue ?? "", was: was)
    case ("m.room.encrypted", nil):
      .encrypted
    case ("m.room.message", nil):
      MatrixText(message: content).map(Content.text) ?? (kindsOfFiles.contains(content["msgtype"]?.stringValue ?? "") ? .notText : .other)
    default:
      .other
    }
  }
}
