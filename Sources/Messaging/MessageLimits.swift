/// How much fits into one message of a platform, and whether it has buttons.
public struct MessageLimits: Sendable, Hashable {
  /// What a platform counts where it speaks of length.
  public enum Unit: Sendable, Hashable {
    case bytes, utf16, scalars

    public func count(_ text: some StringProtocol) -> Int {
      switch self {
      case .bytes: text.utf8.count
      case .utf16: text.utf16.count
      case .scalars: text.unicodeScalars.count
      }
    }
  }

  public var unit: Unit
  /// The longest text.
  public var text: Int
  /// The longest text that has buttons beside it.
  public var textBesideButtons: Int
  /// The most buttons beside one text; 0 where the platform has none: they are written as a numbered list.
  public var buttons: Int
  /// The longest label of a button.
  public var label: Int
  /// The most bytes that a button brings back when it is pressed.
  public var payload: Int
  /// What a character takes beside itself where the platform wants it escaped: 4 for `&`, which goes as `&amp;`.
  public var escapes: [Unicode.Scalar: Int]

  public init(
    unit: Unit, text: Int, textBesideButtons: Int? = nil, buttons: Int = 0, label: Int = 0, payload: Int = 0, escapes: [Unicode.Scalar: Int] = [:]
  ) {
    self.unit = unit
    self.text = text
    self.textBesideButtons = min(textBesideButtons ?? text, text)
    self.buttons = buttons
    self.label = label
    self.payload = payload
    self.escapes = escapes
  }

  /// How much of a limit a text takes up.
  public func count(_ text: some StringProtocol) -> Int {
    guard !escapes.isEmpty else { return unit.count(text) }
    return text.unicodeScalars.reduce(unit.count(text)) { $0 + (escapes[$1] ?? 0) }
  }

  /// A label as it fits: whole, or its beginning with "…".
  public func clipped(_ label: String) -> String { TextCut.clipped(TextCut.clean(label), within: self) }
}
