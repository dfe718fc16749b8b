import Chat
import ForumCore
import Testing

@Suite("Agenda, sessions, help and the rest by chat")
struct ProgrammeTests {
  @Test("The agenda by day, track, now and next")
  func agenda() async throws {
    try await play(
      """
      amira>agenda
        Green Forum Tunis, Wednesday 10 March
        09:00–09:45 Opening, Aula Magna
        11:00–12:00 Green Bonds Workshop, Lab
        12:00–13:30 Lunch
        Times are Tunis time.
        [1 Thu 11 Mar]
      amira>agenda day 2
        Green Forum Tunis, Thursday 11 March
        14:00–15:00 Pitches, Aula Magna
        Times are Tunis time.
        [1 Wed 10 Mar]
      amira>agenda friday
        Nothing is on the agenda for Friday 5 March.
        [1 Wed 10 Mar] [2 Thu 11 Mar]
      amira>agenda track finance
        Green Forum Tunis, track Green Finance
        Wednesday 10 March
        11:00–12:00 Green Bonds Workshop, Lab
        Times are Tunis time.
      amira>agenda cooking
        I know no day or track “cooking”, and no session has it. These are there:
        [1 Wed 10 Mar] [2 Thu 11 Mar] [3 Green Finance]
      amira>now
        Nothing is on at 10:00.
        Next:
        Green Forum Tunis, Wednesday 10 March
        09:00–09:45 Opening, Aula Magna
        Times are Tunis time.
      @ 2027-03-10T10:15:00Z
      amira>agenda now
        Now, at 11:15:
        11:00–12:00 Green Bonds Workshop, Lab
        Times are Tunis time.
        [1 Next]
      amira>agenda tomorrow
        Green Forum Tunis, Thursday 11 March
        14:00–15:00 Pitches, Aula Magna
        Times are Tunis time.
        [1 Wed 10 Mar]
      @ 2027-03-11T20:00:00Z
      amira>now
        Nothing is on at 21:00.
        Nothing more is to come.
      """, in: try await World())
  }

  @Test("Places in sessions, with a waitlist")
  func sessions() async throws {
    try await play(
      """
      amira>sessions
        Sessions that you can sign up for:
        Wednesday 10 March, 11:00 Green Bonds Workshop: 1 place left
        Times are Tunis time.
        [1 Sign up: Green Bonds Workshop]
      amira>signup bonds
        Sign up for “Green Bonds Workshop”, Wednesday 10 March, 11:00 (Tunis time)?
        [1 Yes] [2 No]
      amira>yes
        You have a place in “Green Bonds Workshop”, Wednesday 10 March, 11:00 (Tunis time).
      lucia>sign up green bonds
        Sign up for “Green Bonds Workshop”, Wednesday 10 March, 11:00 (Tunis time)?
        [1 Yes] [2 No]
      lucia>1
        “Green Bonds Workshop” is full. You are on its waitlist, and I write to you when a place is yours.
      amira>book karim day 1 11:00
        You are not free on Wednesday 10 March, 11:00: the session “Green Bonds Workshop”. Free instead:
        [1 Wed 14:00] [2 Wed 14:30] [3 Thu 10:00]
      amira>meetings
        Your sessions:
        Wednesday 10 March, 11:00 Green Bonds Workshop: you are signed up
        Times are Tunis time.
      amira>leave bonds
        Give back your place in “Green Bonds Workshop”, Wednesday 10 March, 11:00 (Tunis time)?
        [1 Yes] [2 No]
      amira>yes
        You gave back your place in “Green Bonds Workshop”.
      amira>undo
        “Green Bonds Workshop” is full. You are on its waitlist, and I write to you when a place is yours.
      lucia>sessions
        Sessions that you can sign up for:
        Wednesday 10 March, 11:00 Green Bonds Workshop: you are signed up
        Times are Tunis time.
      luca>signup bnods
        I find no session “bnods”. Did you mean one of these?
        [1 Green Bonds Workshop]
      luca>signup cooking
        I find no session “cooking”.
      luca>leave bonds
        You are not signed up for “Green Bonds Workshop”.
      luca>people 🙂
        I find nobody for “🙂”.
      luca>leave
        Which session? “sessions” lists them.
      """, in: try await World())
  }

  @Test("Sessions of the same title are told apart by day and time")
  func twins() async throws {
    var content = try Sample.forum()
    let bonds = try #require(content.agenda?.sessions.values.first { $0.id.value == "bonds" })
    var twin = bonds
    twin.id = try #require(SessionID("bonds2"))
    twin.uid = "uid-bonds2"
    twin.day = try #require(CivilDate("2027-03-11"))
    twin.start = try Sample.instant("2027-03-11T09:00", try #require(ForumZone("Africa/Tunis")))
    content.agenda?.sessions[twin.id] = twin
    try await play(
      """
      amira>signup bonds workshop
        Which session do you mean?
        [1 Green Bonds Workshop, Wed 11:00] [2 Green Bonds Workshop, Thu 09:00]
      amira>sessions
        Sessions that you can sign up for:
        Wednesday 10 March, 11:00 Green Bonds Workshop: 1 place left
        Thursday 11 March, 09:00 Green Bonds Workshop: 1 place left
        Times are Tunis time.
        [1 Sign up: Green Bonds Workshop, Wed 11:00] [2 Sign up: Green Bonds Workshop, Thu 09:00]
      """, in: try await World(content))
  }

  @Test("Help, slips, and what makes no sense")
  func help() async throws {
    try await play(
      """
      amira>help
        You can say for example:
        agenda now - the agenda of a day or a track, or what is on now or next
        people investor lebanon - who is here; narrow it by name, country, kind or topic
        suggest - whom you may want to meet, and why
        book karim haddad day 2 10:30: our solar pumps - ask somebody for a meeting, with a time or at the first free one, and a message after a colon
        meetings - your meetings and sessions
        confirm M-42 - say yes to a request
        undo - take back what you did last
        language en - the language in which I write to you
        “help all” lists everything that I understand, “help book” tells more about one command.
        [1 Agenda] [2 People] [3 Meetings]
      amira>help all
        This is what I understand. “help book” tells more about one of them.
        help book - what I understand, or how one command is used
        agenda now - the agenda of a day or a track, or what is on now or next
        sessions - sessions that take signups, and the places left
        signup green finance workshop - take a place in a session
        leave green finance workshop - give back your place in a session
        people investor lebanon - who is here; narrow it by name, country, kind or topic
        suggest - whom you may want to meet, and why
        slots karim haddad - when you and somebody are both free
        book karim haddad day 2 10:30: our solar pumps - ask somebody for a meeting, with a time or at the first free one, and a message after a colon
        meetings - your meetings and sessions
        confirm M-42 - say yes to a request
        decline M-42 - say no to a request
        move M-42 11:00 - give a meeting another time
        cancel M-42 I am ill - call a meeting off or take a request back; alone, stop what we were doing
        undo - take back what you did last
        badge - your code for the check-in desk
        language en - the language in which I write to you
        quiet 22:00 7:00 - the hours in which I write only what can not wait; “quiet off” for none
        forum - choose the forum, where you take part in several
        propose M-42 10:30, 11:00 - offer up to three other times for a request, of which they pick one
        swap M-42 M-45 - let two of your meetings take each other's time
        handover M-42 aziz - give your seat in a meeting to a colleague
        invite M-42 karim haddad - ask one more guest to a meeting that you host
        held M-42 - say that a meeting took place
        noshow M-42 - say that the other side did not come
        missed M-42 - say that you could not come
        wait karim haddad - ask somebody for the first time that becomes free
        outcome M-42 strong proposal 250000 EUR: they send an offer - say what came of a meeting: how much interest, the next step, an amount, and a note after a colon that only you and the organisers read
        alliances A-3 - your organisation's alliances, and those to which it is invited; with a number, one of them
        join A-3 investor - join an alliance to which your organisation is invited, with its role there
        open alliance M-42: Water for Sfax - open an alliance, with the meeting from which it comes and its name after a colon
        commit A-3 250000 EUR: a pilot plant - say to what your organisation commits itself in an alliance; “cancel A-3 2” takes commitment 2 back
        milestone A-3 letter of intent yesterday - record a step that an alliance has reached, up to a signed agreement
        contact M-42 - how to reach the other side of a confirmed meeting
        my data - what is kept of you, and how to have it or be rid of it
        erase me - be erased from this forum for good; asks first
        table M-42 - where your next meeting is, and what comes before and after it; or a meeting's by its number
        away day 2 10:00 12:00 - when you can not meet: a day, or a day with from and to; “away off” for never
        zone rome - show times on your own clock too; “zone off” shows the forum's alone
        who am i - as whom I know you
        link AB2C-3DEF - link this chat to your registration by its code
        unlink - part this chat from your registration
        start - say hello
      amira>help book
        book: ask somebody for a meeting, with a time or at the first free one, and a message after a colon.
        For example: book karim haddad day 2 10:30: our solar pumps
        Other words for it: meet, request, ask, meeting with, appointment with
      amira>help bok
        I did not understand “bok”. Did you mean “help book”?
        [1 help book] [2 Help]
      amira>1
        book: ask somebody for a meeting, with a time or at the first free one, and a message after a colon.
        For example: book karim haddad day 2 10:30: our solar pumps
        Other words for it: meet, request, ask, meeting with, appointment with
      amira>meetigns
        I did not understand “meetigns”. Did you mean “meetings”?
        [1 meetings] [2 Help]
      amira>yes
        You have no meetings at Green Forum Tunis yet. “people” shows who is here.
      amira>tell me a joke
        I did not understand “tell me a joke”. “help” lists what I do.
        [1 Help]
      amira>7
        Please choose a number from 1 to 1.
        [1 Help]
      amira>cancel
        Good, nothing was done.
      amira>confirm
        Nothing waits for your answer.
      amira>who am i
        You are Amira Ben Salah of Sahel Solar (small or medium enterprise), reference D-1, at Green Forum Tunis.
      amira>link ABCD-EFGH
        You are signed in here already; no code is needed.
      amira>forum
        This chat is about Green Forum Tunis.
      """, in: try await World())
  }

  @Test("The language of replies")
  func language() async throws {
    try await play(
      """
      amira>language
        I write in English. Which language would you like?
        [1 العربية] [2 English] [3 español] [4 Suomi] [5 français] [6 italiano]
      amira>language klingon
        I do not write in “klingon” yet. These I know:
        [1 العربية] [2 English] [3 español] [4 Suomi] [5 français] [6 italiano]
      amira>language english
        From now on I write in English.
      """, in: try await World())
  }
}
