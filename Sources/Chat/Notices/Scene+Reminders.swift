import ForumCore
import Messaging

// What people are reminded of (rule 20), as things stand now.

extension Scene {
  private static let mostListed = 30
  /// Meetings that are answered by buttons beside a message of several.
  static let mostAnswered = 4

  /// One message of reminders of one kind; nil where there is nothing left of which to remind.
  func reminder(_ reminders: [ReminderSent]) -> Answer? {
    let listed = Set(reminders.flatMap(\.meetings)).sorted().compactMap { forum.meetings[$0] }
    switch reminders.first?.kind {
    case .waiting: return awaited(.reminderWaiting, listed)
    case .ending: return awaited(.reminderEnding, listed)
    case .starting: return starting(listed)
    case .none?: return without
    case nil: return nil
    }
  }

  func awaited(_ key: PhraseKey, _ listed: [Meeting]) -> Answer? {
    let meetings = listed.filter { $0.awaits(me) }.sorted { ($0.holdUntil ?? now, $0.id) < ($1.holdUntil ?? now, $1.id) }
    guard !meetings.isEmpty else { return nil }
    let lines = meetings.map { "- " + awaitedLine($0) }
    let head = book.text(key, ["count": .number(meetings.count)])
    return Answer(([head] + cut(lines) + [timesAre]).joined(separator: "\n"), buttons: answerButtons(meetings))
  }

  private func awaitedLine(_ meeting: Meeting) -> String {
    var values = values(meeting, named: false)
    values["until"] = time(meeting.holdUntil ?? now, named: false)
    if meeting.offers != nil { values["place"] = .phrase(book.text(.reminderOffers)) }
    return book.text(.reminderLine, values)
  }

  /// What answers each of several meetings, in words that say which.
  func answerButtons(_ meetings: [Meeting]) -> [Button] {
    let named = meetings.count > 1
    return meetings.prefix(Self.mostAnswered).flatMap { meeting in
      meeting.offers != nil ? pickButtons(for: meeting, named: named) : [confirmButton(meeting, named: named), declineButton(meeting, named: named)]
    }
  }

  private func starting(_ listed: [Meeting]) -> Answer? {
    let lines = listed.compactMap { meeting -> String? in
      guard meeting.status == .confirmed, let place = meeting.place, place.span.start > now, meeting.attending.contains(me) else { return nil }
      let text = meeting.has(me) ? book.text(.reminderStarting, values(meeting)) : book.text(.reminderInterpreting, interpreted(meeting, at: place))
      guard let link = place.table.flatMap({ forum.tables[$0]?.link }) else { return text }
      return text + "\n" + book.text(.reminderLink, ["link": .text(link)])
    }
    return lines.isEmpty ? nil : Answer(lines.joined(separator: "\n"))
  }

  private var without: Answer? {
    guard forum.index.openMeetings[me] == nil, let next = forum.index.slots.first(where: { $0.span.start > now }) else { return nil }
    let text = book.text(.reminderNone, ["forum": title, "time": time(next.span.start)])
    return Answer(text, buttons: [Button(label: book.text(.buttonPeople), send: "people")])
  }

  /// As many lines as are read in a chat, and how many more there are.
  func cut(_ lines: [String]) -> [String] {
    guard lines.count > Self.mostListed else { return lines }
    return Array(lines.prefix(Self.mostListed)) + [book.text(.listMore, ["count": .number(lines.count - Self.mostListed)])]
  }
}
