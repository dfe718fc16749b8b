import ArgumentParser

/// `proof kill`: SIGKILL under load, restart, compare; see `KillDrill`.
struct Kill: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Kill the real server under load and compare what was acknowledged with the journal.")

  @Option(help: "How often it is killed.")
  var cycles = 200

  @Option(help: "Clients that send commands.")
  var clients = 40

  @Flag(help: "Plant a loss, which has to be noticed: the store's log is taken away after a kill.")
  var loseLog = false

  func run() async throws {
    let drill = try await withScratchFolder("rialto-kill") { folder in
      let drill = KillDrill(clients: clients, cycles: cycles, data: folder, losesLog: loseLog)
      print(try await drill.run())
      return drill
    }
    for fault in drill.ledger.faults.prefix(20) { print("- \(fault)") }
    if !drill.ledger.faults.isEmpty { throw ExitCode(1) }
  }
}
