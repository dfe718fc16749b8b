import HTTPTypes
import Hummingbird

/// Puts the header fields on every answer that keep a browser from doing more with it than it is meant for. What a route has set itself
/// stays, so a page names its own `Content-Security-Policy`; everything else may load and embed nothing.
///
/// Also turns thrown errors into answers here, so that they carry the fields too, and says `Connection: close` where the connection
/// will close.
public struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
  public static var strictPolicy: String {
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  }

  public init() {}

  public func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch let error as any HTTPResponseError {
      response = try error.response(from: request, context: context)
    } catch {
      context.logger.error(
        "a request failed", metadata: ["error": "\(error)", "path": "\(context.endpointPath ?? "")"])
      response = .text("The node could not answer.\n", status: .internalServerError)
    }
    for (name, value) in Self.fields where !response.headers.contains(name) { response.headers[name] = value }
    if request.headers[.connection] == "close", !response.headers.contains(.connection) {
      response.headers[.connection] = "close"
    }
    return response
  }

  private static var fields: [(HTTPField.Name, String)] {
    [
      (.contentSecurityPolicy, strictPolicy),
      (.xContentTypeOptions, "nosniff"),
      (.frameOptions, "DENY"),
      (.referrerPolicy, "no-referrer"),
      (.openerPolicy, "same-origin"),
      (.resourcePolicy, "same-origin"),
      (.cacheControl, "no-store"),
    ]
  }
}

extension HTTPField.Name {
  fileprivate static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .contentSecurityPolicy }
  fileprivate static let frameOptions = known("X-Frame-Options")
  fileprivate static let referrerPolicy = known("Referrer-Policy")
  fileprivate static let openerPolicy = known("Cross-Origin-Opener-Policy")
  fileprivate static let resourcePolicy = known("Cross-Origin-Resource-Policy")
}
