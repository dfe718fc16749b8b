import Foundation
import Synchronization
import Timetabling

/// One line on a terminal that says how far a timetable is, and whether anything still happens. Nothing where nobody looks.
final class ProgressLine: Sendable {
  private let isSeen = isatty(STDERR_FILENO) == 1
  private let last = Mutex<(progress: Solver.Progress, since: ContinuousClock.Instant)?>(nil)
  private let drawing = Mutex<Task<Void, Never>?>(nil)

  init() {
    guard isSeen else { return }
    drawing.withLock {
      $0 = Task.detached { [weak self] in
        while !Task.isCancelled {
          try? await Task.sleep(for: .milliseconds(200))
          if !Task.isCancelled { self?.draw() }
        }
      }
    }
  }

  func show(_ progress: Solver.Progress) {
    last.withLock { $0 = (progress, .now) }
  }

  private func draw() {
    guard let (progress, since) = last.withLock({ $0 }) else { return }
    let seconds = progress.seconds + (ContinuousClock.now - since) / .seconds(1)
    let priority = progress.priority.map { "\($0)" } ?? "-"
    let breaks = progress.breaks.map { "\($0)" } ?? "-"
    write("\r\u{1B}[Kpriority \(priority) of \(progress.priorityBound), breaks \(breaks), at least \(progress.breaksBound), \(Int(seconds)) s")
  }

  /// Takes the line away.
  func clear() {
    guard isSeen else { return }
    drawing.withLock { $0?.cancel() }
    write("\r\u{1B}[K")
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// Whether the person at the terminal has had enough: the first interrupt or termination asks for an end, the second ends.
final class Interruption: Sendable {
  private static let shared = Interruption()
  private let isAsked = Atomic<Bool>(false)

  static func watched() -> Interruption {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        if Interruption.shared.isAsked.exchange(true, ordering: .relaxed) { _exit(128 + number) }
      }
    }
    return shared
  }

  var isWanted: Bool { isAsked.load(ordering: .relaxed) }
}
