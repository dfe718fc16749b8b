extension Problem {
  /// Whether there is no valid timetable without this meeting: one that is required, or locked in its slot.
  func isRequired(_ meeting: Int) -> Bool {
    meetings[meeting].priority == nil || (meetings[meeting].isLocked && meetings[meeting].present != nil)
  }

  /// The required meetings of each person; not those that they may be called to as interpreter.
  var requiredMeetings: [[Int]] {
    var meetings = [[Int]](repeating: [], count: people.count)
    for meeting in self.meetings.indices where isRequired(meeting) {
      for person in Set(self.meetings[meeting].participants).sorted() { meetings[person].append(meeting) }
    }
    return meetings
  }
}
