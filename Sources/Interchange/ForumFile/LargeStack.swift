import Foundation

/// Runs work that calls itself as deep as its input says on a thread of its own, whose stack is large enough for the
/// deepest input that the YAML parser takes (1,000 levels).
enum LargeStack {
  private static let bytes = 32 << 20

  /// Waits for the work and gives what it gave.
  static func run<T>(_ work: () -> T) -> T? {
    withoutActuallyEscaping(work) { work in
      let box = Box(work)
      let thread = Thread {
        box.result = box.work()
        box.done.signal()
      }
      thread.stackSize = bytes
      thread.start()
      box.done.wait()
      return box.take()
    }
  }

  /// Handed to the thread and back: one side touches it at a time, the semaphore stands between.
  private final class Box<T>: @unchecked Sendable {
    private var held: (() -> T)?
    var result: T?
    let done = DispatchSemaphore(value: 0)

    init(_ work: @escaping () -> T) { held = work }

    /// The work, which is let go with the call.
    func work() -> T? {
      defer { held = nil }
      return held?()
    }

    func take() -> T? {
      defer { result = nil }
      return result
    }
  }
}
