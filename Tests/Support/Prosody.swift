import Foundation

/// A real Prosody of the test's own: loopback, free ports, a folder of its own, one component.
public actor Prosody {
  public nonisolated let clientPort: Int
  public nonisolated let componentPort: Int
  public nonisolated let folder: URL

  /// The server's name, after the `@` of its people.
  public static let host = "localhost"
  public static let componentDomain = "rialto.localhost"
  public static let secret = "a-secret-for-a-test"
  public static let botAddress = "rialto@rialto.localhost"

  private let program: String
  private var child: ChildProcess?

  init() async throws {
    program = try ChildProcess.path(of: "prosody", package: "prosody")
    clientPort = try await freePort()
    componentPort = try await freePort()
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("rialto-prosody-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appendingPathComponent("certs"), withIntermediateDirectories: true)
    try settings.write(to: folder.appendingPathComponent("prosody.cfg.lua"), atomically: true, encoding: .utf8)
  }

  private nonisolated var settings: String {
    """
    run_as_root = true
    data_path = "\(folder.path)/data"
    pidfile = "\(folder.path)/prosody.pid"
    certificates = "certs"
    interfaces = { "127.0.0.1" }
    component_interfaces = { "127.0.0.1" }
    c2s_ports = { \(clientPort) }
    c2s_direct_tls_ports = {}
    component_ports = { \(componentPort) }
    c2s_require_encryption = false
    allow_unencrypted_plain_auth = true
    authentication = "internal_plain"
    modules_enabled = { "roster", "saslauth", "disco", "presence", "message", "iq", "offline", "c2s", "ping", "carbons", "posix" }
    modules_disabled = { "s2s", "tls" }
    log = { info = "*console" }
    VirtualHost "\(Self.host)"
    Component "\(Self.componentDomain)"
      component_secret = "\(Self.secret)"

    """
  }

  /// Starts it and waits until it serves.
  public func start() async throws {
    child = try ChildProcess.server(
      program, ["-F", "--config", folder.appendingPathComponent("prosody.cfg.lua").path], output: folder.appendingPathComponent("output.txt"))
    do {
      try await untilListening(on: componentPort)
      try await untilListening(on: clientPort)
    } catch { throw TestFault("Prosody did not start: \(log)") }
  }

  /// Kills it (SIGKILL).
  public func stop() {
    child?.end()
    child = nil
  }

  /// Makes an account, as `prosodyctl adduser` does.
  public nonisolated func register(_ name: String, password: String = XMPPUser.password) throws {
    let accounts = folder.appendingPathComponent("data/\(Self.host)/accounts")
    try FileManager.default.createDirectory(at: accounts, withIntermediateDirectories: true)
    try "return { [\"password\"] = \"\(password)\"; };\n".write(to: accounts.appendingPathComponent("\(name).dat"), atomically: true, encoding: .utf8)
  }

  func remove() {
    stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// What it wrote, for the message of a failed test.
  public nonisolated var log: String {
    String(decoding: ((try? Data(contentsOf: folder.appendingPathComponent("output.txt"))) ?? Data()).suffix(4000), as: UTF8.self)
  }
}

/// Runs `body` beside a real Prosody, and removes it after, also where `body` throws.
public func withProsody<Outcome: Sendable>(_ body: @Sendable (Prosody) async throws -> Outcome) async throws -> Outcome {
  let prosody = try await Prosody()
  do {
    try await prosody.start()
    let outcome = try await body(prosody)
    await prosody.remove()
    return outcome
  } catch {
    await prosody.remove()
    throw error
  }
}
