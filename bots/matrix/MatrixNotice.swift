import Messaging
import StrictJSON

/// One message of the bot: `m.notice`, which other bots leave unanswered (Matrix specification, "m.notice").
struct MatrixNotice: Equatable {
  let text: String

  /// The most that one message holds, in bytes. A homeserver takes events of 65,536 bytes; each byte of the text takes
  /// eight at worst, two in the plain form and six in the formatted one.
  static let maximumBytes = 7_000

  /// The reply as messages, its buttons as a numbered list; more than one only where it is very long.
  static func notices(for reply: ChatReply) -> [MatrixNotice] {
    parts(of: clean(reply.numbered)).map(MatrixNotice.init(text:))
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

  /// Without control characters but line breaks and tabs.
  private static func clean(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars
    where scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control {
      out.append(scalar)
    }
    return String(out)
  }

  /// Cuts a text at line ends, or between characters of a line that alone is too long.
  private static func parts(of text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    func close() {
      if !part.isEmpty { parts.append(part) }
      part = ""
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if part.utf8.count + line.utf8.count + 1 > maximumBytes {
        close()
      } else if !part.isEmpty {
        part += "\n"
      }
      for character in line where character.utf8.count <= maximumBytes {
        if part.utf8.count + character.utf8.count > maximumBytes { close() }
        part.append(character)
      }
    }
    close()
    return parts
  }
}
