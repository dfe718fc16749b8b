import ForumCore
import ForumDesk
import Messaging
import StrictJSON

/// What is owed to one linked chat, in the order of the journal, and how much of it is sent as one message.
///
/// In quiet hours only what can not wait is sent (rule 20); at their end all that has gathered is one message. At other times the
/// changes of one command are one message.
struct NoticeLane: Sendable {
  struct Owed: Sendable {
    var change: CommittedChange
    var isUrgent: Bool
    /// Whether it has waited for the end of quiet hours.
    var hasWaited = false

    var seq: Int { change.seq }
  }

  /// The position in the journal at which the chat was linked: its name, which says nothing of the person.
  let link: Int
  let delegate: DelegateID
  private(set) var owed: [Owed] = []
  /// What is being sent as one message. It may have arrived already, so whatever happens it is sent again as it is.
  private(set) var sending: [Int] = []
  /// All up to there that concerns this chat was told or is owed here.
  private(set) var through = 0
  /// How far the durable note says the same.
  var notedThrough = 0
  /// Attempts to send that have failed.
  var failures = 0
  /// When to look again, where it waits for the end of quiet hours.
  var wakeAt: Instant?

  init(link: Int, delegate: DelegateID) {
    self.link = link
    self.delegate = delegate
  }

  /// Takes over what is owed; nothing where it was taken before.
  mutating func take(_ new: Owed) {
    guard new.seq > through else { return }
    owed.append(new)
    through = new.seq
  }

  /// The position before the first that only memory knows of; nil where the note has all.
  var lastSafe: Int? { owed.first { $0.seq > notedThrough }.map { $0.seq - 1 } }

  // MARK: - What is next

  enum Step: Sendable {
    case nothing
    /// The chat is not linked any more.
    case gone
    case wait(Instant)
    /// These changes as one message; none where nothing of them is true any more.
    case send([Int], OutgoingMessage?, ChatAccount)
  }

  /// What is to be done now.
  /// - Parameter grace: what the clock records at the end of quiet hours goes with what has gathered; so long it is waited for.
  func next(in state: Forum, bot: String, now: Instant, grace milliseconds: Int64, _ notices: Notices) -> Step {
    guard let first = owed.first else { return .nothing }
    guard let account = state.chatLinks.first(where: { $0.bot == bot && $0.position == link && $0.delegate == delegate })?.account.value else {
      return .gone
    }
    let end = state.awake(delegate, from: now)
    let batch: [Owed]
    if !sending.isEmpty {
      batch = owed.filter { sending.contains($0.seq) }
      if end > now, !batch.contains(where: \.isUrgent) { return .wait(end) }
    } else if end > now {
      guard let urgent = owed.first(where: \.isUrgent) else { return .wait(end) }
      batch = owed.filter { $0.isUrgent && $0.isOfSameCommand(as: urgent) }
    } else {
      // What was put off in the past and is told only now, after a restart perhaps, is gathered too.
      let quietEnd = first.isUrgent ? first.change.at : state.awake(delegate, from: first.change.at)
      if quietEnd > first.change.at {
        let ready = Instant(milliseconds: quietEnd.milliseconds + milliseconds)
        if now < ready { return .wait(ready) }
      }
      batch = first.hasWaited || quietEnd > first.change.at ? owed : Array(owed.prefix { $0.isOfSameCommand(as: first) })
    }
    guard let seq = batch.first?.seq else { return .nothing }
    let key = "\(state.id?.value ?? ""):\(seq):\(delegate):\(bot):\(link)"
    let reply = notices.reply(to: delegate, of: batch.map(\.change), in: state, now: now).map { reply in
      state.id.map { reply.marked(SeatMark(forum: $0, delegate: delegate)) } ?? reply
    }
    let seqs = batch.map(\.seq)
    return .send(seqs, reply.map { OutgoingMessage(key: key, chat: account.chat, reply: $0, changes: seqs) }, account)
  }

  /// Whether the note has to be written before that is sent: so that the same is sent after a crash.
  func mustNote(_ seqs: [Int]) -> Bool { sending != seqs || through > notedThrough }

  mutating func begin(_ seqs: [Int]) { sending = seqs }

  /// What was being sent has arrived, or is given up.
  mutating func finish() {
    owed.removeAll { sending.contains($0.seq) }
    sending = []
    failures = 0
  }

  mutating func wait(until end: Instant) {
    wakeAt = end
    for position in owed.indices { owed[position].hasWaited = true }
  }

  // MARK: - On paper

  /// What is kept durably: positions in the journal, nothing of persons.
  struct Note: Codable, Sendable {
    var through: Int
    var owed: [Int]
    var sending: [Int]
  }

  var note: Note { Note(through: through, owed: owed.map(\.seq), sending: sending) }

  /// - Parameter owed: the changes that the note names.
  init(link: Int, delegate: DelegateID, _ note: Note, owed: [Owed]) {
    self.init(link: link, delegate: delegate)
    self.owed = owed
    let known = Set(owed.map(\.seq))
    sending = note.sending.filter(known.contains)
    through = note.through
    notedThrough = note.through
  }
}

extension NoticeLane.Owed {
  fileprivate func isOfSameCommand(as other: Self) -> Bool { change.isOfSameCommand(as: other.change) }
}
