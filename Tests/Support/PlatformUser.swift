/// A person on some platform, as tests play them.
public protocol PlatformUser: Sendable {
  /// Whether the platform shows buttons.
  var hasButtons: Bool { get }
  /// Types a line to the bot, privately.
  func say(_ text: String) async throws
  /// Presses the button of that label on the bot's last message that has it; where there are none, types its number.
  func press(_ label: String) async throws
  /// The next message of the bot, waiting for it.
  func hear() async throws -> Heard
}

/// One message of the bot as a person sees it: several that belong together are one.
public struct Heard: Sendable, Equatable {
  public var text: String
  public var buttons: [String]

  public init(text: String, buttons: [String] = []) {
    self.text = text
    self.buttons = buttons
  }
}
