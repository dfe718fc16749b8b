import Chat
import ForumCore
import ForumDesk
import Logging
import Planning
import StrictJSON
import Synchronization

/// The API without its sockets: takes the bytes of a message, answers with bytes.
///
/// JSON-RPC 2.0 (https://www.jsonrpc.org/specification): requests, notifications and batches, with named parameters.
public final class APIService: Sendable {
  public static let mostInBatch = 100

  let desk: Desk
  let chat: ChatHouse
  let planner: Planner
  let notices = Notices()
  let sentence: @Sendable (Refusal, Forum, Viewer) -> String
  let methods: [String: Method]
  let logger: Logger

  public init(desk: Desk, chat: ChatHouse, planner: Planner? = nil, logger: Logger = Logger(label: "rialto.api")) {
    self.desk = desk
    self.chat = chat
    self.planner = planner ?? Planner(desk)
    self.logger = logger
    sentence = { refusal, forum, viewer in PhraseBook.english.sentence(for: refusal, in: forum, to: viewer) }
    methods = Dictionary(uniqueKeysWithValues: Method.all.map { ($0.name, $0) })
  }

  /// Answers one message; `reply` gets nil where none is due (notifications). It may be called on another thread.
  public func handle(_ bytes: [UInt8], on connection: APIConnection, reply: @escaping @Sendable ([UInt8]?) -> Void) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      return reply(Self.response(id: .null, .failure(.parseError(error.description))).bytes)
    }
    switch value {
    case .array(let entries): batch(entries, on: connection, reply: reply)
    default: single(value, on: connection) { reply($0?.bytes) }
    }
  }

  /// The response to a message that is not even looked at because there were too many.
  public static func tooMany(_ bytes: [UInt8], retryAfterSeconds: Int) -> [UInt8] {
    let id = (try? JSONValue(parsing: bytes))?["id"] ?? .null
    return response(id: id, .failure(.tooMany(retryAfterSeconds: retryAfterSeconds))).bytes
  }

  private func batch(_ entries: [JSONValue], on connection: APIConnection, reply: @escaping @Sendable ([UInt8]?) -> Void) {
    guard !entries.isEmpty else { return reply(Self.response(id: .null, .failure(.invalidRequest("the batch is empty"))).bytes) }
    guard entries.count <= Self.mostInBatch else {
      return reply(Self.response(id: .null, .failure(.invalidRequest("a batch has at most \(Self.mostInBatch) entries"))).bytes)
    }
    let gathered = Mutex<(left: Int, responses: [JSONValue?])>((entries.count, Array(repeating: nil, count: entries.count)))
    for (position, entry) in entries.enumerated() {
      single(entry, on: connection) { response in
        let all = gathered.withLock { gathered -> [JSONValue?]? in
          gathered.responses[position] = response
          gathered.left -= 1
          return gathered.left == 0 ? gathered.responses : nil
        }
        guard let all else { return }
        let responses = all.compactMap { $0 }
        reply(responses.isEmpty ? nil : JSONValue.array(responses).bytes)
      }
    }
  }

  private func single(_ value: JSONValue, on connection: APIConnection, reply: @escaping @Sendable (JSONValue?) -> Void) {
    guard let request = value.objectValue else {
      return reply(Self.response(id: .null, .failure(.invalidRequest("expected an object"))))
    }
    let id = request["id"]
    switch id {
    case nil, .null, .string, .int, .double: break
    default: return reply(Self.response(id: .null, .failure(.invalidRequest("id is a string, a number or null"))))
    }
    guard request["jsonrpc"] == "2.0", let name = request["method"]?.stringValue else {
      return reply(Self.response(id: id ?? .null, .failure(.invalidRequest("expected jsonrpc \"2.0\" and a method"))))
    }
    // Without an id it is a notification: done, never answered.
    let respond: @Sendable (Result<JSONValue, RPCError>) -> Void = { result in
      reply(id.map { Self.response(id: $0, result) })
    }
    guard let method = methods[name] else { return respond(.failure(.methodNotFound(String(name.prefix(80))))) }
    let principal = connection.principal
    guard method.access.permits(principal) else {
      return respond(.failure(principal == nil ? .notSignedIn : .notAllowed("\(name) is not for this role")))
    }
    do {
      let params = try Params(request["params"], of: method)
      let call = Call(method: method, params: params, connection: connection, principal: principal, service: self)
      try call.checkForum()
      try call.checkStanding()
      try method.handler(call) { [self] result in
        switch result {
        case .success(let value): respond(.success(value))
        case .failure(let error): explain(error, call, respond)
        }
      }
    } catch let error as RPCError {
      respond(.failure(error))
    } catch {
      explain(error, nil, respond)
    }
  }

  /// Turns what went wrong into an error that says so in words.
  private func explain(_ error: any Error, _ call: Call?, _ respond: @escaping @Sendable (Result<JSONValue, RPCError>) -> Void) {
    switch error {
    case let error as RPCError: respond(.failure(error))
    case let refusal as Refusal:
      guard let forum = try? call?.forum() else {
        return respond(.failure(RPCError(refusal, sentence: sentence(refusal, Forum(), .public), zone: nil)))
      }
      let viewer = (try? call?.viewer()) ?? .public
      desk.read(forum, { [sentence] forum in (sentence(refusal, forum, viewer), forum.settings?.zone) }) { [sentence] result in
        let (text, zone) = (try? result.get()) ?? (sentence(refusal, Forum(), .public), nil)
        respond(.failure(RPCError(refusal, sentence: text, zone: zone)))
      }
    case let error as DeskError: respond(.failure(.unavailable(error.description)))
    default:
      logger.error("\(call?.method.name ?? "a call") failed", metadata: ["error": "\(error)"])
      respond(.failure(.internalError))
    }
  }

  static func response(id: JSONValue, _ result: Result<JSONValue, RPCError>) -> JSONValue {
    var object = JSONObject()
    object["jsonrpc"] = "2.0"
    switch result {
    case .success(let value): object["result"] = value
    case .failure(let error): object["error"] = error.json
    }
    object["id"] = id
    return .object(object)
  }
}
