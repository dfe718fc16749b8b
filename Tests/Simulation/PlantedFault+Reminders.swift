import ForumCore

// Faults of the clock (rule 20).

extension FaultyDecider {
  /// What the core does not know of quiet hours.
  func forgettingHours(_ act: Act, in forum: Forum) -> [any Command<Forum>] {
    guard fault == .remindedInQuietHours, act.command is ExpireHolds, var settings = forum.settings else { return [] }
    settings.quietHours = nil
    let own = forum.registrations.values.filter { $0.quietHours != nil }.map(\.id).sorted()
    return [UpdateForum(settings: settings)] + own.map { UpdateDelegate(delegate: $0, quietHours: .off) }
  }

  /// The changes with a reminder too many or too few; nil where there is none.
  func misreminding(_ changes: [Change], in forum: Forum) -> [Change]? {
    switch fault {
    case .remindedTwice:
      guard let again = changes.last(where: { $0.kind == .reminderSent }) else { return nil }
      return changes + [again]
    case .movedStartForgotten:
      let left = changes.filter { change in
        guard case .reminderSent(let it) = change, it.kind == .starting else { return true }
        // Asked for, agreed on: what has a higher number was changed since.
        return !it.meetings.contains { forum.meetings[$0].map { $0.version > 2 } ?? false }
      }
      return left.count == changes.count ? nil : left
    default: return nil
    }
  }
}
