import Chat
import ForumCore
import Phrases
import Testing

@Suite("People and sessions are found by the words that people use")
struct FindingTests {
  @Test("Who is here, from where, of what kind and with which language")
  func people() async throws {
    let world = try await World()
    _ = try await world.perform(UpdateDelegate(delegate: world.delegate("amira"), speaks: ["en", "ar"]))
    _ = try await world.perform(UpdateDelegate(delegate: world.delegate("youssef"), speaks: ["ar"], seeks: ["private investors from France"]))
    try await play(
      """
      amira>who is here?
        6 people are here:
        D-1 Amira Ben Salah, Sahel Solar (small or medium enterprise, Tunisia)
        D-6 Élodie Martin, Rhône Eau (cluster, France)
        D-2 Karim Haddad, Atlas Green Fund (private investor, Lebanon)
        D-5 Luca Rossi, Blue Invest (public investor, Italy)
        D-4 Lucia Rossi, Po Cluster (cluster, Italy)
        D-3 Youssef Nasser, Nile Pumps (small or medium enterprise, Egypt)
        [1 Ask Élodie Martin] [2 Ask Karim Haddad] [3 Ask Luca Rossi] [4 Ask Lucia Rossi] [5 Ask Youssef Nasser]
      amira>people investors from italy
        1 person found:
        D-5 Luca Rossi, Blue Invest (public investor, Italy)
        [1 Ask Luca Rossi]
      amira>people msme from egypt
        1 person found:
        D-3 Youssef Nasser, Nile Pumps (small or medium enterprise, Egypt)
        [1 Ask Youssef Nasser]
      amira>who is from france
        1 person found:
        D-6 Élodie Martin, Rhône Eau (cluster, France)
        [1 Ask Élodie Martin]
      amira>who speaks arabic
        2 people found:
        D-1 Amira Ben Salah, Sahel Solar (small or medium enterprise, Tunisia)
        D-3 Youssef Nasser, Nile Pumps (small or medium enterprise, Egypt)
        [1 Ask Youssef Nasser]
      amira>people investors
        2 people found:
        D-2 Karim Haddad, Atlas Green Fund (private investor, Lebanon)
        D-5 Luca Rossi, Blue Invest (public investor, Italy)
        [1 Ask Karim Haddad] [2 Ask Luca Rossi]
      amira>personas inversores de Líbano
        1 person found:
        D-2 Karim Haddad, Atlas Green Fund (private investor, Lebanon)
        [1 Ask Karim Haddad]
      amira>persone investitori italia
        1 person found:
        D-5 Luca Rossi, Blue Invest (public investor, Italy)
        [1 Ask Luca Rossi]
      amira>osallistujat ranskasta
        1 person found:
        D-6 Élodie Martin, Rhône Eau (cluster, France)
        [1 Ask Élodie Martin]
      amira>kuka puhuu arabiaa
        2 people found:
        D-1 Amira Ben Salah, Sahel Solar (small or medium enterprise, Tunisia)
        D-3 Youssef Nasser, Nile Pumps (small or medium enterprise, Egypt)
        [1 Ask Youssef Nasser]
      amira>من يتحدث العربية
        2 people found:
        D-1 Amira Ben Salah, Sahel Solar (small or medium enterprise, Tunisia)
        D-3 Youssef Nasser, Nile Pumps (small or medium enterprise, Egypt)
        [1 Ask Youssef Nasser]
      """, in: world)
  }

  @Test("A country is no beginning of a name, and a long list goes on")
  func pages() async throws {
    var content = try Sample.forum()
    let first = try #require(content.registrations.first)
    for number in 1...20 {
      var entry = first
      entry.person = PersonID("p-more-\(number)")
      entry.profile = Profile(givenName: number == 1 ? "Francesca" : "Zeno", familyName: "Verdi\(number)", email: "v\(number)@example.org")
      entry.organisationName = "Verdi \(number)"
      entry.country = "IT"
      content.registrations.append(entry)
    }
    let world = try await World(content)
    try await play(
      """
      amira>people france
        1 person found:
        D-6 Élodie Martin, Rhône Eau (cluster, France)
        [1 Ask Élodie Martin]
      amira>people msme italy
        20 people found:
        D-7 Francesca Verdi1, Verdi 1 (small or medium enterprise, Italy)
        D-16 Zeno Verdi10, Verdi 10 (small or medium enterprise, Italy)
        D-17 Zeno Verdi11, Verdi 11 (small or medium enterprise, Italy)
        D-18 Zeno Verdi12, Verdi 12 (small or medium enterprise, Italy)
        D-19 Zeno Verdi13, Verdi 13 (small or medium enterprise, Italy)
        D-20 Zeno Verdi14, Verdi 14 (small or medium enterprise, Italy)
        D-21 Zeno Verdi15, Verdi 15 (small or medium enterprise, Italy)
        D-22 Zeno Verdi16, Verdi 16 (small or medium enterprise, Italy)
        D-23 Zeno Verdi17, Verdi 17 (small or medium enterprise, Italy)
        D-24 Zeno Verdi18, Verdi 18 (small or medium enterprise, Italy)
        D-25 Zeno Verdi19, Verdi 19 (small or medium enterprise, Italy)
        D-8 Zeno Verdi2, Verdi 2 (small or medium enterprise, Italy)
        ... and 8 more.
        “people” with a name, country, kind or topic narrows it down.
        [1 More]
      amira>more
        20 people found:
        D-26 Zeno Verdi20, Verdi 20 (small or medium enterprise, Italy)
        D-9 Zeno Verdi3, Verdi 3 (small or medium enterprise, Italy)
        D-10 Zeno Verdi4, Verdi 4 (small or medium enterprise, Italy)
        D-11 Zeno Verdi5, Verdi 5 (small or medium enterprise, Italy)
        D-12 Zeno Verdi6, Verdi 6 (small or medium enterprise, Italy)
        D-13 Zeno Verdi7, Verdi 7 (small or medium enterprise, Italy)
        D-14 Zeno Verdi8, Verdi 8 (small or medium enterprise, Italy)
        D-15 Zeno Verdi9, Verdi 9 (small or medium enterprise, Italy)
      """, in: world)
  }

  @Test("The agenda of a part of a day or a time, and where and when something is")
  func agenda() async throws {
    try await play(
      """
      amira>agenda day 1 afternoon
        Green Forum Tunis, Wednesday 10 March, 12:00–18:00
        12:00–13:30 Lunch
        Times are Tunis time.
        [1 Wed 10 Mar] [2 Thu 11 Mar]
      amira>agenda thursday morning
        Nothing is on the agenda then: Thursday 11 March, 00:00–12:00.
        [1 Wed 10 Mar] [2 Thu 11 Mar]
      amira>agenda thursday 14:30
        Green Forum Tunis, Thursday 11 March, 14:30
        14:00–15:00 Pitches, Aula Magna
        Times are Tunis time.
        [1 Wed 10 Mar] [2 Thu 11 Mar]
      amira>when is lunch?
        On the agenda for “lunch”:
        Wednesday 10 March
        12:00–13:30 Lunch
        Times are Tunis time.
      amira>quand est le déjeuner ?
        On the agenda for “déjeuner”:
        Wednesday 10 March
        12:00–13:30 Lunch
        Times are Tunis time.
      amira>where is the opening?
        On the agenda for “opening”:
        Wednesday 10 March
        09:00–09:45 Opening, Aula Magna
        Times are Tunis time.
      amira>agenda 10 march 2026
        Nothing is on the agenda for Tuesday, 10 March 2026.
        [1 Wed 10 Mar] [2 Thu 11 Mar]
      amira>book karim 10 march 2026 10:30
        Tuesday, 10 March 2026 is not a day of this forum. You and Karim Haddad are both free at these times:
        [1 Wed 10:00] [2 Wed 10:30] [3 Wed 11:00]
      amira>thanks
        With pleasure! I am here whenever you need me.
      """, in: try await World())
  }

  @Test("Of a part of a day that has nothing free, that day comes before the others, counted from its nearer end")
  func nearest() async throws {
    let blocks = [("d1-pm", "2027-03-10T15:00", "2027-03-10T16:30"), ("d2-pm", "2027-03-11T14:00", "2027-03-11T16:30")]
    try await play(
      """
      amira>book karim thursday morning
        You and Karim Haddad have no free time in common then. The nearest:
        [1 Thu 14:00] [2 Thu 14:30] [3 Thu 15:00]
      """, in: try await World(try Sample.forum(blocks: blocks)))
  }

  @Test("Free times on one day, whether somebody is free then, and a name with a slip")
  func free() async throws {
    try await play(
      """
      amira>slots karim thursday
        You and Karim Haddad are both free at these times:
        Thursday 11 March: 10:00, 10:30
        Times are Tunis time.
        [1 Thu 10:00] [2 Thu 10:30]
      amira>is karim free at 14:30?
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 14:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>book karim hadad
        I know nobody called “karim hadad” here. Did you mean one of these?
        [1 Karim Haddad (Atlas Green Fund)]
      """, in: try await World())
  }

  @Test("Today is the agenda of today, and an answer where a day was asked for")
  func today() async throws {
    try await play(
      """
      @ 2027-03-10T05:00:00Z
      amira>book karim friday
        Friday 12 March is not a day of this forum. You and Karim Haddad are both free at these times:
        [1 Wed 14:30] [2 Thu 10:00] [3 Thu 10:30]
      amira>today
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>no
        Good, nothing was done.
      amira>today
        Green Forum Tunis, Wednesday 10 March
        09:00–09:45 Opening, Aula Magna
        11:00–12:00 Green Bonds Workshop, Lab
        12:00–13:30 Lunch
        Times are Tunis time.
        [1 Thu 11 Mar]
      """, in: try await World())
  }

  @Test("Sessions of one title are told apart by their subtitles, and found by them; a number is that of the list")
  func subtitles() async throws {
    var content = try Sample.forum()
    let bonds = try #require(content.agenda?.sessions.values.first { $0.id.value == "bonds" })
    var twin = bonds
    twin.id = try #require(SessionID("bonds2"))
    twin.uid = "uid-bonds2"
    twin.subtitle = "Part two"
    twin.day = try #require(CivilDate("2027-03-11"))
    twin.start = try Sample.instant("2027-03-11T09:00", try #require(ForumZone("Africa/Tunis")))
    content.agenda?.sessions[twin.id] = twin
    content.agenda?.sessions[bonds.id]?.subtitle = "Part one"
    try await play(
      """
      amira>sessions
        Sessions that you can sign up for:
        Wednesday 10 March, 11:00 Green Bonds Workshop: Part one: 1 place left
        Thursday 11 March, 09:00 Green Bonds Workshop: Part two: 1 place left
        Times are Tunis time.
        [1 Sign up: Green Bonds Workshop: Part one] [2 Sign up: Green Bonds Workshop: Part two]
      amira>sign up 2
        Sign up for “Green Bonds Workshop: Part two”, Thursday 11 March, 09:00 (Tunis time)?
        [1 Yes] [2 No]
      lucia>iscrivimi alla part one
        Sign up for “Green Bonds Workshop: Part one”, Wednesday 10 March, 11:00 (Tunis time)?
        [1 Yes] [2 No]
      lucia>agenda day 2
        Green Forum Tunis, Thursday 11 March
        09:00–10:00 Green Bonds Workshop: Part two, Lab
        14:00–15:00 Pitches, Aula Magna
        Times are Tunis time.
        [1 Wed 10 Mar]
      """, in: try await World(content))
  }

  @Test("What is joined in Arabic has Arabic marks and digits")
  func arabic() {
    let book = PhraseLibrary.standard.book(for: "ar")
    #expect(book.sentence(for: [.sameCountry("TN"), .countryYouSeek("IT")]).contains("؛ "))
    #expect(!book.text(.unclearNumber, ["most": .number(2)]).contains { $0.isASCII && $0.isNumber })
  }

  @Test(
    "Every command of a menu that knows only Latin letters has a word of the language itself", arguments: [("es", "noshow"), ("es", "missed"), ("fi", "erase")])
  func menus(language: String, word: String) {
    #expect(CommandList.standard[language]?.contains { $0.plainWord == word } == false)
  }
}
