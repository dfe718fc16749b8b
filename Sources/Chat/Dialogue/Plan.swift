import Messaging

/// What a line leads to, in the light of one state of the forum.
enum Plan: Equatable, Sendable {
  /// Nothing happens but an answer.
  case say(Answer)
  /// This is to be done.
  case act(Act)
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

  var reply: ChatReply { ChatReply(WritingDirection.marked(text), buttons: buttons) }
}
