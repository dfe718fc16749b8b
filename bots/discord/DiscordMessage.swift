import Messaging
import StrictJSON

/// A page as Discord takes it: content, and the buttons in rows of five.
struct DiscordMessage: Sendable {
  /// Content 2000; 5 rows of 5 buttons of 80 characters; `custom_id` 100, of which the number of the button takes some
  /// (docs.discord.com, "Message components").
  static let limits = MessageLimits(unit: .utf16, text: 2000, buttons: 25, label: 80, payload: 96, escapes: DiscordText.escapes)
  private static let perRow = 5
  static let ephemeral = 64
  private static let suppressEmbeds = 4

  let page: Page

  /// - Parameter isEphemeral: whether only one person sees it.
  func body(isEphemeral: Bool) -> JSONObject {
    [
      "content": .string(DiscordText.plain(page.text)), "components": .array(rows), "allowed_mentions": ["parse": []],
      "flags": .int(Self.suppressEmbeds | (isEphemeral ? Self.ephemeral : 0)),
    ]
  }

  private var rows: [JSONValue] {
    let buttons = page.choices.enumerated().map { place, choice -> JSONValue in
      ["type": 2, "style": 2, "label": .string(choice.label), "custom_id": .string("\(place):\(choice.payload)")]
    }
    return stride(from: 0, to: buttons.count, by: Self.perRow).map { start in
      ["type": 1, "components": .array(Array(buttons[start..<min(start + Self.perRow, buttons.count)]))]
    }
  }

  /// The line of a pressed button, without the number before it.
  static func line(_ customID: String) -> String {
    guard let colon = customID.firstIndex(of: ":"), customID[..<colon].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return customID
    }
    return String(customID[customID.index(after: colon)...])
  }
}
