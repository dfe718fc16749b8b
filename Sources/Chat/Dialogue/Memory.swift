import ForumCore
import Messaging
import StrictJSON

/// What the chat remembers of one conversation with one account. Buttons need none of it.
///
/// Part of it is kept durably, so that "2" or "yes" is still understood after a restart. Nothing personal is in that part:
/// lines there have references instead of names, and lines with free text or a code are left out.
struct Memory: Equatable, Sendable {
  /// The forum that the conversation is about, where the account takes part in several.
  var forum: ForumID?
  /// The choices that were offered last.
  var offered: [Button] = []
  /// The forum that they are about, where a notice offered them: it may be another one than the conversation's.
  var offeredIn: ForumID?
  /// The line that "yes" stands for.
  var yes: String?
  /// The line that what is typed next is put behind, where that is no command.
  var asks: String?
  var undo: Undo?
  /// Whether the offered lines repeat what was typed, names perhaps.
  var offersTyped = false
  /// What the last messages with an effect did, so that a message delivered again does the same and not what "yes" means now.
  var done: [Done] = []
  /// The last replies; not durable.
  var answered: [Answered] = []
  /// How many people had been erased when this was recalled; what is said of them may be in it.
  var erasures = 0

  struct Done: Equatable, Sendable, Codable {
    var message: String
    var line: String
  }

  struct Answered: Equatable, Sendable {
    var message: String
    var text: String
    var replies: [ChatReply]
  }

  private static let keptDone = 16
  private static let keptAnswers = 4
  /// In bytes.
  private static let longestLabel = 2000

  func answer(to message: String) -> Answered? { answered.first { $0.message == message } }
  func line(of message: String) -> String? { done.first { $0.message == message }?.line }

  mutating func keep(_ replies: [ChatReply], to message: String, _ text: String) {
    answered.append(Answered(message: message, text: text, replies: replies))
    answered.removeFirst(max(0, answered.count - Self.keptAnswers))
  }

  mutating func keep(_ act: Act, of message: String, _ mark: SeatMark) {
    guard Self.mayBeKept(act.line), line(of: message) == nil else { return }
    done.append(Done(message: message, line: mark.on(act.line)))
    done.removeFirst(max(0, done.count - Self.keptDone))
  }

  /// Whether a button was pressed that belongs to other choices than those that were offered last.
  func isStale(_ line: Line) -> Bool { line.marks.offer.map { $0 != ChatReply.mark(of: offered.map(\.send)) } ?? false }

  /// A notice offers something: what was asked before is let go.
  mutating func offer(_ buttons: [Button], in forum: ForumID) {
    offered = buttons
    offeredIn = forum
    yes = buttons.onlyYes
    asks = nil
    offersTyped = false
  }

  /// Takes over what a reply offers and asks.
  mutating func offer(_ answer: Answer) {
    guard !answer.keepsOffer else { return }
    offered = answer.buttons
    offeredIn = nil
    yes = answer.yes
    asks = answer.asks
    offersTyped = answer.offersTyped
  }

  /// Whether something was offered that a line which is not understood does not do away with.
  var isOffering: Bool { !offersTyped && offered.contains { $0.send != "help" } }

  /// A reply that leaves what was offered as it was, and shows it again.
  func still(_ text: String) -> Answer {
    var answer = Answer(text, buttons: offered, yes: yes)
    answer.keepsOffer = true
    return answer
  }

  /// The line that an answer to the last offer stands for: a number, a yes, or a button's label typed out, or as much of it as tells.
  func meant(by line: Line) -> String? {
    switch line.intent {
    case .choice where isStale(line): return nil
    case .choice(let number) where offered.indices.contains(number - 1): return offered[number - 1].send
    case .yes: return yes
    default:
      // No label is as long as that.
      guard !offered.isEmpty, line.text.utf8.count <= Self.longestLabel else { return nil }
      let folded = line.text.folded
      if let button = offered.first(where: { $0.label.folded == folded }) { return button.send }
      guard case .unclear = line.intent else { return nil }
      return offered.filter { $0.send != yes }.chosen(by: line.text)?.send
    }
  }
}

// MARK: - The durable part

extension Memory {
  private struct Kept: Codable {
    var forum: ForumID?
    var offered: [String]
    var offeredIn: ForumID?
    var yes: String?
    var asks: String?
    var undo: Undo?
    var done: [Done]
  }

  /// What was kept; a fresh memory where nothing was or it can not be read. The labels of choices are their lines then.
  init(_ bytes: [UInt8]?) {
    guard let kept = bytes.flatMap({ try? StrictJSONDecoder().decode(Kept.self, from: $0) }) else { return }
    forum = kept.forum
    offered = kept.offered.map { Button(label: SeatMark.split($0).line, send: $0) }
    offeredIn = kept.offeredIn
    yes = kept.yes
    asks = kept.asks
    undo = kept.undo
    done = kept.done
  }

  func bytes() throws -> [UInt8] {
    let isPlain = !offersTyped && offered.allSatisfy { Self.mayBeKept($0.send) } && yes.map(Self.mayBeKept) != false
    return try StrictJSONEncoder().encode(
      Kept(
        forum: forum, offered: isPlain ? offered.map(\.send) : [], offeredIn: isPlain ? offeredIn : nil, yes: isPlain ? yes : nil, asks: asks, undo: undo,
        done: done))
  }

  /// Whether there is anything that a later message could refer to.
  var isWorthKeeping: Bool { forum != nil || !offered.isEmpty || yes != nil || asks != nil || undo != nil || !done.isEmpty }

  /// Lines with a message, a reason or a code are nobody else's business.
  private static func mayBeKept(_ line: String) -> Bool { !line.contains(" : ") && !line.hasPrefix("link ") }
}
