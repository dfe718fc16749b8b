// What a release means for those who speak or signed up (rules 22, 24).

extension Forum {
  /// Whether there is something to publish: the first release has at least one session, a later one any difference.
  var hasNews: Bool { releases.isEmpty ? !draft.sessions.isEmpty : published != draft }

  /// To whom it matters that a session moves or is gone: who speaks there, before or now, and who signed up; and who loses a place.
  func concerned(by differences: [AgendaDifference], _ lost: [SignupNamed]) -> [AgendaPublished.Concern] {
    var concerns: [DelegateID: AgendaPublished.Concern] = [:]
    func add(_ delegate: DelegateID, _ edit: (inout AgendaPublished.Concern) -> Void) {
      edit(&concerns[delegate, default: .init(delegate: delegate, sessions: [], givenBack: [])])
    }
    for difference in differences where difference.kind == .moved || difference.kind == .removed {
      let list = signups[difference.session]
      var delegates = Set(list?.placed ?? []).union(list?.waiting ?? [])
      for agenda in [published, draft] { delegates.formUnion(agenda.delegates(speakingIn: difference.session)) }
      for delegate in delegates { add(delegate) { $0.sessions.append(difference.session) } }
    }
    for place in lost { add(place.delegate) { $0.givenBack.append(place.session) } }
    return concerns.values.sorted { $0.delegate < $1.delegate }
  }

  /// Places that the draft would put at the same time as something of the same delegate that goes before: what they speak in,
  /// and what they signed up to earlier. Only where the forum refuses such signups, and it was not so before.
  func signupsGivenBack(at now: Instant) -> [SignupNamed] {
    guard settings?.signupClash == .block else { return [] }
    let (before, after) = (published, draft)
    let (spoke, speaks) = (before.sessionsBySpeaker, after.sessionsBySpeaker)
    var (places, had): ([DelegateID: [SessionID]], [DelegateID: Set<SessionID>]) = ([:], spoke.mapValues { Set($0) })
    for (id, list) in signups {
      for delegate in list.placed { had[delegate, default: []].insert(id) }
      guard let session = after.sessions[id], session.end > now else { continue }
      for delegate in list.placed { places[delegate, default: []].append(id) }
    }
    func overlap(_ a: SessionID, _ b: SessionID, _ agenda: Agenda) -> Bool {
      guard let a = agenda.sessions[a]?.span, let b = agenda.sessions[b]?.span else { return false }
      return a.overlaps(b)
    }
    var lost: [SignupNamed] = []
    for (delegate, sessions) in places.sorted(by: { $0.key < $1.key }) {
      var kept = speaks[delegate] ?? []
      let had = had[delegate] ?? []
      func since(_ id: SessionID) -> Int { signups[id]?.since[delegate] ?? 0 }
      for id in sessions.sorted(by: { (since($0), $0) < (since($1), $1) }) {
        let clashes = kept.contains { $0 != id && overlap($0, id, after) && !(had.contains($0) && overlap($0, id, before)) }
        if clashes { lost.append(SignupNamed(session: id, delegate: delegate)) } else { kept.append(id) }
      }
    }
    return lost
  }

  /// - Throws: `noPlaceLeft` where a capacity is below what is taken; that would break a promise.
  func checkSignups() throws(Refusal) {
    for (id, list) in signups.sorted(by: { $0.key < $1.key }) {
      guard let session = draft.sessions[id], let capacity = session.capacity, list.placed.count > capacity else { continue }
      throw Refusal(.noPlaceLeft, ["kind": .text(session.title), "places": .number(capacity), "taken": .number(list.placed.count)])
    }
  }
}

extension Agenda {
  /// The delegates who speak in a session.
  func delegates(speakingIn id: SessionID) -> [DelegateID] { (sessions[id]?.speakers ?? []).compactMap { speakers[$0]?.delegate } }

  /// The sessions in which each delegate speaks.
  var sessionsBySpeaker: [DelegateID: [SessionID]] {
    var found: [DelegateID: [SessionID]] = [:]
    for id in sessions.keys.sorted() {
      for delegate in Set(delegates(speakingIn: id)) { found[delegate, default: []].append(id) }
    }
    return found
  }
}
