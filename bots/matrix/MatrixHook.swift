import Messaging
import StrictJSON
import Synchronization

/// The homeserver's way in: `/hooks/matrix/_matrix/app/v1/...`.
///
/// A transaction is answered with success only after the effect of each of its events is durable and every reply is
/// sent. Whatever happens before, the homeserver sends it again, and nothing is lost or done twice.
public final class MatrixHook: ChatHook {
  public let platform = "matrix"
  private let listener: MatrixListener
  private let hsToken: String
  private let lanes = ChatLanes()
  private let running = Mutex<[String: Task<HookResponse, Never>]>([:])

  /// The largest body that is taken, in bytes: a hundred events of 64 KiB and what is around them.
  public static let maximumBodyBytes = 8 * 1024 * 1024

  init(listener: MatrixListener, hsToken: String) {
    self.listener = listener
    self.hsToken = hsToken
  }

  public func handle(_ request: HookRequest) async -> HookResponse {
    guard isHomeserver(request) else { return .matrix(403, "M_FORBIDDEN", "this is not the token of the homeserver") }
    guard request.body.count <= Self.maximumBodyBytes else {
      return .matrix(413, "M_TOO_LARGE", "more than \(Self.maximumBodyBytes) bytes")
    }
    switch MatrixRoute(method: request.method, path: request.path) {
    case .transaction(let id): return await take(id, request.body)
    case .user(listener.address.userID), .ping: return .done
    case .user: return .matrix(404, "M_NOT_FOUND", "no such user of this application service")
    case .roomAlias: return .matrix(404, "M_NOT_FOUND", "no such room of this application service")
    case .wrongMethod: return .matrix(405, "M_UNRECOGNIZED", "not with this method")
    case .unknown: return .matrix(404, "M_UNRECOGNIZED", "no such path")
    }
  }

  /// The token comes in a header; homeservers of before 2023 put it into the query.
  private func isHomeserver(_ request: HookRequest) -> Bool {
    guard let header = request.headers["authorization"] else {
      return ConstantTime.equal(request.query["access_token"] ?? "", hsToken)
    }
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
    return ConstantTime.equal(String(parts[1]), hsToken)
  }

  /// Works on a transaction, or waits for it where it is being worked on: the homeserver gives up waiting after a
  /// minute and sends again. The work is not cancelled when the connection closes.
  private func take(_ id: String, _ body: [UInt8]) async -> HookResponse {
    let transaction: MatrixTransaction
    do throws(MatrixTransactionError) {
      transaction = try MatrixTransaction(body: body)
    } catch .notJSON {
      return .matrix(400, "M_NOT_JSON", "the body is not JSON")
    } catch {
      return .matrix(400, "M_BAD_JSON", "the body has no list of events")
    }
    let task = running.withLock { running in
      if let task = running[id] { return task }
      let task = Task {
        let response = await self.work(on: transaction)
        self.running.withLock { $0[id] = nil }
        return response
      }
      running[id] = task
      return task
    }
    return await task.value
  }

  private func work(on transaction: MatrixTransaction) async -> HookResponse {
    if transaction.unreadable > 0 {
      listener.client.logger.warning("left out what cannot be read", metadata: ["events": "\(transaction.unreadable)"])
    }
    return await withTaskGroup(of: Bool.self) { group in
      for events in transaction.rooms {
        group.addTask { await self.hear(events) }
      }
      let allHeard = await group.reduce(true) { $0 && $1 }
      return allHeard ? .done : .matrix(500, "M_UNKNOWN", "not everything could be done; send it again")
    }
  }

  /// Hears the events of one room in order; the first that fails holds back those behind it.
  private func hear(_ events: [MatrixEvent]) async -> Bool {
    guard let room = events.first?.room else { return true }
    do {
      try await lanes.run(in: room) { [listener] in
        for event in events { try await listener.hear(event) }
      }
      return true
    } catch {
      listener.client.logger.error(
        "a room must be told again", metadata: ["room": "\(MatrixPath.encode(room))", "problem": "\(error)"])
      return false
    }
  }
}

extension HookResponse {
  static let done = HookResponse(status: 200, body: Array("{}".utf8))

  /// An error as the specification words it.
  static func matrix(_ status: Int, _ code: String, _ message: String) -> HookResponse {
    let body: JSONValue = ["errcode": .string(code), "error": .string(message)]
    return HookResponse(status: status, body: body.bytes)
  }
}
