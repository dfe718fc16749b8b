import NIOCore
import NIOPosix
import TestSupport

/// Many connections to one server, on one event loop, with one meter.
struct Load: Sendable {
  /// What one measurement gave; times in milliseconds.
  struct Figures: Sendable {
    var perSecond: Double
    var p50: Double
    var p99: Double
    /// The first refusal, where there was one.
    var refusal: String?
  }

  private final class State {
    let meter = Meter()
    var channels: [any Channel] = []
    var talks: [any Talk] = []
  }

  private let loop: any EventLoop
  private let state: NIOLoopBound<State>

  static func make() async throws -> Load {
    let loop = loadGroup.next()
    return Load(loop: loop, state: try await loop.submit { NIOLoopBound(State(), eventLoop: loop) }.get())
  }

  /// Adds connections, one for each secret, and waits until all are open.
  func connect(
    port: Int, path: String, secrets: [String?], talk: @escaping @Sendable (Seat) -> any Talk
  ) async throws {
    let (state, loop) = (state, loop)
    for (number, secret) in secrets.enumerated() {
      let channel = try await ClientBootstrap(group: loop)
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let talk = talk(Seat(number: number, meter: state.value.meter, loop: loop, previous: state.value.talks.last))
            state.value.talks.append(talk)
            try channel.pipeline.syncOperations.addHandler(LoadSocket(port: port, path: path, token: secret, talk: talk))
          }
        }
        .connect(host: "127.0.0.1", port: port).get()
      try await loop.submit { state.value.channels.append(channel) }.get()
    }
    try await wait("\(secrets.count) connections to open") { $0.talks.allSatisfy(\.isReady) }
  }

  /// Lets all speak for a second, measures, and lets each come to its end.
  func measure(seconds: Double) async throws -> Figures {
    try await loop.submit { [state] in
      state.value.meter.reset()
      state.value.meter.isStopping = false
      for talk in state.value.talks { talk.begin() }
    }.get()
    try await Task.sleep(for: .seconds(1))
    let start = try await loop.submit { [state] in
      state.value.meter.isCounting = true
      return moment()
    }.get()
    try await Task.sleep(for: .seconds(seconds))
    let figures = try await loop.submit { [state] in
      let meter = state.value.meter
      (meter.isCounting, meter.isStopping) = (false, true)
      return Figures(
        perSecond: Double(meter.count) * 1e9 / Double(moment() - start), p50: meter.percentile(50), p99: meter.percentile(99),
        refusal: meter.refusal)
    }.get()
    try await wait("the talks to end") { $0.talks.allSatisfy(\.isIdle) }
    return figures
  }

  func close() async throws {
    try await loop.submit { [state] in
      for channel in state.value.channels { channel.close(promise: nil) }
      state.value.channels = []
      state.value.talks = []
    }.get()
  }

  private func wait(_ what: String, _ holds: @escaping @Sendable (State) -> Bool) async throws {
    for _ in 0..<3000 {
      if try await loop.submit({ [state] in holds(state.value) }).get() { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw TestFault("waited for \(what)")
  }
}

/// A connection's place in a load, from 0.
struct Seat {
  var number: Int
  var meter: Meter
  var loop: any EventLoop
  /// Who has the place before.
  var previous: (any Talk)?
}

/// The load's own thread, apart from the pools of the servers that run in this process.
let loadGroup = MultiThreadedEventLoopGroup(numberOfThreads: 1)
