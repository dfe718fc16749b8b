import BotTelegram
import Foundation
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("How the bot starts") struct StartTests {
  @Test("the commands are listed in every language, and for those of no language") func commands() async throws {
    let commands = try TelegramCommands([
      "en": [.init(name: "help", description: "what I understand")], "ar": [.init(name: "help", description: "ما الذي أفهمه")],
      "fr": [.init(name: "aide", description: "ce que je comprends")],
    ])
    try await Stage.withBot(texts: TelegramTexts(commands: commands)) { stage in
      try await stage.telegram.wait { $0.commands.count == 4 }
      #expect(
        await stage.telegram.commands == [
          "": [["help", "what I understand"]], "en": [["help", "what I understand"]], "ar": [["help", "ما الذي أفهمه"]],
          "fr": [["aide", "ce que je comprends"]],
        ])
    }
  }

  @Test("the list beside the set-up page is one that Telegram takes") func manifest() throws {
    let file = Repository.root.appendingPathComponent("bots/telegram/commands.json")
    let commands = try TelegramCommands(json: Array(Data(contentsOf: file)))
    #expect(commands.byLanguage["en"]?.contains { $0.name == "help" } == true)
  }

  @Test("lists that Telegram would refuse are refused before") func badCommands() {
    for (name, description) in [
      ("", "x"), ("Help", "x"), ("aidé", "x"), ("my plan", "x"), (String(repeating: "a", count: 33), "x"), ("help", ""),
      ("help", String(repeating: "x", count: 257)),
    ] {
      #expect(throws: TelegramConfigurationError.self) { try TelegramCommands(["en": [.init(name: name, description: description)]]) }
    }
    #expect(throws: TelegramConfigurationError.self) { try TelegramCommands(["fr": []]) }
    #expect(throws: TelegramConfigurationError.self) { try TelegramCommands(["english": [], "en": []]) }
    #expect(throws: TelegramConfigurationError.self) { try TelegramCommands(json: Array(#"{"en":[{"command":"x"}]}"#.utf8)) }
    #expect(throws: TelegramConfigurationError.self) {
      try TelegramCommands(["en": (0...100).map { .init(name: "c\($0)", description: "x") }])
    }
  }

  @Test("a Telegram that is down, wants patience or does not know the token is asked again") func patient() async throws {
    try await Stage.run { stage in
      await stage.telegram.fail(
        "getMe", .answer(500, "Internal Server Error"), .answer(429, "Too Many Requests", retryAfter: 0), .answer(401, "Unauthorized"),
        .bytes(200, "<html>"), .half)
      await stage.telegram.fail("deleteWebhook", .lost)
      let amira = await TelegramUser("Amira", on: stage.telegram)
      try await amira.say("one")
      try await stage.bot { _ async throws -> Void in #expect(try await amira.hear().text == "you said one") }
    }
  }

  @Test("another program with the same token is borne until it is gone") func conflict() async throws {
    try await Stage.run { stage in
      let conflict = FakeTelegram.Fault.answer(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
      await stage.telegram.fail("getUpdates", conflict, conflict, conflict)
      let amira = await TelegramUser("Amira", on: stage.telegram)
      try await amira.say("one")
      try await stage.bot { _ async throws -> Void in #expect(try await amira.hear().text == "you said one") }
    }
  }

  @Test("it ends when it is told to, wherever it is", .timeLimit(.minutes(1))) func ends() async throws {
    try await Stage.run { stage in
      try await stage.bot { _ in try await stage.telegram.wait { $0.requests.last == "getUpdates" } }
      try await stage.bot(try stage.configuration(token: "1:" + String(repeating: "x", count: 35))) { _ in
        try await stage.telegram.wait { $0.refusals.contains("getMe: Unauthorized") }
      }
      try await stage.hookedBot { _ in try await stage.telegram.wait { $0.webhook != nil } }
    }
  }

  @Test("values that cannot be used are named, and no secret is shown") func configuration() throws {
    let token = FakeTelegram.token
    for wrong in ["", "x", "123", ":AAE", "12a:" + String(repeating: "x", count: 35), token + ":", token + "/", "1:short", " " + token, token + "\n"] {
      #expect(throws: TelegramConfigurationError.self) { try TelegramConfiguration(token: wrong) }
    }
    for server in ["", "telegram", "ftp://x", "https://u:p@x", "https://x/?a=b"] {
      #expect(throws: TelegramConfigurationError.self) { try TelegramConfiguration(token: token, server: server) }
    }
    let secret = String(repeating: "s", count: 32)
    for (address, secret) in [
      ("http://forum.example.org/hooks/telegram", secret), ("https://forum.example.org:8080/x", secret), ("forum", secret),
      ("https://forum.example.org/x", "short"), ("https://forum.example.org/x", secret + "!"),
      ("https://forum.example.org/x", String(repeating: "s", count: 257)),
    ] {
      #expect(throws: TelegramConfigurationError.self) { try TelegramConfiguration(token: token, receiving: .webhook(address: address, secret: secret)) }
    }
    #expect(throws: TelegramConfigurationError.self) { try TelegramConfiguration(token: token, receiving: .longPoll(seconds: 51)) }
    let good = try TelegramConfiguration(token: token, receiving: .webhook(address: "https://forum.example.org:8443/hooks/telegram", secret: secret))
    #expect("\(good)" == "the bot 1234567890 at https://api.telegram.org")
    for shown in ["\(good)", good.debugDescription, "\(try TelegramConfiguration(token: token))"] {
      #expect(!shown.contains("AAE") && !shown.contains(secret))
    }
  }
}
