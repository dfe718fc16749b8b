import StrictJSON
import Synchronization

/// A person on the fake Discord who speaks to the bot directly.
public final class DiscordUser: PlatformUser {
  public let hasButtons = true
  public let id: String
  private let discord: FakeDiscord
  private let place: FakeDiscord.Place
  private let shown = Mutex<[DiscordSeen]>([])

  /// - Parameter place: where the person uses the bot.
  public init(_ id: String, on discord: FakeDiscord, in place: FakeDiscord.Place = .direct) {
    self.id = id
    self.discord = discord
    self.place = place
  }

  public func say(_ text: String) async throws { try await use("rialto", text) }

  /// Uses a slash command.
  public func use(_ command: String, _ text: String?) async throws {
    try await discord.deliver(await discord.interaction(2, FakeDiscord.command(command, text: text), from: id, in: place))
  }

  public func press(_ label: String) async throws {
    let all = shown.withLock { $0 }
    guard let message = all.last(where: { $0.buttons.contains { $0.label == label } }), let button = message.buttons.first(where: { $0.label == label })
    else { throw TestFault("no button \(label)") }
    try await discord.deliver(await discord.interaction(3, ["custom_id": .string(button.id), "component_type": 2], from: id, in: place))
  }

  public func hear() async throws -> Heard {
    let message = try await see()
    return Heard(text: message.text, buttons: message.buttons.map(\.label))
  }

  /// The same with all that Discord knows of it.
  public func see() async throws -> DiscordSeen {
    let id = id
    let message = try await discord.seen.next { $0.user == id }
    shown.withLock { $0.append(message) }
    return message
  }
}
