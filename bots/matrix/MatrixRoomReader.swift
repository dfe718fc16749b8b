import Messaging

/// Hears what is new in one room: whole and in order, however much it is.
struct MatrixRoomReader: Sendable {
  let listener: MatrixListener
  let place: MatrixPlaceKeeper

  private var client: MatrixClient { listener.client }
  private var bot: String { listener.address.userID }

  /// How many pages of one room are heard before all that is new is asked for again, so that the other rooms are not kept waiting.
  private static let pagesAtOnce = 4

  /// - Returns: whether all was heard; else the rest is to be asked for.
  /// - Throws: where some of it must be heard again.
  func hear(_ room: MatrixSyncAnswer.Room, since: MatrixPlace) async throws -> Bool {
    // Of a room that is new to the bot, events from before it came are told too; only those since its invitation are meant for it.
    if let end = room.gapEnd, !room.events.contains(where: { $0.isJoining(of: bot) }) {
      guard try await hear(room, from: since.read[room.id] ?? since.since, to: end) else { return false }
    }
    try await hear(room.events)
    return true
  }

  /// Hears what was said in a room between two places, and keeps how far. Returns whether that was all.
  private func hear(_ room: MatrixSyncAnswer.Room, from start: String, to end: String) async throws -> Bool {
    let told = Set(room.events.map(\.id))
    var at = start
    for _ in 0..<Self.pagesAtOnce {
      let history = try await client.history(of: room.id, from: at, to: end, isForward: true, most: MatrixClient.page)
      let events = history.events.prefix { !told.contains($0.id) }
      try await hear(Array(events))
      guard let next = history.end, next != at, events.count == history.events.count else { return true }
      try await place.keep(readOf: room.id, to: next)
      at = next
    }
    return false
  }

  private func hear(_ events: [MatrixEvent]) async throws {
    var events = events
    if let join = events.lastIndex(where: { $0.isJoining(of: bot) }) {
      events = try await client.saidSinceInvitation(to: events[join].room, before: events[join]) + events[join...]
    }
    for event in events { try await listener.hear(event) }
  }
}
