/// What the sockets count.
struct GatewayMeters: Sendable {
  let connections: Gauge
  let webSockets: Gauge
  let messagesIn: Counter
  let messagesOut: Counter
  let overRate: Counter
  let cutOff: Counter
  let silent: Counter
  let turnedAway: Counter
  let metrics: MetricsRegistry

  init(_ metrics: MetricsRegistry) {
    self.metrics = metrics
    connections = metrics.gauge("rialto_connections", "Open connections, HTTP and WebSocket.")
    webSockets = metrics.gauge("rialto_websockets", "Open WebSocket connections.")
    messagesIn = metrics.counter("rialto_messages_in_total", "WebSocket messages received.")
    messagesOut = metrics.counter("rialto_messages_out_total", "WebSocket messages handed to sockets.")
    overRate = metrics.counter(
      "rialto_messages_over_rate_total", "Messages refused because their connection sent too many.")
    cutOff = metrics.counter("rialto_readers_cut_off_total", "Connections closed because their reader was too slow.")
    silent = metrics.counter(
      "rialto_peers_silent_total", "Connections given up because the peer did not answer a ping.")
    turnedAway = metrics.counter(
      "rialto_connections_turned_away_total", "Connections over the limit of the node or of one address.")
  }

  /// Counts a handshake that was not accepted, by its HTTP status.
  func refused(status: Int) {
    metrics.counter(
      "rialto_handshakes_refused_total", "WebSocket handshakes refused.", labels: ["status": String(status)]
    ).add()
  }
}
