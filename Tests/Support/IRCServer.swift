import Foundation

/// A real IRC server of the test's own, loopback and free ports, with Atheme's services where accounts are wanted.
public actor IRCServer {
  public enum Kind: Sendable {
    /// Knows capabilities and tags messages with accounts.
    case inspIRCd
    /// Knows few; says an account only when asked.
    case ngIRCd
  }

  public nonisolated let kind: Kind
  public nonisolated let port: Int
  /// Encrypted, with `certificate`; InspIRCd only.
  public nonisolated let tlsPort: Int
  public nonisolated let folder: URL
  public nonisolated var certificate: String { folder.appendingPathComponent("cert.pem").path }

  private let hasServices: Bool
  private let servicesPort: Int
  private let flood: String
  private var server: ChildProcess?
  private var services: ChildProcess?

  /// - Parameter flood: what InspIRCd allows in a connection, as attributes of its `<connect>`.
  init(_ kind: Kind, hasServices: Bool, isEncrypted: Bool, flood: String) async throws {
    self.kind = kind
    self.hasServices = hasServices
    self.flood = flood
    port = try await freePort()
    tlsPort = isEncrypted ? try await freePort() : 0
    servicesPort = kind == .inspIRCd ? try await freePort() : port
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("rialto-irc-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appendingPathComponent("services"), withIntermediateDirectories: true)
    // ngIRCd leaves root behind, Atheme writes there.
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.appendingPathComponent("services").path)
    if isEncrypted {
      _ = try await ChildProcess.output(
        of: ChildProcess.path(of: "openssl", package: "openssl"),
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", folder.appendingPathComponent("key.pem").path,
          "-out", certificate, "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        ])
    }
    try save(kind == .inspIRCd ? inspIRCd : ngIRCd, as: "server.conf")
    try save(atheme, as: "services.conf")
  }

  private nonisolated func save(_ text: String, as name: String) throws {
    try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }

  /// Starts the server, and the services; waits until they serve.
  public func start() async throws {
    let configuration = folder.appendingPathComponent("server.conf").path
    let output = folder.appendingPathComponent("server.txt")
    switch kind {
    case .inspIRCd:
      let program = try ChildProcess.path(of: "inspircd", package: "inspircd")
      server = try .server(program, (getuid() == 0 ? ["--runasroot"] : []) + ["--nofork", "--config=\(configuration)"], output: output)
    case .ngIRCd:
      server = try .server(try ChildProcess.path(of: "ngircd", package: "ngircd"), ["-n", "-f", configuration], output: output)
    }
    do { try await untilListening(on: port) } catch { throw TestFault("the IRC server did not start: \(log)") }
    if hasServices { try await startServices() }
  }

  private func startServices() async throws {
    let services = folder.appendingPathComponent("services").path
    self.services = try .server(
      try ChildProcess.path(of: "atheme-services", package: "atheme-services"),
      ["-n", "-c", folder.appendingPathComponent("services.conf").path, "-D", services, "-l", services + "/log", "-p", services + "/pid"],
      output: folder.appendingPathComponent("services.txt"))
    let clock = ContinuousClock()
    let end = clock.now + .seconds(20)
    while clock.now < end {
      if log.contains("finished synching") { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw TestFault("the services did not start: \(log)")
  }

  /// Kills the server (SIGKILL) and the services.
  public func stop() {
    services?.end()
    server?.end()
    (services, server) = (nil, nil)
  }

  func remove() {
    stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// What they wrote, for the message of a failed test.
  public nonisolated var log: String {
    ["server.txt", "services.txt"].map { name in
      String(decoding: ((try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data()).suffix(4000), as: UTF8.self)
    }.joined(separator: "\n")
  }

  // MARK: settings

  private nonisolated var inspIRCd: String {
    let modules = [
      "cap", "ircv3", "ircv3_accounttag", "ircv3_ctctags", "ircv3_servertime", "ircv3_msgid", "services_account", "sasl", "spanningtree", "botmode",
    ]
    let tls = """
      <module name="ssl_gnutls">
      <bind address="127.0.0.1" port="\(tlsPort)" type="clients" sslprofile="own">
      <sslprofile name="own" provider="gnutls" certfile="\(certificate)" keyfile="\(folder.path)/key.pem">
      """
    return """
      <config format="xml">
      <server name="irc.test.local" description="test" network="TestNet" id="11A">
      <admin name="test" nick="test" email="test@test.local">
      <bind address="127.0.0.1" port="\(port)" type="clients">
      <bind address="127.0.0.1" port="\(servicesPort)" type="servers">
      <connect name="main" allow="*" timeout="10" pingfreq="120" hardsendq="1M" softsendq="64K" recvq="64K" localmax="1000" globalmax="1000"
        resolvehostnames="no" useident="no" \(flood)>
      <path configdir="\(folder.path)" datadir="\(folder.path)" logdir="\(folder.path)" moduledir="/usr/lib/inspircd/modules" runtimedir="\(folder.path)">
      <log method="file" type="*" level="default" target="\(folder.path)/log">
      \(modules.map { "<module name=\"\($0)\">" }.joined(separator: "\n"))
      \(tlsPort == 0 ? "" : tls)
      <sasl target="services.test.local" requiressl="no">
      <uline server="services.test.local" silent="yes">
      <link name="services.test.local" ipaddr="127.0.0.1" port="\(servicesPort)" allowmask="127.0.0.1" recvpass="only-for-a-test" sendpass="only-for-a-test">
      <options defaultmodes="nt">
      <performance nouserdns="yes">
      <dns server="127.0.0.1">
      <limits maxnick="30" maxchan="64" maxident="10" maxhost="64">

      """
  }

  private nonisolated var ngIRCd: String {
    """
    [Global]
    Name = irc.test.local
    Info = test
    Listen = 127.0.0.1
    Ports = \(port)
    MotdPhrase = hello
    [Limits]
    MaxConnections = 0
    MaxConnectionsIP = 0
    MaxNickLength = 30
    MaxPenaltyTime = 0
    [Options]
    DNS = no
    Ident = no
    PAM = no
    [Server]
    Name = services.test.local
    MyPassword = only-for-a-test
    PeerPassword = only-for-a-test
    ServiceMask = *Serv

    """
  }

  private nonisolated var atheme: String {
    let modules = [
      "protocol/\(kind == .inspIRCd ? "inspircd" : "ngircd")", "backend/opensex", "crypto/pbkdf2v2", "nickserv/main", "nickserv/register",
      "nickserv/identify", "nickserv/logout", "saslserv/main", "saslserv/plain",
    ]
    return """
      \(modules.map { "loadmodule \"modules/\($0)\";" }.joined(separator: "\n"))
      crypto { pbkdf2v2_rounds = 10000; };
      serverinfo {
        name = "services.test.local"; desc = "services"; numeric = "00A"; recontime = 1; netname = "TestNet"; adminname = "test";
        adminemail = "test@test.local"; registeremail = "test@test.local"; mta = "/bin/true"; loglevel = { error; info; }; auth = none;
        maxlogins = 50; maxusers = 0; maxnicks = 5; maxchans = 5; casemapping = rfc1459;
      };
      uplink "irc.test.local" {
        host = "127.0.0.1"; port = \(servicesPort); send_password = "only-for-a-test"; receive_password = "only-for-a-test";
      };
      nickserv { nick = "NickServ"; user = "services"; host = "services.test.local"; real = "services"; };
      saslserv { nick = "SaslServ"; user = "services"; host = "services.test.local"; real = "services"; };
      general { commit_interval = 5; flood_msgs = 0; ratelimit_uses = 0; };

      """
  }
}

/// Runs `body` beside a real IRC server, and removes it after, also where `body` throws.
public func withIRCServer<Outcome: Sendable>(
  _ kind: IRCServer.Kind, hasServices: Bool = true, isEncrypted: Bool = false,
  flood: String = #"fakelag="no" threshold="100000" commandrate="1000000""#, _ body: @Sendable (IRCServer) async throws -> Outcome
) async throws -> Outcome {
  let server = try await IRCServer(kind, hasServices: hasServices, isEncrypted: isEncrypted, flood: flood)
  do {
    try await server.start()
    let outcome = try await body(server)
    await server.remove()
    return outcome
  } catch {
    await server.remove()
    throw error
  }
}
