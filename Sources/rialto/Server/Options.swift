import ArgumentParser
import Configuration
import Foundation

/// Settings by flags, environment (`RIALTO_...`) and a file, in that order.
struct Options: ParsableArguments {
  @Option(help: "The data folder. [RIALTO_DATA; ./data]")
  var data: String?

  @Option(name: .customLong("config"), help: "A YAML file with settings: data, listen, origins. [RIALTO_CONFIG]")
  var configFile: String?

  /// The settings that flags do not give.
  func reader() async throws -> ConfigReader {
    let environment = EnvironmentVariablesProvider()
    var providers: [any ConfigProvider] = [KeyMappingProvider(upstream: environment) { key in key.prepending(["rialto"]) }]
    if let file = configFile ?? ProcessInfo.processInfo.environment["RIALTO_CONFIG"] {
      guard FileManager.default.fileExists(atPath: file) else { throw Fault("there is no file \(file)") }
      providers.append(try await FileProvider<YAMLSnapshot>(filePath: .init(file)))
    }
    return ConfigReader(providers: providers)
  }

  func dataFolder() async throws -> String {
    if let data { return data }
    return try await reader().string(forKey: "data") ?? "data"
  }
}
