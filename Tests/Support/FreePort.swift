import NIOCore
import NIOPosix

/// A TCP port of the loopback address that nobody listened on a moment ago.
public func freePort() async throws -> Int {
  let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    .bind(host: "127.0.0.1", port: 0).get()
  let port = channel.localAddress?.port
  try await channel.close()
  guard let port else { throw TestFault("the system gave no port") }
  return port
}

/// Something that the tests' own machinery could not do.
public struct TestFault: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
