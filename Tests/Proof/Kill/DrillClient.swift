import Client
import StrictJSON

/// A delegate's program: sends commands with keys, and after a break repeats the one without an answer with the same key.
final class DrillClient {
  private let number: Int
  private let drill: KillDrill
  private let secret: String
  private var connection: RPCClient?
  private var last = 0

  init(number: Int, secret: String, drill: KillDrill) {
    self.number = number
    self.secret = secret
    self.drill = drill
  }

  func run() async {
    while !drill.isOver {
      let (command, partner) = draw()
      let answer = await insist(command)
      drill.ledger.take(command, answer, with: partner)
      if Int.random(in: 0..<10) == 0, let old = drill.ledger.recent(number) {
        let again = await insist(old.sent)
        if again != old.answer { drill.ledger.fault("\(old.sent.key) was answered \(old.answer), and later \(again)") }
      }
      try? await Task.sleep(for: .milliseconds(Int.random(in: 0...8)))
    }
    await connection?.close()
  }

  /// A request to somebody, an answer to somebody's request, or the end of a meeting.
  private func draw() -> (Ledger.Sent, partner: Int?) {
    last += 1
    let key = "c\(number)-\(last)"
    let die = Int.random(in: 0..<10)
    var method = "meeting.request"
    var params: JSONObject = ["key": .string(key)]
    var partner: Int?
    if die < 3, let meeting = drill.ledger.popPending(number) {
      method = die == 0 ? "meeting.decline" : "meeting.confirm"
      params["meeting"] = .string(meeting)
    } else if die < 7, let meeting = drill.ledger.popOpen(number) {
      method = "meeting.cancel"
      params["meeting"] = .string(meeting)
    } else {
      let other = (number + Int.random(in: 1..<drill.clients) - 1) % drill.clients + 1
      partner = other
      params["with"] = .string("D-\(other)")
    }
    return (.init(client: number, key: key, method: method, params: .object(params)), partner)
  }

  /// Sends a command until it is answered.
  private func insist(_ command: Ledger.Sent) async -> Ledger.Answer {
    var wasSent = false
    while true {
      do {
        let connection = try await open()
        if wasSent { drill.ledger.countRepetition() }
        wasSent = true
        return .result(try await connection.call(command.method, command.params))
      } catch let error as RPCError where error.code == -32050 {
        continue
      } catch let error as RPCError {
        return .refused(error.code, error.data)
      } catch let error as ClientError {
        if case .timedOut = error { drill.ledger.fault("no answer to \(command.key) in time") }
        connection = nil
        try? await Task.sleep(for: .milliseconds(10))
      } catch {
        drill.ledger.fault("\(error)")
      }
    }
  }

  private func open() async throws -> RPCClient {
    if let connection { return connection }
    let made = try await RPCClient.connect(to: drill.address, token: secret, timeoutSeconds: 3)
    connection = made
    return made
  }
}
