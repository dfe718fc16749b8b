import BotSlack
import Foundation
import Messaging
import StrictJSON
import TestSupport
import Testing
import Yams

@Suite("Slack: what calls the hook") struct HookTests {
  private static func request(_ body: [UInt8], _ headers: [String: String], path: String = "/events", method: String = "POST") -> HookRequest {
    HookRequest(method: method, path: path, query: [:], headers: headers, body: body)
  }

  private static func signed(_ body: [UInt8], at time: Int, path: String = "/events", method: String = "POST") -> HookRequest {
    let headers = ["x-slack-request-timestamp": "\(time)", "x-slack-signature": FakeSlack.signature(of: body, at: "\(time)")]
    return request(body, headers, path: path, method: method)
  }

  @Test("only what Slack signed now is taken, before anything is read") func signatures() async throws {
    try await Stage.run { stage in
      let hook = try #require(stage.bot.hook)
      let body = await stage.slack.event("hello", from: "U1", in: "D1").bytes
      let now = stage.clock.now
      let good = FakeSlack.signature(of: body, at: "\(now)")
      let wrong: [(String?, String?)] = [
        (nil, nil), ("\(now)", nil), (nil, good), ("\(now)", ""), ("\(now)", "v0="), ("\(now)", "v0=zz"), ("\(now)", String(good.dropLast(2))),
        ("\(now)", good.replacing("v0", with: "v1")), ("\(now + 1)", good), ("\(now)", good + "00"), ("+\(now)", good), ("\(now) ", good),
        ("99999999999999999999999", good), ("-9223372036854775808", good), ("x", good),
      ]
      for (timestamp, signature) in wrong {
        var headers: [String: String] = [:]
        headers["x-slack-request-timestamp"] = timestamp
        headers["x-slack-signature"] = signature
        let answer = await hook.handle(Self.request(body, headers))
        #expect(answer == .empty(401), "\(timestamp ?? "") \(signature ?? "")")
      }
      for time in [now - 301, now + 301] { #expect(await hook.handle(Self.signed(body, at: time)) == .empty(401)) }
      #expect(stage.chat.heard.isEmpty)
      #expect(await hook.handle(Self.signed(body, at: now - 300)) == .empty(200))
      #expect(await hook.handle(Self.signed(body, at: now, method: "GET")) == .empty(405))
      #expect(await hook.handle(Self.signed(body, at: now, path: "/else")) == .empty(404))
      #expect(await hook.handle(Self.signed(Array(repeating: 32, count: 1024 * 1024 + 1), at: now)) == .empty(413))
    }
  }

  @Test("the challenge comes back; a check of the certificate and what is unknown are acknowledged") func challenge() async throws {
    try await Stage.run { stage in
      let hook = try #require(stage.bot.hook)
      let now = stage.clock.now
      let challenge: JSONValue = ["token": "x", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P", "type": "url_verification"]
      #expect(
        await hook.handle(Self.signed(challenge.bytes, at: now))
          == HookResponse(status: 200, body: Array(#"{"challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}"#.utf8)))
      #expect(await hook.handle(Self.signed(Array("ssl_check=1&token=x".utf8), at: now, path: "/commands")) == .empty(200))
      for body in [#"{"type":"app_rate_limited"}"#, #"{"type":"something_new"}"#] {
        #expect(await hook.handle(Self.signed(Array(body.utf8), at: now)) == .empty(200))
      }
      let view = FakeSlack.form([("payload", #"{"type":"view_submission","user":{"id":"U1"}}"#)])
      #expect(await hook.handle(Self.signed(view, at: now, path: "/actions")) == .empty(200))
      #expect(stage.chat.heard.isEmpty)
    }
  }

  @Test("hostile bodies with a good signature harm nothing", arguments: ["/events", "/commands", "/actions"]) func hostile(_ path: String) async throws {
    try await Stage.run { stage in
      let hook = try #require(stage.bot.hook)
      for body in HostileBodies.all {
        let answer = await hook.handle(Self.signed(body, at: stage.clock.now, path: path))
        #expect([200, 400, 413].contains(answer.status))
      }
      #expect(stage.chat.heard.isEmpty)
      let ana = await SlackUser("U1", in: stage.slack)
      try await ana.say("still there?")
      #expect(try await ana.hear().text == "you said still there?")
    }
  }

  @Test("a configuration names what is wrong with it and shows no secret") func configuration() throws {
    func problem(
      _ token: String = FakeSlack.token, _ secret: String = FakeSlack.signingSecret, _ command: String = "rialto", _ address: String = "https://slack.com/api"
    )
      -> String?
    {
      do {
        _ = try SlackConfiguration(botToken: token, signingSecret: secret, command: command, address: address)
        return nil
      } catch {
        return (error as? SlackConfigurationError)?.problem
      }
    }
    #expect(problem() == nil)
    #expect(problem("xoxp-1")?.contains("bot token") == true)
    #expect(problem("xoxb-1 2")?.contains("bot token") == true)
    #expect(problem(FakeSlack.token, "")?.contains("signing secret") == true)
    #expect(problem(FakeSlack.token, FakeSlack.signingSecret, "/rialto")?.contains("slash command") == true)
    #expect(problem(FakeSlack.token, FakeSlack.signingSecret, "rialto", "slack.com")?.contains("address") == true)
    let configuration = try SlackConfiguration(botToken: FakeSlack.token, signingSecret: FakeSlack.signingSecret)
    var dumped = ""
    dump(configuration, to: &dumped)
    for text in ["\(configuration)", String(reflecting: configuration), dumped] {
      #expect(!text.contains("xoxb") && !text.contains(FakeSlack.signingSecret))
    }
  }

  @Test("the manifest asks for what the bot uses, at the addresses that it serves") func manifest() throws {
    let text = try String(contentsOf: Repository.root.appendingPathComponent("bots/slack/manifest.yaml"), encoding: .utf8)
    let manifest = try #require(try Yams.load(yaml: text) as? [String: Any])
    let settings = try #require(manifest["settings"] as? [String: Any])
    let events = try #require(settings["event_subscriptions"] as? [String: Any])
    let features = try #require(manifest["features"] as? [String: Any])
    let scopes = ((manifest["oauth_config"] as? [String: Any])?["scopes"] as? [String: Any])?["bot"] as? [String]
    #expect(scopes == ["app_mentions:read", "chat:write", "commands", "im:history", "im:write"])
    #expect(events["bot_events"] as? [String] == ["app_mention", "message.im"])
    let commands = try #require(features["slash_commands"] as? [[String: Any]])
    let addresses = [
      events["request_url"], (settings["interactivity"] as? [String: Any])?["request_url"], commands.first?["url"],
    ].compactMap { ($0 as? String).flatMap(URL.init(string:))?.path }
    #expect(addresses == ["/hooks/slack/events", "/hooks/slack/actions", "/hooks/slack/commands"])
    #expect(commands.map { $0["command"] as? String } == ["/rialto"])
    let home = try #require(features["app_home"] as? [String: Any])
    #expect(home["messages_tab_enabled"] as? Bool == true)
    #expect(home["messages_tab_read_only_enabled"] as? Bool == false)
  }

  @Test("slack_sdk takes every signature and every block, and the bot takes what slack_sdk signs") func judged() async throws {
    let chat = RehearsedChat { message in
      [
        ChatReply("you said \(message.text) \(HardTexts.name)", buttons: (0..<30).map { Button(label: "\($0) & \(HardTexts.name)", send: "choose <\($0)>") }),
        ChatReply(HardTexts.long[2]),
      ]
    }
    try await Stage.run(chat: chat) { stage in
      let ana = await SlackUser("U1", in: stage.slack)
      try await ana.say("ça va? أمينة 👩‍👩‍👧‍👦")
      while !(try await ana.hear().buttons.isEmpty == false) {}
      try await stage.slack.command("help", from: "U1", in: "C1")
      try await eventually("all is answered") { stage.inbox.waiting == 0 }
      let deliveries = await stage.slack.deliveries
      let event = await stage.slack.event("signed elsewhere", from: "U2", in: "D2").text
      let time = "\(stage.clock.now)"
      let verdict = try await WebhookJudge.ask(
        "slack",
        [
          "secret": .string(FakeSlack.signingSecret), "messages": .array(await stage.slack.taken),
          "sign": [["timestamp": .string(time), "body": .string(event)]],
          "requests": .array(
            deliveries.map {
              ["timestamp": .string($0.timestamp), "signature": .string($0.signature), "body": .string(String(decoding: $0.body, as: UTF8.self))]
            }),
        ])
      #expect(verdict["faults"] == [])
      #expect((verdict["blocks"]?.intValue ?? 0) > 8)
      let signature = try #require(verdict["signed"]?.arrayValue?.first?["signature"]?.stringValue)
      let headers = ["x-slack-request-timestamp": time, "x-slack-signature": signature]
      let hook = try #require(stage.bot.hook)
      #expect(await hook.handle(Self.request(Array(event.utf8), headers)) == .empty(200))
      try await eventually("it was heard") { stage.chat.heard.last?.text == "signed elsewhere" }
    }
  }
}
