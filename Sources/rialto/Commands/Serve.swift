import ArgumentParser
import BotMatrix
import Foundation
import Gateway
import Logging

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Runs a node on a data folder.")

  @OptionGroup var options: Options

  @Option(help: "Where to listen, as HOST:PORT; port 0 takes any free one. [RIALTO_LISTEN; 127.0.0.1:8080]")
  var listen: String?

  @Option(name: .customLong("origin"), help: "A web page's origin that may speak to the node beside its own; may be given often. [RIALTO_ORIGINS, with commas]")
  var origins: [String] = []

  @Option(help: "The registration file of the Matrix bot; without one there is no Matrix. [RIALTO_MATRIX_REGISTRATION]")
  var matrixRegistration: String?

  @Option(help: "The address of the Matrix homeserver. [RIALTO_MATRIX_HOMESERVER]")
  var matrixHomeserver: String?

  func run() async throws {
    let reader = try await options.reader()
    let address = listen ?? reader.string(forKey: "listen") ?? "127.0.0.1:8080"
    guard let colon = address.lastIndex(of: ":"), let port = Int(address[address.index(after: colon)...]), (0...65_535).contains(port) else {
      throw ValidationError("--listen takes HOST:PORT, such as 127.0.0.1:8080")
    }
    var logger = Logger(label: "rialto")
    logger.logLevel = Logger.Level(rawValue: reader.string(forKey: "logLevel") ?? "info") ?? .info
    let host = address[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    var configuration = ServerConfiguration(data: try await options.dataFolder(), host: host, port: port, logger: logger)
    let named = origins.isEmpty ? (reader.string(forKey: "origins") ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } : origins
    configuration.origins = OriginPolicy(allowed: Set(named))
    if let file = matrixRegistration ?? reader.string(forKey: "matrixRegistration") {
      guard let homeserver = matrixHomeserver ?? reader.string(forKey: "matrixHomeserver") else {
        throw ValidationError("--matrix-registration needs --matrix-homeserver, such as http://127.0.0.1:8008")
      }
      configuration.bots.append(Bots.matrix(try MatrixConfiguration(registrationFile: file, homeserver: homeserver)))
    }
    configuration.bots += try Bots.makers(from: reader)
    let server = try buildServer(configuration) { port in
      let line = "Rialto serves http://\(host.contains(":") ? "[\(host)]" : host):\(port) (stop with Ctrl-C)\n"
      FileHandle.standardOutput.write(Data(line.utf8))
    }
    try await server.run(signals: true)
  }
}
