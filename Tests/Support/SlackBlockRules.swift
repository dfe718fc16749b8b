import StrictJSON

/// What Slack takes as blocks, and how a person sees them: sections of plain text and rows of buttons.
enum SlackBlockRules {
  struct Shown: Sendable {
    var text: String
    var buttons: [SlackSeen.Button]
  }

  private static let code = "invalid_blocks"

  /// - Throws: `FakeObjection` where Slack would refuse them.
  static func shown(_ value: JSONValue?) throws -> Shown {
    guard let blocks = value?.arrayValue, (1...50).contains(blocks.count) else { throw FakeObjection(code, "blocks") }
    var shown = Shown(text: "", buttons: [])
    for (place, block) in blocks.enumerated() {
      switch block["type"] {
      case "section":
        let fields = try FakeFields(block, "blocks.\(place)", code: code, known: ["type", "text", "block_id"])
        shown.text += try plain(fields["text"], "blocks.\(place).text", 1...3000)
      case "actions":
        let fields = try FakeFields(block, "blocks.\(place)", code: code, known: ["type", "elements", "block_id"])
        let elements = try fields.list("elements", 1...25)
        shown.buttons += try elements.map { try button($0, "blocks.\(place).elements") }
        try fields.distinct(elements.compactMap { $0["action_id"]?.stringValue }, "action_id")
      default: throw FakeObjection(code, "blocks.\(place).type")
      }
    }
    return shown
  }

  private static func button(_ value: JSONValue, _ place: String) throws -> SlackSeen.Button {
    let fields = try FakeFields(value, place, code: code, known: ["type", "action_id", "text", "value", "style"])
    try fields.require("type", oneOf: ["button"])
    return SlackSeen.Button(
      label: try plain(fields["text"], "\(place).text", 1...75), value: try fields.text("value", 1...2000), action: try fields.text("action_id", 1...255))
  }

  /// Plain text, whose three escapes are shown as what they stand for.
  private static func plain(_ value: JSONValue?, _ place: String, _ lengths: ClosedRange<Int>) throws -> String {
    let fields = try FakeFields(value, place, code: code, known: ["type", "text", "emoji"])
    try fields.require("type", oneOf: ["plain_text"])
    try fields.require("emoji", oneOf: [true, false], optional: true)
    return try unescaped(fields.text("text", lengths))
  }

  /// What Slack shows of an escaped text.
  /// - Throws: where a bare `<` would be read as a mention or a link.
  static func unescaped(_ text: String) throws -> String {
    if text.contains("<") || text.contains(">") { throw FakeObjection(code, "a bare bracket, which may mention somebody") }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

/// One message of the bot as a person in Slack sees it.
public struct SlackSeen: Sendable, Equatable {
  public struct Button: Sendable, Equatable {
    public var label: String
    public var value: String
    public var action: String
  }

  /// Where it stands: a channel, or a channel of direct messages.
  public var channel: String
  /// Who alone sees it; nil: everybody there.
  public var onlyFor: String?
  public var time: String
  public var thread: String?
  public var text: String
  public var buttons: [Button]
}
