// What a timetable may do with the meetings of a forum, in the forum's own words.

extension Forum {
  /// The meetings that a timetable may place, in order: those that are agreed and have no time yet, and confirmed ones that have not
  /// begun and sit where they should. All their sides are in the forum.
  ///
  /// A confirmed one that was kept though a side can not come, or that lacks its interpreter, is none of them: it stays as it is until
  /// somebody sees to it.
  public func meetingsToPlan(at now: Instant) -> [Meeting] {
    meetings.values.filter { meeting in
      guard meeting.participants.allSatisfy({ registrations[$0]?.status == .approved }) else { return false }
      switch meeting.status {
      case .accepted: return meeting.place == nil
      case .confirmed:
        guard let place = meeting.place, place.span.start > now, isSound(place, of: meeting) else { return false }
        let people = meeting.participants + [place.interpreter].compactMap { $0 }
        let canCome = people.allSatisfy { takesPart($0, in: place.slot.block) && busy($0, during: place.span, except: [meeting.id]) == nil }
        let wanted = interpretersToAsk(for: meeting)
        return canCome && (wanted.isEmpty ? place.interpreter == nil : place.interpreter.map(wanted.contains) ?? false)
      default: return false
      }
    }.sorted { $0.id < $1.id }
  }

  /// Whether a timetable may give a confirmed meeting another time: it is not locked, and it is not so late that an organiser would have
  /// to override the cut-off (rules 6, 14).
  public func mayBeReplanned(_ meeting: Meeting, at now: Instant) -> Bool {
    guard meeting.isLocked != true else { return false }
    guard let start = meeting.place?.span.start, let cutoff = settings?.cutoffMinutes else { return true }
    return now < start.adding(minutes: -cutoff)
  }

  /// Whether a delegate takes meetings in that block (rule 2).
  public func takesPart(_ delegate: DelegateID, in block: BlockID) -> Bool { registrations[delegate]?.blocks?.contains(block) ?? true }

  /// One of these has to be at the meeting to interpret; none where its sides share a language or nobody could (rule 19).
  public func interpretersToAsk(for meeting: Meeting) -> [DelegateID] { interpreters(for: meeting.participants) ?? [] }

  /// The tables that are kept for those who meet: they sit at one of these (rule 10); none where nobody has one.
  public func ownTables(of meeting: Meeting, in block: Block) -> [TableID] { fixedTables(for: meeting.participants, in: block) }

  /// Whether the meeting may sit at that table in that block.
  public func maySit(_ meeting: Meeting, at table: Table, in block: Block) -> Bool { suits(table, meeting.participants, in: block) }

  /// The meetings that somebody may have in one block at most; nil where there is no limit (rule 9).
  public func mostMeetingsPerBlock(of delegate: DelegateID) -> Int? { limits(of: delegate).perBlock }
}
