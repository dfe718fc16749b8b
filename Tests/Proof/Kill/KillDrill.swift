import Client
import Foundation
import StrictJSON
import Synchronization
import TestSupport

/// Kills the real server under load, again and again, and then asks the journal what became of every command.
final class KillDrill: Sendable {
  private struct State {
    var port = 0
    var isOver = false
  }

  let forum = "drill"
  let clients: Int
  let cycles: Int
  let data: String
  /// A planted fault: what was committed lately is lost at one of the kills.
  let losesLog: Bool
  let ledger = Ledger()
  private let state = Mutex(State())

  init(clients: Int, cycles: Int, data: String, losesLog: Bool = false) {
    self.clients = clients
    self.cycles = cycles
    self.data = data
    self.losesLog = losesLog
  }

  var address: String { "ws://127.0.0.1:\(state.withLock { $0.port })/ws" }
  var isOver: Bool { state.withLock { $0.isOver } }

  /// - Returns: what was found, in one line.
  func run() async throws -> String {
    let port = try await freePort()
    state.withLock { $0.port = port }
    var node = try await NodeUnderTest.start(data: data, port: port)
    defer { node.process.kill() }
    let (secrets, organiser) = try await SampleForum(name: forum, delegates: clients, tables: 20).settle(on: node, data: data)
    let setUp = try await changes(organiser).count

    let listeners = (0..<3).map { _ in DrillListener(secret: organiser, after: setUp, drill: self) }
    let listening = listeners.map { listener in Task { await listener.run() } }
    let working = secrets.enumerated().map { number, secret in
      Task { await DrillClient(number: number + 1, secret: secret, drill: self).run() }
    }
    for cycle in 1...cycles {
      try await Task.sleep(for: .milliseconds(Int.random(in: 40...350)))
      node.process.kill()
      if losesLog && cycle == (cycles + 1) / 2 { try FileManager.default.removeItem(atPath: data + "/rialto.sqlite-wal") }
      if cycle % 20 == 0 || cycle == cycles { try await verify("after kill \(cycle)") }
      node = try await NodeUnderTest.start(data: data, port: port)
    }
    try await Task.sleep(for: .milliseconds(300))
    state.withLock { $0.isOver = true }
    for task in working { await task.value }

    let recorded = try await changes(organiser)
    await settle(listeners, at: recorded.count)
    for task in listening { task.cancel() }
    compare(recorded, from: setUp)
    try await repeatAll(secrets)
    let again = try await changes(organiser)
    if again.map(\.change) != recorded.map(\.change) { ledger.fault("repeated keys or a second reading changed the journal") }
    node.process.kill()
    try await verify("at the end")
    return summary(recorded.count, listeners.reduce(0) { $0 + $1.resumed })
  }

  // MARK: - Questions to the journal

  struct Recorded: Sendable {
    var seq: Int
    var change: JSONValue
  }

  /// Every change, from the first on.
  private func changes(_ organiser: String) async throws -> [Recorded] {
    let client = try await RPCClient.connect(to: address, token: organiser)
    let head = try await client.call("forum.get", ["forum": .string(forum)])["seq"]?.intValue ?? 0
    _ = try await client.call("changes.subscribe", ["forum": .string(forum), "after": 0])
    var all: [Recorded] = []
    for await notification in client.notifications {
      guard let seq = notification.params["seq"]?.intValue, let change = notification.params["change"] else { continue }
      all.append(Recorded(seq: seq, change: change))
      if seq >= head { break }
    }
    await client.close()
    if all.map(\.seq) != Array(1...head) { ledger.fault("\(all.count) changes were sent of \(head)") }
    return all
  }

  /// Each acknowledged command is in the journal at its position, once, and nothing else is there.
  private func compare(_ recorded: [Recorded], from setUp: Int) {
    var owners: [Int: String] = [:]
    for (sent, answer) in ledger.acknowledged {
      guard case .result(let result) = answer, let seq = result["seq"]?.intValue, result["unchanged"] == nil else { continue }
      guard seq > setUp, seq <= recorded.count else {
        ledger.fault("\(sent.key) was acknowledged at \(seq), which is not in the journal")
        continue
      }
      if let other = owners.updateValue(sent.key, forKey: seq) { ledger.fault("\(sent.key) and \(other) were both acknowledged at \(seq)") }
      let change = recorded[seq - 1].change
      let meeting = change["meeting"]?["id"] ?? change["meeting"]
      if meeting != result["meeting"] || !fits(change["type"]?.stringValue, sent.method) {
        ledger.fault("\(sent.key) (\(sent.method)) was acknowledged as \(result.text), but \(seq) is \(change.text)")
      }
    }
    for record in recorded.dropFirst(setUp) where owners[record.seq] == nil { ledger.fault("nobody's command is \(record.seq): \(record.change.text)") }
  }

  private func fits(_ type: String?, _ method: String) -> Bool {
    switch method {
    case "meeting.request": type == "meetingRequested"
    case "meeting.confirm": type == "meetingConfirmed"
    case "meeting.decline": type == "meetingDeclined"
    default: ["meetingWithdrawn", "meetingDeclined", "meetingCancelled"].contains(type)
    }
  }

  /// The same keys once more: the same answers.
  private func repeatAll(_ secrets: [String]) async throws {
    let all = ledger.acknowledged
    await withTaskGroup(of: Void.self) { group in
      for client in 1...clients {
        let own = all.filter { $0.sent.client == client }.suffix(60)
        let secret = secrets[client - 1]
        group.addTask { [self] in
          do {
            let connection = try await RPCClient.connect(to: address, token: secret)
            for (sent, answer) in own {
              let again: Ledger.Answer
              do { again = .result(try await connection.call(sent.method, sent.params)) } catch let error as RPCError {
                again = .refused(error.code, error.data)
              }
              if again != answer { ledger.fault("\(sent.key) was answered \(answer), and at the end \(again)") }
            }
            await connection.close()
          } catch { ledger.fault("at the end: \(error)") }
        }
      }
    }
  }

  private func settle(_ listeners: [DrillListener], at head: Int) async {
    for _ in 0..<1000 where listeners.contains(where: { $0.last < head }) { try? await Task.sleep(for: .milliseconds(10)) }
    for listener in listeners where listener.last != head { ledger.fault("a listener ended at \(listener.last) of \(head)") }
  }

  private func verify(_ when: String) async throws {
    do { _ = try await ChildProcess.output(of: try NodeUnderTest.program("rialto"), ["verify", "--data", data]) } catch {
      ledger.fault("rialto verify \(when): \(error)")
    }
  }

  private func summary(_ records: Int, _ resumed: Int) -> String {
    let refused = ledger.acknowledged.count { if case .refused = $0.answer { true } else { false } }
    return """
      kill drill: \(cycles) kills, \(clients) clients: \(ledger.count) commands acknowledged (\(refused) of them refusals), \(ledger.repeated) repeated \
      with their key, \(records) changes, \(resumed) times a listener went on: \(ledger.faults.isEmpty ? "nothing lost, nothing twice, no gap" : "\(ledger.faults.count) faults")
      """
  }
}
