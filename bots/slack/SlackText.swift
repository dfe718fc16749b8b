import Foundation

/// Slack's way to write a text: three characters are escaped, and what stands in angle brackets is a mention or a link
/// (docs.slack.dev, "Formatting message text").
enum SlackText {
  /// What goes out: nothing in it mentions, links or is markup.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// What a character takes beside itself when it is escaped.
  static let escapes: [Unicode.Scalar: Int] = ["&": 4, "<": 3, ">": 3]

  static func unescaped(_ text: some StringProtocol) -> String {
    String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }

  /// What came in, as the person sees it: links by their label or address, mentions by their name.
  /// - Parameter own: the bot's user ids, whose mention is left out.
  static func plain(_ text: String, without own: Set<String> = []) -> String {
    var out = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "<") {
      out += unescaped(rest[..<open])
      guard let close = rest[open...].firstIndex(of: ">") else {
        out += unescaped(rest[open...])
        rest = ""
        break
      }
      out += shown(rest[rest.index(after: open)..<close], without: own)
      rest = rest[rest.index(after: close)...]
    }
    out += unescaped(rest)
    return out.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What stands for one mention or link: `@U123`, `#C123|general`, `!here`, `https://…|label`.
  private static func shown(_ inside: Substring, without own: Set<String>) -> String {
    let parts = inside.split(separator: "|", maxSplits: 1)
    guard let target = parts.first else { return "" }
    let label = parts.count == 2 ? unescaped(parts[1]) : nil
    switch target.first {
    case "@":
      if own.contains(String(target.dropFirst())) { return "" }
      return label.map { $0.hasPrefix("@") ? $0 : "@\($0)" } ?? String(target)
    case "#": return label.map { "#\($0)" } ?? String(target)
    case "!": return label ?? String(target.split(separator: "^").first ?? target).replacing("!", with: "@")
    default:
      let address = unescaped(target)
      return label ?? (address.hasPrefix("mailto:") ? String(address.dropFirst("mailto:".count)) : address)
    }
  }

  /// The line of a button as it goes into its value: without the characters that Slack may escape on the way.
  static func packed(_ line: String) -> String {
    line.replacing("%", with: "%25").replacing("&", with: "%26").replacing("<", with: "%3C").replacing(">", with: "%3E")
  }

  static func unpacked(_ value: String) -> String {
    value.replacing("%3E", with: ">").replacing("%3C", with: "<").replacing("%26", with: "&").replacing("%25", with: "%")
  }
}
