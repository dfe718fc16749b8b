// What an erasure means for the state (rule 29): all that is personal goes, what was done stays, by reference.

extension Forum {
  mutating func erase(_ delegate: DelegateID) {
    guard let registration = registrations[delegate] else { return }
    let person = registration.profile.person
    registrations[delegate]?.profile = .erased(person)
    registrations[delegate]?.wishes = .erased(person)
    registrations[delegate]?.answers = nil
    registrations[delegate]?.consents = nil
    registrations[delegate]?.checkInCode = nil
    registrations[delegate]?.unavailable = []
    for (id, meeting) in meetings where meeting.outcomes?[delegate]?.note != nil { meetings[id]?.outcomes?[delegate]?.note = .erased(person) }
    chatLinks.removeAll { $0.delegate == delegate }
    linkCodes.removeAll { $0.delegate == delegate }
  }
}
