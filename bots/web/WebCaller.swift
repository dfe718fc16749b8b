import AsyncHTTPClient
import Messaging
import NIOCore
import NIOHTTP1
import StrictJSON

/// Calls the web interface of a platform, once: a request, its answer in full or why there is none.
public struct WebCaller: Sendable {
  private let http: HTTPClient
  /// How long one request may take.
  private let timeout: Duration
  /// The largest answer that is read, in bytes.
  private let maximumBytes: Int

  public struct Answer: Sendable {
    public var status: Int
    /// Names in lower case; of repeated ones the first.
    public var headers: [String: String]
    public var body: [UInt8]

    public init(status: Int, headers: [String: String], body: [UInt8]) {
      self.status = status
      self.headers = headers
      self.body = body
    }

    /// The body as JSON; nil where it is none.
    public var json: JSONValue? { try? JSONValue(parsing: body) }

    /// What `Retry-After` asks for, an hour at most; nil where there is no such header.
    public var retryAfter: Duration? {
      headers["retry-after"].flatMap { Double($0) }.flatMap { $0 >= 0 ? .seconds(min($0, 3600)) : nil }
    }
  }

  public init(http: HTTPClient = .shared, timeout: Duration = .seconds(10), maximumBytes: Int = 4 * 1024 * 1024) {
    self.http = http
    self.timeout = timeout
    self.maximumBytes = maximumBytes
  }

  /// Sends one request.
  /// - Parameters:
  ///   - timeout: another one than the usual, for long polls.
  /// - Throws: `PlatformError.unavailable` where no whole answer came, without what may be secret in the address; `CancellationError`.
  public func call(
    _ method: HTTPMethod, _ address: String, headers: [(String, String)] = [], body: [UInt8]? = nil, timeout: Duration? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: address)
    request.method = method
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
    do {
      let response = try await http.execute(request, timeout: .milliseconds(Int64(max((timeout ?? self.timeout) / .milliseconds(1), 1))))
      let body = try await response.body.collect(upTo: maximumBytes)
      let names = response.headers.map { ($0.name.lowercased(), $0.value) }
      return Answer(status: Int(response.status.code), headers: Dictionary(names) { first, _ in first }, body: Array(body.readableBytesView))
    } catch is NIOTooManyBytesError {
      throw PlatformError.unavailable("an answer of more than \(maximumBytes) bytes")
    } catch let error as HTTPClientError {
      try Task.checkCancellation()
      throw PlatformError.unavailable(error.shortDescription)
    } catch {
      try Task.checkCancellation()
      throw PlatformError.unavailable("\(type(of: error))")
    }
  }

  /// Posts JSON.
  public func post(_ address: String, headers: [(String, String)] = [], _ body: JSONValue, timeout: Duration? = nil) async throws -> Answer {
    try await call(.POST, address, headers: headers + [("Content-Type", "application/json; charset=utf-8")], body: body.bytes, timeout: timeout)
  }
}
