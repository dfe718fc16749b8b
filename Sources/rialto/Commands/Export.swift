import ArgumentParser
import ForumCore
import Foundation
import Interchange

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Writes a forum's published agenda to a file or to the terminal.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case xml = "schedule.xml"
    case json = "schedule.json"
  }

  @Option(help: "The forum's name in addresses.")
  var forum: String

  @Option(help: "schedule.xml or schedule.json.")
  var format: Format

  @Option(help: "The file; the terminal where left out.")
  var output: String?

  @OptionGroup var options: Options

  func run() async throws {
    guard let id = ForumID(forum) else { throw ValidationError("--forum takes 1 to 64 letters, digits, '.', '_' or '-'") }
    let desk = try Access.reading(try await options.dataFolder())
    defer { desk.stop() }
    guard desk.forums.contains(id) else { throw Fault("there is no forum \(id)") }
    let (settings, agenda, release) = try await desk.read(id) { (try $0.requireSettings(), $0.published, $0.releases.last?.number) }
    guard let release else { throw Fault("the agenda of \(id) has not been published yet") }
    let bytes =
      switch format {
      case .xml: writeScheduleXML(forum: id, settings: settings, agenda: agenda, version: "\(release)")
      case .json: writeScheduleJSON(forum: id, settings: settings, agenda: agenda, version: "\(release)")
      }
    guard let output else { return try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }
    try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
  }
}
