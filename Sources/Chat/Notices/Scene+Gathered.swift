import ForumCore
import ForumDesk

// Several changes in one message (rule 20), as things stand when it is read.

extension Scene {
  /// One thing that is told, and how it is put where there are several like it.
  private struct Piece {
    enum Kind: Hashable {
      /// Meetings that moved, by the phrase that says why.
      case moved(PhraseKey)
      /// Meetings that were agreed and have their first place now.
      case placed
      case calledOff, expired
      case alone
    }

    var kind = Kind.alone
    var answer: Answer
    /// The meeting that it is about; its buttons are named where there are several.
    var meeting: Meeting?
    var line: String?
  }

  /// One message of changes that the speaker is told of; nil where nothing of them is to be told any more.
  func gathered(_ changes: [CommittedChange]) -> Answer? {
    let pieces = pieces(changes)
    guard pieces.count != 1 else { return pieces.first?.answer }
    guard !pieces.isEmpty else { return nil }
    var paragraphs: [String] = []
    var listed: Set<Piece.Kind> = []
    for piece in pieces {
      let alike = piece.kind == .alone ? [piece] : pieces.filter { $0.kind == piece.kind }
      if alike.count < 2 {
        paragraphs.append(piece.answer.text)
      } else if listed.insert(piece.kind).inserted, let head = head(of: piece.kind, alike.count) {
        paragraphs += [head] + cut(alike.compactMap(\.line).map { "- " + $0 }) + [timesAre]
      }
    }
    let awaited = pieces.compactMap(\.meeting).filter { $0.awaits(me) }
    let buttons = awaited.isEmpty ? pieces.filter { $0.meeting == nil }.flatMap(\.answer.buttons) : answerButtons(awaited)
    return Answer(paragraphs.joined(separator: "\n"), buttons: buttons)
  }

  private func head(of kind: Piece.Kind, _ count: Int) -> String? {
    let values: [String: PhraseValue] = ["count": .number(count)]
    switch kind {
    case .moved(.noticeMovedForBlock): return book.text(.noticeManyMovedForBlock, values)
    case .moved(.noticeMovedForTable): return book.text(.noticeManyMovedForTable, values)
    case .moved(.noticeMovedForRelease): return book.text(.noticeManyMovedForRelease, values)
    case .moved(.noticeMovedForTimetable): return book.text(.noticeManyMovedForTimetable, values)
    case .moved: return book.text(.noticeManyMoved, values)
    case .placed: return book.text(.noticeManyPlaced, values)
    case .calledOff: return book.text(.noticeManyEnded, values)
    case .expired: return book.text(.noticeManyExpired, values)
    case .alone: return nil
    }
  }

  // MARK: - What is told

  /// In the order in which things last changed.
  private func pieces(_ changes: [CommittedChange]) -> [Piece] {
    var ofMeetings: [MeetingID: [CommittedChange]] = [:]
    var reminders: [ReminderSent.Kind: [CommittedChange]] = [:]
    var others: [Subject: CommittedChange] = [:]
    for change in changes {
      switch change.change {
      case .meetingsSwapped(let it):
        for id in [it.first, it.second] where forum.told(of: change.change, id).contains(me) { ofMeetings[id, default: []].append(change) }
      case .reminderSent(let it): reminders[it.kind, default: []].append(change)
      default:
        if let id = change.change.meeting { ofMeetings[id, default: []].append(change) } else { others[Subject(change)] = change }
      }
    }
    var told: [(seq: Int, piece: Piece)] = []
    var asked: Set<MeetingID> = []
    for (id, own) in ofMeetings {
      for change in standing(id, own) {
        guard let piece = piece(change, id) else { continue }
        told.append((change.seq, piece))
        if !piece.answer.buttons.isEmpty { asked.insert(id) }
      }
    }
    for change in others.values { if let answer = notice(of: change) { told.append((change.seq, Piece(answer: answer))) } }
    // Of what ends soon it is not told that it waits, nor of what is asked in the same message.
    var mentioned = asked
    for kind in [ReminderSent.Kind.starting, .ending, .waiting, .none] {
      guard let own = reminders[kind], let last = own.last else { continue }
      let sent = own.compactMap { change -> ReminderSent? in
        guard case .reminderSent(var it) = change.change else { return nil }
        if kind != .starting { it.meetings.removeAll(where: mentioned.contains) }
        return it
      }
      if kind == .ending { mentioned.formUnion(sent.flatMap(\.meetings)) }
      if let answer = reminder(sent) { told.append((last.seq, Piece(answer: answer))) }
    }
    return told.enumerated().sorted { ($0.element.seq, $0.offset) < ($1.element.seq, $1.offset) }.map(\.element.piece)
  }

  /// What changes are about, beside meetings: of several about one thing the last is told.
  private enum Subject: Hashable {
    case registration
    case signup(SessionID)
    /// Told by itself.
    case own(Int)

    init(_ committed: CommittedChange) {
      switch committed.change {
      case .registrationApproved, .registrationWaitlisted, .registrationOffered, .registrationLapsed, .registrationRejected, .registrationCancelled:
        self = .registration
      case .signupAdded(let it), .signupWaitlisted(let it), .signupPromoted(let it), .signupRemoved(let it), .signupReleased(let it):
        self = .signup(it.session)
      default: self = .own(committed.seq)
      }
    }
  }

  private func piece(_ committed: CommittedChange, _ id: MeetingID) -> Piece? {
    guard let meeting = forum.meetings[id], let answer = notice(of: committed, about: id) else { return nil }
    var piece = Piece(answer: answer, meeting: meeting)
    guard meeting.has(me) else { return piece }
    var values = values(meeting, named: false)
    switch committed.change {
    case .meetingMoved(let it) where it.awaiting == nil || it.by == nil:
      piece.kind = .moved(key(of: it))
      values["from"] = place(it.from, named: false)
      values["place"] = place(it.to, named: false)
      piece.line = book.text(.noticeMovedLine, values)
    case .meetingConfirmed where committed.actor.isOrganiser:
      piece.kind = .placed
      piece.line = book.text(.noticeEndedLine, values)
    case .meetingCancelled:
      piece.kind = .calledOff
      piece.line = book.text(.noticeEndedLine, values)
    case .meetingExpired:
      piece.kind = .expired
      piece.line = book.text(.noticeEndedLine, values)
    default: break
    }
    return piece
  }

  /// The notice of a change, of two meetings that were swapped only that of one.
  private func notice(of committed: CommittedChange, about id: MeetingID) -> Answer? {
    guard case .meetingsSwapped(var it) = committed.change else { return notice(of: committed) }
    let other = id == it.first ? it.second : it.first
    let to = id == it.first ? it.firstTo : it.secondTo
    (it.first, it.firstTo) = (id, to)
    // The other one is told by itself, where it is theirs too.
    it.second = forum.meetings[other]?.has(me) == true || forum.meetings[other]?.place?.interpreter == me ? MeetingID(0) : other
    return meetingNotice(of: .meetingsSwapped(it), by: committed.actor)
  }
}
