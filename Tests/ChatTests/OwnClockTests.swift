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

  @Test("Rule 25: lists show the reader's own clock beside every time, and name both zones once below")
  func zonesInLists() async throws {
    let world = try await World()
    try await play(
      """
      amira>zone beirut
        From now on I show Beirut time beside the times of Green Forum Tunis. It is 11:00 there now.
      amira>agenda day 1
        Green Forum Tunis, Wednesday 10 March
        09:00–09:45 (10:00–10:45) Opening, Aula Magna
        11:00–12:00 (12:00–13:00) Green Bonds Workshop, Lab
        12:00–13:30 (13:00–14:30) Lunch
        Times are Tunis time, in brackets Beirut time.
        [1 Thu 11 Mar]
      amira>sessions
        Sessions that you can sign up for:
        Wednesday 10 March, 11:00 (12:00) Green Bonds Workshop: 1 place left
        Times are Tunis time, in brackets Beirut time.
        [1 Sign up: Green Bonds Workshop]
      amira>slots lucia
        You and Lucia Rossi are both free at these times:
        Wednesday 10 March: 10:00 (11:00), 10:30 (11:30), 11:00 (12:00), 11:30 (12:30), 14:00 (15:00), 14:30 (15:30)
        Thursday 11 March: 10:00 (11:00), 10:30 (11:30)
        Times are Tunis time, in brackets Beirut time.
        [1 Wed 10:00] [2 Wed 10:30] [3 Wed 11:00] [4 Wed 11:30] [5 Wed 14:00] [6 Wed 14:30] [7 Thu 10:00] [8 Thu 10:30]
      amira>book karim day 1 10:30 #!
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time; 11:30 Beirut time), table T-1. The place is kept until Wednesday 3 March, 10:00 (11:00); I write to you when they answer. “undo” takes it back.
      amira>meetings
        You have 1 meeting at Green Forum Tunis:
        M-1 Wednesday 10 March, 10:30 (11:30), table T-1: Karim Haddad (Atlas Green Fund), waits for their answer until Wednesday 3 March, 10:00 (11:00)
        Times are Tunis time, in brackets Beirut time.
      amira>book karim day 1 10:30
        You have a meeting with them already: M-1. You can move or cancel it.
        M-1 Wednesday 10 March, 10:30 (Tunis time; 11:30 Beirut time), table T-1: Karim Haddad (Atlas Green Fund), waits for their answer until Wednesday 3 March, 10:00 (11:00)
        [1 Another time] [2 Cancel Karim Haddad]
      amira>zone algiers
        From now on I show Algiers time beside the times of Green Forum Tunis. It is 10:00 there now.
      amira>agenda now
        Nothing is on at 10:00.
        Next:
        Green Forum Tunis, Wednesday 10 March
        09:00–09:45 Opening, Aula Magna
        Times are Tunis time.
      amira>zone auckland
        From now on I show Auckland time beside the times of Green Forum Tunis. It is 22:00 there now.
      amira>slots lucia
        You and Lucia Rossi are both free at these times:
        Wednesday 10 March: 10:00 (22:00), 11:00 (23:00), 11:30 (23:30), 14:00 (Thu 11 Mar 02:00), 14:30 (Thu 11 Mar 02:30)
        Thursday 11 March: 10:00 (22:00), 10:30 (22:30)
        Times are Tunis time, in brackets Auckland time.
        [1 Wed 10:00] [2 Wed 11:00] [3 Wed 11:30] [4 Wed 14:00] [5 Wed 14:30] [6 Thu 10:00] [7 Thu 10:30]
      """, in: world)
    let amira = try await world.delegate("amira")
    _ = try await world.perform(UpdateDelegate(delegate: amira, language: "ar", zone: "Asia/Beirut"))
    let reply = try await world.say("اجتماعاتي", as: "amira")
    #expect(reply.first?.text.contains("المواعيد حسب توقيت \u{2068}تونس\u{2069}، وبين قوسين حسب توقيت \u{2068}بيروت\u{2069}.") == true)
    #expect(reply.first?.text.contains("(\u{2068}١١:٣٠") == true)
  }

  @Test("Rule 7: who can not meet says so; what is in the way is moved or called off as they say")
  func absences() async throws {
    try await play(
      """
      karim>away
        You can be asked for all meeting times. “away day 2 10:00 12:00” keeps a time free.
      karim>away soon
        I need a day on which you can not meet, or a day and two times, for example “away thursday” or “away day 2 10:00 12:00”.
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

  @Test("Rule 7: a day alone is all of it, and takes in what was said of parts of it")
  func wholeDays() async throws {
    let world = try await World()
    try await play(
      """
      karim>away day 2 10:00 12:00 #!
        Noted: you are not available on Thursday 11 March, 10:00–12:00. “undo” takes it back.
      karim>away thursday
        Keep Thursday 11 March, all day, free of meetings?
        [1 Yes] [2 No]
      karim>yes
        Noted: you are not available on Thursday 11 March, all day. “undo” takes it back.
      karim>away
        You are not available at these times:
        Thursday 11 March, all day
        Times are Tunis time.
      karim>undo
        Noted: you are not available on Thursday 11 March, 10:00–12:00. “undo” takes it back.
      karim>away day 2 all day #!
        Noted: you are not available on Thursday 11 March, all day. “undo” takes it back.
      karim>away day 2 10:00 11:00 #!
        Noted: you are not available on Thursday 11 March, 10:00–11:00. “undo” takes it back.
      karim>away
        You are not available at these times:
        Thursday 11 March, all day
        Times are Tunis time.
      karim>away off
        You can be asked for all meeting times again.
      karim>undo
        Noted: you are not available on Thursday 11 March, all day. “undo” takes it back.
      karim>undo
        There is nothing to take back.
      karim>away tomorrow
        Tuesday 2 March is not a day of this forum, so nothing is to be kept free then.
      """, in: world)
    let kept = try await world.desk.read(world.forum) { $0.registrations[DelegateID(2)]?.unavailable }
    let zone = try #require(ForumZone("Africa/Tunis"))
    let day = try #require(CivilDate("2027-03-11"))
    #expect(kept == [Span(start: zone.start(of: day), end: zone.start(of: day.adding(days: 1)))])
  }

  @Test(
    "A whole day away is said in every language",
    arguments: [
      ("en", "away thursday"), ("en", "busy all day thursday"), ("en", "away on thursday 11 march"), ("en", "unavailable the whole day on the 11th"),
      ("fr", "indisponible jeudi"), ("fr", "absente jeudi 11 mars toute la journée"), ("it", "indisponibile giovedì"),
      ("it", "non disponibile tutto il giorno giovedì"), ("es", "ausencia jueves"), ("es", "no disponible el jueves todo el día"),
      ("fi", "poissa torstaina"), ("fi", "en pääse koko päivän torstaina"), ("ar", "انشغال الخميس"), ("ar", "غير متاحة يوم الخميس طوال اليوم"),
    ])
  func wholeDayWords(language: String, line: String) {
    let away: Intent = Grammar(.standard).read(line, language: language).intent
    guard case .away(.day(let day, _)) = away else {
      Issue.record("\(away)")
      return
    }
    let thursday = [When.Day.weekday(4), .ofAnyMonth(11)]
    #expect(thursday.contains(day) || When(day: day).line == "--03-11")
  }

  @Test(
    "Tomorrow is a whole day in every language, where the word is the morning too",
    arguments: [
      ("en", "away tomorrow"), ("fr", "absent demain"), ("it", "indisponibile domani"), ("es", "ausencia mañana"), ("fi", "poissa huomenna"),
      ("ar", "انشغال غدا"), ("ar", "مشغول غدًا طوال اليوم"),
    ])
  func tomorrow(language: String, line: String) {
    #expect(Grammar(.standard).read(line, language: language).intent == .away(.day(.tomorrow, weekday: nil)))
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
