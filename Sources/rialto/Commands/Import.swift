import ArgumentParser
import Client
import ForumCore
import ForumDesk
import Foundation
import Interchange
import StrictJSON

struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes a forum file, schedule.xml, schedule.json or a list of registrations over, whole or not at all.",
    discussion: "Works with the node running or not. The forum is made where there is none.")

  @Argument(help: "The file.")
  var file: String

  @Option(help: "The forum's name in addresses.")
  var forum: String

  @Option(help: "forum, schedule.xml, schedule.json or registrations.csv; told from the file where left out.")
  var format: String?

  @Option(help: "The zone, such as Europe/Berlin, where the file names none.")
  var zone: String?

  @Flag(help: "Publish the agenda as well.")
  var publish = false

  @Flag(help: "Open the forum: registrations and meeting requests are taken from now on.")
  var open = false

  @OptionGroup var options: Options

  func run() async throws {
    guard let id = ForumID(forum) else { throw ValidationError("--forum takes 1 to 64 letters, digits, '.', '_' or '-'") }
    guard let content = FileManager.default.contents(atPath: file) else { throw Fault("\(file) can not be read") }
    let known = format.map { ImportFormat(rawValue: $0) }
    if case .some(.none) = known {
      throw ValidationError("--format takes one of: \(ImportFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let named = zone.flatMap { ForumZone($0) }
    guard zone == nil || named != nil else { throw ValidationError("--zone takes a name such as Europe/Berlin") }

    switch try Access.open(try await options.dataFolder()) {
    case .direct(let desk, let lock):
      defer {
        desk.stop()
        withExtendedLifetime(lock) {}
      }
      var settings = ImportOptions(forum: id, zone: named) {
        var generator = SystemRandomNumberGenerator()
        return PersonID(using: &generator)
      }
      settings.persons = desk.persons()
      settings.existing = try? await desk.read(id) { $0.settings }
      let (read, notes) = try readFile(Array(content), known ?? nil, settings)
      for note in notes { print("note: \(note)") }
      do {
        let receipt = try await desk.perform(ImportForum(content: read), in: id, by: .organiser(channel: "cli"), creating: true)
        print(receipt.changes.isEmpty ? "\(id): nothing new" : "\(id): \(receipt.changes.count) changes, up to \(receipt.seq)")
        if publish { try await publishDirectly(desk, id) }
        if open {
          _ = try await desk.perform(SetPhase(phase: .open), in: id, by: .organiser(channel: "cli"))
          print("\(id): open")
        }
      } catch let refusal as Refusal {
        throw await Words.fault(refusal, desk, id)
      }
    case .node(let running):
      var params: JSONObject = ["forum": .string(id.value), "content": .string(String(decoding: content, as: UTF8.self)), "name": .string(file)]
      if let format { params["format"] = .string(format) }
      if let zone { params["zone"] = .string(zone) }
      do {
        let result = try await Access.call(running, "agenda.import", .object(params))
        for note in result["notes"]?.arrayValue ?? [] { print("note: \(note.stringValue ?? "")") }
        print("\(id): taken over by the node, up to \(result["seq"]?.intValue ?? 0)")
        if publish { _ = try await Access.call(running, "agenda.publish", ["forum": .string(id.value)]) }
        if open { _ = try await Access.call(running, "forum.setPhase", ["forum": .string(id.value), "phase": "open"]) }
      } catch let error as RPCError { throw Words.fault(error) }
    }
  }

  private func readFile(_ bytes: [UInt8], _ format: ImportFormat?, _ options: ImportOptions) throws -> (ForumContent, [String]) {
    do throws(ImportFaults) {
      return try readForum(bytes, named: file, format: format, options: options)
    } catch {
      throw Fault("\(file) has faults; nothing was taken over\n\(error)")
    }
  }

  private func publishDirectly(_ desk: Desk, _ id: ForumID) async throws {
    do {
      let receipt = try await desk.perform(PublishAgenda(), in: id, by: .organiser(channel: "cli"))
      for case .agendaPublished(let it) in receipt.changes { print("\(id): release \(it.release) is published") }
    } catch let refusal as Refusal where refusal.name == .nothingToPublish {
      print("\(id): the agenda is published already")
    }
  }
}
