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
  /// The most buttons beside one text; 0 where the platform has none: they are written as a numbered list.
  public var buttons: Int
  /// The longest label of a button.
  public var label: Int
  /// The most bytes that a button brings back when it is pressed.
  public var payload: Int

  public init(unit: Unit, text: Int, buttons: Int = 0, label: Int = 0, payload: Int = 0) {
    self.unit = unit
    self.text = text
    self.buttons = buttons
    self.label = label
    self.payload = payload
  }
}
