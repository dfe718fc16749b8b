import Client
import Foundation
import StrictJSON
import TestSupport

/// A forum for drills and loads: people who can all meet each other, tables, and two days of slots, far in the future.
struct SampleForum {
  var name: String
  var delegates: Int
  var tables: Int

  /// As a forum file.
  var file: String {
    var lines = [
      "forum: \(name)", "sample: true", "title: Drill", "place: Tunis", "country: TN", "zone: Africa/Tunis", "firstDay: 2190-03-10",
      "lastDay: 2190-03-11", "settings: {requests: approval, times: whenRequesting, holdMinutes: 14400}", "blocks:",
    ]
    for (day, date) in [("d1", "2190-03-10"), ("d2", "2190-03-11")] {
      lines.append("  - {id: \(day)-morning, title: Morning, day: \(date), start: \"09:00\", end: \"12:00\", slotMinutes: 20}")
      lines.append("  - {id: \(day)-afternoon, title: Afternoon, day: \(date), start: \"14:00\", end: \"17:00\", slotMinutes: 20}")
    }
    lines += ["tables:", "  - {from: 1, to: \(tables)}", "registrations:"]
    for number in 1...delegates {
      lines.append(
        "  - {givenName: Given\(number), familyName: Family\(number), email: d\(number)@drill.example, organisation: Firm \(number % 50), role: attendee, approved: true}"
      )
    }
    lines.append("organisations:")
    for number in 0..<min(50, delegates + 1) { lines.append("  - {name: Firm \(number), kind: msme, country: TN}") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Makes the forum through the command line and opens it through the API of the running node.
  /// - Returns: a secret of each delegate, the first delegate's first, and one of an organiser.
  func settle(on node: NodeUnderTest, data: String) async throws -> (delegates: [String], organiser: String) {
    let path = data + "/\(name).yaml"
    try file.write(toFile: path, atomically: true, encoding: .utf8)
    _ = try await ChildProcess.output(of: try NodeUnderTest.program("rialto"), ["import", path, "--forum", name, "--data", data])
    let client = try await RPCClient.connect(to: node.address, token: node.secret)
    _ = try await client.call("forum.setPhase", ["forum": .string(name), "phase": "open"])
    var secrets: [String] = []
    for number in 1...delegates {
      // Within what one connection may send.
      if number % 150 == 0 { try await Task.sleep(for: .seconds(1)) }
      secrets.append(try await token(client, ["role": "attendee", "delegate": .string("D-\(number)")]))
    }
    let organiser = try await token(client, ["role": "organiser"])
    await client.close()
    return (secrets, organiser)
  }

  private func token(_ client: RPCClient, _ params: JSONObject) async throws -> String {
    var params = params
    params["forum"] = .string(name)
    guard let secret = try await client.call("token.create", .object(params))["secret"]?.stringValue else { throw TestFault("no secret was told") }
    return secret
  }
}
