extension Forum {
  /// The places at which two delegates could meet, in order of time.
  /// - Throws: what forbids them to meet at all.
  public func feasiblePlaces(for requester: DelegateID, with requested: DelegateID, at now: Instant, most: Int = 200) throws(Refusal) -> [Place] {
    let pair = Pair(forum: self, requester: requester, requested: requested)
    try pair.check(at: now)
    return Array(pair.places(at: now).prefix(most))
  }

  /// The same for moving a meeting; its present place is not among them.
  public func feasiblePlaces(toMove id: MeetingID, at now: Instant, most: Int = 200) throws(Refusal) -> [Place] {
    let meeting = try meeting(id)
    let pair = Pair(forum: self, requester: meeting.requester, requested: meeting.requested, except: id)
    return Array(pair.places(at: now).filter { $0.slot != meeting.place?.slot }.prefix(most))
  }

  /// The open meetings of a delegate, those with a place first and by time.
  public func meetings(of delegate: DelegateID) -> [Meeting] {
    (index.openMeetings[delegate] ?? []).compactMap { meetings[$0] }.sorted {
      ($0.place?.span.start ?? Instant(milliseconds: .max), $0.id) < ($1.place?.span.start ?? Instant(milliseconds: .max), $1.id)
    }
  }
}
