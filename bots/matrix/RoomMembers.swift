import Synchronization

/// Remembers who is in which room, until somebody comes or goes.
///
/// The homeserver tells of every change in a room before it tells of what was said after it, so what is remembered holds
/// for the message at hand.
final class RoomMembers: Sendable {
  private let known = Mutex<[String: Set<String>]>([:])

  /// How many rooms are remembered; beyond it all are asked for anew.
  private static let capacity = 10_000

  /// Who is in the room or invited, asked by `ask` where it is not known.
  func members(of room: String, ask: (String) async throws -> Set<String>) async throws -> Set<String> {
    if let members = known.withLock({ $0[room] }) { return members }
    let members = try await ask(room)
    known.withLock { known in
      if known.count >= Self.capacity { known.removeAll() }
      known[room] = members
    }
    return members
  }

  /// Called when somebody was invited, came, left or was put out.
  func forget(_ room: String) {
    known.withLock { $0[room] = nil }
  }
}
