import ArgumentParser
import Foundation
import NIOCore
import TestSupport

/// Loads against the real server, beside a bare echo in the same run.
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Measure the real server beside a bare WebSocket echo, and its parts alone.")

  @Option(help: "Connections that book, each with one command under way.")
  var connections = 256

  @Option(help: "Clients that follow the forum while the time to a subscriber is measured.")
  var followers = 300

  @Option(help: "Sockets that are opened to see what one costs.")
  var idle = 1000

  @Option(help: "Seconds of one measurement.")
  var seconds = 3.0

  @Option(help: "Rounds: echo and node take turns, and the middle round counts.")
  var rounds = 5

  @Flag(help: "Leave the parts below the sockets out.")
  var socketsOnly = false

  func run() async throws {
    try await withScratchFolder("rialto-bench") { folder in
      if !socketsOnly {
        var table = FigureTable("part, on one thread", "figure")
        for (name, figure) in try PureFigures(folder: folder).all() { table.row(name, figure) }
        print(table.text + "\n")
        try FileManager.default.removeItem(atPath: folder + "/rialto.sqlite")
      }
      let stage = try await BenchStage.open(folder: folder, delegates: max(connections, followers))
      defer { stage.end() }
      print(try await throughput(stage).text + "\n")
      print(try await others(stage).text)
    }
  }

  // MARK: - Against the echo

  private func throughput(_ stage: BenchStage) async throws -> FigureTable {
    let kinds: [(name: String, load: Load, process: Int32)] = [
      ("bare swift-nio echo", try await stage.echo(stage.barePort, connections), stage.bareEcho.pid),
      ("the node's codec with an echo", try await stage.echo(stage.codecPort, connections), stage.codecEcho.pid),
      ("durable bookings through `/ws`", try await stage.booking(connections, keyed: false), stage.node.process.pid),
      ("the same, each with an idempotency key", try await stage.booking(connections, keyed: true), stage.node.process.pid),
    ]
    var rates = kinds.map { _ in [Double]() }
    var last: [Load.Figures?] = kinds.map { _ in nil }
    var processor = kinds.map { _ in [Double]() }
    for _ in 0..<rounds {
      for (place, kind) in kinds.enumerated() {
        let before = ProcessFigures.processorSeconds(kind.process)
        let figures = try await kind.load.measure(seconds: seconds)
        processor[place].append((ProcessFigures.processorSeconds(kind.process) - before) / (seconds + 1))
        rates[place].append(figures.perSecond)
        last[place] = figures
        if let refusal = figures.refusal { throw TestFault("\(kind.name): \(refusal)") }
      }
    }
    var table = FigureTable(
      "\(connections) connections, one message each under way, medians of \(rounds) rounds", "a second", "p50 ms", "p99 ms", "processors", "of the bare echo")
    for (place, kind) in kinds.enumerated() {
      table.row(
        kind.name, figure(rates[place].median), figure(last[place]?.p50 ?? 0), figure(last[place]?.p99 ?? 0), figure(processor[place].median),
        figure(rates[place].median / rates[0].median))
      try await kind.load.close()
    }
    return table
  }

  // MARK: - The others

  private func others(_ stage: BenchStage) async throws -> FigureTable {
    var table = FigureTable("node", "figure")
    let pairs = try await stage.pairs(followers)
    let figures = try await pairs.measure(seconds: max(seconds, 5))
    if let refusal = figures.refusal { throw TestFault("followers: \(refusal)") }
    try await pairs.close()
    table.row(
      "confirmation to subscriber, \(followers) followers, \(figure(figures.perSecond)) meetings a second: p50, p99 ms",
      "\(figure(figures.p50)), \(figure(figures.p99))")
    try await Task.sleep(for: .seconds(1))
    let before = stage.node.memory
    let idlers = try await stage.idle(idle)
    try await Task.sleep(for: .seconds(1))
    table.row("memory of an idle socket that is signed in, \(idle) opened, KB", figure(Double(stage.node.memory - before) / 1000 / Double(idle)))
    try await idlers.close()
    return table
  }
}
