import Logging
import Messaging
import Synchronization

/// Follows invitations.
///
/// One that cannot be followed for now although the homeserver is there, because the server of the room is not, holds nobody
/// else up: it is tried again aside, for a day.
final class MatrixInvitations: Sendable {
  private let client: MatrixClient
  private let waiting = Mutex<[String: Task<Void, Never>]>([:])
  /// What is done aside takes turns, so that invitations to rooms of slow servers do not take all connections.
  private let lanes = ChatLanes()

  private static let attempts = 100
  private static let longestPause = Duration.seconds(900)

  init(client: MatrixClient) { self.client = client }

  deinit { for task in waiting.withLock({ $0.values }) { task.cancel() } }

  /// Joins the room, now or later, and then does what is to be done there.
  /// - Throws: where the homeserver is not available, or what `joined` throws.
  func follow(to room: String, joined: @escaping @Sendable () async throws -> Void = {}) async throws {
    do {
      try await client.join(room)
    } catch let error as MatrixError where error.isFinal {
      return note("the invitation is void", room, error)
    } catch let error as MatrixError {
      _ = try await client.whoAmI()
      note("an invitation cannot be followed yet", room, error)
      return later(room, joined)
    }
    try await joined()
  }

  /// Joins the room, aside from the beginning; who asks must see the invitation again after a crash.
  func followAside(to room: String) { later(room, at: 0) {} }

  private func later(_ room: String, at first: Int = 1, _ joined: @escaping @Sendable () async throws -> Void) {
    waiting.withLock { waiting in
      guard waiting[room] == nil else { return }
      waiting[room] = Task { [client, lanes, weak self] in
        for failures in first...Self.attempts {
          do {
            if failures > 0 { try await Task.sleep(for: min(client.patience.pause(afterFailures: failures), Self.longestPause)) }
            try await lanes.run(in: "\(room.utf8.last.map { $0 % 3 } ?? 0)") { try await client.join(room) }
            try await joined()
            break
          } catch let error as MatrixError where error.isFinal {
            self?.note("the invitation is void", room, error)
            break
          } catch is CancellationError {
            return
          } catch {
            if failures == 0 { self?.note("an invitation cannot be followed yet", room, error) }
          }
        }
        self?.waiting.withLock { $0[room] = nil }
      }
    }
  }

  private func note(_ what: Logger.Message, _ room: String, _ error: any Error) {
    client.logger.notice(what, metadata: ["room": "\(MatrixPath.encode(room))", "problem": "\(error)"])
  }
}
