import BotDiscord
import Crypto
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("Discord: what calls the hook") struct HookTests {
  private static func request(_ body: [UInt8], _ signature: String?, at timestamp: String?, path: String = "/interactions", method: String = "POST")
    -> HookRequest
  {
    var headers: [String: String] = [:]
    headers["x-signature-ed25519"] = signature
    headers["x-signature-timestamp"] = timestamp
    return HookRequest(method: method, path: path, query: [:], headers: headers, body: body)
  }

  @Test("a ping is answered; a wrong, missing or old signature is refused, as Discord tries") func signatures() async throws {
    try await Stage.run { stage in
      let hook = try #require(stage.bot.hook)
      let ping = JSONValue.object(["type": 1, "id": "1", "application_id": .string(FakeDiscord.application), "token": "x", "version": 1]).bytes
      let good = try await stage.discord.call(ping)
      #expect(good.status == 200)
      #expect(good.body == Array(#"{"type":1}"#.utf8))
      #expect(good.contentType.hasPrefix("application/json"))
      #expect(try await stage.discord.tryWrongSignature() == 401)
      let now = "\(stage.clock.now)"
      let signature = Hex.text(of: try stage.discord.key.signature(for: Array(now.utf8) + ping))
      #expect(await hook.handle(Self.request(ping, signature, at: now)).status == 200)
      let wrong: [(String?, String?)] = [
        (nil, now), (signature, nil), ("", now), ("zz", now), (String(signature.dropLast(2)), now), (signature + "00", now),
        (signature, "\(stage.clock.now + 1)"), (signature, "x"), (signature, "99999999999999999999"),
      ]
      for (signature, timestamp) in wrong { #expect(await hook.handle(Self.request(ping, signature, at: timestamp)) == .empty(401)) }
      #expect(await hook.handle(Self.request(ping + [32], signature, at: now)) == .empty(401))
      for time in ["1400000000", "\(stage.clock.now - 301)", "\(stage.clock.now + 301)"] {
        #expect(try await stage.discord.call(ping, timestamp: time).status == 401)
      }
      #expect(await hook.handle(Self.request(ping, signature, at: now, method: "GET")) == .empty(405))
      #expect(await hook.handle(Self.request(ping, signature, at: now, path: "/else")) == .empty(404))
      #expect(await hook.handle(Self.request(Array(repeating: 32, count: 1024 * 1024 + 1), signature, at: now)) == .empty(413))
    }
  }

  @Test("hostile bodies with a good signature harm nothing; what is not known is answered") func hostile() async throws {
    try await Stage.run { stage in
      for body in HostileBodies.all { #expect([200, 400, 413].contains(try await stage.discord.call(body).status)) }
      let wrong: [JSONObject] = [
        ["id": "../x"], ["id": 7], ["token": ""], ["user": nil], ["user": ["id": "x"]], ["user": ["id": .string(ana), "bot": true]], ["data": nil],
        ["data": ["name": 7]],
      ]
      for members in wrong {
        var body = (await stage.discord.interaction(2, FakeDiscord.command("rialto", text: "x"), from: ana)).objectValue ?? [:]
        for (name, value) in members.members { body[name] = value }
        #expect(try await stage.discord.call(JSONValue.object(body).bytes).status == 400)
      }
      let asked = try await stage.discord.call((await stage.discord.interaction(4, FakeDiscord.command("rialto", text: "x"), from: ana)).bytes)
      #expect(String(decoding: asked.body, as: UTF8.self) == #"{"type":8,"data":{"choices":[]}}"#)
      #expect(stage.chat.heard.isEmpty)
      let user = DiscordUser(ana, on: stage.discord)
      try await user.say("still there?")
      #expect(try await user.hear().text == "you said still there?")
    }
  }

  @Test("a configuration names what is wrong with it and shows no secret") func configuration() throws {
    let key = String(repeating: "0a", count: 32)
    func problem(_ application: String = "123", _ publicKey: String? = nil, _ token: String = FakeDiscord.token, _ guild: String? = nil) -> String? {
      do {
        _ = try DiscordConfiguration(applicationID: application, publicKey: publicKey ?? key, botToken: token, guild: guild)
        return nil
      } catch {
        return (error as? DiscordConfigurationError)?.problem
      }
    }
    #expect(problem() == nil)
    #expect(problem("x")?.contains("application id") == true)
    #expect(problem("1", "0a0b")?.contains("public key") == true)
    #expect(problem("1", key, "Bot abc")?.contains("bot token") == true)
    #expect(problem("1", key, FakeDiscord.token, "x")?.contains("server's id") == true)
    let configuration = try DiscordConfiguration(applicationID: "123", publicKey: key, botToken: FakeDiscord.token)
    var dumped = ""
    dump(configuration, to: &dumped)
    for text in ["\(configuration)", String(reflecting: configuration), dumped] { #expect(!text.contains(FakeDiscord.token)) }
  }

  @Test("discord_interactions takes every signature, and the bot takes what PyNaCl signs") func judged() async throws {
    try await Stage.run { stage in
      let user = DiscordUser(ana, on: stage.discord)
      try await user.say("ça va? أمينة 👩‍👩‍👧‍👦")
      _ = try await user.hear()
      try await DiscordUser(ben, on: stage.discord, in: .server(channel: "41771983423143937")).say("help")
      let deliveries = await stage.discord.deliveries
      let time = "\(stage.clock.now)"
      let said = await stage.discord.interaction(2, FakeDiscord.command("rialto", text: "signed elsewhere"), from: ben).text
      let verdict = try await WebhookJudge.ask(
        "discord",
        [
          "publicKey": .string(stage.discord.publicKey), "seed": .string(String(repeating: "17", count: 32)),
          "requests": .array(
            deliveries.map {
              ["timestamp": .string($0.timestamp), "signature": .string($0.signature), "body": .string(String(decoding: $0.body, as: UTF8.self))]
            }),
          "answers": [["type": 1], ["type": 5], ["type": 5, "data": ["flags": 64]]],
          "sign": [["timestamp": .string(time), "body": .string(said)], ["timestamp": .string(time), "body": #"{"type":1}"#]],
        ])
      #expect(verdict["faults"] == [])
      let other = DiscordBot(
        configuration: try DiscordConfiguration(
          applicationID: FakeDiscord.application, publicKey: try #require(verdict["publicKey"]?.stringValue), botToken: FakeDiscord.token,
          commands: Stage.commands(), address: "http://127.0.0.1:9"), chat: stage.chat, inbox: HeldInbox())
      let hook = try #require(other.hook)
      let answers = try #require(verdict["signed"]?.arrayValue)
      var statuses: [Int] = []
      for one in answers {
        let body = Array((one["body"]?.stringValue ?? "").utf8)
        statuses.append(await hook.handle(Self.request(body, one["signature"]?.stringValue, at: one["timestamp"]?.stringValue)).status)
        statuses.append(await hook.handle(Self.request(body + [32], one["signature"]?.stringValue, at: one["timestamp"]?.stringValue)).status)
      }
      #expect(statuses == [200, 401, 200, 401])
    }
  }
}
