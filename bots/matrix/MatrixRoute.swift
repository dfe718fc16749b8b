import Foundation

/// What a homeserver asks of an application service (Matrix specification, Application Service API).
enum MatrixRoute: Equatable {
  case transaction(id: String)
  case user(id: String)
  case roomAlias(String)
  case ping
  /// A known path with another method.
  case wrongMethod
  case unknown

  /// - Parameter path: still percent-encoded; the prefix `/_matrix/app/v1` was not there before version 1 of the API.
  init(method: String, path: String) {
    var segments = path.split(separator: "/").map(String.init)
    if segments.starts(with: ["_matrix", "app", "v1"]) { segments.removeFirst(3) }
    let name = segments.count == 2 ? segments.last?.removingPercentEncoding : nil
    switch (segments.first, name, segments.count) {
    case ("transactions", let id?, 2): self = method == "PUT" ? .transaction(id: id) : .wrongMethod
    case ("users", let id?, 2): self = method == "GET" ? .user(id: id) : .wrongMethod
    case ("rooms", let alias?, 2): self = method == "GET" ? .roomAlias(alias) : .wrongMethod
    case ("ping", nil, 1): self = method == "POST" ? .ping : .wrongMethod
    default: self = .unknown
    }
  }
}
