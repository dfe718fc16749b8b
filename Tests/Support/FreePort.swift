import NIOCore
import NIOPosix
import Synchronization

/// What `freePort` has said.
private let givenPorts = Mutex<Set<Int>>([])

/// A TCP port of the loopback address on which nobody listens, told once in a process.
///
/// It lies below those that systems give to whoever connects (Linux: from 32768 on), so no connection takes it before a server does.
public func freePort() async throws -> Int {
  for _ in 0..<200 {
    let port = Int.random(in: 20_000..<32_000)
    guard givenPorts.withLock({ $0.insert(port).inserted }) else { continue }
    let channel = try? await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: port).get()
    guard let channel else { continue }
    try await channel.close()
    return port
  }
  throw TestFault("the system has no free port")
}

/// Something that the tests' own machinery could not do.
public struct TestFault: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
