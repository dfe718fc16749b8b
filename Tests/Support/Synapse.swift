import AsyncHTTPClient
import BotMatrix
import Foundation

/// A real Synapse of the test's own: loopback, SQLite, no federation, no rate limits, in a folder of its own.
///
/// Made by `withSynapse`. Tests may restart it; it ends with the test, whether that fails or not.
public actor Synapse {
  /// Where it serves the client API: `http://127.0.0.1:40123`.
  public nonisolated let address: String
  /// Where it expects the hook: the address given, or `hookPort` of the loopback address.
  public nonisolated let hookURL: String
  /// The port of `hookURL`; free when Synapse was started.
  public nonisolated let hookPort: Int
  /// What the node needs to be this homeserver's application service.
  public nonisolated let configuration: MatrixConfiguration
  /// The registration file, as an operator would give it to the node.
  public nonisolated let registrationFile: String
  public nonisolated let folder: URL

  private let python: String
  private var child: ChildProcess?

  public static let serverName = "localhost"

  /// Prepares the folder; nothing runs yet.
  init(hookURL: String?) async throws {
    python = try await Self.installation()
    let port = try await freePort()
    let hook: String
    if let hookURL { hook = hookURL } else { hook = "http://127.0.0.1:\(try await freePort())/hooks/matrix" }
    guard let hookPort = URLComponents(string: hook)?.port else { throw TestFault("\(hook) names no port") }
    self.hookURL = hook
    self.hookPort = hookPort
    address = "http://127.0.0.1:\(port)"
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("rialto-synapse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)

    registrationFile = folder.appendingPathComponent("registration.yaml").path
    try MatrixRegistration(hookURL: hook, serverName: Self.serverName).write(to: registrationFile)
    configuration = try MatrixConfiguration(registrationFile: registrationFile, homeserver: address)
    let settings = SynapseSettings(folder: folder, port: port, registrationFile: registrationFile)
    try settings.write()
  }

  /// Starts it and waits until it serves.
  ///
  /// - Throws: `TestFault` with the end of its log where it does not within a minute.
  public func start() async throws {
    let output = folder.appendingPathComponent("output.txt")
    let child = try ChildProcess(python, ["-c", Self.program, "homeserver.yaml", folder.path], output: output)
    self.child = child
    let clock = ContinuousClock()
    let end = clock.now + .seconds(60)
    while clock.now < end, child.isRunning {
      let request = HTTPClientRequest(url: address + "/health")
      if let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(2)), response.status == .ok {
        return
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw TestFault("Synapse did not start:\n\(log(lastBytes: 4000))")
  }

  /// Kills it (SIGKILL).
  public func kill() {
    child?.kill()
    child = nil
  }

  /// Kills it and starts it again with what it had stored.
  public func restart() async throws {
    kill()
    try await start()
  }

  /// Kills it and removes its folder.
  func remove() {
    kill()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The end of what it wrote, for the message of a failed test.
  public nonisolated func log(lastBytes: Int) -> String {
    ["output.txt", "homeserver.log"].map { name in
      let data = (try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data()
      return String(decoding: data.suffix(lastBytes), as: UTF8.self)
    }.joined(separator: "\n")
  }

  /// Installs Synapse where it is not yet and returns the path of its Python.
  static func installation() async throws -> String {
    let script = Repository.root.appendingPathComponent("Tests/Drills/install-synapse.sh").path
    let printed = try await ChildProcess.output(of: "/bin/bash", [script])
    guard let python = printed.split(separator: "\n").last else { throw TestFault("\(script) printed nothing") }
    return String(python)
  }

  /// Runs Synapse. When the standard input closes, that is when the test process is no more, it removes its folder and
  /// ends.
  private static let program = """
    import os, runpy, shutil, sys, threading
    config, folder = sys.argv[1:]
    def watch():
        sys.stdin.buffer.read()
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)
    threading.Thread(target=watch, daemon=True).start()
    os.chdir(folder)
    sys.argv = ["synapse", "-c", config]
    runpy.run_module("synapse.app.homeserver", run_name="__main__")
    """
}

/// Runs `body` beside a real Synapse that has the bot registered, and removes it after, also where `body` throws.
///
/// Synapse calls the hook only when there is something for the bot, so the hook may be served from within `body`, at
/// `synapse.hookPort`.
///
/// - Parameter hookURL: where the hook is or will be served; a free loopback port is chosen where it is left out.
public func withSynapse<Outcome: Sendable>(
  hookURL: String? = nil, _ body: @Sendable (Synapse) async throws -> Outcome
) async throws -> Outcome {
  let synapse = try await Synapse(hookURL: hookURL)
  do {
    try await synapse.start()
    let outcome = try await body(synapse)
    await synapse.remove()
    return outcome
  } catch {
    await synapse.remove()
    throw error
  }
}
