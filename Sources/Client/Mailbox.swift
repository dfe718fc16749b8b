import StrictJSON
import Synchronization

/// The calls that wait for an answer, and the stream of what comes unasked. Safe from any thread.
final class Mailbox: Sendable {
  typealias Answer = Result<JSONValue, any Error>

  private struct State {
    var lastID = 0
    var waiting: [Int: @Sendable (Answer) -> Void] = [:]
    var ended: ClientError?
  }

  /// Notifications that nobody has taken yet; more than these ends the connection rather than lose one in silence.
  static let notificationsKept = 100_000

  let notifications: AsyncStream<RPCNotification>
  private let news: AsyncStream<RPCNotification>.Continuation
  private let state = Mutex(State())

  init() {
    (notifications, news) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.notificationsKept))
  }

  var ended: ClientError? { state.withLock { $0.ended } }

  /// Registers a call and gives its id; nil when the connection has ended, and then `answer` has been called.
  func open(_ answer: @escaping @Sendable (Answer) -> Void) -> Int? {
    let (id, ended) = state.withLock { state -> (Int, ClientError?) in
      state.lastID += 1
      if state.ended == nil { state.waiting[state.lastID] = answer }
      return (state.lastID, state.ended)
    }
    guard let ended else { return id }
    answer(.failure(ended))
    return nil
  }

  /// Ends the wait of one call, if it still waits.
  func settle(_ id: Int, _ answer: Answer) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?(answer)
  }

  /// Ends all; what is called from now on fails with the same error.
  func end(_ error: ClientError) {
    let waiting = state.withLock { state -> [@Sendable (Answer) -> Void] in
      if state.ended == nil { state.ended = error }
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for answer in waiting { answer(.failure(error)) }
    news.finish()
  }

  /// Takes one message of the server. Throws when it is none that a server may send.
  func deliver(_ bytes: some Sequence<UInt8>) throws(ClientError) {
    let message: JSONValue
    do { message = try JSONValue(parsing: bytes) } catch { throw .malformed(error.description) }
    guard let batch = message.arrayValue else { return try deliver(message) }
    for entry in batch { try deliver(entry) }
  }

  private func deliver(_ message: JSONValue) throws(ClientError) {
    guard message.objectValue != nil else { throw .malformed("a message is an object, not \(message.kind)") }
    if let method = message["method"]?.stringValue {
      let notification = RPCNotification(method: method, params: message["params"] ?? .null)
      if case .dropped = news.yield(notification) { throw .malformed("more notifications than were read") }
      return
    }
    let answer: Answer
    if let error = message["error"] {
      answer = .failure(
        RPCError(
          code: error["code"]?.intValue ?? 0, message: error["message"]?.stringValue ?? "an error without a message",
          data: error["data"]))
    } else {
      answer = .success(message["result"] ?? .null)
    }
    if let id = message["id"]?.intValue { return settle(id, answer) }
    // An error without an id is about a message that the server could not read; nobody can say which.
    let waiting = state.withLock { state in
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for call in waiting { call(answer) }
  }
}

/// A call of the server that wants no answer, such as `changes.next`.
public struct RPCNotification: Sendable, Equatable {
  public var method: String
  public var params: JSONValue

  public init(method: String, params: JSONValue) {
    self.method = method
    self.params = params
  }
}
