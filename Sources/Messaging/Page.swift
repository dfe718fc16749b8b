/// One message as it goes to a platform: a reply, or the part of it that fits.
public struct Page: Sendable, Hashable {
  /// A button that fits the platform.
  public struct Choice: Sendable, Hashable {
    /// Cut with "…" where it is too long; the whole stands in the text then.
    public var label: String
    /// What comes back as the text of a message when it is pressed.
    public var payload: String
  }

  /// Without control characters but line ends; never empty.
  public var text: String
  public var choices: [Choice]
  /// Counted from 0.
  public var number: Int
  public var isLast: Bool

  public var isFirst: Bool { number == 0 }

  /// A reply as messages: its text cut at line ends where it is long, its buttons beside the last part. Buttons that do not fit,
  /// or would be cut, stand in the text too as a numbered list, from which a person chooses by its number.
  public static func pages(of reply: ChatReply, within limits: MessageLimits) -> [Page] {
    let areWhole = reply.buttons.count <= limits.buttons && reply.buttons.allSatisfy { limits.count($0.label) <= limits.label }
    let text = TextCut.clean(areWhole ? reply.text : reply.numbered)
    let texts = reply.buttons.isEmpty || limits.buttons == 0 ? TextCut.parts(of: text, within: limits) : TextCut.partsBesideButtons(of: text, within: limits)
    let choices = reply.buttons.prefix(limits.buttons).enumerated().map { place, button in
      Choice(
        label: TextCut.clipped(TextCut.clean(areWhole ? button.label : "\(place + 1). \(button.label)").replacing("\n", with: " "), within: limits),
        payload: button.send.utf8.count <= limits.payload ? button.send : reply.token(of: place))
    }
    return texts.enumerated().map { number, text in
      let isLast = number == texts.count - 1
      return Page(text: text, choices: isLast ? choices : [], number: number, isLast: isLast)
    }
  }
}

extension ChatReply {
  /// What a button brings back where its line is too long for the platform: its number, counted from 1, and a mark of what was
  /// offered, so that a stale one is known: `~2.9f86d081`.
  public func token(of place: Int) -> String { "~\(place + 1).\(Self.mark(of: buttons.map(\.send)))" }

  /// A mark of lines that were offered together: eight hexadecimal digits (FNV-1a, 32 bits).
  public static func mark(of lines: [String]) -> String {
    var hash: UInt32 = 2_166_136_261
    for byte in lines.joined(separator: "\n").utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
