import Messaging
import StrictJSON

/// What the homeserver pushes in one request: the events of all rooms, in order.
struct MatrixTransaction {
  /// The events by room; the rooms in the order in which they first come, the events of each in their order.
  let rooms: [[MatrixEvent]]
  /// How many events could not be read and are left out.
  let unreadable: Int

  /// Reads the body of `PUT /_matrix/app/v1/transactions/{txnId}`.
  ///
  /// An event that people made unreadable on purpose (nested too deep, numbers beyond measure) is left out: were the
  /// transaction refused for it, the homeserver would send it again for ever, and the bot would be deaf.
  ///
  /// - Throws: `MatrixTransactionError` where the body as a whole is no transaction.
  init(body: [UInt8]) throws(MatrixTransactionError) {
    let values: [JSONValue?]
    if let whole = try? JSONValue(parsing: body) {
      guard let events = whole["events"]?.arrayValue else { throw .notATransaction }
      values = events
    } else {
      guard let pieces = JSONSkimmer.elements(of: "events", in: body) else { throw .notJSON }
      values = pieces.map { try? JSONValue(parsing: body[$0]) }
    }
    let events = values.map { $0.flatMap { MatrixEvent($0) } }
    var places: [String: Int] = [:]
    var rooms: [[MatrixEvent]] = []
    for event in events.compactMap(\.self) {
      let place = places[event.room, default: rooms.count]
      if place == rooms.count {
        places[event.room] = place
        rooms.append([])
      }
      rooms[place].append(event)
    }
    self.rooms = rooms
    unreadable = events.count { $0 == nil }
  }
}

/// Why a body is no transaction.
enum MatrixTransactionError: Error {
  case notJSON
  case notATransaction
}
