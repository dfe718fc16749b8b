import Messaging

/// Hears what is new in one room: whole and in order, however much it is.
struct MatrixRoomReader: Sendable {
  let listener: MatrixListener
  let place: MatrixPlaceKeeper

  /// How many events are asked for and taken at once; the inbox must know as many of a room as answered, so that of those taken
  /// just before a crash none is answered twice.
  static let page = 50
  /// How many pages are looked through for the invitation that brought the bot into a room.
  private static let mostPages = 40

  private var client: MatrixClient { listener.client }
  private var bot: String { listener.address.userID }

  /// - Throws: where some of it must be heard again.
  func hear(_ room: MatrixSyncAnswer.Room, since: MatrixPlace) async throws {
    // Of a room that is new to the bot, events from before it came are told too; only those since its invitation are meant for it.
    if room.events.contains(where: { $0.isJoining(of: bot) }) { return try await hear(room.events) }
    if let end = room.gapEnd { try await hear(room, from: since.read[room.id] ?? since.since, to: end) }
    try await hear(room.events)
  }

  /// Hears what was said in a room between two places, and keeps how far.
  private func hear(_ room: MatrixSyncAnswer.Room, from start: String, to end: String) async throws {
    let told = Set(room.events.map(\.id))
    var at = start
    while true {
      let history = try await client.history(of: room.id, from: at, to: end, isForward: true, most: Self.page)
      let events = history.events.prefix { !told.contains($0.id) }
      try await hear(Array(events))
      guard let next = history.end, next != at, events.count == history.events.count else { return }
      try await place.keep(readOf: room.id, to: next)
      at = next
    }
  }

  private func hear(_ events: [MatrixEvent]) async throws {
    var events = events
    if let join = events.lastIndex(where: { $0.isJoining(of: bot) }) {
      events = try await sinceInvitation(before: events[join]) + events[join...]
    }
    for event in events { try await listener.hear(event) }
  }

  /// What was said between the invitation of the bot and its coming; nothing where it came uninvited or may not read that.
  private func sinceInvitation(before join: MatrixEvent) async throws -> [MatrixEvent] {
    var events: [MatrixEvent] = []
    do {
      var history = try await client.history(before: join, most: Self.page)
      for _ in 0..<Self.mostPages {
        for event in history.events {
          events.append(event)
          if event.isInvitation(of: bot) { return events.reversed() }
          if event.isJoining(of: bot) { return [] }
        }
        guard let next = history.end else { return [] }
        history = try await client.history(of: join.room, from: next, isForward: false, most: Self.page)
        if history.end == next { return [] }
      }
    } catch let error as MatrixError where error.isFinal {
      client.logger.notice("what was said before the bot came cannot be read", metadata: ["room": "\(MatrixPath.encode(join.room))", "problem": "\(error)"])
    }
    return []
  }
}
