import Messaging
import StrictJSON

/// How far an account has read.
struct MatrixPlace: Sendable, Equatable {
  /// Whose place it is: that of another account means nothing.
  let userID: String
  /// All before it was taken.
  var since: String
  /// What was taken behind it of rooms in which much was said: for each the place up to which it was read.
  var read: [String: String] = [:]

  init(userID: String, since: String) {
    self.userID = userID
    self.since = since
  }

  /// A place as it was kept; `nil` where there is none of that account.
  init?(kept text: String, userID: String) {
    guard
      let value = try? JSONValue(parsing: text), value["user"]?.stringValue == userID, let since = value["since"]?.stringValue, !since.isEmpty
    else { return nil }
    self.init(userID: userID, since: since)
    for (room, place) in value["read"]?.objectValue?.members ?? [] { read[room] = place.stringValue }
  }

  /// As it is kept.
  var text: String {
    let rooms = read.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
    return JSONValue.object(["user": .string(userID), "since": .string(since), "read": .object(JSONObject(uniqueKeys: rooms))]).text
  }
}

/// Keeps the place durably, one change after the other.
actor MatrixPlaceKeeper {
  private let inbox: any ChatInbox
  private let userID: String
  private let lanes = ChatLanes()
  private var place: MatrixPlace?

  init(inbox: any ChatInbox, userID: String) {
    self.inbox = inbox
    self.userID = userID
  }

  /// The place as it was kept last; nil before the first.
  /// - Throws: where the store is not available.
  func current() throws -> MatrixPlace? {
    if place == nil { place = try inbox.place(of: MatrixListener.bot).flatMap { MatrixPlace(kept: $0, userID: userID) } }
    return place
  }

  /// All before `since` was taken.
  /// - Throws: where the store is not available.
  func keep(since: String) async throws {
    guard place?.since != since || place?.read.isEmpty == false else { return }
    place = MatrixPlace(userID: userID, since: since)
    try await keep()
  }

  /// All that was said in that room before `end` was taken.
  /// - Throws: where the store is not available.
  func keep(readOf room: String, to end: String) async throws {
    guard var place = try current() else { return }
    place.read[room] = end
    self.place = place
    try await keep()
  }

  private var text: String? { place?.text }

  private func keep() async throws {
    do {
      // In turn, and each time what is the place by then, so that an older one never follows a newer one.
      try await lanes.run(in: "") { [inbox] in
        if let text = await self.text { try await inbox.keep(place: text, of: MatrixListener.bot) }
      }
    } catch {
      // What counts is what was kept.
      place = nil
      throw error
    }
  }
}
