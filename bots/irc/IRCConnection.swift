import Logging
import Messaging
import NIOCore
import NIOPosix
import NIOSSL

/// One connection with the server, from its beginning to its end.
struct IRCConnection: Sendable {
  let configuration: IRCConfiguration
  let platform: IRCPlatform
  let listener: IRCListener
  let logger: Logger

  private static let registrationPatience = Duration.seconds(60)
  private static let round = Duration.seconds(60)

  /// - Throws: why it ended; it never ends well.
  func run() async throws {
    let tls = try configuration.isEncrypted ? self.tls() : nil
    let isName = (try? SocketAddress(ipAddress: configuration.host, port: 0)) == nil
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(15))
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .connect(host: configuration.host, port: configuration.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: isName ? configuration.host : nil))
          }
          return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    try await channel.executeThenClose { inbound, outbound in
      let (sessions, session) = AsyncStream<IRCSession>.makeStream()
      try await withThrowingTaskGroup(of: Void.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await read(inbound, outbound) { session.yield($0) } }
        group.addTask { try await watch(sessions) }
        try await group.next()
      }
    }
  }

  private func tls() throws -> NIOSSLContext {
    var settings = TLSConfiguration.makeClientConfiguration()
    settings.minimumTLSVersion = .tlsv12
    if let file = configuration.certificateAuthorities { settings.trustRoots = .file(file) }
    return try NIOSSLContext(configuration: settings)
  }

  /// Becomes a user and hears what comes, until nothing can come any more.
  private func read(
    _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, ready: (IRCSession) -> Void
  ) async throws {
    var registration = IRCRegistration(configuration)
    var session: IRCSession?
    var framer = IRCFramer()
    func send(_ lines: [String]) async throws {
      for line in lines { try await outbound.write(ByteBuffer(string: line + "\r\n")) }
    }
    defer { session?.close() }
    try await send(registration.opening)
    for try await buffer in inbound {
      for bytes in framer.feed(buffer.readableBytesView) {
        guard let line = IRCLine(bytes) else { continue }
        if let session {
          try await hear(line, on: session)
        } else {
          try await send(try registration.answer(line))
          guard registration.isReady else { continue }
          let new = IRCSession(registration, configuration: configuration, writer: outbound)
          session = new
          ready(new)
        }
      }
    }
    throw IRCRegistration.Fault(description: "the server closed the connection")
  }

  private func hear(_ line: IRCLine, on session: IRCSession) async throws {
    if session.learn(line) {
      if line.command == "QUIT" || line.command == "NICK" { try await regainNick(on: session, ifLeftBy: line) }
      return
    }
    switch line.command {
    case "PING": try await session.write("PONG :\(line.parameters.last ?? "")")
    case "PRIVMSG": listener.hear(line, on: session)
    case "INVITE":
      let name = session.folded(line.parameter(1))
      if let channel = configuration.channels.first(where: { session.folded($0.name) == name }), session.isOwn(line.parameter(0)) {
        try await session.write(Self.join(channel))
      }
    case "403", "405", "471", "473", "474", "475", "476", "477":
      logger.warning("the bot cannot join", metadata: ["channel": "\(line.parameter(1))", "problem": "\(line.parameters.last ?? "")"])
    case "ERROR": throw IRCRegistration.Fault(description: "the server closed the connection: \(line.parameter(0))")
    default: break
    }
  }

  /// Takes its own nickname when whoever had it lets it go.
  private func regainNick(on session: IRCSession, ifLeftBy line: IRCLine) async throws {
    guard let left = line.source.flatMap({ IRCMask($0) })?.nick, session.folded(left) == session.folded(configuration.nick) else { return }
    if !session.isOwn(configuration.nick) { try await session.write("NICK \(configuration.nick)") }
  }

  private static func join(_ channel: IRCConfiguration.Channel) -> String { "JOIN \(channel.name)" + (channel.key.map { " \($0)" } ?? "") }

  /// Waits until the bot is a user, joins its channels, and looks from time to time whether all is as it should be.
  private func watch(_ sessions: AsyncStream<IRCSession>) async throws {
    let session = try await withThrowingTaskGroup(of: IRCSession?.self) { group in
      defer { group.cancelAll() }
      group.addTask { await sessions.first { _ in true } }
      group.addTask {
        try await Task.sleep(for: Self.registrationPatience)
        throw IRCRegistration.Fault(description: "the server does not take the bot within \(Self.registrationPatience)")
      }
      return try await group.next() ?? nil
    }
    guard let session else { throw CancellationError() }
    platform.use(session)
    if let mode = session.support.botMode { try await session.write("MODE \(session.nick) +\(mode)") }
    logger.info("the IRC bot is ready", metadata: ["nick": "\(session.nick)", "network": "\(session.support.network ?? configuration.host)"])
    if !session.namesAccounts { logger.notice("this server does not name accounts (account-tag); the bot asks for each message (WHOIS)") }
    var number = 0
    while true {
      if number % 5 == 0 {
        for channel in configuration.channels where !session.isIn(channel.name) { try await session.writeInTurn(Self.join(channel), to: channel.name) }
      }
      number += 1
      try await Task.sleep(for: Self.round)
      if !session.isOwn(configuration.nick) { try await session.write("NICK \(configuration.nick)") }
      try await session.ping()
    }
  }

  static func words(for error: any Error) -> String {
    switch error {
    case let fault as IRCRegistration.Fault: fault.description
    case let error as PlatformError: "\(error)"
    case let error as NIOSSLError: "no encrypted connection: \(error)"
    default: "the server cannot be reached: \(error)"
    }
  }
}
