import Gateway
import Logging

/// What a node needs to know to run.
package struct ServerConfiguration: Sendable {
  /// The data folder; nil keeps everything in memory, for tests.
  package var data: String?
  package var host: String
  /// 0 takes any free port.
  package var port: Int
  package var limits = GatewayLimits()
  package var origins = OriginPolicy()
  /// The bots on messaging platforms.
  package var bots: [BotMaker] = []
  package var logger: Logger

  package init(data: String?, host: String = "127.0.0.1", port: Int = 0, logger: Logger = Logger(label: "rialto")) {
    self.data = data
    self.host = host
    self.port = port
    self.logger = logger
  }
}
