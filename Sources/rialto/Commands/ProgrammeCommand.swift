import ArgumentParser
import Client
import ForumCore
import ForumDesk
import Foundation
import Interchange
import StrictJSON

/// `rialto programme`; the name of its own keeps it apart from the noun.
struct ProgrammeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "programme", abstract: "Sets up the programmes that forums belong to.", subcommands: [Set.self])

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes a programme known with its countries and targets, or changes it.", discussion: "Works with the node running or not.")

    @Argument(help: "The programme file, such as schedules/cluster4green.programme.yaml.")
    var file: String

    @OptionGroup var options: Options

    func run() async throws {
      let programme = try ProgrammeCommand.read(file)
      switch try Access.open(try await options.dataFolder()) {
      case .direct(let desk, let lock):
        defer {
          desk.stop()
          withExtendedLifetime(lock) {}
        }
        do {
          _ = try await desk.setProgramme(programme, by: .organiser(channel: "cli"))
        } catch let refusal as Refusal { throw Fault(Words.sentence(refusal)) }
      case .node(let running):
        do {
          _ = try await Access.call(running, "programme.set", ProgrammeCommand.params(programme))
        } catch let error as RPCError { throw Words.fault(error) }
      }
      let countries = programme.countries.isEmpty ? "all" : "\(programme.countries.count)"
      print("\(programme.id): \(programme.title), \(programme.targets.count) targets in \(countries) countries")
    }
  }

  static func read(_ file: String) throws -> Programme {
    guard let bytes = FileManager.default.contents(atPath: file) else { throw Fault("\(file) can not be read") }
    do throws(ImportFaults) {
      return try readProgramme(Array(bytes), named: file)
    } catch {
      throw Fault("\(file) has faults; nothing was taken over\n\(error)")
    }
  }

  /// A programme as `programme.set` takes it.
  static func params(_ programme: Programme) -> JSONValue {
    var targets = JSONObject()
    for (indicator, target) in programme.targets.sorted(by: { $0.key.rawValue < $1.key.rawValue }) { targets[indicator.rawValue] = .int(target) }
    return [
      "programme": .string(programme.id.value), "title": .string(programme.title), "countries": .array(programme.countries.map { .string($0) }),
      "targets": .object(targets),
    ]
  }
}
