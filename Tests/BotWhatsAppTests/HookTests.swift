import BotWhatsApp
import Foundation
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("WhatsApp: what calls the hook") struct HookTests {
  private static func request(_ body: [UInt8], _ headers: [String: String] = [:], path: String = "/webhook", method: String = "POST") -> HookRequest {
    HookRequest(method: method, path: path, query: [:], headers: headers, body: body)
  }

  private static func signed(_ body: [UInt8]) -> HookRequest { request(body, ["x-hub-signature-256": FakeWhatsApp.signature(of: body)]) }

  @Test("the challenge comes back to whoever knows the word, and to nobody else") func challenge() async throws {
    try await Stage.run { stage in
      let good = try await stage.whatsApp.verify()
      #expect(good.status == 200)
      #expect(good.contentType.hasPrefix("text/plain"))
      #expect(String(decoding: good.body, as: UTF8.self) == "1158201444")
      #expect(try await stage.whatsApp.verify(token: "wrong").status == 403)
      #expect(try await stage.whatsApp.verify(token: "").status == 403)
      let hook = try #require(stage.bot.hook)
      #expect(await hook.handle(Self.request([], method: "GET")) == .empty(403))
      #expect(await hook.handle(Self.request([], method: "PUT")) == .empty(405))
      #expect(await hook.handle(Self.request([], path: "/else")) == .empty(404))
    }
  }

  @Test("only what Meta signed is taken; what has no signature is refused") func signatures() async throws {
    try await Stage.run { stage in
      let hook = try #require(stage.bot.hook)
      let body = FakeWhatsApp.update([await stage.whatsApp.message(from: ana, type: "text", ["body": "hello"])], from: ana).bytes
      let good = FakeWhatsApp.signature(of: body)
      #expect(await hook.handle(Self.request(body)) == .empty(401))
      for signature in [
        "", "sha256=", "sha256=zz", good.replacing("sha256", with: "sha1"), String(good.dropLast(2)), good + "00", FakeWhatsApp.signature(of: body + [32]),
      ] {
        #expect(await hook.handle(Self.request(body, ["x-hub-signature-256": signature])) == .empty(401))
      }
      #expect(await hook.handle(Self.request(body + [32], ["x-hub-signature-256": good])) == .empty(401))
      #expect(stage.chat.heard.isEmpty)
      #expect(await hook.handle(Self.signed(body)) == .empty(200))
      #expect(await hook.handle(Self.signed(Array(repeating: 32, count: 4 * 1024 * 1024 + 1))) == .empty(413))
    }
  }

  @Test("hostile bodies with a good signature harm nothing; what can be read of a half-good one is taken") func hostile() async throws {
    try await Stage.run { stage in
      let hook = try #require(stage.bot.hook)
      for body in HostileBodies.all { #expect([200, 400, 413].contains(await hook.handle(Self.signed(body)).status)) }
      let wrong: [JSONValue] = [
        7, nil, [:], ["id": 7], ["id": "wamid.a", "type": "text", "from": 7], ["id": "wamid.b", "from": "1", "type": 7],
        ["id": "wamid.c", "from": "1", "timestamp": "99999999999999999999", "type": "reaction"], ["id": "", "from": "1", "type": "text"],
        ["id": "wamid.g", "from": "1", "group_id": "g", "type": "text", "text": ["body": "in a group"]],
      ]
      let good = await stage.whatsApp.message(from: ana, type: "text", ["body": "good"])
      #expect(await hook.handle(Self.signed(FakeWhatsApp.update(wrong + [good], from: ana).bytes)) == .empty(200))
      try await eventually("it was answered") { stage.inbox.waiting == 0 && !stage.chat.heard.isEmpty }
      #expect(stage.chat.heard.map(\.text) == ["good"])
    }
  }

  @Test("a configuration names what is wrong with it and shows no secret") func configuration() throws {
    func problem(
      _ number: String = "1", _ token: String = "EAA", _ secret: String = FakeWhatsApp.appSecret, _ word: String = "12345678", _ version: String = "v26.0"
    ) -> String? {
      do {
        _ = try WhatsAppConfiguration(phoneNumberID: number, accessToken: token, appSecret: secret, verifyToken: word, version: version)
        return nil
      } catch {
        return (error as? WhatsAppConfigurationError)?.problem
      }
    }
    #expect(problem() == nil)
    #expect(problem("+39 333")?.contains("phone number id") == true)
    #expect(problem("1", "")?.contains("access token") == true)
    #expect(problem("1", "E", "short")?.contains("app secret") == true)
    #expect(problem("1", "E", FakeWhatsApp.appSecret, "1")?.contains("verify token") == true)
    #expect(problem("1", "E", FakeWhatsApp.appSecret, "12345678", "26")?.contains("version") == true)
    let configuration = try WhatsAppConfiguration(
      phoneNumberID: "1", accessToken: FakeWhatsApp.token, appSecret: FakeWhatsApp.appSecret, verifyToken: FakeWhatsApp.verifyToken)
    var dumped = ""
    dump(configuration, to: &dumped)
    for text in ["\(configuration)", String(reflecting: configuration), dumped] {
      #expect(!text.contains("EAA") && !text.contains(FakeWhatsApp.appSecret) && !text.contains(FakeWhatsApp.verifyToken))
    }
  }

  @Test("the templates are those that the bot sends, each with one place for a text, not at its edges") func templates() throws {
    let bytes = try Data(contentsOf: Repository.root.appendingPathComponent("bots/whatsapp/templates.json"))
    let templates = try #require(JSONValue(parsing: bytes).arrayValue)
    var names: [String: String] = [:]
    for template in templates {
      let body = try #require(template["components"]?.arrayValue?.first)
      let text = try #require(body["text"]?.stringValue)
      names[try #require(template["language"]?.stringValue)] = template["name"]?.stringValue
      #expect(template["category"] == "UTILITY")
      #expect(text.components(separatedBy: "{{").count == 2 && text.contains("{{1}}"))
      #expect(!text.hasPrefix("{{") && !text.hasSuffix("}}"))
      #expect(text.utf16.count <= 1024 - 850)
      #expect(body["example"]?["body_text"]?.arrayValue?.first?.arrayValue?.count == 1)
    }
    #expect(names == WhatsAppTemplates.standard.names)
  }

  @Test("pywa takes every signature and challenge, reads what was delivered as the bot does, and would send the same") func judged() async throws {
    let buttons: [String: [String]] = ["meet": ["Yes", "No"], "list": (1...7).map { "Choice \($0)" }]
    let chat = RehearsedChat { message in
      [ChatReply("you said \(message.text)", buttons: (buttons[message.text] ?? []).map { Button(label: $0, send: "take \($0)") })]
    }
    try await Stage.run(chat: chat) { stage in
      var pages: [JSONValue] = []
      var challenges: [JSONValue] = []
      for token in [FakeWhatsApp.verifyToken, "wrong-one"] {
        let answer = try await stage.whatsApp.verify(token: token)
        challenges.append([
          "token": .string(token), "challenge": "1158201444", "status": .int(answer.status), "body": .string(String(decoding: answer.body, as: UTF8.self)),
        ])
      }
      for person in [ana, hidden] {
        let user = WhatsAppUser(person, on: stage.whatsApp)
        for (line, press) in [("meet", "No"), ("list", "Choice 7"), ("ça va? أمينة 👩‍👩‍👧‍👦", nil)] {
          try await user.say(line)
          for round in 0..<(press == nil ? 1 : 2) {
            let seen = try await user.see()
            pages.append([
              "kind": .string(seen.kind), "to": .string(seen.to), "text": .string(seen.text), "open": "Choose",
              "body": try #require(await stage.whatsApp.taken.last),
              "choices": .array(seen.choices.map { ["id": .string($0.id), "title": .string($0.title)] }),
            ])
            if round == 0, let press { try await user.press(press) }
          }
        }
      }
      let deliveries = await stage.whatsApp.deliveries
      let verdict = try await WebhookJudge.ask(
        "whatsapp",
        [
          "number": .string(FakeWhatsApp.number), "token": .string(FakeWhatsApp.token), "verifyToken": .string(FakeWhatsApp.verifyToken),
          "appSecret": .string(FakeWhatsApp.appSecret), "challenges": .array(challenges), "pages": .array(pages),
          "updates": .array(deliveries.map { ["signature": .string($0.signature), "body": .string(String(decoding: $0.body, as: UTF8.self))] }),
        ])
      #expect(verdict["faults"] == [])
      #expect(verdict["compared"] == 10)
      let heard = stage.chat.heard.map { "\($0.messageID) \($0.account) \($0.text)" }
      let read = (verdict["read"]?.arrayValue ?? []).map { one in
        // pywa gives what the button brought back; the number before the line is the bot's own.
        let line = (one["line"]?.stringValue ?? "").replacing(/^[0-9]+:/, with: "")
        return "\(one["id"]?.stringValue ?? "") \(one["account"]?.stringValue ?? "") \(line)"
      }
      #expect(read == heard)
    }
  }
}
