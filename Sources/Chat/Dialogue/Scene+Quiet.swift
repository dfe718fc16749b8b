import ForumCore

// The hours in which the forum writes only what can not wait (rule 20).

extension Scene {
  /// Those in force for the speaker.
  var quietHours: QuietHours { forum.quietHours(of: me) ?? .off }

  func quiet(_ wish: Intent.QuietWish) -> Plan {
    switch wish {
    case .show: .say(Answer(shown))
    case .off: .act(.quiet(.off, before: quietHours))
    case .hours(let hours): .act(.quiet(hours, before: quietHours))
    case .unclear: .say(Answer(book.text(.quietUnclear, values(.off))).asking("quiet"))
    }
  }

  func quietened(_ hours: QuietHours, _ before: QuietHours) -> Answer {
    Answer(book.text(hours.isOff ? .quietDoneOff : .quietDone, values(hours)), undo: before == hours ? nil : .quiet(before))
  }

  private var shown: String {
    let hours = quietHours
    if hours.isOff { return book.text(.quietOff, values(hours)) }
    return book.text(forum.registrations[me]?.quietHours == nil ? .quietForum : .quietOwn, values(hours))
  }

  private func values(_ hours: QuietHours) -> [String: PhraseValue] {
    func clock(_ minute: Int) -> PhraseValue { .text(book.clocks.clock(WallTime(date: today, minuteOfDay: minute))) }
    return ["from": clock(hours.fromMinute), "to": clock(hours.toMinute), "zone": .phrase(book.zone(zone)), "forum": title]
  }
}

extension QuietHours {
  /// `22:00`
  var from: String { Self.clock(fromMinute) }
  var to: String { Self.clock(toMinute) }

  private static func clock(_ minute: Int) -> String { WallTime(date: CivilDate(daysSince1970: 0), minuteOfDay: minute).clock }
}
