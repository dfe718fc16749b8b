import BotTelegram
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("Telegram's way in") struct HookTests {
  @Test("a talk by webhook, the store away in its midst") func talk() async throws {
    try await Stage.run { stage in
      try await stage.hookedBot { _ in
        let amira = await TelegramUser("Amira", on: stage.telegram)
        try await amira.say("one")
        #expect(try await amira.hear().text == "you said one")
        stage.inbox.lose()
        try await amira.say("two")
        try await amira.say("three")
        try await stage.telegram.wait { _ in stage.chat.heard.count >= 1 }
        stage.inbox.lose(false)
        #expect(try await amira.hear().text == "you said two")
        #expect(try await amira.hear().text == "you said three")
        try await stage.settled()
        #expect(stage.chat.effects == 3)
        let webhook = try #require(await stage.telegram.webhook)
        #expect(webhook.secret == Stage.secret)
      }
      // The next bot asks for updates itself: the webhook is taken away, what waits stays.
      let amira = await TelegramUser("Amira", on: stage.telegram)
      try await amira.say("four")
      try await stage.bot { _ async throws -> Void in #expect(try await amira.hear().text == "you said four") }
      #expect(await stage.telegram.webhook == nil)
    }
  }

  /// Asks a hook without a server.
  private func status(
    of bot: TelegramBot, secret: String? = Stage.secret, method: String = "POST", path: String = "/", _ body: String = #"{"update_id":1}"#
  ) async throws -> HookResponse {
    let hook = try #require(bot.hook)
    return await hook.handle(
      HookRequest(
        method: method, path: path, query: [:], headers: secret.map { ["x-telegram-bot-api-secret-token": $0] } ?? [:], body: Array(body.utf8)))
  }

  @Test("only the secret opens it, compared before anything is read") func secret() async throws {
    try await Stage.run { stage in
      try await stage.hookedBot { bot in
        try await stage.telegram.wait { $0.webhook != nil }
        #expect(try await status(of: bot).status == 200)
        for wrong in [nil, "", "x", Stage.secret + "x", String(Stage.secret.dropLast()), String(Stage.secret.dropLast()) + "i"] {
          #expect(try await status(of: bot, secret: wrong) == HookResponse(status: 401, body: Array("{}".utf8)))
          #expect(try await status(of: bot, secret: wrong, "{").status == 401)
        }
      }
    }
  }

  @Test("what is no update is refused without harm") func hostile() async throws {
    try await Stage.run { stage in
      try await stage.hookedBot { bot in
        try await stage.telegram.wait { $0.webhook != nil }
        #expect(try await status(of: bot, method: "GET").status == 405)
        #expect(try await status(of: bot, path: "/other").status == 404)
        let deep = String(repeating: "{\"x\":", count: 3000) + "1" + String(repeating: "}", count: 3000)
        for body in ["", "{", "[]", "7", "{}", #"{"update_id":"1"}"#, #"{"update_id":1e99}"#, #"{"update_id":1,"message":7}"#, deep] {
          #expect(try await status(of: bot, body).status == 400)
        }
        let large = #"{"update_id":1,"x":""# + String(repeating: "x", count: 1024 * 1024) + "\"}"
        #expect(try await status(of: bot, large).status == 413)
        #expect(try await status(of: bot, #"{"update_id":1,"edited_message":{"x":1}}"#).status == 200)
        #expect(stage.chat.heard.isEmpty)
      }
    }
  }

  @Test("before Telegram has said who the bot is, updates must come again") func early() async throws {
    try await Stage.run { stage in
      let configuration = try stage.configuration(receiving: .webhook(address: "http://127.0.0.1:1/hooks/telegram", secret: Stage.secret))
      #expect(try await status(of: stage.make(configuration)).status == 503)
      #expect(stage.make(try stage.configuration()).hook == nil)
    }
  }
}
