// What an erasure means for the state (rule 29): all that is personal goes, what was done stays, by reference.
//
// A replay after the erasure reads nothing personal of them from the first change on. So nothing in the state may follow from a
// personal value but the value itself, or the replay would lead elsewhere than life did.

extension Forum {
  /// Whether that delegate was erased: nothing personal is kept of them any more.
  public func isErased(_ delegate: DelegateID) -> Bool { registrations[delegate].map { $0.profile.value == nil } ?? false }

  /// Those who were erased, by number.
  public var erased: [DelegateID] { registrations.values.filter { $0.profile.value == nil }.map(\.id).sorted() }

  /// The names under which a delegate's personal values are kept, the registration's own first: as a speaker they may have been
  /// known by another one before they were known to be that delegate.
  public func persons(of delegate: DelegateID) -> [PersonID] {
    guard let own = registrations[delegate]?.profile.person else { return [] }
    let speakers = ([draft] + releases.map(\.agenda)).flatMap(\.speakers.values).filter { $0.delegate == delegate }
    let others = Set(speakers.map(\.profile.person) + (personas[delegate] ?? [])).subtracting([own])
    return [own] + others.filter { !isPerson($0, ofOthersThan: delegate) }.sorted()
  }

  /// The name under which something new is kept of a person: never that under which they were erased here, whose key is gone for good.
  func nameToKeep(of person: PersonID) -> PersonID { isErased(person) ? person.renamed(at: seq + 1) : person }

  /// Whether somebody of that name was erased from the forum.
  public func isErased(_ person: PersonID) -> Bool {
    registrations.values.contains { $0.profile.value == nil && ($0.profile.person == person || personas[$0.id]?.contains(person) == true) }
  }

  private func isPerson(_ person: PersonID, ofOthersThan delegate: DelegateID) -> Bool {
    registrations.values.contains { $0.id != delegate && $0.profile.person == person }
  }

  mutating func erase(_ it: DelegateErased) {
    let delegate = it.delegate
    guard var registration = registrations[delegate] else { return }
    let persons = persons(of: delegate)
    let own = registration.profile.person
    leaveDues(of: registration)
    registration.profile = .erased(own)
    registration.wishes = .erased(own)
    registration.answers = nil
    registration.consents = nil
    registration.checkInCode = nil
    registration.unavailable = []
    registration.hidden = nil
    registration.quietHours = nil
    registration.zone = nil
    registration.erasedAs = it.was
    registrations[delegate] = registration
    enterDues(of: registration)
    if persons.count > 1 { personas[delegate] = Array(persons.dropFirst()) }
    chatLinks.removeAll { $0.delegate == delegate }
    linkCodes.removeAll { $0.delegate == delegate }
    managers = managers.filter { $0.value != delegate }
    eraseWords(of: Set(persons))
    eraseSpeaker(delegate, Set(persons))
  }

  /// What they wrote in meetings, their own and those they have handed over.
  private mutating func eraseWords(of persons: Set<PersonID>) {
    for id in meetings.keys.sorted() {
      guard let meeting = meetings[id] else { continue }
      if let message = meeting.message, persons.contains(message.person) { meetings[id]?.message = .erased(message.person) }
      for (side, outcome) in meeting.outcomes ?? [:] {
        if let note = outcome.note, persons.contains(note.person) { meetings[id]?.outcomes?[side]?.note = .erased(note.person) }
      }
    }
  }

  /// As a speaker they are gone from the draft and from all releases: also the key of a speaker may say who it is.
  private mutating func eraseSpeaker(_ delegate: DelegateID, _ persons: Set<PersonID>) {
    func isTheirs(_ speaker: Speaker) -> Bool { speaker.delegate == delegate || persons.contains(speaker.profile.person) }
    draft.removeSpeakers(where: isTheirs)
    for position in releases.indices { releases[position].agenda.removeSpeakers(where: isTheirs) }
    indexSessions()
  }

  /// Keeps in mind under which other names a speaker was known who is known to be a delegate now.
  mutating func noteSpeakers(since before: Agenda) {
    for (id, speaker) in draft.speakers {
      guard let delegate = speaker.delegate, let own = registrations[delegate]?.profile.person else { continue }
      for person in [before.speakers[id]?.profile.person, speaker.profile.person].compactMap({ $0 }) where person != own {
        guard personas[delegate]?.contains(person) != true, !isPerson(person, ofOthersThan: delegate) else { continue }
        personas[delegate] = ((personas[delegate] ?? []) + [person]).sorted()
      }
    }
  }
}

extension Agenda {
  fileprivate mutating func removeSpeakers(where isTheirs: (Speaker) -> Bool) {
    let gone = Set(speakers.values.filter(isTheirs).map(\.id))
    guard !gone.isEmpty else { return }
    speakers = speakers.filter { !gone.contains($0.key) }
    for id in sessions.keys { sessions[id]?.speakers.removeAll(where: gone.contains) }
  }
}

extension PersonID {
  fileprivate func renamed(at seq: Int) -> PersonID { PersonID("\(value)~\(seq)") }
  fileprivate func isRenamed(from other: PersonID) -> Bool { value.hasPrefix(other.value + "~") }
}

extension Speaker {
  /// With what is said of them as that delegate's own, where they are one.
  /// - Throws: `noSuchDelegate` where that one is erased: nothing more may be kept of them.
  func owned(in forum: Forum) throws(Refusal) -> Speaker {
    var person = forum.nameToKeep(of: profile.person)
    if let delegate, let registration = forum.registrations[delegate] {
      guard registration.profile.value != nil else {
        throw Refusal(.noSuchDelegate, ["reference": .text(delegate.description), "speaker": .text(id.value)])
      }
      person = registration.profile.person
    } else if let known = forum.draft.speakers[id]?.profile.person, known.isRenamed(from: profile.person), !forum.isErased(known) {
      // They have their new name already: the same edit again changes nothing.
      person = known
    }
    guard let value = profile.value, person != profile.person else { return self }
    var speaker = self
    speaker.profile = Personal(value, of: person)
    return speaker
  }
}
