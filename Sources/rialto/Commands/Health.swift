import ArgumentParser
import AsyncHTTPClient

struct Health: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Asks the node on a data folder whether it is well; ends with 1 where it is not.")

  @OptionGroup var options: Options

  func run() async throws {
    let running = try DataFolder(try await options.dataFolder()).running()
    let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: running.address + "/readyz"), timeout: .seconds(2))
    let body = try await response.body.collect(upTo: 4096)
    print(String(decoding: body.readableBytesView, as: UTF8.self), terminator: "")
    if response.status != .ok { throw ExitCode(1) }
  }
}
