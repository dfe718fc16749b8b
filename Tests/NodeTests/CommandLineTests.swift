import ForumCore
import Foundation
import StrictJSON
import Testing

/// The real program, as a person at a terminal uses it.
@Suite("The command line", .serialized)
struct CommandLineTests {
  private static let forum = "framework-event-tunis-2027"
  private static let schedule = RunningNode.root.appendingPathComponent("schedules/framework-event.yaml").path

  private static let programme = RunningNode.root.appendingPathComponent("schedules/cluster4green.programme.yaml").path

  private struct Ended {
    var status: Int32
    var output: String
    var problem: String
  }

  @Test("import, export, token, backup, verify and restore work on a folder that no node uses")
  func direct() async throws {
    try withFolder { folder in
      let data = folder + "/data"
      let taken = try rialto("import", Self.schedule, "--forum", Self.forum, "--data", data, "--publish", "--open")
      #expect(taken.status == 0)
      #expect(taken.output.contains("release 1 is published"))
      let again = try rialto("import", Self.schedule, "--forum", Self.forum, "--data", data)
      #expect(again.output.contains("\(Self.forum): nothing new"))

      let exported = try rialto("export", "--forum", Self.forum, "--format", "schedule.json", "--data", data)
      let schedule = try JSONValue(parsing: Array(exported.output.utf8))
      #expect(schedule["schedule"]?["conference"]?["title"]?.stringValue?.contains("Tunis") == true)

      let token = try rialto("token", "create", "--role", "attendee", "--forum", Self.forum, "--delegate", "D-1", "--data", data)
      #expect(token.output.hasPrefix("rialto_"))
      #expect(token.output.split(separator: "\n").count == 1)

      let backup = folder + "/backup.sqlite"
      #expect(try rialto("backup", backup, "--data", data).output.contains("no fault"))
      #expect(try rialto("verify", "--file", backup).status == 0)
      #expect(try rialto("restore", backup, "--data", data).status != 0)
      #expect(try rialto("restore", backup, "--data", folder + "/other").status == 0)
      #expect(try rialto("verify", "--data", folder + "/other").output.contains("no fault"))
      #expect(try rialto("restore", backup, "--data", data, "--replace").status == 0)
    }
  }

  @Test("the same commands work through a node that runs, and change what it serves")
  func throughNode() async throws {
    try await RunningNode.with { node in
      let taken = try rialto("import", Self.schedule, "--forum", Self.forum, "--data", node.data, "--publish", "--open")
      #expect(taken.status == 0, "\(taken.problem)")
      let forums = node.server.desk.forums.map(\.value)
      #expect(forums == [Self.forum])
      let token = try rialto("token", "create", "--role", "investor", "--forum", Self.forum, "--delegate", "D-2", "--data", node.data)
      let secret = token.output.trimmingCharacters(in: .whitespacesAndNewlines)
      let principal = try await node.server.desk.signIn(secret)
      #expect(principal?.delegate?.description == "D-2")
      #expect(try rialto("token", "revoke", principal?.token.description ?? "", "--data", node.data).status == 0)
      #expect(try await node.server.desk.signIn(secret) == nil)
      #expect(try rialto("backup", node.data + "/backup.sqlite", "--data", node.data).output.contains("no fault"))
      #expect(try rialto("export", "--forum", Self.forum, "--format", "schedule.xml", "--data", node.data).output.contains("<schedule"))
      #expect(try rialto("health", "--data", node.data).output == "ready\n")
      #expect(try rialto("restore", node.data + "/backup.sqlite", "--data", node.data, "--replace").problem.contains("a node runs"))
    }
  }

  @Test("Rule 28: a programme is set from its file and its report is written, on a folder that no node uses")
  func programme() throws {
    try withFolder { folder in
      let data = folder + "/data"
      _ = try rialto("import", Self.schedule, "--forum", Self.forum, "--data", data)
      #expect(try rialto("report", "--programme", "cluster4green", "--data", data).problem.contains("There is no programme"))
      let set = try rialto("programme", "set", Self.programme, "--data", data)
      #expect(set.output == "cluster4green: CLUSTER4GREEN, 8 targets in 7 countries\n", "\(set.problem)")
      let report = try JSONValue(parsing: Array(try rialto("report", "--programme", "cluster4green", "--format", "json", "--data", data).output.utf8))
      let registered = report["figures"]?.arrayValue?.first { $0["indicator"] == "registeredPersons" }
      #expect((registered?["value"]?.intValue ?? 0) + (registered?["elsewhere"]?.intValue ?? 0) == 160)
      #expect(report["forums"]?.arrayValue?.map { $0["forum"] } == [.string(Self.forum)])
      for (format, beginning) in [("csv", "\u{FEFF}\"indicator\""), ("html", "<!DOCTYPE html>")] {
        let file = folder + "/report.\(format)"
        #expect(try rialto("report", "--programme", "cluster4green", "--format", format, "--output", file, "--data", data).status == 0)
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
        #expect(text.hasPrefix(beginning))
      }
      let wrong = folder + "/wrong.yaml"
      try Data("programme: x\ntitle: X\ntargets: {trees: 1}\n".utf8).write(to: URL(fileURLWithPath: wrong))
      #expect(try rialto("programme", "set", wrong, "--data", data).problem.contains("there is no field \"trees\" here"))
    }
  }

  @Test("Rule 28: the same through a node that runs, and its API says the same")
  func programmeThroughNode() async throws {
    try await RunningNode.with { node in
      _ = try rialto("import", Self.schedule, "--forum", Self.forum, "--data", node.data)
      #expect(try rialto("programme", "set", Self.programme, "--data", node.data).status == 0)
      let report = try rialto("report", "--programme", "cluster4green", "--format", "json", "--data", node.data)
      let id = try #require(ProgrammeID("cluster4green"))
      let live = try await node.server.desk.programmeReport(id)
      #expect(try StrictJSONDecoder().decode(ProgrammeReport.self, from: Array(report.output.utf8)) == live)
      #expect(live[.registeredPersons]?.target == nil && live[.networkParticipants]?.target == 150)
    }
  }

  @Test("a conversation in the terminal books a slot; what was typed twice by mistake has one effect only where it is one command")
  func chat() throws {
    try withFolder { folder in
      _ = try rialto("import", Self.schedule, "--forum", Self.forum, "--data", folder, "--publish", "--open")
      let talk = try rialto(
        "chat", "--forum", Self.forum, "--delegate", "D-1", "--data", folder, typing: "language english\nbook giulia thu 10:30\n1\nmeetings\n")
      #expect(talk.status == 0)
      #expect(talk.output.contains("From now on I write in English"))
      #expect(talk.output.contains("Asked: M-1 with Giulia Ferrante"))
      #expect(talk.output.contains("You have 1 meeting"))
    }
  }

  @Test(
    "bad input ends with an error that says where and what, and stores nothing",
    arguments: [
      ("forum: x\ntitel: wrong\n", "line 2"),
      ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><schedule/>", "DOCTYPE"),
      ("{\"schedule\": {", "JSON"),
      ("\u{0}\u{1}", "format"),
    ])
  func badFiles(_ content: String, _ told: String) throws {
    try withFolder { folder in
      let file = folder + (content.hasPrefix("{") ? "/a.json" : content.hasPrefix("<") ? "/a.xml" : content.hasPrefix("f") ? "/a.yaml" : "/a")
      try Data(content.utf8).write(to: URL(fileURLWithPath: file))
      let ended = try rialto("import", file, "--forum", "x", "--data", folder + "/data")
      #expect(ended.status != 0)
      #expect(ended.problem.contains(told), "\(ended.problem)")
      #expect(try rialto("verify", "--data", folder + "/data").output.contains("0 records"))
    }
  }

  // MARK: - The program

  private func rialto(_ arguments: String..., typing: String = "") throws -> Ended {
    let process = Process()
    process.executableURL = try Self.program()
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("RIALTO_") }
    let (input, output, problem) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, problem)
    try process.run()
    input.fileHandleForWriting.write(Data(typing.utf8))
    try input.fileHandleForWriting.close()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let complained = problem.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Ended(
      status: process.terminationStatus, output: String(decoding: said, as: UTF8.self), problem: String(decoding: complained, as: UTF8.self))
  }

  /// The binary of this very build lies beside the tests.
  private static func program() throws -> URL {
    let candidates = CommandLine.arguments.filter { $0.contains(".xctest") } + [CommandLine.arguments.first ?? ""]
    for path in candidates {
      var folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      for _ in 0..<4 {
        let binary = folder.appendingPathComponent("rialto")
        if FileManager.default.isExecutableFile(atPath: binary.path), !((try? binary.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false) {
          return binary
        }
        folder.deleteLastPathComponent()
      }
    }
    throw CocoaError(.fileNoSuchFile)
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/rialto-cli-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }
}
