extension Forum {
  /// The places at which delegates could meet, in order of time.
  /// - Throws: what forbids them to meet at all.
  public func feasiblePlaces(
    for requester: DelegateID, with requested: DelegateID, guests: [DelegateID] = [], at now: Instant, most: Int = 200
  ) throws(Refusal) -> [Place] {
    let party = Party(self, requester, with: [requested] + guests)
    try party.check(at: now)
    return Array(party.places(at: now).prefix(most))
  }

  /// The same for moving a meeting; its present place is not among them.
  public func feasiblePlaces(toMove id: MeetingID, at now: Instant, most: Int = 200) throws(Refusal) -> [Place] {
    let meeting = try meeting(id)
    let party = Party(self, of: meeting)
    return Array(party.places(at: now).filter { $0.slot != meeting.place?.slot }.prefix(most))
  }

  /// The open meetings of a delegate, those that they interpret included; those with a place first and by time.
  public func meetings(of delegate: DelegateID) -> [Meeting] {
    let far = Instant(milliseconds: .max)
    return (index.openMeetings[delegate] ?? []).compactMap { meetings[$0] }.sorted {
      ($0.heldPlaces.first?.span.start ?? far, $0.id) < ($1.heldPlaces.first?.span.start ?? far, $1.id)
    }
  }
}
