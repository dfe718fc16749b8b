import BotWhatsApp
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("WhatsApp: what comes again, what fails, and the day after") struct DeliveryTests {
  @Test("where the store is away Meta is told to send again; what comes again has one effect, a week later too") func retries() async throws {
    try await Stage.run { stage in
      let user = WhatsAppUser(ana, on: stage.whatsApp)
      try await user.say("hello")
      _ = try await user.hear()
      stage.inbox.lose()
      let update = FakeWhatsApp.update([await stage.whatsApp.message(from: ana, type: "text", ["body": "book"])], from: ana)
      #expect(try await stage.whatsApp.call(update.bytes).status == 503)
      stage.inbox.lose(false)
      for _ in 0..<3 { #expect(try await stage.whatsApp.deliver(update) == [200]) }
      #expect(try await user.hear().text == "you said book")
      stage.clock.advance(seconds: 7 * 86_400)
      #expect(try await stage.whatsApp.deliver(update) == [200])
      try await user.say("end")
      #expect(try await user.hear().text == "you said end")
      #expect(stage.chat.effects == 3)
    }
  }

  @Test("after a crash between reply and acknowledgement the next bot answers what was kept, with one effect") func crash() async throws {
    try await Stage.run { stage in
      let user = WhatsAppUser(ana, on: stage.whatsApp)
      stage.inbox.crashBeforeAnswered()
      try await user.say("book")
      #expect(try await user.hear().text == "you said book")
      let next = try stage.again()
      let running = Task { await next.run() }
      #expect(try await user.hear().text == "you said book")
      stage.inbox.crashBeforeAnswered(false)
      try await eventually("all is answered") { stage.inbox.waiting == 0 }
      #expect(stage.chat.effects == 1)
      running.cancel()
      await running.value
    }
  }

  @Test("a flood in batches, shuffled and doubled: every message once, in order for each person") func flood() async throws {
    try await Stage.run { stage in
      var updates: [JSONValue] = []
      for number in 0..<20 {
        for one in 0..<10 {
          let person = FakeWhatsApp.Person(number: "39333000\(one)")
          updates.append(FakeWhatsApp.update([await stage.whatsApp.message(from: person, type: "text", ["body": .string("\(number)")])], from: person))
        }
      }
      for start in stride(from: 0, to: 200, by: 25) {
        #expect(try await stage.whatsApp.deliver(FakeWhatsApp.batch(Array(updates[start..<start + 25]))) == [200])
      }
      for update in updates.shuffled() { #expect(try await stage.whatsApp.deliver(update) == [200]) }
      var said: [String: [String]] = [:]
      for _ in 0..<200 {
        let seen = try await stage.whatsApp.seen.next()
        said[seen.to, default: []].append(seen.text)
      }
      for one in 0..<10 { #expect(said["39333000\(one)"] == (0..<20).map { "you said \($0)" }) }
      try await eventually("nothing waits") { stage.inbox.waiting == 0 }
      #expect(stage.whatsApp.seen.waiting.isEmpty)
    }
  }

  @Test("a day after a person's last message a template says it, in one line, in Arabic where the text is") func template() async throws {
    try await Stage.run { stage in
      let user = WhatsAppUser(ana, on: stage.whatsApp)
      try await user.say("hello")
      _ = try await user.hear()
      stage.clock.advance(seconds: 24 * 3600 - 120)
      try await stage.deliver("just in time", to: ana, key: "1")
      #expect(try await user.see().kind == "text")
      stage.clock.advance(seconds: 240)
      try await stage.deliver("Meeting moved\n\nto   10:30", to: ana, key: "2", buttons: [Button(label: "Agree", send: "agree")])
      let seen = try await user.see()
      #expect([seen.kind, seen.text] == ["template", "Meeting moved · to 10:30"])
      try await stage.deliver("تم تأجيل الاجتماع", to: ana, key: "3")
      #expect(try await user.see().kind == "template")
      #expect(await stage.whatsApp.taken.last?["template"]?["language"] == ["code": "ar"])
      try await stage.deliver(HardTexts.long[0], to: ana, key: "4")
      #expect(try await user.see().text.hasSuffix("…"))
      try await user.say("I am back")
      #expect(try await user.see().kind == "text")
      #expect(await stage.whatsApp.objections.isEmpty)
      #expect(stage.whatsApp.seen.waiting.isEmpty)
    }
  }

  @Test("after a restart it is not known when a person wrote: Meta's objection brings the template, at once") func objection() async throws {
    try await Stage.run { stage in
      let user = WhatsAppUser(old, on: stage.whatsApp)
      try await stage.deliver("news", to: old)
      let seen = try await user.see()
      #expect([seen.kind, seen.text] == ["template", "news"])
      await stage.whatsApp.openWindow("201001234567")
      try await stage.deliver("more", to: old, key: "2")
      #expect(try await user.see().kind == "text")
    }
  }

  @Test("or later, by a failed status: what came along with it goes by a template, once, also when the next bot hears of it") func laterObjection() async throws
  {
    try await Stage.run { stage in
      await stage.whatsApp.objectLater()
      let user = WhatsAppUser(old, on: stage.whatsApp)
      try await stage.deliver("news of \(HardTexts.name)", to: old)
      let status = try await stage.whatsApp.failedStatus(to: old)
      // The first time the template cannot be sent: Meta is told to say it again.
      await stage.whatsApp.fail(with: FakeAnswer(.empty(500)))
      #expect(try await stage.whatsApp.deliver(status) == [503, 200])
      #expect(try await user.see().kind == "template")
      #expect(try await stage.whatsApp.deliver(status) == [200])
      #expect(stage.whatsApp.seen.waiting.isEmpty)
      #expect(try await stage.whatsApp.deliver(FakeWhatsApp.status("failed", of: "wamid.x", to: old, error: 131_026, note: "n")) == [200])
      #expect(try await stage.whatsApp.deliver(FakeWhatsApp.status("failed", of: "wamid.y", to: old, error: 131_047)) == [200])
      #expect(stage.whatsApp.seen.waiting.isEmpty)
    }
  }

  @Test("without templates a notice outside the day is refused; one that is not approved is a fault of the set-up") func noTemplate() async throws {
    try await Stage.run(templates: nil) { stage in
      await #expect(throws: PlatformError.refused("the person has not written for a day and there is no template")) {
        try await stage.deliver("news", to: old)
      }
    }
    try await Stage.run { stage in
      await stage.whatsApp.approve([])
      await #expect(throws: PlatformError.unavailable("error 132001")) { try await stage.deliver("news", to: old) }
    }
  }

  @Test("the template of the language asked for, else Arabic by its letters, else the fallback") func languages() throws {
    let templates = try WhatsAppTemplates(names: ["en": "a", "ar": "b", "fr": "c"], fallback: "en")
    #expect(templates.names.count == 3)
    #expect(throws: WhatsAppConfigurationError.self) { try WhatsAppTemplates(names: ["en": "A b"], fallback: "en") }
    #expect(throws: WhatsAppConfigurationError.self) { try WhatsAppTemplates(names: ["en": "a"], fallback: "fr") }
    #expect(throws: WhatsAppConfigurationError.self) { try WhatsAppTemplates(names: ["English": "a", "en": "b"], fallback: "en") }
  }

  @Test("429, 130429 and 131056 are obeyed; 5xx and Meta's own faults are tried again") func tryAgain() async throws {
    try await Stage.run { stage in
      let user = WhatsAppUser(ana, on: stage.whatsApp)
      let after = ["Retry-After": "0.1"]
      await stage.whatsApp.fail(
        with: FakeAnswer(.empty(429), headers: after), FakeWhatsApp.error(130_429, headers: after), FakeWhatsApp.error(131_056, headers: after),
        FakeAnswer(.empty(502)), FakeWhatsApp.error(131_000, status: 500), FakeWhatsApp.error(190))
      let began = ContinuousClock.now
      try await user.say("hello")
      #expect(try await user.hear().text == "you said hello")
      #expect(ContinuousClock.now - began >= .milliseconds(300))
    }
  }

  @Test(
    "errors: what never succeeds is refused, what the set-up mends is not",
    arguments: [(131_026, true), (131_051, true), (100, true), (131_009, true), (190, false), (10, false), (200, false), (131_042, false), (131_016, false)])
  func errors(_ code: Int, _ isRefused: Bool) async throws {
    try await Stage.run { stage in
      for _ in 0..<200 { await stage.whatsApp.fail(with: FakeWhatsApp.error(code)) }
      await #expect(throws: isRefused ? PlatformError.refused("error \(code)") : .unavailable("error \(code)")) { try await stage.deliver("news", to: ana) }
    }
  }
}
