import Synchronization

/// A person in the fake workspace who writes to the bot directly.
public final class SlackUser: PlatformUser {
  public let hasButtons = true
  public let id: String
  public let direct: String
  private let slack: FakeSlack
  private let shown = Mutex<[SlackSeen]>([])

  public init(_ id: String, in slack: FakeSlack) async {
    self.id = id
    self.slack = slack
    direct = FakeSlack.direct(id)
    await slack.open(direct)
  }

  public func say(_ text: String) async throws {
    let statuses = try await slack.deliver(await slack.event(text, from: id, in: direct))
    guard statuses.last == 200 else { throw TestFault("Slack gave up after \(statuses)") }
  }

  public func press(_ label: String) async throws {
    let all = shown.withLock { $0 }
    guard let message = all.last(where: { $0.buttons.contains { $0.label == label } }), let button = message.buttons.first(where: { $0.label == label })
    else { throw TestFault("no button \(label)") }
    try await slack.press(button, of: message, by: id)
  }

  public func hear() async throws -> Heard {
    let message = try await see()
    return Heard(text: message.text, buttons: message.buttons.map(\.label))
  }

  /// The same with all that Slack knows of it: of direct messages and what only this person sees.
  public func see() async throws -> SlackSeen {
    let (direct, id) = (direct, id)
    let message = try await slack.seen.next { ($0.channel == direct && $0.onlyFor == nil) || $0.onlyFor == id }
    shown.withLock { $0.append(message) }
    return message
  }
}
