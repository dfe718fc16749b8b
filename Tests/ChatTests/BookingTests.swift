import Chat
import ForumCore
import Testing

@Suite("Booking by chat")
struct BookingTests {
  @Test("A slot is booked and confirmed; the next who wants it is refused and offered others")
  func booking() async throws {
    try await play(
      """
      amira>hello
        Hello Amira Ben Salah, this is the assistant of Green Forum Tunis. Try “agenda”, “people” or “meetings”; “help” shows more.
        [1 Help]
      amira>people investor lebanon
        1 person found:
        D-2 Karim Haddad, Atlas Green Fund (private investor, Lebanon)
        [1 Ask Karim Haddad]
      amira>book karim 10:30
        Which 10:30 do you mean, for Karim Haddad (Atlas Green Fund)?
        [1 Wed 10:30] [2 Thu 10:30]
      amira>yes
        Please choose a number from 1 to 2.
        [1 Wed 10:30] [2 Thu 10:30]
      amira>9
        Please choose a number from 1 to 2.
        [1 Wed 10:30] [2 Thu 10:30]
      amira>1
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>meetings
        You have 1 meeting at Green Forum Tunis:
        M-1 Wednesday 10 March, 10:30, table T-1: Karim Haddad (Atlas Green Fund), waits for their answer until Wednesday 3 March, 10:00
        Times are Tunis time.
      youssef>book karim 2027-03-10 10:30
        Karim Haddad is not free on Wednesday 10 March, 10:30. Free instead:
        [1 Wed 11:00] [2 Wed 11:30] [3 Wed 14:00]
      youssef>2
        Asked: M-2 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 11:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>meetings
        You have 2 meetings at Green Forum Tunis:
        M-1 Wednesday 10 March, 10:30, table T-1: Amira Ben Salah (Sahel Solar), waits for your answer until Wednesday 3 March, 10:00
        M-2 Wednesday 10 March, 11:30, table T-1: Youssef Nasser (Nile Pumps), waits for your answer until Wednesday 3 March, 10:00
        Times are Tunis time.
        [1 Confirm Amira Ben Salah] [2 Decline Amira Ben Salah] [3 Confirm Youssef Nasser] [4 Decline Youssef Nasser]
      karim>confirm amira
        Confirm M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 No]
      karim>yes
        Confirmed: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:30 (Tunis time), table T-1.
      amira>meetings
        You have 1 meeting at Green Forum Tunis:
        M-1 Wednesday 10 March, 10:30, table T-1: Karim Haddad (Atlas Green Fund), confirmed
        Times are Tunis time.
      """, in: try await World())
  }

  @Test("What is asked shows person, day, time, zone and table before anything happens")
  func asking() async throws {
    try await play(
      """
      amira>book karim day 1 10:30: our solar pumps
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>no
        Good, nothing was done.
      amira>meetings
        You have no meetings at Green Forum Tunis yet. “people” shows who is here.
      amira>/book karim day 1 10:30: our solar pumps
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>another time
        You and Karim Haddad are both free at these times:
        Wednesday 10 March: 10:00, 10:30, 11:00, 11:30, 14:00, 14:30
        Thursday 11 March: 10:00, 10:30
        Times are Tunis time.
        [1 Wed 10:00] [2 Wed 10:30] [3 Wed 11:00] [4 Wed 11:30] [5 Wed 14:00] [6 Wed 14:30] [7 Thu 10:00] [8 Thu 10:30]
      amira>3
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 11:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 11:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>book karim day 2
        You have a meeting with them already: M-1. You can move or cancel it.
        M-1 Wednesday 10 March, 11:00, table T-1: Karim Haddad (Atlas Green Fund), waits for their answer until Wednesday 3 March, 10:00
        [1 Another time] [2 Cancel Karim Haddad]
      """, in: try await World())
  }

  @Test("Names: ambiguous ones are offered, slips are suggested, nobody is guessed")
  func names() async throws {
    try await play(
      """
      amira>book rossi day 1 10:30
        Whom do you mean by “rossi”?
        [1 Luca Rossi (Blue Invest)] [2 Lucia Rossi (Po Cluster)]
      amira>2
        Book Lucia Rossi (Po Cluster) on Wednesday 10 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Asked: M-1 with Lucia Rossi (Po Cluster), Wednesday 10 March, 10:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>book karmi 10:00
        I know nobody called “karmi” here. Did you mean one of these?
        [1 Karim Haddad (Atlas Green Fund)]
      amira>book elodie first
        Book Élodie Martin (Rhône Eau) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book nobody
        I know nobody called “nobody” here.
      amira>book D-99
        I know nobody called “D-99” here.
      amira>book amira
        That is you. Choose somebody else.
      amira>book
        With whom? Type a name, an organisation or a reference such as D-7, for example “book karim haddad day 2 10:30: our solar pumps”.
      amira>slots po cluster
        You have a meeting with them already: M-1. You can move or cancel it.
        M-1 Wednesday 10 March, 10:30, table T-1: Lucia Rossi (Po Cluster), waits for their answer until Wednesday 3 March, 10:00
        [1 Another time] [2 Cancel Lucia Rossi]
      karim>book amira
        At this forum, requests do not go this way (from private investor to small or medium enterprise). The other side may ask you.
      """, in: try await World())
  }

  @Test("Times that are not clear are asked about, never guessed")
  func times() async throws {
    try await play(
      """
      amira>book karim day 1 10:40
        There is no meeting time at 10:40. The nearest that you and Karim Haddad both have free:
        [1 Wed 10:00] [2 Wed 10:30] [3 Wed 11:00]
      amira>book karim 16:00
        There is no meeting time at 16:00. The nearest that you and Karim Haddad both have free:
        [1 Wed 11:30] [2 Wed 14:00] [3 Wed 14:30]
      amira>book karim 2027-03-12
        Friday 12 March is not a day of this forum. You and Karim Haddad are both free at these times:
        [1 Wed 14:30] [2 Thu 10:00] [3 Thu 10:30]
      amira>book karim friday
        Friday 5 March is not a day of this forum. You and Karim Haddad are both free at these times:
        [1 Wed 10:00] [2 Wed 10:30] [3 Wed 11:00]
      amira>book karim half past
        I understood Karim Haddad, but not when “half past” is. Type for example “book D-2 10:30”, or choose a time.
        [1 Wed 10:00] [2 Wed 10:30] [3 Wed 11:00] [4 Wed 11:30] [5 Wed 14:00] [6 Wed 14:30] [7 Thu 10:00] [8 Thu 10:30]
      amira>1
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      @ 2027-03-10T08:45:00Z
      amira>book lucia 10:30
        Book Lucia Rossi (Po Cluster) on Wednesday 10 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book lucia today 9:30
        There is no meeting time at 09:30. The nearest that you and Lucia Rossi both have free:
        [1 Wed 10:00] [2 Wed 10:30] [3 Wed 11:00]
      amira>book lucia today 10:00
        Book Lucia Rossi (Po Cluster) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      @ 2027-03-10T09:10:00Z
      amira>book lucia today 10:00
        Wednesday 10 March, 10:00 is past. Free instead:
        [1 Wed 10:30] [2 Wed 11:00] [3 Wed 11:30]
      amira>book lucia tomorrow
        Book Lucia Rossi (Po Cluster) on Thursday 11 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      """, in: try await World())
  }

  @Test("A day of a month is understood as people write it, and where it does not fit it is asked about")
  func daysOfMonths() async throws {
    try await play(
      """
      amira>book karim Thursday 11 March, 10:30
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim 11 mar 10:30.
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim March 11 10:30
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim 11/3 10:30
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim 3/11 10:30
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim Thursday, 10:30.
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim 4/8 10:30
        Wednesday 4 August is not a day of this forum. You and Karim Haddad are both free at these times:
        [1 Wed 14:30] [2 Thu 10:00] [3 Thu 10:30]
      amira>book karim wednesday 11 march 10:30
        Which 10:30 do you mean, for Karim Haddad (Atlas Green Fund)?
        [1 Wed 10:30] [2 Thu 10:30]
      amira>book rossi 11 march 10:30
        Whom do you mean by “rossi”?
        [1 Luca Rossi (Blue Invest)] [2 Lucia Rossi (Po Cluster)]
      amira>2
        Book Lucia Rossi (Po Cluster) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim thursday half past
        I understood Karim Haddad, but not when “thursday half past” is. Type for example “book D-2 10:30”, or choose a time.
        [1 Thu 10:00] [2 Thu 10:30] [3 Wed 10:00] [4 Wed 10:30] [5 Wed 11:00] [6 Wed 11:30] [7 Wed 14:00] [8 Wed 14:30]
      amira>1
        Book Karim Haddad (Atlas Green Fund) on Thursday 11 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Thursday 11 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>book karim half past ten
        You have a meeting with them already: M-1. You can move or cancel it.
        M-1 Thursday 11 March, 10:00, table T-1: Karim Haddad (Atlas Green Fund), waits for their answer until Wednesday 3 March, 10:00
        [1 Another time] [2 Cancel Karim Haddad]
      """, in: try await World())
  }

  @Test("Undo takes back what was done last, as far as the rules allow")
  func undo() async throws {
    try await play(
      """
      amira>undo
        There is nothing to take back.
      amira>book karim first #!
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>undo
        Taken back: M-1 with Karim Haddad. They are told.
      amira>undo
        There is nothing to take back.
      amira>book karim day 1 11:00
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 11:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Asked: M-2 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 11:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>confirm M-2
        Confirm M-2 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 11:00 (Tunis time), table T-1?
        [1 Yes] [2 No]
      karim>yes
        Confirmed: M-2 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 11:00 (Tunis time), table T-1.
      amira>undo
        That can not be taken back any more, because it has changed since: M-2 Wednesday 10 March, 11:00, table T-1: Karim Haddad (Atlas Green Fund), confirmed
        [1 Another time] [2 Cancel Karim Haddad]
      karim>undo
        You had confirmed it. Cancel M-2 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 11:00 (Tunis time), table T-1? They are told.
        [1 Yes] [2 No]
      karim>no
        Good, nothing was done.
      amira>cancel M-2
        Cancel M-2 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 11:00 (Tunis time), table T-1? They are told.
        [1 Yes] [2 No]
      amira>yes
        Cancelled: M-2 with Karim Haddad. They are told.
      amira>undo
        Asked: M-3 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 11:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>decline M-3
        Decline M-3 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 11:00 (Tunis time), table T-1?
        [1 Yes] [2 No]
      karim>yes
        Declined: M-3 with Amira Ben Salah. They are told.
      karim>undo
        An answer of no can not be taken back, but you can ask Amira Ben Salah for a meeting yourself.
        [1 Ask Amira Ben Salah]
      """, in: try await World())
  }

  @Test("Moving: the other side is asked again before a confirmation, and only told after one")
  func moving() async throws {
    try await play(
      """
      amira>book karim day 1 10:00 #!
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>move amira
        To when should M-1 with Amira Ben Salah move? Now it is on Wednesday 10 March, 10:00 (Tunis time), table T-1.
        [1 Wed 10:30] [2 Wed 11:00] [3 Wed 11:30] [4 Wed 14:00] [5 Wed 14:30] [6 Thu 10:00] [7 Thu 10:30]
      karim>2
        Proposed: M-1 with Amira Ben Salah on Wednesday 10 March, 11:00 (Tunis time), table T-1. I write to you when they answer.
      amira>meetings
        You have 1 meeting at Green Forum Tunis:
        M-1 Wednesday 10 March, 11:00, table T-1: Karim Haddad (Atlas Green Fund), waits for your answer until Wednesday 3 March, 10:00
        Times are Tunis time.
        [1 Confirm Karim Haddad] [2 Decline Karim Haddad]
      amira>1
        Confirmed: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 11:00 (Tunis time), table T-1.
      karim>decline M-1
        M-1 is confirmed already. “cancel M-1” calls it off.
        [1 Another time] [2 Cancel Amira Ben Salah]
      amira>move M-9999999999999999999999
        There is no meeting M-9999999999999999999999 of yours. “meetings” shows them.
      amira>move karim
        To when should M-1 with Karim Haddad move? Now it is on Wednesday 10 March, 11:00 (Tunis time), table T-1.
        [1 Wed 10:00] [2 Wed 10:30] [3 Wed 11:30] [4 Wed 14:00] [5 Wed 14:30] [6 Thu 10:00] [7 Thu 10:30]
      amira>6
        Move M-1 with Karim Haddad from Wednesday 10 March, 11:00 to Thursday 11 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>no
        Good, nothing was done.
      amira>move M-1 day 2 10:00
        Move M-1 with Karim Haddad from Wednesday 10 March, 11:00 to Thursday 11 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Moved: M-1 with Karim Haddad is now on Thursday 11 March, 10:00 (Tunis time), table T-1. They are told.
      amira>move karim day 2 10:00
        M-1 with Karim Haddad is at that time already: Thursday 11 March, 10:00 (Tunis time), table T-1.
      amira>undo
        Moved: M-1 with Karim Haddad is now on Wednesday 10 March, 11:00 (Tunis time), table T-1. They are told.
      @ 2027-03-10T08:30:00Z
      amira>move M-1 first
        M-1 can not be changed any more; that was possible until Wednesday 10 March, 09:00. Ask the organisers.
      amira>cancel karim
        M-1 can not be changed any more; that was possible until Wednesday 10 March, 09:00. Ask the organisers.
      """, in: try await World())
  }

  @Test("A button pressed too late is refused kindly, with what can be done now")
  func stale() async throws {
    try await play(
      """
      amira>book karim day 1 10:00 #!
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>move M-1 @d1-am.4 #!
        Proposed: M-1 with Karim Haddad on Wednesday 10 March, 11:30 (Tunis time), table T-1. I write to you when they answer.
      karim>confirm M-1 #1 #!
        That button is out of date. M-1 Wednesday 10 March, 11:30, table T-1: Amira Ben Salah (Sahel Solar), waits for your answer until Wednesday 3 March, 10:00
        [1 Confirm] [2 Decline] [3 Another time]
      karim>decline M-1 #2
        Decline M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 11:30 (Tunis time), table T-1?
        [1 Yes] [2 No]
      karim>1
        Declined: M-1 with Amira Ben Salah. They are told.
      karim>1
        There is nothing to choose from at the moment. “help” lists what I do.
      karim>confirm M-1 #2 #!
        That button is out of date. M-1 Wednesday 10 March, 11:30, table T-1: Amira Ben Salah (Sahel Solar), declined
      youssef>confirm M-1 #2 #!
        There is no meeting M-1 of yours. “meetings” shows them.
      youssef>book D-2 @d1-am.4 #!
        Asked: M-2 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 11:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      youssef>book D-2 @d9-am.4 #!
        You have a meeting with them already: M-2. You can move or cancel it.
        M-2 Wednesday 10 March, 11:30, table T-1: Karim Haddad (Atlas Green Fund), waits for their answer until Wednesday 3 March, 10:00
        [1 Another time] [2 Cancel Karim Haddad]
      """, in: try await World())
  }
}
