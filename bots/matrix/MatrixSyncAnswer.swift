import Messaging
import StrictJSON

/// What the homeserver tells an account that asks what is new (Matrix specification, "Syncing"), as far as the bot cares.
///
/// Events that nobody can read are left out and counted: were the whole refused for one of them, the bot would be deaf.
struct MatrixSyncAnswer {
  /// New things in a room where the bot is.
  struct Room {
    let id: String
    let events: [MatrixEvent]
    /// The place before the first of the events, where more was said since than they tell.
    let gapEnd: String?
  }

  /// The place from which to ask next.
  let nextBatch: String
  let rooms: [Room]
  /// The rooms to which the bot is invited.
  let invitations: [String]
  let unreadable: Int

  init(body: [UInt8]) throws(MatrixError) {
    guard let whole = Self.members(body, nil), let nextBatch = whole["next_batch"].flatMap({ Self.value(body, $0)?.stringValue }) else {
      throw .unreadable("\(body.count) bytes that are no answer to sync")
    }
    self.nextBatch = nextBatch
    let rooms = whole["rooms"].flatMap { Self.members(body, $0) } ?? [:]
    var unreadable = 0
    var joined: [Room] = []
    for (id, range) in rooms["join"].flatMap({ JSONSkimmer.members(of: body, in: $0) }) ?? [] {
      guard let timeline = Self.members(body, range)?["timeline"].flatMap({ Self.members(body, $0) }) else { continue }
      let pieces = timeline["events"].flatMap { JSONSkimmer.elements(of: body, in: $0) } ?? []
      let events = pieces.map { Self.value(body, $0).flatMap { MatrixEvent($0, room: id) } }
      unreadable += events.count { $0 == nil }
      let isLimited = timeline["limited"].flatMap { Self.value(body, $0)?.boolValue } ?? false
      let before = timeline["prev_batch"].flatMap { Self.value(body, $0)?.stringValue }
      joined.append(Room(id: id, events: events.compactMap(\.self), gapEnd: isLimited ? before : nil))
    }
    self.rooms = joined
    self.unreadable = unreadable
    invitations = rooms["invite"].flatMap { JSONSkimmer.members(of: body, in: $0) }?.map(\.name) ?? []
  }

  static func members(_ body: [UInt8], _ range: Range<Int>?) -> [String: Range<Int>]? {
    JSONSkimmer.members(of: body, in: range).map { Dictionary($0.map { ($0.name, $0.value) }) { _, last in last } }
  }

  static func value(_ body: [UInt8], _ range: Range<Int>) -> JSONValue? { try? JSONValue(parsing: body[range]) }
}

/// A piece of a room's history: events in the order in which they were asked for, and where they go on.
struct MatrixHistory {
  let events: [MatrixEvent]
  /// The place behind the last one; nil at the end.
  let end: String?

  /// - Parameter names: what the list of events and the place behind it are called.
  init(body: [UInt8], room: String, names: (events: String, end: String)) throws(MatrixError) {
    guard let whole = MatrixSyncAnswer.members(body, nil), let pieces = whole[names.events].flatMap({ JSONSkimmer.elements(of: body, in: $0) })
    else { throw .unreadable("\(body.count) bytes that are no history") }
    events = pieces.compactMap { MatrixSyncAnswer.value(body, $0).flatMap { MatrixEvent($0, room: room) } }
    end = whole[names.end].flatMap { MatrixSyncAnswer.value(body, $0)?.stringValue }
  }
}
