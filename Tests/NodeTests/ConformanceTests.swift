import BotDiscord
import BotIRC
import BotMatrix
import BotSlack
import BotTelegram
import BotWhatsApp
import BotXMPP
import Foundation
import Messaging
import TestSupport
import Testing
import rialto

@Suite("Every platform carries the same conversations", .serialized)
struct ConformanceTests {
  private typealias Users = (any PlatformUser, any PlatformUser)
  private static let fast = RateBudget.Rate(interval: .microseconds(1), burst: 10_000)

  @Test("Matrix, as an application service of a real Synapse")
  func matrix() async throws {
    try await withSynapse { synapse in
      try await Self.play("matrix", port: synapse.hookPort, Bots.matrix(synapse.configuration)) { _ in
        (try await MatrixPlatformUser.begin("amira", on: synapse).0, try await MatrixPlatformUser.begin("giulia", on: synapse).0)
      }
    }
  }

  @Test("Matrix, by an account of its own on a real Synapse")
  func matrixAccount() async throws {
    try await withSynapse { synapse in
      let desk = try await MatrixUser("desk", on: synapse)
      let account = try MatrixAccount(homeserver: synapse.address, userID: desk.userID, password: MatrixUser.password)
      try await Self.play("matrix", { MatrixBot(account: account, chat: $0, inbox: $1, logger: $2) }) { _ in
        (
          try await MatrixPlatformUser.begin("amira", on: synapse, bot: desk.userID).0,
          try await MatrixPlatformUser.begin("giulia", on: synapse, bot: desk.userID).0
        )
      }
    }
  }

  @Test("XMPP, as a component of a real Prosody")
  func xmpp() async throws {
    try await withProsody { prosody in
      let configuration = try XMPPConfiguration(
        domain: Prosody.componentDomain, port: prosody.componentPort, secret: Prosody.secret, perChat: Self.fast, inAll: Self.fast)
      try await Self.play("xmpp", { XMPPBot(configuration: configuration, chat: $0, inbox: $1, logger: $2) }) { _ in
        (try await XMPPUser("amira", on: prosody), try await XMPPUser("giulia", on: prosody))
      }
    }
  }

  @Test("IRC, on a real InspIRCd with services", .timeLimit(.minutes(2)))
  func irc() async throws {
    try await withIRCServer(.inspIRCd) { server in
      let configuration = try IRCConfiguration(host: "127.0.0.1", port: server.port, isEncrypted: false, lines: .perSecond(1000, burst: 1000))
      try await Self.play("irc", { IRCBot(configuration: configuration, chat: $0, inbox: $1, logger: $2) }) { _ in
        let users = (try await IRCUser("Amira", on: server), try await IRCUser("Giulia", on: server))
        try await users.0.register()
        try await users.1.register()
        return users
      }
    }
  }

  @Test("Telegram, asked for updates")
  func telegram() async throws {
    try await FakeTelegram.serve { telegram, address in
      var configuration = try TelegramConfiguration(token: FakeTelegram.token, server: address)
      (configuration.perPerson, configuration.inAll) = (Self.fast, Self.fast)
      try await Self.play("telegram", { [configuration] in TelegramBot(configuration: configuration, chat: $0, inbox: $1, logger: $2) }) { _ in
        (await TelegramUser("Amira", on: telegram), await TelegramUser("Giulia", on: telegram))
      }
    }
  }

  @Test("Telegram, which calls the node")
  func telegramWebhook() async throws {
    try await FakeTelegram.serve { telegram, address in
      let port = try await freePort()
      var configuration = try TelegramConfiguration(
        token: FakeTelegram.token,
        receiving: .webhook(address: "http://127.0.0.1:\(port)/hooks/telegram", secret: String(repeating: "s", count: 40)), server: address)
      (configuration.perPerson, configuration.inAll) = (Self.fast, Self.fast)
      try await Self.play("telegram", port: port, { [configuration] in TelegramBot(configuration: configuration, chat: $0, inbox: $1, logger: $2) }) { _ in
        (await TelegramUser("Amira", on: telegram), await TelegramUser("Giulia", on: telegram))
      }
    }
  }

  @Test("Slack")
  func slack() async throws {
    let slack = FakeSlack()
    try await withFakeServer {
      await slack.answer($0)
    } body: { address in
      let configuration = try SlackConfiguration(
        botToken: FakeSlack.token, signingSecret: FakeSlack.signingSecret, address: address + "/api/", perChat: Self.fast, inAll: Self.fast)
      try await Self.play("slack", { SlackBot(configuration: configuration, chat: $0, inbox: $1, logger: $2) }) { node in
        await slack.begin(address: address, hook: node.address + "/hooks/slack")
        return (await SlackUser("U0AMIRA", in: slack), await SlackUser("U0GIULIA", in: slack))
      }
    }
  }

  @Test("WhatsApp")
  func whatsApp() async throws {
    let whatsApp = FakeWhatsApp()
    try await withFakeServer {
      await whatsApp.answer($0)
    } body: { address in
      let configuration = try WhatsAppConfiguration(
        phoneNumberID: FakeWhatsApp.number, accessToken: FakeWhatsApp.token, appSecret: FakeWhatsApp.appSecret, verifyToken: FakeWhatsApp.verifyToken,
        address: address, perChat: Self.fast, inAll: Self.fast)
      try await Self.play("whatsapp", { WhatsAppBot(configuration: configuration, chat: $0, inbox: $1, texts: Bots.whatsAppTexts, logger: $2) }) { node in
        await whatsApp.begin(hook: node.address + "/hooks/whatsapp")
        return (
          WhatsAppUser(.init(number: "21620000001", userID: "TN.1"), on: whatsApp), WhatsAppUser(.init(number: "39320000002", userID: "IT.2"), on: whatsApp)
        )
      }
    }
  }

  @Test("Discord, in direct messages and in a server", arguments: [false, true])
  func discord(isServer: Bool) async throws {
    let discord = FakeDiscord()
    try await withFakeServer {
      await discord.answer($0)
    } body: { address in
      let configuration = try DiscordConfiguration(
        applicationID: FakeDiscord.application, publicKey: discord.publicKey, botToken: FakeDiscord.token, commands: Bots.discordCommands(),
        address: address + "/api/v10", perChat: Self.fast, inAll: Self.fast)
      try await Self.play("discord", { DiscordBot(configuration: configuration, chat: $0, inbox: $1, logger: $2) }) { node in
        await discord.begin(hook: node.address + "/hooks/discord")
        let place: FakeDiscord.Place = isServer ? .server(channel: "41771983423143937") : .direct
        return (DiscordUser("82198898841029460", on: discord, in: place), DiscordUser("82198898841029461", on: discord, in: place))
      }
    }
  }

  /// Runs a node with that bot alone and plays all conversations with two people.
  private static func play(
    _ bot: String, port: Int = 0, _ make: @escaping BotMaker, _ users: @escaping @Sendable (RunningNode) async throws -> Users
  ) async throws {
    try await RunningNode.with(port: port, bots: [make]) { node in
      let forum = try await node.openFrameworkEvent()
      let (amira, giulia) = try await users(node)
      try await Conformance(node: node, forum: forum, amira: amira, giulia: giulia, bot: bot).play()
    }
  }
}
