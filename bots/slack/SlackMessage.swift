import Messaging
import StrictJSON

/// A page as Slack takes it: a section of plain text with the buttons below it, and the same as text for notifications.
struct SlackMessage: Sendable {
  let page: Page

  /// Section 3000, button 75, value 2000, 25 buttons a block (docs.slack.dev, "Block Kit"). A value is at most thrice as long as the
  /// line packed into it.
  static let limits = MessageLimits(unit: .utf16, text: 3000, buttons: 25, label: 75, payload: 660, escapes: SlackText.escapes)

  /// What both `chat.postMessage` and an answer to a command take.
  var members: JSONObject {
    ["text": .string(SlackText.escaped(page.text)), "blocks": .array(blocks), "mrkdwn": false, "unfurl_links": false, "unfurl_media": false]
  }

  private var blocks: [JSONValue] {
    let section: JSONValue = ["type": "section", "text": Self.plain(page.text)]
    guard !page.choices.isEmpty else { return [section] }
    let buttons = page.choices.enumerated().map { place, choice -> JSONValue in
      [
        "type": "button", "action_id": "choice-\(place + 1)", "text": Self.plain(choice.label),
        "value": .string(SlackText.packed(choice.payload)),
      ]
    }
    return [section, ["type": "actions", "elements": .array(buttons)]]
  }

  /// Text that is no markup, in which a name like `:smile:` stays one.
  private static func plain(_ text: String) -> JSONValue {
    ["type": "plain_text", "text": .string(SlackText.escaped(text)), "emoji": false]
  }
}
