import ArgumentParser
import Foundation

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plays a short true story on a fresh store: a slot booked by chat, a meeting confirmed through the API.",
    discussion: "A real node runs as a process of its own and is killed on the way. Afterwards it goes on serving until Ctrl-C, or ends with --once.")

  @Flag(help: "End after the story.")
  var once = false

  @Option(help: "The forum file.")
  var schedule = "schedules/framework-event.yaml"

  @Option(help: "Where the node listens, as HOST:PORT; port 0 takes any free one.")
  var listen: String?

  func run() async throws {
    guard FileManager.default.fileExists(atPath: schedule) else {
      throw Fault("there is no \(schedule); run it from the project's folder, or name --schedule FILE")
    }
    let folder = FileManager.default.temporaryDirectory.path + "/rialto-demo-\(ProcessInfo.processInfo.processIdentifier)"
    let child = NodeProcess(data: folder, listen: listen ?? (once ? "127.0.0.1:0" : "127.0.0.1:8080"))
    defer {
      child.end()
      try? FileManager.default.removeItem(atPath: folder)
    }
    let story = Story(node: child, folder: folder, schedule: schedule)
    try await story.tell()
    if once { return }
    story.invite()
    await child.waitForInterrupt()
  }
}
