import Foundation
import HTTPTypes
import Hummingbird
import Messaging

extension RouterMethods {
  /// `/hooks/<platform>/...`: hands a platform's request to its bot and the bot's answer back, with a Content-Length. A platform that is
  /// not set up here is answered 404.
  ///
  /// `bodyBytes` bounds what a platform may send at once; more is answered 413.
  public func addHooks(_ hooks: [any ChatHook], bodyBytes: Int = 1024 * 1024) {
    let byPlatform = Dictionary(hooks.map { ($0.platform, $0) }) { first, _ in first }
    for method in [HTTPRequest.Method.get, .post, .put, .delete] {
      for path in ["/hooks/:platform", "/hooks/:platform/**"] as [RouterPath] {
        on(path, method: method) { request, context in
          guard let hook = byPlatform[context.parameters.get("platform") ?? ""] else {
            return Response.text("No such platform is set up here.\n", status: .notFound)
          }
          let body = try await request.body.collect(upTo: bodyBytes)
          return Response(await hook.handle(HookRequest(request, platform: hook.platform, body: body)))
        }
      }
    }
  }
}

extension HookRequest {
  init(_ request: Request, platform: String, body: ByteBuffer) {
    let path = request.uri.path.dropFirst("/hooks/\(platform)".count)
    var headers: [String: String] = [:]
    for field in request.headers {
      let name = field.name.canonicalName
      headers[name] = headers[name].map { $0 + ", " + field.value } ?? field.value
    }
    self.init(
      method: request.method.rawValue,
      path: path.isEmpty ? "/" : String(path),
      query: Self.query(request.uri.query ?? ""),
      headers: headers,
      body: Array(body.readableBytesView))
  }

  /// The first value of each name, percent-decoded; what cannot be decoded stays as it came.
  private static func query(_ text: String) -> [String: String] {
    var query: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts.first.map { decoded($0) } ?? ""
      if query[name] == nil { query[name] = parts.dropFirst().first.map { decoded($0) } ?? "" }
    }
    return query
  }

  private static func decoded(_ text: Substring) -> String {
    let spaced = text.replacing("+", with: " ")
    return spaced.removingPercentEncoding ?? String(spaced)
  }
}

extension Response {
  init(_ hook: HookResponse) {
    self.init(
      status: HTTPResponse.Status(code: (200...599).contains(hook.status) ? hook.status : 500),
      headers: [.contentType: hook.contentType],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: hook.body)))
  }
}
