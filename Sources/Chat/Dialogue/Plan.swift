import Messaging

/// What a line leads to, in the light of one state of the forum.
enum Plan: Equatable, Sendable {
  /// Nothing happens but an answer.
  case say(Answer)
  /// This is to be done.
  case act(Act)

  /// The same, and what is said asks for the rest of a line where it is no question of yes or no.
  func asking(_ line: String) -> Plan {
    guard case .say(let answer) = self, answer.yes == nil else { return self }
    return .say(answer.asking(line))
  }
}

/// A reply, and what a plain "yes" to it means.
struct Answer: Equatable, Sendable {
  var text: String
  var buttons: [Button] = []
  /// The line that "yes" stands for.
  var yes: String?
  /// How what was done is taken back.
  var undo: Undo?
  /// Whether the buttons repeat what was typed.
  var offersTyped = false
  /// The line that what is typed next is put behind, where that is no command: the reply asks for the rest of it.
  var asks: String?
  /// Whether what was offered before stays as it was.
  var keepsOffer = false

  init(_ text: String, buttons: [Button] = [], yes: String? = nil, undo: Undo? = nil) {
    self.text = text
    self.buttons = buttons
    self.yes = yes
    self.undo = undo
  }

  /// The same with a mark on all that it offers.
  func marked(_ mark: SeatMark) -> Answer {
    var answer = self
    answer.buttons = buttons.map { Button(label: $0.label, send: mark.on($0.send)) }
    answer.yes = yes.map(mark.on)
    return answer
  }

  /// The same as a question for the rest of a line.
  func asking(_ line: String) -> Answer {
    var answer = self
    answer.asks = line
    return answer
  }

  var reply: ChatReply { ChatReply(WritingDirection.marked(text), buttons: buttons) }
}
