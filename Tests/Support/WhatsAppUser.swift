import StrictJSON
import Synchronization

/// A person on the fake WhatsApp.
public final class WhatsAppUser: PlatformUser {
  public let hasButtons = true
  public let person: FakeWhatsApp.Person
  private let whatsApp: FakeWhatsApp
  private let shown = Mutex<[WhatsAppSeen]>([])

  public init(_ person: FakeWhatsApp.Person, on whatsApp: FakeWhatsApp) {
    self.person = person
    self.whatsApp = whatsApp
  }

  public func say(_ text: String) async throws {
    try await deliver(await whatsApp.message(from: person, type: "text", ["body": .string(text)]))
  }

  public func press(_ label: String) async throws {
    let all = shown.withLock { $0 }
    guard let message = all.last(where: { $0.choices.contains { $0.title == label } }), let choice = message.choices.first(where: { $0.title == label })
    else { throw TestFault("no button \(label)") }
    let name = message.kind == "list" ? "list_reply" : "button_reply"
    let reply: JSONValue = ["type": .string(name), name: ["id": .string(choice.id), "title": .string(choice.title)]]
    try await deliver(await whatsApp.message(from: person, type: "interactive", reply, answering: message.messageID))
  }

  /// Sends something that is no text.
  public func sendPicture() async throws {
    try await deliver(await whatsApp.message(from: person, type: "image", ["id": "1", "mime_type": "image/jpeg", "sha256": "abc"]))
  }

  /// The next message.
  public func hear() async throws -> Heard {
    let message = try await see()
    return Heard(text: message.text, buttons: message.choices.map(\.title))
  }

  /// The same with all that WhatsApp knows of it.
  public func see() async throws -> WhatsAppSeen {
    let chat = person.chat
    let message = try await whatsApp.seen.next { $0.to == chat }
    shown.withLock { $0.append(message) }
    return message
  }

  private func deliver(_ message: JSONValue) async throws {
    let statuses = try await whatsApp.deliver(FakeWhatsApp.update([message], from: person))
    guard statuses.last == 200 else { throw TestFault("WhatsApp gave up after \(statuses)") }
  }
}
