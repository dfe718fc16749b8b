import Foundation
import NIOCore
import TestSupport

/// The servers of the bench, each a process of its own, and the loads against them.
struct BenchStage: Sendable {
  let node: NodeUnderTest
  let bareEcho: ChildProcess
  let codecEcho: ChildProcess
  let barePort: Int
  let codecPort: Int
  /// A secret of each delegate.
  let secrets: [String]

  static func open(folder: String, delegates: Int) async throws -> BenchStage {
    let proof = try NodeUnderTest.program("proof")
    let (barePort, codecPort) = (try await freePort(), try await freePort())
    let bare = try ChildProcess(proof, ["bare-echo", "--port", "\(barePort)"], output: URL(fileURLWithPath: folder + "/bare.log"))
    let codec = try ChildProcess(proof, ["echo", "--port", "\(codecPort)"], output: URL(fileURLWithPath: folder + "/codec.log"))
    let node = try await NodeUnderTest.start(data: folder)
    let secrets = try await SampleForum(name: "bench", delegates: delegates, tables: 40).settle(on: node, data: folder).delegates
    return BenchStage(node: node, bareEcho: bare, codecEcho: codec, barePort: barePort, codecPort: codecPort, secrets: secrets)
  }

  func end() {
    node.process.kill()
    bareEcho.kill()
    codecEcho.kill()
  }

  func echo(_ port: Int, _ count: Int) async throws -> Load {
    let load = try await Load.make()
    try await load.connect(port: port, path: "/", secrets: Array(repeating: nil, count: count)) { EchoTalk(meter: $0.meter) }
    return load
  }

  /// Each connection is a delegate's, and asks the next one.
  func booking(_ count: Int, keyed: Bool) async throws -> Load {
    let load = try await Load.make()
    let name = keyed ? "keyed" : "plain"
    try await load.connect(port: node.port, path: "/ws", secrets: Array(secrets.prefix(count))) { seat in
      BookingTalk(with: "D-\((seat.number + 1) % count + 1)", name: "\(name)-\(seat.number)", keyed: keyed, meter: seat.meter)
    }
    return load
  }

  func pairs(_ count: Int) async throws -> Load {
    let load = try await Load.make()
    try await load.connect(port: node.port, path: "/ws", secrets: Array(secrets.prefix(count))) { seat in
      if seat.number % 2 == 1, let first = seat.previous as? PairTalk { return first.partner }
      return PairTalk(Pair(asking: "D-\(seat.number + 2)", rest: .milliseconds(200), loop: seat.loop, meter: seat.meter), isAsker: true)
    }
    return load
  }

  func idle(_ count: Int) async throws -> Load {
    let load = try await Load.make()
    let known = (0..<count).map { secrets[$0 % secrets.count] }
    try await load.connect(port: node.port, path: "/ws", secrets: known) { _ in IdleTalk() }
    return load
  }
}
