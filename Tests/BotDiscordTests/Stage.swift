import BotDiscord
import Logging
import Messaging
import TestSupport

/// The bot between a fake Discord and a rehearsed chat, with little patience so that tests are quick.
struct Stage: Sendable {
  let discord: FakeDiscord
  let chat: RehearsedChat
  let inbox: HeldInbox
  let bot: DiscordBot
  let clock: SettableClock
  /// Another bot on the same inbox, as after a crash.
  let again: @Sendable () throws -> DiscordBot

  /// A few commands; those of a node are made of its phrases.
  static func commands() throws -> [DiscordCommand] {
    [
      try DiscordCommand(name: "rialto", description: "Anything", line: "", textHint: "what you want to say"),
      try DiscordCommand(name: "people", description: "Who is there", line: "people", textHint: "a word"),
    ]
  }

  static let fast = RateBudget.Rate(interval: .microseconds(1), burst: 1000)

  static func run(
    chat: RehearsedChat = RehearsedChat(), guild: String? = nil, commands: [DiscordCommand]? = nil,
    _ body: @escaping @Sendable (Stage) async throws -> Void
  ) async throws {
    let commands = try commands ?? Self.commands()
    let clock = SettableClock()
    let discord = FakeDiscord(now: { clock.now })
    let inbox = HeldInbox()
    try await withFakeServer {
      await discord.answer($0)
    } body: { address in
      let again: @Sendable () throws -> DiscordBot = {
        DiscordBot(
          configuration: try DiscordConfiguration(
            applicationID: FakeDiscord.application, publicKey: discord.publicKey, botToken: FakeDiscord.token, guild: guild, commands: commands,
            address: address + "/api/v10", perChat: fast, inAll: fast),
          chat: chat, inbox: inbox, patience: Patience(firstPause: .milliseconds(1), longestPause: .milliseconds(5), total: .milliseconds(60)),
          now: { clock.now }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      }
      let bot = try again()
      guard let hook = bot.hook else { throw TestFault("no hook") }
      let running = Task { await bot.run() }
      defer { running.cancel() }
      if !commands.isEmpty { try await eventually("the commands are registered") { await !discord.registered.isEmpty } }
      try await withHookServer(hook) { hookAddress in
        await discord.begin(hook: hookAddress)
        try await body(Stage(discord: discord, chat: chat, inbox: inbox, bot: bot, clock: clock, again: again))
        // What is still under way would open connections to a server that ends.
        try? await eventually("all is answered", within: .milliseconds(500)) { inbox.waiting == 0 }
      }
    }
  }

  func deliver(_ text: String, to chat: String, key: String = "k") async throws {
    try await bot.transport.deliver(OutgoingMessage(key: key, chat: chat, reply: ChatReply(text)))
  }
}

let ana = "80351110224678912"
let ben = "80351110224678913"
