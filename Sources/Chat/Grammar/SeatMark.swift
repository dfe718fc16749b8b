import ForumCore
import Messaging

/// What a button carries in front of its line: the forum in which it was made and for whom: `#~9f86d0.7 confirm M-42 #2 #!`.
///
/// References are the forum's own, so `M-42` of one is another meeting than `M-42` of the next; and in a room whoever likes presses.
package struct SeatMark: Hashable, Sendable {
  /// Six hexadecimal digits that stand for the forum's name: what a button brings back is 64 bytes on some platforms.
  private let forum: String
  let delegate: DelegateID

  private static let sign = "#~"
  private static let digits = 6

  package init(forum: ForumID, delegate: DelegateID) {
    self.forum = Self.digits(of: forum)
    self.delegate = delegate
  }

  private init?(_ text: Substring) {
    let parts = text.dropFirst(Self.sign.count).split(separator: ".", omittingEmptySubsequences: false)
    guard text.hasPrefix(Self.sign), parts.count == 2, parts[0].utf8.count == Self.digits, let delegate = DelegateID("d-\(parts[1])") else { return nil }
    forum = String(parts[0])
    self.delegate = delegate
  }

  func isOf(_ forum: ForumID) -> Bool { self.forum == Self.digits(of: forum) }

  /// The line as a button sends it. Lines that say themselves what they are about, or are about nothing, stay as they are.
  package func on(_ line: String) -> String {
    let isItsOwn = ["forum ", "link ", "help ", Self.sign].contains(where: line.hasPrefix) || ["no", "help"].contains(line)
    return isItsOwn ? line : "\(Self.sign)\(forum).\(delegate.value) \(line)"
  }

  /// The mark of a line, where it has one, and the line without it.
  static func split(_ line: String) -> (mark: SeatMark?, line: String) {
    guard line.hasPrefix(sign), let space = line.firstIndex(of: " "), let mark = SeatMark(line[..<space]) else { return (nil, line) }
    return (mark, String(line[line.index(after: space)...]))
  }

  private static func digits(of forum: ForumID) -> String { String(ChatReply.mark(of: [forum.value]).prefix(digits)) }
}

extension ChatReply {
  /// The same with a mark on each button.
  func marked(_ mark: SeatMark) -> ChatReply {
    ChatReply(text, buttons: buttons.map { Button(label: $0.label, send: mark.on($0.send)) })
  }
}
