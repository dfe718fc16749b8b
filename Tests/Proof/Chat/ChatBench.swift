import ArgumentParser
import Foundation
import StrictJSON
import TestSupport

/// `proof chat-bench`: how fast the bot answers on the fake Telegram, how it takes a burst, and what linked chats weigh.
struct ChatBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat-bench", abstract: "Measure replies, a burst and the memory of linked chats on the fake Telegram.")

  @Option(help: "Commands that are timed one after the other.")
  var commands = 2000

  @Option(help: "Commands a second in the burst.")
  var rate = 2000

  @Option(help: "Seconds of the burst.")
  var seconds = 5

  @Option(help: "Chats that are linked for the figure of memory; 0 leaves it out.")
  var chats = 10_000

  func run() async throws {
    let (commands, rate, seconds, chats) = (commands, rate, seconds, chats)
    for line in try await latencyAndBurst(commands, rate, seconds) { print(line) }
    if chats > 0 { print(try await memory(chats)) }
  }

  private func staged<T: Sendable>(_ body: @escaping @Sendable (TelegramStage) async throws -> T) async throws -> T {
    try await withScratchFolder("rialto-chat-bench") { folder in
      try await FakeTelegram.serve { telegram, address in
        let stage = TelegramStage(telegram: telegram, address: address, data: folder, port: try await freePort())
        try stage.writeSettings()
        return try await body(stage)
      }
    }
  }

  private func latencyAndBurst(_ commands: Int, _ rate: Int, _ seconds: Int) async throws -> [String] {
    try await staged { stage in
      let node = try await stage.start()
      defer { node.process.kill() }
      let people = 200
      try await stage.settle(people, on: node)
      let chats = try await stage.link(people, on: node)
      let clock = ContinuousClock()

      var times: [Double] = []
      for number in 1...commands {
        let before = await stage.telegram.sent.count
        let start = clock.now
        await stage.telegram.write(NumberedCommand(number: number).text, from: chats[number % people])
        try await stage.telegram.wait { $0.sent.count > before }
        times.append((clock.now - start) / .milliseconds(1))
      }
      times.sort()
      let latency = "reply to a command with an effect: median \(text(times[times.count / 2])) ms, p99 \(text(times[times.count * 99 / 100])) ms"

      let before = await stage.telegram.sent.count
      let start = clock.now
      let total = rate * seconds
      var written = 0
      while written < total {
        let due = min(total, Int((clock.now - start) / .seconds(1) * Double(rate)))
        while written < due {
          await stage.telegram.write(NumberedCommand(number: commands + 1 + written).text, from: chats[written % people])
          written += 1
        }
        try await clock.sleep(for: .milliseconds(2))
      }
      let writing = (clock.now - start) / .seconds(1)
      try await stage.telegram.wait(within: .seconds(120)) { $0.sent.count >= before + total }
      let answering = (clock.now - start) / .seconds(1)
      let burst =
        "burst: \(total) commands with effects written in \(text(writing)) s, all \(await stage.telegram.sent.count - before) answered after \(text(answering)) s "
        + "(\(Int(Double(total) / answering)) a second)"
      return [latency, burst]
    }
  }

  /// Memory of a node with a forum of so many delegates, before and after their chats are linked.
  private func memory(_ count: Int) async throws -> String {
    try await staged { stage in
      var node = try await stage.start()
      defer { node.process.kill() }
      try await stage.settle(count, on: node)
      node.process.kill()
      node = try await stage.start()
      try await Task.sleep(for: .seconds(3))
      let without = node.memory
      _ = try await stage.link(count, on: node)
      let busy = node.memory
      node.process.kill()
      node = try await stage.start()
      try await Task.sleep(for: .seconds(3))
      let with = node.memory
      return "memory with \(count) delegates: \(without / 1_048_576) MB with no chat linked, \(with / 1_048_576) MB with \(count) linked after a restart "
        + "(\(busy / 1_048_576) MB right after linking them)"
    }
  }

  private func text(_ value: Double) -> String { String(format: "%.2f", value) }
}
