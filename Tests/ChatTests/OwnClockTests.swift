import Chat
import ForumCore
import Testing

@Suite("One's own clock, absences, and where one is to be")
struct OwnClockTests {
  @Test("Rule 25: times stand on the reader's own clock too, which is named in any language")
  func zones() async throws {
    try await play(
      """
      karim>zone
        I show times as the clocks of Green Forum Tunis do (Tunis time). “zone rome” shows yours beside them.
      karim>zone بيروت
        From now on I show Beirut time beside the times of Green Forum Tunis. It is 11:00 there now.
      karim>book amira day 1 10:30
        At this forum, requests do not go this way (from private investor to small or medium enterprise). The other side may ask you.
      karim>book lucia day 1 10:30
        Book Lucia Rossi (Po Cluster) on Wednesday 10 March, 10:30 (Tunis time; 11:30 Beirut time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      karim>undo
        From now on I show only the times of Green Forum Tunis (Tunis time).
      karim>zone atlantis
        I know no time zone “atlantis”. Type a large city of yours, for example “zone rome”.
      karim>zone Europe/Rome
        From now on I show Rome time beside the times of Green Forum Tunis. It is 10:00 there now.
      karim>zone off
        From now on I show only the times of Green Forum Tunis (Tunis time).
      """, in: try await World())
  }

  @Test("Rule 7: who can not meet says so; what is in the way is moved or called off as they say")
  func absences() async throws {
    try await play(
      """
      karim>away
        You can be asked for all meeting times. “away day 2 10:00 12:00” keeps a time free.
      karim>away tomorrow
        I need a day and two times, from when to when you can not meet, for example “away day 2 10:00 12:00”.
      karim>away day 2 10:00 12:00
        Keep Thursday 11 March, 10:00–12:00, free of meetings?
        [1 Yes] [2 No]
      karim>yes
        Noted: you are not available on Thursday 11 March, 10:00–12:00. “undo” takes it back.
      karim>away
        You are not available at these times:
        Thursday 11 March, 10:00–12:00
        Times are Tunis time.
      amira>book karim day 1 10:00 #!
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>away day 1 10:00 10:30
        Keep Wednesday 10 March, 10:00–10:30, free of meetings? In the way: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00, table T-1. They can be moved or cancelled; they are told.
        [1 Move them] [2 Cancel them] [3 No]
      karim>1
        Noted: you are not available on Wednesday 10 March, 10:00–10:30. “undo” takes it back.
      karim>away off
        You can be asked for all meeting times again.
      karim>undo
        Noted: you are not available on Thursday 11 March, 10:00–12:00. “undo” takes it back.
      """, in: try await World())
  }

  @Test("A table is named with what comes before and after it")
  func tables() async throws {
    try await play(
      """
      amira>table
        You have no meeting to come. “people” shows whom you could ask.
      amira>book karim day 1 10:30 #!
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>confirm M-1 #!
        Confirmed: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:30 (Tunis time), table T-1.
      amira>signup bonds #!
        You have a place in “Green Bonds Workshop”, Wednesday 10 March, 11:00 (Tunis time).
      amira>book lucia day 1 10:00 #!
        Asked: M-2 with Lucia Rossi (Po Cluster), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>where is my table?
        M-1 with Karim Haddad (Atlas Green Fund): Wednesday 10 March, 10:30 (Tunis time), table T-1.
        Before it: 10:00–10:30 M-2 with Lucia Rossi, table T-1.
        After it: 11:00–12:00 “Green Bonds Workshop”, Lab.
        [1 Another time] [2 Cancel Karim Haddad]
      amira>table M-9
        There is no meeting M-9 of yours. “meetings” shows them.
      """, in: try await World())
  }

  @Test("The agenda is searched by words of titles, rooms and speakers")
  func search() async throws {
    try await play(
      """
      amira>agenda workshop
        On the agenda for “workshop”:
        Wednesday 10 March, 11:00 Green Bonds Workshop: 1 place left
        Times are Tunis time.
      """, in: try await World())
  }

  @Test("A mark behind a sentence is no yes: what has effects is asked first; only a button is sure")
  func marks() async throws {
    try await play(
      """
      amira>book karim day 1 10:30 !
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes !
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>annuler M-1 !
        Take back your request M-1 to Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 No]
      """, in: try await World())
  }
}
