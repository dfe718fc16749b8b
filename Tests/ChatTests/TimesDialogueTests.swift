import Chat
import ForumCore
import Testing

@Suite("Days and times in a dialogue: shown before they have an effect, asked where they are not sure")
struct TimesDialogueTests {
  /// With people whose names are words of days and times in one language or another.
  private func world() async throws -> World {
    var content = try Sample.forum()
    for (given, family) in [("Luca", "Domenica"), ("Mar", "Rossi"), ("Sam", "Okafor"), ("May", "Ora"), ("April", "Mars")] {
      let profile = Profile(givenName: given, familyName: family, email: "\(given).\(family)@example.org")
      var entry = ForumContent.Entry(
        person: PersonID("p-\(given)"), profile: profile, organisationName: "\(given) Works", organisationKind: .msme, country: "TN")
      entry.approved = true
      content.registrations.append(entry)
    }
    return try await World(content)
  }

  @Test("Words of days that are names stay names; around them a time is a time")
  func names() async throws {
    try await play(
      """
      amira>book luca domenica
        Book Luca Domenica (Luca Works) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book luca domenica thursday 10:30
        Book Luca Domenica (Luca Works) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book mar rossi 11 march 10:30
        Book Mar Rossi (Mar Works) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book sam
        Book Sam Okafor (Sam Works) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book sam wednesday 10:30
        Book Sam Okafor (Sam Works) on Wednesday 10 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book may
        Book May Ora (May Works) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book may ora day 2 10:30
        Book May Ora (May Works) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book april mars 10 march 10:30
        Book April Mars (April Works) on Wednesday 10 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book tomorrow
        With whom? Type a name, an organisation or a reference such as D-7, for example “book karim haddad day 2 10:30: our solar pumps”.
      amira>book day 2 10:30 with may ora
        Book May Ora (May Works) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      """, in: try await world())
  }

  @Test("The time may stand before the name, behind it or around it, in any language")
  func order() async throws {
    try await play(
      """
      amira>book thursday at half past ten with karim haddad
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book jeudi à 10h30 avec karim haddad
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book torstaina klo 10.30 karim haddad
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim haddad torstaina puoli yksitoista
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book الخميس الساعة ١٠:٣٠ مع karim haddad
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book thursday karim haddad 10:30
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim haddad giovedì alle dieci e mezza: nostre pompe
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim haddad el jueves a las diez y media
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      """, in: try await world())
  }

  @Test("A part of a day offers what is free in it; the first and the last of it are taken")
  func windows() async throws {
    try await play(
      """
      amira>book karim after lunch
        You and Karim Haddad are both free at these times:
        [1 Wed 14:00] [2 Wed 14:30]
      amira>book karim first free after lunch
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 14:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim last free after lunch
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 14:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim wednesday morning
        You and Karim Haddad are both free at these times:
        [1 Wed 10:00] [2 Wed 10:30] [3 Wed 11:00] [4 Wed 11:30]
      amira>book karim thursday after lunch
        You and Karim Haddad have no free time in common then. The nearest:
        [1 Wed 14:30] [2 Thu 10:00] [3 Thu 10:30]
      amira>book karim between 10 and 11
        You and Karim Haddad are both free at these times:
        [1 Wed 10:00] [2 Wed 10:30]
      amira>book karim last free
        You and Karim Haddad are both free at these times:
        [1 Wed 14:30] [2 Thu 10:30]
      amira>book karim as late as possible on wednesday
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 14:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim any time on thursday
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim on wednesday in the evening
        You and Karim Haddad have no free time in common then. The nearest:
        [1 Wed 11:30] [2 Wed 14:00] [3 Wed 14:30]
      @ 2027-03-10T09:35:00Z
      amira>book karim this morning
        You and Karim Haddad are both free at these times:
        [1 Wed 11:00] [2 Wed 11:30]
      amira>book karim in two hours
        There is no meeting time at 12:35. The nearest that you and Karim Haddad both have free:
        [1 Wed 11:00] [2 Wed 11:30] [3 Wed 14:00]
      amira>book karim today at 2
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 14:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      """, in: try await world())
  }

  @Test("What may be meant in several ways is asked about, with the times that there are")
  func unsure() async throws {
    try await play(
      """
      amira>book karim thursday at 10:30 or 10:00
        Which of these times do you mean, for Karim Haddad (Atlas Green Fund)?
        [1 Thu 10:00] [2 Thu 10:30]
      amira>book karim wednesday 10
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim wednesday at ten to eleven
        You and Karim Haddad are both free at these times:
        [1 Wed 10:00] [2 Wed 10:30]
      amira>book karim at 2
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 14:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim next wednesday 10:30
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      """, in: try await world())
  }
}
