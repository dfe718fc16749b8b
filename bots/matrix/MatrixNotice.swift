import Messaging
import StrictJSON

/// One message of the bot: `m.notice`, which other bots leave unanswered (Matrix specification, "m.notice").
struct MatrixNotice: Equatable {
  let text: String

  /// The most that one message holds, in bytes. A homeserver takes events of 65,536 bytes; each byte of the text takes
  /// eight at worst, two in the plain form and six in the formatted one.
  static let limits = MessageLimits(unit: .bytes, text: 7_000)

  /// The reply as messages, its buttons as a numbered list; more than one only where it is very long.
  static func notices(for reply: ChatReply) -> [MatrixNotice] {
    Page.pages(of: reply, within: limits).map { MatrixNotice(text: $0.text) }
  }

  /// The content of the `m.room.message` event; it mentions nobody, whatever names stand in the text.
  var content: JSONValue {
    [
      "msgtype": "m.notice", "body": .string(text), "format": "org.matrix.custom.html",
      "formatted_body": .string(Self.html(text)), "m.mentions": [:],
    ]
  }

  /// The text as HTML: nothing in it is markup, its lines are kept.
  static func html(_ text: String) -> String {
    var out = ""
    out.reserveCapacity(text.utf8.count + 64)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      case "\n": out += "<br/>"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
