import ForumDesk
import Messaging

/// Keeps what bots have to know after a crash as notes of the desk.
///
/// Which messages of a conversation were answered is kept as digests of their ids, the last few; what is still to be answered as it
/// came, until it is answered.
public struct DeskInbox: ChatInbox {
  private let desk: Desk

  /// How many answered messages of a conversation are known: more than a platform delivers again at once (Matrix: a hundred).
  private static let known = 128
  private static let digestBytes = 16

  public init(desk: Desk) { self.desk = desk }

  public func isAnswered(_ message: IncomingMessage) throws -> Bool {
    let digest = Self.digest(message.messageID)
    let ring = try desk.note(Self.ringName(bot: message.bot, chat: message.chat)) ?? []
    return stride(from: 0, to: ring.count - Self.digestBytes + 1, by: Self.digestBytes).contains { ring[$0..<$0 + Self.digestBytes].elementsEqual(digest) }
  }

  public func answered(_ message: IncomingMessage) async throws {
    let name = Self.ringName(bot: message.bot, chat: message.chat)
    if try !isAnswered(message) {
      let ring = try desk.note(name) ?? []
      try await desk.setNote(name, ring.suffix((Self.known - 1) * Self.digestBytes) + Self.digest(message.messageID))
    }
    let kept = Self.keptName(message)
    if try desk.note(kept) != nil { try await desk.setNote(kept, nil) }
  }

  public func keep(_ arrival: [UInt8], of message: IncomingMessage) async throws {
    let name = Self.keptName(message)
    if try desk.note(name) == nil { try await desk.setNote(name, arrival) }
  }

  public func unanswered(by bot: String) throws -> [[UInt8]] {
    try desk.notes(prefix: "inbox:\(bot):")
  }

  public func place(of bot: String) throws -> String? { try desk.note("place:\(bot)").map { String(decoding: $0, as: UTF8.self) } }

  public func keep(place: String, of bot: String) async throws { try await desk.setNote("place:\(bot)", Array(place.utf8)) }

  /// The name of the note that knows which messages of a conversation were answered.
  static func ringName(bot: String, chat: String) -> String { "answered:\(bot):" + Desk.digest(chat) }

  private static func keptName(_ message: IncomingMessage) -> String {
    "inbox:\(message.bot):" + Desk.digest("\(message.chat)\n\(message.messageID)")
  }

  private static func digest(_ id: String) -> [UInt8] { Array(Desk.digest(id).utf8.prefix(digestBytes)) }
}
