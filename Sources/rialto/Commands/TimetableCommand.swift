import ArgumentParser
import Foundation
import StrictJSON
import Timetabling

struct TimetableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timetable",
    abstract: "Makes a timetable for the meetings of a file.",
    discussion: """
      Reads the published form of the problem (.dzn of Bofill et al., JAIR 74, 2022, with an optional list 'priority') or the same as a JSON object. A file
      that cannot be read ends with status 2. Interrupted, it prints the best timetable so far.
      """)

  @Argument(help: "The file.")
  var file: String

  @Option(help: "How long it may take.")
  var seconds = 10.0

  @Option(help: "How many threads work; all cores where left out.")
  var threads: Int?

  @Option(help: "How far the breaks of two people may be apart. Where left out: 2 where all meetings are required, without limit where they have priorities.")
  var fairness: Int?

  @Flag(help: "Breaks may be as uneven as they come.")
  var noFairness = false

  @Option(help: "Another seed goes another way.")
  var seed: UInt64 = 1

  @Flag(help: "Prints one JSON object.")
  var json = false

  func validate() throws {
    if !(seconds >= 0 && seconds <= 1e6) { throw ValidationError("--seconds takes a number between 0 and 1000000") }
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads takes a number between 1 and 256") }
    if let fairness, !(0...SlotSet.capacity).contains(fairness) { throw ValidationError("--fairness takes a number between 0 and \(SlotSet.capacity)") }
    if fairness != nil, noFairness { throw ValidationError("--fairness and --no-fairness exclude each other") }
  }

  func run() async throws {
    let problem = try read()
    let contradiction = problem.contradiction
    if let contradiction { complain("\(file): \(contradiction)") }
    let start = ContinuousClock.now
    let line = ProgressLine()
    let interruption = Interruption.watched()
    let options = Solver.Options(seconds: seconds, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, seed: seed)
    let result = Solver(problem, options).run(
      now: { (ContinuousClock.now - start) / .seconds(1) },
      isCancelled: { interruption.isWanted },
      progress: { line.show($0) })
    line.clear()
    if json { print(JSONValue.object(Self.object(result, of: problem)).text) } else { print(Self.text(result, of: problem)) }
    if contradiction != nil { throw ExitCode(2) }
  }

  private func read() throws -> Problem {
    let rule: Fairness = noFairness ? .none : fairness.map { .limit($0) } ?? .published
    do {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
      let isJSON = bytes.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) } == UInt8(ascii: "{")
      return isJSON ? try ProblemJSON(bytes, fairness: rule).problem : try DznFile(bytes, fairness: rule).problem
    } catch let fault as FileFault {
      complain("\(file): \(fault)")
    } catch {
      complain("\(file): cannot be read")
    }
    throw ExitCode(2)
  }

  private func complain(_ sentence: String) { FileHandle.standardError.write(Data((sentence + "\n").utf8)) }

  static func object(_ result: Solver.Result, of problem: Problem) -> JSONObject {
    func rounded(_ seconds: Double) -> JSONValue { .double((seconds * 1000).rounded() / 1000) }
    var object: JSONObject = [
      "status": .string(result.status.rawValue),
      "slots": .array(result.solution.slots.map { .int(($0 ?? -1) + 1) }),
      "scheduled": .int(result.solution.slots.count { $0 != nil }),
      "priority": .int(result.score.priority),
      "breaks": .int(result.score.breaks),
      "breaksBound": .int(result.breaksBound),
      "priorityBound": .int(result.priorityBound),
      "seconds": rounded(result.seconds),
      "trace": .array(result.trace.map { .array([rounded($0.seconds), .int($0.priority ?? 0), .int($0.breaks ?? 0)]) }),
      "tables": .array(result.solution.tables.map { .int(($0 ?? -1) + 1) }),
    ]
    if let reason = result.reason { object["reason"] = .string(reason.description) }
    return object
  }

  static func text(_ result: Solver.Result, of problem: Problem) -> String {
    let scheduled = result.solution.slots.count { $0 != nil }
    var lines: [String] = []
    switch result.status {
    case .optimal: lines.append("The best timetable there is, proven.")
    case .feasible: lines.append("A valid timetable.")
    case .infeasible: lines.append(["There is no valid timetable.", result.reason?.description].compactMap { $0 }.joined(separator: " "))
    case .unknown: lines.append("No valid timetable was found in this time; some required meetings have no slot.")
    }
    if result.status != .infeasible {
      lines.append("\(scheduled) of \(problem.meetings.count) meetings scheduled, priority \(result.score.priority) of at most \(result.priorityBound)")
      lines.append("breaks: \(result.score.breaks), at least \(result.breaksBound); table changes: \(result.score.tableChanges)")
      for slot in 0..<problem.slots {
        let here = problem.meetings.indices.filter { result.solution.slots[$0] == slot }
        if !here.isEmpty { lines.append("slot \(slot + 1): " + here.map { "\($0 + 1)" }.joined(separator: " ")) }
      }
    }
    lines.append("\((result.seconds * 1000).rounded() / 1000) s")
    return lines.joined(separator: "\n")
  }
}
