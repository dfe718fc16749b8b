import AsyncHTTPClient
import NIOCore

/// Calls a hook as a platform does.
public enum WebhookCaller {
  public struct Answer: Sendable {
    public var status: Int
    public var contentType: String
    public var body: [UInt8]
  }

  /// - Parameter seconds: how long the platform waits.
  public static func call(
    _ method: String = "POST", _ address: String, headers: [(String, String)] = [], body: [UInt8] = [], seconds: Int64 = 3
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: address)
    request.method = .init(rawValue: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if method != "GET" { request.body = .bytes(ByteBuffer(bytes: body)) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(seconds))
    let bytes = try await response.body.collect(upTo: 1024 * 1024)
    return Answer(
      status: Int(response.status.code), contentType: response.headers.first(name: "content-type") ?? "", body: Array(bytes.readableBytesView))
  }
}
