import Messaging
import StrictJSON

/// The buttons below a message (Bot API, "InlineKeyboardMarkup").
enum TelegramKeyboard {
  /// Before the label of a button that was pressed.
  private static let mark = "✓ "
  /// What fits side by side on a small telephone.
  private static let rowWidth = 24
  private static let rowButtons = 3

  /// Short labels side by side, long ones below each other; nil without choices.
  static func markup(_ choices: [Page.Choice]) -> JSONValue? {
    guard !choices.isEmpty else { return nil }
    var rows: [[Page.Choice]] = []
    for choice in choices {
      let row = rows.last ?? []
      let width = row.reduce(0) { $0 + $1.label.count } + choice.label.count
      if !row.isEmpty, row.count < rowButtons, width <= rowWidth { rows[rows.count - 1].append(choice) } else { rows.append([choice]) }
    }
    return ["inline_keyboard": .array(rows.map { .array($0.map { ["text": .string($0.label), "callback_data": .string($0.payload)] }) })]
  }

  /// A keyboard with a mark on the buttons that bring back these data; nil where it has the mark already or no such button.
  ///
  /// The others stay: people choose several of a list one after the other, and a button that came too late is refused politely.
  static func marked(_ keyboard: JSONValue, pressed data: String) -> JSONValue? {
    guard let rows = keyboard.arrayValue else { return nil }
    var isChanged = false
    let marked = rows.map { row -> JSONValue in
      .array(
        (row.arrayValue ?? []).map { button in
          guard button["callback_data"]?.stringValue == data, let label = button["text"]?.stringValue, !label.hasPrefix(mark) else { return button }
          isChanged = true
          var pressed = button.objectValue ?? [:]
          pressed["text"] = .string(mark + label)
          return .object(pressed)
        })
    }
    return isChanged ? ["inline_keyboard": .array(marked)] : nil
  }
}
