import BotWeb
import Messaging
import StrictJSON

/// Why the Bot API did not do what it was asked for (Bot API, "Making requests" and "ResponseParameters").
struct TelegramError: Error, Equatable, CustomStringConvertible {
  /// As in the answer; the status of HTTP where it has none.
  var code: Int
  /// In Telegram's words; they change, so nothing is decided by them.
  var words: String
  var retryAfter: Duration?
  /// The group was made a supergroup and has this id now.
  var movedTo: Int?

  var description: String { "\(code) \(words)" }

  /// What the answer says is wrong; nil where it is a success.
  init?(_ answer: WebCaller.Answer, _ body: JSONValue?) {
    if (200..<300).contains(answer.status), body?["ok"] == .bool(true), body?["result"] != nil { return nil }
    let isError = body?["ok"] == .bool(false)
    code = isError ? body?["error_code"]?.intValue ?? answer.status : answer.status
    // A success without a result is none.
    if (200..<300).contains(code) { code = 502 }
    words = isError ? String((body?["description"]?.stringValue ?? "").prefix(300)) : "an answer that is not the Bot API's"
    let parameters = body?["parameters"]
    retryAfter = parameters?["retry_after"]?.doubleValue.map { .seconds(min(max($0, 0), 3600)) } ?? answer.retryAfter
    movedTo = parameters?["migrate_to_chat_id"]?.intValue
  }

  /// As the courier knows it, for a message to one conversation.
  ///
  /// A wrong token (401, or 404 where it has no form at all) and a conflict are faults of the set-up that can be mended.
  var platformError: PlatformError {
    switch code {
    case 429: .limited(retryAfter ?? .seconds(1), wholeBot: false)
    case 400, 403, 413: .refused(description)
    default: retryAfter.map { .limited($0, wholeBot: true) } ?? .unavailable(description)
    }
  }
}
