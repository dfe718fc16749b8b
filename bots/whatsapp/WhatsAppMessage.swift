import Messaging
import StrictJSON

/// What is sent to a person by `POST /<number>/messages`.
struct WhatsAppMessage: Sendable {
  /// Text 4096; beside buttons 1024; three buttons of 20 characters or a list of ten rows of 24; what a row brings back 200, of which the
  /// number of the row takes some.
  static let limits = MessageLimits(unit: .utf16, text: 4096, textBesideButtons: 1024, buttons: 10, label: 24, payload: 196)
  private static let mostButtons = 3
  private static let buttonLabel = 20
  /// The most that a template's place holds: its own words count too, 1024 in all.
  static let mostParameter = 850
  /// The most that comes back with a failure.
  static let mostNote = 500

  var body: JSONObject

  /// A page: text, buttons, or a list where they do not fit into buttons.
  /// - Parameter note: comes back where the message does not arrive.
  init(_ page: Page, to chat: String, choose: String, note: String?) {
    let text = WhatsAppText.plain(page.text)
    body = Self.envelope(to: chat)
    if page.choices.isEmpty {
      body["type"] = "text"
      body["text"] = ["body": .string(text), "preview_url": false]
    } else {
      body["type"] = "interactive"
      body["interactive"] = Self.interactive(text, page.choices, choose: choose)
    }
    if let note { body["biz_opaque_callback_data"] = .string(note) }
  }

  /// A template with its one text.
  init(template: (name: String, language: String), text: String, to chat: String) {
    body = Self.envelope(to: chat)
    body["type"] = "template"
    let parameter: JSONValue = ["type": "text", "text": .string(WhatsAppTemplates.parameter(WhatsAppText.plain(text), most: Self.mostParameter))]
    body["template"] = [
      "name": .string(template.name), "language": ["code": .string(template.language)],
      "components": [["type": "body", "parameters": [parameter]]],
    ]
  }

  /// The line of a pressed button, without the number before it.
  static func line(_ id: String) -> String {
    guard let colon = id.firstIndex(of: ":"), id[..<colon].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return id }
    return String(id[id.index(after: colon)...])
  }

  private static func envelope(to chat: String) -> JSONObject {
    ["messaging_product": "whatsapp", "recipient_type": "individual", (isUserID(chat) ? "recipient" : "to"): .string(chat)]
  }

  /// Whether a conversation goes by the id that Meta gives a person (`IT.1349…`) and not by a number.
  static func isUserID(_ chat: String) -> Bool { chat.wholeMatch(of: /[A-Z]{2}\..+/) != nil }

  private static func interactive(_ text: String, _ choices: [Page.Choice], choose: String) -> JSONValue {
    let labels = choices.map { WhatsAppText.plain($0.label) }
    let ids = choices.enumerated().map { "\($0.offset):\($0.element.payload)" }
    let fitsButtons =
      choices.count <= mostButtons && labels.allSatisfy { $0.utf16.count <= buttonLabel } && Set(labels).count == labels.count
    guard fitsButtons else {
      let rows = zip(ids, labels).map { JSONValue.object(["id": .string($0), "title": .string($1)]) }
      let short = MessageLimits(unit: .utf16, text: 20, label: 20)
      return [
        "type": "list", "body": ["text": .string(text)],
        "action": ["button": .string(short.clipped(choose)), "sections": [["title": .string(short.clipped(choose)), "rows": .array(rows)]]],
      ]
    }
    let buttons = zip(ids, labels).map { JSONValue.object(["type": "reply", "reply": ["id": .string($0), "title": .string($1)]]) }
    return ["type": "button", "body": ["text": .string(text)], "action": ["buttons": .array(buttons)]]
  }
}
