import ArgumentParser
import Foundation
import Synchronization

/// Files for `rialto timetable` that are damaged in every way, in one process: what is refused must be refused with its place, what can be read must be
/// solved rightly. Nothing may end the process.
struct TimetableFuzz: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timetable-fuzz",
    abstract: "Feed damaged timetabling files to the reader and the solver.",
    discussion: """
      Every case has a number, from --seed on, and is made from nothing else. Before a case begins its number is written to the journal, a line for each
      thread, so that after a crash the case is known: run it again with --seed NUMBER --cases 1, or look at its file with --show.
      """)

  @Option(help: "How many files.")
  var cases = 1_000_000

  @Option(help: "The number of the first case.")
  var seed: UInt64 = 1

  @Option(help: "How many threads work.")
  var threads = 2

  @Option(help: "The file in which the numbers of the cases at work stand.")
  var journal: String?

  @Option(help: "A case that takes longer than this many seconds is a failure.")
  var patience = 20.0

  @Flag(help: "Print the file of the first case and nothing else.")
  var show = false

  private struct Tally {
    var done = 0
    var outcomes: [FuzzCase.Outcome: Int] = [:]
    var failures: [String] = []
    var slowest: (seconds: Double, seed: UInt64) = (0, 0)
  }

  /// What the threads share.
  private final class Board: Sendable {
    let next = Atomic<Int>(0)
    let tally = Mutex(Tally())
    let journal: CaseJournal?
    init(_ journal: CaseJournal?) { self.journal = journal }
  }

  func validate() throws {
    if cases < 1 { throw ValidationError("--cases takes a number from 1") }
    if !(1...64).contains(threads) { throw ValidationError("--threads takes a number between 1 and 64") }
  }

  func run() async throws {
    if show {
      FileHandle.standardOutput.write(Data(FuzzCase(seed: seed).bytes))
      return
    }
    let start = ContinuousClock.now
    let board = Board(try journal.map(CaseJournal.init))
    await withTaskGroup { group in
      for thread in 0..<threads { group.addTask { work(thread, board) } }
    }
    board.journal?.remove()
    try report(board.tally.withLock { $0 }, after: ContinuousClock.now - start)
  }

  private func work(_ thread: Int, _ board: Board) {
    while true {
      let number = board.next.wrappingAdd(1, ordering: .relaxed).oldValue
      if number >= cases { return }
      let seed = seed &+ UInt64(number)
      board.journal?.write(seed, thread: thread)
      let start = ContinuousClock.now
      let outcome = Result { try FuzzCase(seed: seed).run() }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let done = board.tally.withLock { tally in
        tally.done += 1
        if seconds > tally.slowest.seconds { tally.slowest = (seconds, seed) }
        if seconds > patience { tally.failures.append("case \(seed): took \(Int(seconds)) s") }
        switch outcome {
        case .success(let outcome): tally.outcomes[outcome, default: 0] += 1
        case .failure(let failure):
          let line = "case \(seed): \((failure as? FuzzCase.Failure)?.problem ?? "\(failure)")"
          tally.failures.append(line)
          if tally.failures.count <= 20 { print(line) }
        }
        return tally.done
      }
      if done % 50_000 == 0, done < cases { print("\(done) of \(cases) files") }
    }
  }

  private func report(_ tally: Tally, after time: Duration) throws {
    let seconds = time / .seconds(1)
    func count(_ isCounted: (FuzzCase.Outcome) -> Bool) -> Int { tally.outcomes.reduce(0) { $0 + (isCounted($1.key) ? $1.value : 0) } }
    let refused = count { if case .refused = $0 { true } else { false } }
    print("\(tally.done) files in \(Int(seconds)) s, the slowest in \(Int(tally.slowest.seconds * 1000)) ms (case \(tally.slowest.seed))")
    print("refused with line or field: \(refused); read and contradictory: \(tally.outcomes[.contradictory] ?? 0)")
    for status in ["optimal", "feasible", "infeasible", "unknown"] {
      let solved = count { if case .solved(let its) = $0 { its.rawValue == status } else { false } }
      let compared = count { if case .compared(let its) = $0 { its.rawValue == status } else { false } }
      print("\(status): \(solved + compared)" + (compared > 0 ? ", \(compared) of them compared with every timetable there is" : ""))
    }
    var fields: [String: Int] = [:]
    for case (.refused(let field), let count) in tally.outcomes { fields[field, default: 0] += count }
    // Damaged names are many and seldom.
    let often = fields.filter { $0.value > max(1, tally.done / 1000) }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    print("refused for: " + often.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    print("\(tally.failures.count) failures")
    if !tally.failures.isEmpty { throw ExitCode.failure }
  }
}

/// The numbers of the cases at work, in a file: what is left of a process that has crashed.
private struct CaseJournal: Sendable {
  private let path: String
  private let file: Int32
  private static let width = 21

  init(_ path: String) throws {
    self.path = path
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    if file < 0 { throw ValidationError("\(path) cannot be written") }
  }

  func write(_ seed: UInt64, thread: Int) {
    var line = Array(String(seed).utf8)
    line = Array(repeating: UInt8(ascii: " "), count: Self.width - 1 - line.count) + line + [UInt8(ascii: "\n")]
    _ = pwrite(file, line, line.count, off_t(thread * Self.width))
  }

  func remove() {
    close(file)
    unlink(path)
  }
}
