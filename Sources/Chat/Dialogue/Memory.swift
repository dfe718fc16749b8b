import ForumCore
import StrictJSON

/// What the chat remembers of one conversation with one account. Kept durably, so that an answer after a restart is still
/// understood; buttons need none of it.
struct Memory: Equatable, Sendable, Codable {
  /// The forum that the conversation is about, where the account takes part in several.
  var forum: ForumID?
  /// The choices that were offered last.
  var offered: [Button] = []
  /// The line that "yes" stands for.
  var yes: String?
  var undo: Undo?
  /// The last messages that changed something here, with what was answered: a message delivered again gets the same.
  var answered: [Answered] = []

  struct Answered: Equatable, Sendable, Codable {
    var message: String
    var replies: [ChatReply]
  }

  /// How many answers are kept.
  static let keptAnswers = 16

  init() {}

  /// What was kept; a fresh memory where nothing was or it can not be read.
  init(_ bytes: [UInt8]?) {
    self = bytes.flatMap { try? StrictJSONDecoder().decode(Memory.self, from: $0) } ?? Memory()
  }

  func bytes() throws -> [UInt8] { try StrictJSONEncoder().encode(self) }

  func replies(to message: String) -> [ChatReply]? { answered.first { $0.message == message }?.replies }

  mutating func keep(_ replies: [ChatReply], to message: String) {
    answered.append(Answered(message: message, replies: replies))
    answered.removeFirst(max(0, answered.count - Self.keptAnswers))
  }

  /// The line that an answer to the last offer stands for: a number, a yes, or a button's label typed out.
  func meant(by line: Line) -> String? {
    switch line.intent {
    case .choice(let number) where offered.indices.contains(number - 1): return offered[number - 1].send
    case .yes: return yes
    default:
      let folded = line.text.folded
      return offered.first { $0.label.folded == folded }?.send
    }
  }
}
