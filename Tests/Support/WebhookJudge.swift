import Foundation
import StrictJSON

/// The independent libraries that judge what bots for Slack, WhatsApp and Discord send and take (`Tests/Drills/judge-webhooks.py`).
public enum WebhookJudge {
  /// Installs the libraries where they are not there yet and asks one of them.
  /// - Throws: `TestFault` where they cannot be installed or asked: without them nothing is judged.
  public static func ask(_ what: String, _ given: JSONValue) async throws -> JSONValue {
    let drills = Repository.root.appendingPathComponent("Tests/Drills")
    let python: String
    do {
      let printed = try await ChildProcess.output(of: "/bin/bash", [drills.appendingPathComponent("install-webhook-judges.sh").path])
      guard let last = printed.split(separator: "\n").last else { throw TestFault("the script printed nothing") }
      python = String(last)
    } catch {
      throw TestFault("the libraries that judge \(what) are missing: run Tests/Drills/install-webhook-judges.sh (\(error))")
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("rialto-judge-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(given.bytes).write(to: file)
    let printed = try await ChildProcess.output(of: python, [drills.appendingPathComponent("judge-webhooks.py").path, what, file.path])
    return try JSONValue(parsing: printed)
  }
}
