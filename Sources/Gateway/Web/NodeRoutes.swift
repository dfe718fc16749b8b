import Hummingbird

extension RouterMethods {
  /// `/healthz`: the process answers. `/readyz`: it can do its work now; `isReady` gives nil, or what is missing.
  public func addHealth(isReady: @escaping @Sendable () async -> String?) {
    get("/healthz") { _, _ in Response.text("ok\n") }
    get("/readyz") { _, _ in
      guard let obstacle = await isReady() else { return Response.text("ready\n") }
      return .text("not ready: \(obstacle)\n", status: .serviceUnavailable)
    }
  }

  /// `/metrics` in the text format of Prometheus.
  public func addMetrics(_ metrics: MetricsRegistry) {
    get("/metrics") { _, _ in Response.text(metrics.text, type: "text/plain; version=0.0.4; charset=utf-8") }
  }

  /// What a plain request to the WebSocket's path is told, when it comes on a connection already in use.
  public func addWebSocketNotice(path: String = "/ws") {
    get(RouterPath(path)) { _, _ in
      var response = Response.text(
        "This address speaks WebSocket only, on a connection of its own.\n", status: .upgradeRequired)
      response.headers[.upgrade] = "websocket"
      return response
    }
  }
}
