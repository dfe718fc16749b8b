import NIOCore

/// Asks a silent peer whether it lives, and gives it up when it says nothing at all. One timer a connection.
struct Keepalive {
  enum Step { case ping, dead }

  private final class Clock {
    var task: Scheduled<Void>?
    var lastHeard = NIODeadline.now()
    var asked: NIODeadline?
  }

  private let clock = Clock()

  /// Something came from the peer.
  func heard() {
    clock.lastHeard = .now()
    clock.asked = nil
  }

  func stop() {
    clock.task?.cancel()
    clock.task = nil
  }

  /// Starts the watch. `act` is called on the connection's event loop.
  func start(on context: ChannelHandlerContext, every: Int64, patience: Int64, act: @escaping (Step) -> Void) {
    let loop = context.eventLoop.assumeIsolated()
    let clock = clock
    func wait(until deadline: NIODeadline) {
      clock.task = loop.scheduleTask(deadline: deadline) {
        if let asked = clock.asked, .now() >= asked + .seconds(patience) { return act(.dead) }
        let due = clock.lastHeard + .seconds(every)
        if clock.asked == nil, .now() >= due {
          clock.asked = .now()
          act(.ping)
        }
        wait(until: clock.asked.map { $0 + .seconds(patience) } ?? due)
      }
    }
    wait(until: .now() + .seconds(every))
  }
}
