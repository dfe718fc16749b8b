// Who interprets where the sides of a meeting share no language (rule 19).

extension Forum {
  /// Who may interpret between those sides, lowest number first; nil where nobody need: they share a language, or one of them has
  /// not said which they speak.
  func interpreters(for sides: [DelegateID]) -> [DelegateID]? {
    let spoken = sides.map(languages(of:))
    guard let first = spoken.first, spoken.allSatisfy({ !$0.isEmpty }) else { return nil }
    guard spoken.dropFirst().reduce(first, { $0.intersection($1) }).isEmpty else { return nil }
    return registrations.values.filter { candidate in
      guard candidate.role == .interpreter, candidate.status == .approved, !sides.contains(candidate.id) else { return false }
      let known = languages(of: candidate.id)
      return spoken.allSatisfy { !$0.isDisjoint(with: known) }
    }.map(\.id).sorted()
  }

  /// The languages in which a delegate can meet: what they listed, by the language alone, so that `fr-FR` and `French` meet `fr`.
  func languages(of delegate: DelegateID) -> Set<String> {
    Set((registrations[delegate]?.speaks ?? []).compactMap(LanguageTag.language))
  }

  /// The open meetings to come at a time of their own whose sides share no language, and where nobody interprets: for organisers to see
  /// to, in order of time.
  public func uninterpreted(at now: Instant) -> [Meeting] {
    let wanting = meetings.values.filter { meeting in
      guard meeting.status.isOpen, let place = meeting.place, place.interpreter == nil, place.span.end > now else { return false }
      return interpreters(for: meeting.participants) != nil
    }
    return wanting.sorted { ($0.heldPlaces.first?.span.start ?? now, $0.id) < ($1.heldPlaces.first?.span.start ?? now, $1.id) }
  }

  /// The place of a meeting once its interpreter is gone or its sides are others: with who interprets now.
  /// - Parameter needsOne: whether it fails where there are interpreters and none is free.
  /// - Throws: `noFreeInterpreter`.
  func interpreted(_ place: Place, _ party: Party, needsOne: Bool) throws(Refusal) -> Place {
    var place = place
    guard let candidates = party.interpreters else {
      place.interpreter = nil
      return place
    }
    if let present = place.interpreter, candidates.contains(present) { return place }
    place.interpreter = party.interpreter(in: Slot(id: place.slot, span: place.span))
    if place.interpreter == nil, needsOne, !candidates.isEmpty { throw Refusal(.noFreeInterpreter, ["time": .instant(place.span.start)]) }
    return place
  }
}
