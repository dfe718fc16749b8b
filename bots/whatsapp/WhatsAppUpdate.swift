import Messaging
import StrictJSON

/// What one call of Meta brings: messages of several people, and what became of those that were sent
/// (developers.facebook.com, "WhatsApp Cloud API", "Webhooks").
struct WhatsAppUpdate: Sendable {
  /// A message that did not arrive.
  struct Failure: Sendable, Hashable {
    var messageID: String
    /// Who should have got it, as a conversation.
    var chat: String?
    var code: Int
    /// What was given along with it.
    var note: String?
  }

  var arrivals: [Arrival] = []
  /// When each conversation last wrote, in seconds since 1970.
  var heard: [String: Int] = [:]
  var failures: [Failure] = []

  /// Nothing where the update is of something else.
  init(_ body: JSONValue, bot: String, phoneNumberID: String) {
    guard body["object"] == "whatsapp_business_account" else { return }
    for entry in body["entry"]?.arrayValue ?? [] {
      for change in entry["changes"]?.arrayValue ?? [] where change["field"] == "messages" {
        guard let value = change["value"], value["metadata"]?["phone_number_id"] == .string(phoneNumberID) else { continue }
        let contacts = value["contacts"]?.arrayValue ?? []
        for message in value["messages"]?.arrayValue ?? [] { take(message, contacts, bot) }
        for status in value["statuses"]?.arrayValue ?? [] where status["status"] == "failed" { take(failed: status) }
      }
    }
  }

  private mutating func take(_ message: JSONValue, _ contacts: [JSONValue], _ bot: String) {
    guard
      let id = message["id"]?.stringValue, !id.isEmpty, message["group_id"]?.stringValue == nil,
      let account = Self.account(of: message, contacts), let text = Self.text(of: message)
    else { return }
    arrivals.append(Arrival(IncomingMessage(bot: bot, chat: account, account: account, messageID: id, text: text, isPrivate: true)))
    if let time = message["timestamp"]?.stringValue.flatMap({ Int($0) }) { heard[account] = max(heard[account] ?? 0, time) }
  }

  private mutating func take(failed status: JSONValue) {
    guard let id = status["id"]?.stringValue else { return }
    let error = status["errors"]?.arrayValue?.first
    failures.append(
      Failure(
        messageID: id, chat: status["recipient_user_id"]?.stringValue ?? status["recipient_id"]?.stringValue, code: error?["code"]?.intValue ?? 0,
        note: status["biz_opaque_callback_data"]?.stringValue))
  }

  /// Who wrote: by the id that Meta gives a person for this business, else by the number, which a person may have hidden.
  private static func account(of message: JSONValue, _ contacts: [JSONValue]) -> String? {
    let from = message["from"]?.stringValue
    let contact = contacts.first { $0["wa_id"]?.stringValue == from && from != nil } ?? (contacts.count == 1 ? contacts.first : nil)
    let names = [message["from_user_id"]?.stringValue, contact?["user_id"]?.stringValue, from, contact?["wa_id"]?.stringValue]
    return names.lazy.compactMap(\.self).first { !$0.isEmpty }
  }

  /// What was said, or what the pressed button stands for; nil for what is no message: reactions, edits, deletions.
  private static func text(of message: JSONValue) -> String? {
    switch message["type"]?.stringValue {
    case "text": message["text"]?["body"]?.stringValue
    case "interactive":
      (message["interactive"]?["button_reply"]?["id"] ?? message["interactive"]?["list_reply"]?["id"])?.stringValue.map(WhatsAppMessage.line)
        ?? IncomingMessage.notText
    case "button": message["button"]?["payload"]?.stringValue ?? message["button"]?["text"]?.stringValue ?? IncomingMessage.notText
    case nil, "reaction", "system", "edit", "revoke", "request_welcome", "ephemeral": nil
    default: IncomingMessage.notText
    }
  }
}
