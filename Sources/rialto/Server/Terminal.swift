import Chat
import Foundation
import Messaging
import Synchronization

/// A person at a terminal: what they type, and what they are told, each on its own lines.
final class Terminal: Sendable {
  private let isSeen = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
  private let buttons = Mutex<[Button]>([])

  /// The next line; nil at the end of the input.
  func ask() -> String? {
    if isSeen { write("\u{1B}[1m> \u{1B}[0m") }
    return readLine()
  }

  /// What a line stands for: a number presses the button with that number.
  func meant(by text: String) -> String {
    let number = Int(String(text.filter { !$0.isWhitespace }.compactMap { $0.wholeNumberValue.map { Character("\($0)") } }))
    let isNumber = text.allSatisfy { $0.isWhitespace || $0.wholeNumberValue != nil }
    return buttons.withLock { buttons in
      guard isNumber, let number, number > 0, number <= buttons.count else { return text }
      return buttons[number - 1].send
    }
  }

  /// - Parameter unasked: whether it comes while the person may be typing; the prompt is written again below it.
  func tell(_ reply: ChatReply, unasked: Bool = false) {
    // A number presses what was offered last; where nothing was, the bot is asked what it means.
    buttons.withLock { $0 = reply.buttons }
    if isSeen && unasked { write("\r\u{1B}[K\u{1B}[33m") }
    write(Self.shown(reply.numbered) + "\n\n")
    if isSeen && unasked { write("\u{1B}[0m\u{1B}[1m> \u{1B}[0m") }
  }

  /// Text from elsewhere moves no cursor: control characters are left out.
  private static func shown(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control }))
  }

  /// Ends quietly where nobody reads any more.
  private func write(_ text: String) {
    do { try FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) } catch { exit(0) }
  }
}
