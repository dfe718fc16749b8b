import API
import ForumDesk
import HTTPTypes
import Hummingbird

extension RouterMethods {
  /// `POST /rpc`: the same methods, one message a request, with `Authorization: Bearer`. Imports may be larger than a
  /// WebSocket message.
  public func addRPC(desk: Desk, api: APIService, origins: OriginPolicy, bodyBytes: Int = 8 << 20) {
    post("/rpc") { request, _ -> Response in
      guard origins.allows(origins: request.headers[values: .origin], host: request.head.authority) else {
        return Response.text("This origin may not speak to the node.\n", status: .forbidden)
      }
      var principal: Principal?
      if let bearer = request.headers[.authorization]?.bearer {
        guard let known = desk.principal(bearer) else {
          var response = Response.text("The token is not known or was revoked.\n", status: .unauthorized)
          response.headers[.wwwAuthenticate] = "Bearer"
          return response
        }
        principal = known
      }
      let limit = principal?.isOrganiser == true ? bodyBytes : 64 * 1024
      let body = try await request.body.collect(upTo: limit)
      let connection = APIConnection(id: "http", principal: principal, notify: nil)
      let bytes = await withCheckedContinuation { continuation in
        api.handle(Array(body.readableBytesView), on: connection) { continuation.resume(returning: $0) }
      }
      guard let bytes else { return Response(status: .noContent) }
      return Response(
        status: .ok, headers: [.contentType: "application/json"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
  }
}

extension String {
  /// The token of `Bearer <token>`; nil for other schemes.
  fileprivate var bearer: String? {
    let parts = split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }
}
