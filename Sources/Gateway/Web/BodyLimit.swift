import Hummingbird

/// Reads the body of a request up to a limit before a route sees it; more is answered 413. Requests are small here: an import
/// has a limit of its own on its route.
public struct BodyLimit<Context: RequestContext>: RouterMiddleware {
  private let bytes: Int

  public init(bytes: Int = 1024 * 1024) { self.bytes = bytes }

  public func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > bytes {
      return .text("A request has at most \(bytes) bytes.\n", status: .contentTooLarge)
    }
    var request = request
    _ = try await request.collectBody(upTo: bytes)
    return try await next(request, context)
  }
}
