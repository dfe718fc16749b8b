import Foundation
import TestSupport
import Testing

@Suite("What other clients think of the fake") struct JudgeTests {
  /// The Python with the clients; `RIALTO_TELEGRAM_PYTHON` names another one.
  private static func python() async throws -> String {
    if let given = ProcessInfo.processInfo.environment["RIALTO_TELEGRAM_PYTHON"] { return given }
    let script = Repository.root.appendingPathComponent("Tests/Drills/install-telegram.sh").path
    do {
      let printed = try await ChildProcess.output(of: "/bin/bash", [script])
      if let python = printed.split(separator: "\n").last { return String(python) }
    } catch {}
    throw TestFault("python-telegram-bot and aiogram are missing and could not be installed: run Tests/Drills/install-telegram.sh")
  }

  @Test("python-telegram-bot and aiogram find the fake to be as they know Telegram") func judged() async throws {
    let python = try await Self.python()
    try await FakeTelegram.serve { telegram, address in
      let person = await telegram.person("Amira", language: "ar")
      let blocked = await telegram.person("Bilal")
      await telegram.block(blocked)
      let group = await telegram.group("Delegates")
      let moved = await telegram.move(group)
      let patience = FakeTelegram.Fault.answer(429, "Too Many Requests: retry after 7", retryAfter: 7)
      await telegram.fail(
        "sendChatAction", patience, .bytes(502, "<html>"), patience, .bytes(502, #"{"ok":false,"error_code":502,"description":"Bad Gateway"}"#), .half)
      let script = Repository.root.appendingPathComponent("Tests/Drills/judge-telegram.py").path
      let output = FileManager.default.temporaryDirectory.appendingPathComponent("rialto-judge-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: output) }
      let judge = try ChildProcess(
        python, [script, address, FakeTelegram.token, "\(person)", "\(blocked)", "\(group)", "\(moved)"], output: output)
      defer { judge.kill() }
      var asked = 0
      let end = ContinuousClock.now + .seconds(60)
      while judge.isRunning, ContinuousClock.now < end {
        // Both ask one question with a button; then the person writes, shows a picture and presses it.
        let questions = await telegram.sent.filter { !$0.rows.isEmpty }
        if questions.count > asked {
          await telegram.write("one", from: person)
          await telegram.show(["photo": [], "caption": "x"], from: person)
          await telegram.press(questions[asked].buttons[0].label, on: questions[asked].id, in: person)
          asked += 1
        }
        try await Task.sleep(for: .milliseconds(10))
      }
      let said = try String(contentsOf: output, encoding: .utf8)
      #expect(said.hasSuffix("judged: all as expected\n"), "\(said)")
      #expect(said.split(separator: "\n").count { $0.hasPrefix("ok") } == 42, "\(said)")
    }
  }
}
