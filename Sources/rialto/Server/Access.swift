import AsyncHTTPClient
import Client
import ForumCore
import ForumDesk
import Foundation
import JournalSQLite
import Logging
import NIOCore
import StrictJSON

/// The way of a command to a data folder: directly, or through the node that runs on it.
enum Access {
  case direct(Desk, DataFolder.Lock)
  case node(DataFolder.Running)

  static func open(_ data: String) throws -> Access {
    let folder = DataFolder(data)
    if let lock = try folder.lock() {
      return .direct(try Desk(journal: SQLiteJournal(path: folder.store), logger: quiet), lock)
    }
    return .node(try folder.running())
  }

  /// Only to look: works beside a running node too, and writes nothing.
  static func reading(_ data: String) throws -> Desk {
    let folder = DataFolder(data)
    guard FileManager.default.fileExists(atPath: folder.store) else { throw Fault("there is no store in \(data)") }
    return try Desk(journal: SQLiteJournal(path: folder.store), logger: quiet)
  }

  /// Calls a method of a running node.
  static func call(_ running: DataFolder.Running, _ method: String, _ params: JSONValue) async throws -> JSONValue {
    var request = HTTPClientRequest(url: running.address + "/rpc")
    request.method = .POST
    request.headers.add(name: "Authorization", value: "Bearer \(running.secret)")
    request.headers.add(name: "Content-Type", value: "application/json")
    let message: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": params]
    request.body = .bytes(ByteBuffer(bytes: message.bytes))
    let response: HTTPClientResponse
    do {
      response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
    } catch {
      throw Fault("the node at \(running.address) does not answer: \(error)")
    }
    let body = Array((try await response.body.collect(upTo: 64 << 20)).readableBytesView)
    guard response.status == .ok else { throw Fault("the node answered \(response.status.code): \(String(decoding: body, as: UTF8.self))") }
    let answer = try JSONValue(parsing: body)
    if let result = answer["result"] { return result }
    let error = answer["error"]
    throw RPCError(code: error?["code"]?.intValue ?? 0, message: error?["message"]?.stringValue ?? "no answer", data: error?["data"])
  }

  /// Commands speak to a person, not to a log.
  static let quiet: Logger = {
    var logger = Logger(label: "rialto")
    logger.logLevel = .error
    return logger
  }()
}
