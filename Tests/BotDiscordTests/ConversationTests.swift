import BotDiscord
import Foundation
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("Discord: conversations") struct ConversationTests {
  @Test("a person uses commands, presses a button, and hears names as they are", arguments: [false, true]) func talk(_ isInServer: Bool) async throws {
    let chat = RehearsedChat { message in
      message.text == "meet"
        ? [ChatReply("With \(HardTexts.name)?", buttons: [Button(label: "Yes & <now>", send: "book A & <B>"), Button(label: "No", send: "no")])]
        : [ChatReply("you said \(message.text)"), ChatReply("and more")]
    }
    try await Stage.run(chat: chat) { stage in
      let user = DiscordUser(ana, on: stage.discord, in: isInServer ? .server(channel: "41771983423143937") : .direct)
      try await user.say("meet")
      let seen = try await user.see()
      #expect(seen.text == "With \(HardTexts.name)?")
      #expect(seen.isEphemeral == isInServer)
      try await user.press("Yes & <now>")
      #expect(try await user.hear() == Heard(text: "you said book A & <B>", buttons: []))
      let more = try await user.see()
      #expect([more.text, "\(more.isEphemeral)"] == ["and more", "\(isInServer)"])
      try await user.use("people", "wind")
      #expect(try await user.hear().text == "you said people wind")
      _ = try await user.hear()
      try await user.use("rialto", nil)
      #expect(try await user.hear().text == "you said start")
      #expect(stage.chat.heard.map(\.account) == [ana, ana, ana, ana])
      let direct = await stage.discord.direct(ana)
      #expect(stage.chat.heard.allSatisfy { $0.isPrivate && $0.bot == "discord" && $0.chat == (isInServer ? "@\(ana)" : direct) })
      #expect(await stage.discord.objections.map(\.code).allSatisfy { $0 == "10015" })
    }
  }

  @Test("what the bot owes comes by direct message, to a channel that is opened once; the same key is one message") func notices() async throws {
    try await Stage.run { stage in
      let user = DiscordUser(ana, on: stage.discord)
      try await stage.deliver("one", to: "@\(ana)", key: "1")
      try await stage.deliver("one", to: "@\(ana)", key: "1")
      try await stage.deliver("two", to: "@\(ana)", key: "2")
      try await stage.deliver("three", to: await stage.discord.direct(ana), key: "3")
      #expect([try await user.hear().text, try await user.hear().text, try await user.hear().text] == ["one", "two", "three"])
      #expect(await stage.discord.calls.filter { $0.hasSuffix("/users/@me/channels") }.count == 1)
      await stage.discord.close(ana)
      await #expect(throws: PlatformError.refused("status 403, error 50007")) { try await stage.deliver("four", to: "@\(ana)", key: "4") }
      await #expect(throws: PlatformError.refused("status 404, error 10003")) { try await stage.deliver("five", to: "12345", key: "5") }
      await #expect(throws: PlatformError.refused("no conversation of Discord")) { try await stage.deliver("six", to: "../users/@me", key: "6") }
    }
  }

  @Test("an answer that comes after the 15 minutes, or when the interaction is gone, goes by direct message") func late() async throws {
    let (gate, open) = AsyncStream<Void>.makeStream()
    let chat = RehearsedChat { message in
      if message.text == "slow" { for await _ in gate { break } }
      return [ChatReply("you said \(message.text)")]
    }
    try await Stage.run(chat: chat) { stage in
      let user = DiscordUser(ana, on: stage.discord, in: .server(channel: "41771983423143937"))
      try await user.say("slow")
      stage.clock.advance(seconds: 16 * 60)
      open.yield()
      let seen = try await user.see()
      #expect([seen.text, seen.channel, "\(seen.isEphemeral)"] == ["you said slow", await stage.discord.direct(ana), "false"])
    }
    try await Stage.run { stage in
      let user = DiscordUser(ana, on: stage.discord)
      await stage.discord.fail("@original", with: FakeDiscord.tooMany(after: 0.2, global: false))
      try await user.say("hello")
      await stage.discord.endInteractions()
      stage.clock.advance(seconds: 60)
      #expect(try await user.hear().text == "you said hello")
      #expect(await stage.discord.calls.last?.hasSuffix("/channels/\(await stage.discord.direct(ana))/messages") == true)
    }
  }

  @Test("long texts, many buttons, long labels and lines stay within what Discord takes and lose nothing", arguments: HardTexts.long.indices)
  func limits(_ number: Int) async throws {
    let long = HardTexts.long[number]
    let buttons = (0..<30).map { Button(label: "\($0) \(String(repeating: "أ*", count: 60))", send: String(repeating: "é", count: $0 * 4) + "x\($0)") }
    let chat = RehearsedChat { $0.text == "go" ? [ChatReply(long, buttons: buttons)] : [ChatReply("got \($0.text)")] }
    try await Stage.run(chat: chat) { stage in
      let user = DiscordUser(ana, on: stage.discord)
      try await user.say("go")
      var heard: [Heard] = []
      while heard.last?.buttons.isEmpty ?? true { heard.append(try await user.hear()) }
      func bare(_ text: String) -> String { text.filter { !$0.isWhitespace && !"\u{2068}\u{2069}".contains($0) } }
      let isWhole = bare(heard.map(\.text).joined()) == bare(ChatReply(long, buttons: buttons).numbered)
      #expect(isWhole)
      #expect(heard.last?.buttons.count == 25)
      try await user.press(try #require(heard.last?.buttons.last))
      #expect(try await user.hear().text.hasPrefix("got ~25."))
      #expect(await stage.discord.objections.map(\.code).allSatisfy { $0 == "10015" })
    }
  }

  @Test("what goes out is escaped, but addresses are not")
  func escaping() async throws {
    let chat = RehearsedChat { _ in [ChatReply("# *a*_b_ ~~c~~ ||d|| <@1> @everyone\n- x - y\n1. z 2.5\n> q\nhttps://x.org/a_b?c=*d* e_f")] }
    try await Stage.run(chat: chat) { stage in
      let user = DiscordUser(ana, on: stage.discord)
      try await user.say("x")
      _ = try await user.hear()
      #expect(
        await stage.discord.taken.last?["content"]?.stringValue
          == "\\# \\*a\\*\\_b\\_ \\~\\~c\\~\\~ \\|\\|d\\|\\| \\<\\@1> \\@everyone\n\\- x - y\n1\\. z 2.5\n\\> q\nhttps://x.org/a_b?c=*d* e\\_f")
    }
  }

  @Test("the commands are registered at the start, everywhere or in one server; Discord takes those of commands.json") func commands() async throws {
    try await Stage.run { stage in
      let manifest = JSONValue.array(DiscordCommand.manifest(of: try Stage.commands()))
      #expect(await stage.discord.registered == ["/api/v10/applications/\(FakeDiscord.application)/commands": manifest])
    }
    let bytes = try Data(contentsOf: Repository.root.appendingPathComponent("bots/discord/commands.json"))
    #expect(try FakeDiscord.takes(commands: try JSONValue(parsing: bytes)) > 30)
    let french = DiscordCommand.Translation(name: "réunions", description: "Vos réunions", textHint: "un jour")
    let own = try DiscordCommand(name: "meetings", description: "Your meetings", line: "meetings", textHint: "a day", translations: ["fr": french])
    try await Stage.run(guild: FakeDiscord.guild, commands: [own]) { stage in
      let path = "/api/v10/applications/\(FakeDiscord.application)/guilds/\(FakeDiscord.guild)/commands"
      #expect(await stage.discord.registered[path]?.arrayValue?.first?["name_localizations"] == ["fr": "réunions"])
      let user = DiscordUser(ana, on: stage.discord)
      try await user.use("meetings", "tomorrow")
      #expect(try await user.hear().text == "you said meetings tomorrow")
    }
    for (name, description, locale) in [
      ("Meetings", "x", "fr"), ("two words", "x", "fr"), ("x", "", "fr"), ("x", String(repeating: "x", count: 101), "fr"), ("x", "x", "ar"),
    ] {
      #expect(throws: DiscordConfigurationError.self) {
        try DiscordCommand(name: name, description: description, line: "x", translations: [locale: .init(name: "y", description: "y")])
      }
    }
  }
}
