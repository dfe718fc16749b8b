import ArgumentParser
import Foundation
import StrictJSON
import TestSupport

/// `proof chat-kill`: SIGKILL of a node whose bot people talk to on Telegram, which delivers everything five times and mixes conversations.
struct ChatKill: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat-kill", abstract: "Kill the real server while people talk to its bot, and compare what they wrote with what was done and answered.")

  @Option(help: "How often it is killed.")
  var cycles = 1000

  @Option(help: "People who write.")
  var people = 20

  @Option(help: "How often everything is delivered.")
  var copies = 5

  func run() async throws {
    let (cycles, people, copies) = (cycles, people, copies)
    let outcome = try await withScratchFolder("rialto-chat-kill") { folder in
      try await FakeTelegram.serve { telegram, address in
        let stage = TelegramStage(telegram: telegram, address: address, data: folder, port: try await freePort())
        return try await ChatKillDrill(stage: stage, cycles: cycles, people: people, copies: copies).run()
      }
    }
    print(outcome.line)
    for fault in outcome.faults.prefix(20) { print("- \(fault)") }
    if !outcome.faults.isEmpty { throw ExitCode(1) }
  }
}

struct ChatKillDrill: Sendable {
  let stage: TelegramStage
  let cycles: Int
  let people: Int
  let copies: Int

  struct Outcome: Sendable {
    var line: String
    var faults: [String]
  }

  func run() async throws -> Outcome {
    try stage.writeSettings()
    var node = try await stage.start()
    defer { node.process.kill() }
    try await stage.settle(people, on: node)
    let chats = try await stage.link(people, on: node)
    await stage.telegram.setCopies(copies)

    let writing = Writing()
    let writer = Task { await write(chats, writing) }
    for cycle in 1...cycles {
      try await Task.sleep(for: .milliseconds(Int.random(in: 20...300)))
      node.process.kill()
      node = try await stage.start()
      if cycle % 100 == 0 { FileHandle.standardError.write(Data("\(cycle) kills\n".utf8)) }
    }
    await writing.stop()
    let written = await writer.value
    // All is taken when nothing waits, and answered when everything has its answer.
    let texts = written.mapValues { $0.map(\.hours) }
    for _ in 0..<300 {
      if await stage.telegram.pending == 0 {
        let heard = Set(await stage.telegram.sent.compactMap { sent in NumberedCommand.hours(in: sent.text).map { "\(sent.chat) \($0)" } })
        if texts.allSatisfy({ chat, hours in hours.allSatisfy { heard.contains("\(chat) \($0)") } }) { break }
      }
      try await Task.sleep(for: .seconds(1))
    }
    let changes = try await stage.changes(on: node)
    return await compare(written, chats, changes)
  }

  /// Everybody writes one command after the other, without waiting for answers; now and then Telegram lets go what it held, mixed.
  private func write(_ chats: [Int], _ writing: Writing) async -> [Int: [NumberedCommand]] {
    var written: [Int: [NumberedCommand]] = [:]
    var number = 0
    while await !writing.isOver {
      await stage.telegram.hold()
      for chat in chats where Bool.random() {
        number += 1
        let command = NumberedCommand(number: number)
        written[chat, default: []].append(command)
        await stage.telegram.write(command.text, from: chat)
      }
      await stage.telegram.release(seed: UInt64(number))
      try? await Task.sleep(for: .milliseconds(60))
    }
    return written
  }

  private func compare(_ written: [Int: [NumberedCommand]], _ chats: [Int], _ changes: [JSONValue]) async -> Outcome {
    var faults: [String] = []
    var done: [String: [String]] = [:]
    for change in changes where change["type"]?.stringValue == "delegateUpdated" {
      guard let delegate = change["delegate"]?.stringValue, let from = change["quietHours"]?["fromMinute"]?.intValue,
        let to = change["quietHours"]?["toMinute"]?.intValue
      else { continue }
      done[delegate, default: []].append("\(from)-\(to)")
    }
    var (lost, doubled, misplaced) = (0, 0, 0)
    for (place, chat) in chats.enumerated() {
      let wanted = (written[chat] ?? []).map(\.hours)
      let found = done["D-\(place + 1)"] ?? []
      lost += Set(wanted).subtracting(found).count
      doubled += found.count - Set(found).count
      if found != wanted && Set(found) == Set(wanted) && found.count == wanted.count { misplaced += 1 }
      if found != wanted { faults.append("D-\(place + 1) wrote \(wanted.count) commands, \(found.count) were done") }
    }
    var answers: [String: Int] = [:]
    for sent in await stage.telegram.sent {
      if let hours = NumberedCommand.hours(in: sent.text) { answers["\(sent.chat) \(hours)", default: 0] += 1 }
    }
    let count = written.values.reduce(0) { $0 + $1.count }
    let unanswered = written.reduce(0) { sum, entry in sum + entry.value.count { answers["\(entry.key) \($0.hours)"] == nil } }
    let again = answers.values.reduce(0) { $0 + $1 - 1 }
    if unanswered > 0 { faults.append("\(unanswered) commands were not answered") }
    // What was being sent when it was killed is sent again: in each conversation at most one message a kill.
    if again > cycles * people { faults.append("\(again) answers came twice, more than one for each conversation and kill") }
    let line =
      "\(cycles) kills while \(people) people wrote \(count) commands, each delivered \(copies) times: \(lost) lost, \(doubled) done twice, "
      + "\(misplaced) out of order, \(unanswered) unanswered, \(again) answered a second time after a kill"
    return Outcome(line: line, faults: faults)
  }

  /// Tells whoever writes when it is enough.
  private actor Writing {
    private(set) var isOver = false
    func stop() { isOver = true }
  }
}
