import ArgumentParser
import ForumCore
import ForumDesk
import Foundation
import Interchange

struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Counts a programme's indicators from what happened, and writes the report.", discussion: "Works with the node running or not.")

  @Option(help: "The programme, such as cluster4green.")
  var programme: String

  @Option(help: "json, csv or html.")
  var format: ReportFormat = .html

  @Option(help: "One forum of the programme alone.")
  var forum: String?

  @Option(help: "The file; the terminal where left out.")
  var output: String?

  @OptionGroup var options: Options

  func run() async throws {
    guard let id = ProgrammeID(programme) else { throw ValidationError("--programme takes 1 to 64 letters, digits, '.', '_' or '-'") }
    let only = forum.flatMap { ForumID($0) }
    if forum != nil && only == nil { throw ValidationError("--forum takes a forum's name") }
    let desk = try Access.reading(try await options.dataFolder())
    defer { desk.stop() }
    let bytes: [UInt8]
    do {
      bytes = format.write(try await desk.programmeReport(id, only: only), at: desk.now)
    } catch let refusal as Refusal { throw Fault(Words.sentence(refusal)) }
    guard let output else { return try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }
    try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
  }
}

extension ReportFormat: ExpressibleByArgument {}
