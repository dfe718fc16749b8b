import Chat
import ForumCore
import Testing

@Suite("What a member does in an alliance, by chat")
struct AllianceStepTests {
  @Test("Rule 27: an alliance is opened part by part or in one line, and the other side is invited")
  func opening() async throws {
    try await play(
      """
      amira>open alliance
        What is the alliance to be called? Type its name after a colon, with the meeting from which it comes before it, if there is one: “open alliance M-42: Water for Sfax”.
      amira>open alliance M-1: Water and sun for Sfax
        What is “Water and sun for Sfax” to be?
        [1 Investment alliance] [2 Investment strategy] [3 Clustering programme] [4 Circular-economy programme]
      amira>1
        What will Sahel Solar be in “Water and sun for Sfax”?
        [1 Public partner] [2 Private partner] [3 Investor] [4 Adviser]
      amira>2
        Open “Water and sun for Sfax” (investment alliance) after M-1, with Sahel Solar as private partner? The other side is invited and told.
        [1 Yes] [2 No]
      amira>yes
        Opened: A-1 “Water and sun for Sfax” (investment alliance), of Sahel Solar (private partner).
        [1 Record a commitment]
      amira>open alliance circular economy investor: Waste
        Open “Waste” (circular-economy programme), with Sahel Solar as investor?
        [1 Yes] [2 No]
      amira>no
        Good, nothing was done.
      amira>open alliance Water and sun for Sfax
        You are a member of an alliance of that title already: A-1. Go on with it, or choose another title.
      luca>open alliance M-1: Mine
        There is no meeting M-1 of yours. “meetings” shows them.
      karim hears:
        After M-1 Sahel Solar opens an alliance and invites you: A-1 “Water and sun for Sfax” (investment alliance).
        [1 Join Water and sun for Sfax]
      """, in: try await World.met())
  }

  private func joined() async throws -> World {
    let world = try await World.met()
    let (amira, karim) = (try await world.delegate("amira"), try await world.delegate("karim"))
    _ = try await world.perform(
      CreateAlliance(title: "Water", kind: .investmentAlliance, role: .publicPartner, meeting: MeetingID(1)), by: .delegate(amira))
    _ = try await world.perform(JoinAlliance(alliance: AllianceID(1), role: .investor), by: .delegate(karim))
    for name in ["amira", "karim"] { _ = try await world.hear(name) }
    return world
  }

  @Test("Rule 27: a member commits an amount or something else, sees what all committed, and takes it back")
  func commitments() async throws {
    let world = try await joined()
    try await play(
      """
      karim>commit
        To what does Atlas Green Fund commit itself in A-1 “Water”? Type an amount with its currency and what it is for, or something that is no money, for example “commit A-1 250000 EUR: a pilot plant”.
      karim>commit A-1 250000: a pilot plant
        To what does Atlas Green Fund commit itself in A-1 “Water”? Type an amount with its currency and what it is for, or something that is no money, for example “commit A-1 250000 EUR: a pilot plant”.
      karim>commit A-1 250000
        To what does Atlas Green Fund commit itself in A-1 “Water”? Type an amount with its currency and what it is for, or something that is no money, for example “commit A-1 250000 EUR: a pilot plant”.
      karim>commit A-1 250,000 EUR: a pilot plant
        Record a commitment of Atlas Green Fund in A-1 “Water”: 250,000 EUR (a pilot plant)?
        [1 Yes] [2 No]
      karim>yes
        Recorded: commitment 1 in A-1 “Water”, 250,000 EUR (a pilot plant). “undo” takes it back.
      karim>commit 250 000 EUR: a pilot plant
        A-1 has that commitment already, with number 1. Say what is different about this one, or take the other back first.
      karim>undo
        Taken back: commitment 1 in A-1 “Water”.
      karim>commit two engineers for a year
        Record a commitment of Atlas Green Fund in A-1 “Water”: two engineers for a year?
        [1 Yes] [2 No]
      karim>yes
        Recorded: commitment 2 in A-1 “Water”, two engineers for a year. “undo” takes it back.
      amira>commit A-1 EUR 40000 for the pipes #!
        Recorded: commitment 3 in A-1 “Water”, 40,000 EUR (pipes). “undo” takes it back.
      karim>alliance A-1
        A-1 Water (investment alliance): Sahel Solar (public partner), Atlas Green Fund (investor); 40,000 EUR committed
        No step has been recorded yet.
        Commitments:
        2: Atlas Green Fund, two engineers for a year
        3: Sahel Solar, 40,000 EUR (pipes)
        [1 Record a step] [2 Record a commitment]
      karim>cancel A-1 3
        Only the delegate concerned or an organiser may do that.
      karim>cancel A-1 2
        Take back commitment 2 in A-1 “Water”: two engineers for a year?
        [1 Yes] [2 No]
      karim>yes
        Taken back: commitment 2 in A-1 “Water”.
      karim>cancel A-1 2
        Taken back: commitment 2 in A-1 “Water”.
      karim>cancel A-1 9
        A-1 has no commitment 9. “alliances” shows which there are.
      luca>commit A-1 100 EUR: x
        There is no alliance A-1 of yours. “alliances” shows them. One joins by an invitation of a member, or after a confirmed meeting with one.
      luca>alliance A-1
        Your organisation is in no alliance and invited to none. One can come of a meeting.
      """, in: world)
    let commitments = try await world.desk.read(world.forum) { $0.alliances[AllianceID(1)]?.standing.map { "\($0.number) \($0.organisation)" } }
    #expect(commitments == ["3 O-1"])
  }

  @Test("Rule 27: a step is recorded with its day, and taken back; of a signed agreement it is said that only organisers can")
  func steps() async throws {
    let world = try await joined()
    try await play(
      """
      karim>milestone
        Which step of A-1 “Water” is it?
        [1 Expression of interest] [2 Letter of intent] [3 Memorandum] [4 Signed agreement]
      karim>1
        Record that A-1 “Water” has reached a step: expression of interest, on Wednesday 10 March? Its members are told.
        [1 Yes] [2 No]
      karim>yes
        Recorded: A-1 “Water” has reached a step: expression of interest, on Wednesday 10 March. “undo” takes it back.
      karim>milestone A-1 expression of interest
        Recorded: A-1 “Water” has reached a step: expression of interest, on Wednesday 10 March.
      karim>milestone A-1 letter of intent monday
        Record that A-1 “Water” has reached a step: letter of intent, on Monday 8 March? Its members are told.
        [1 Yes] [2 No]
      karim>yes
        Recorded: A-1 “Water” has reached a step: letter of intent, on Monday 8 March. “undo” takes it back.
      karim>milestone A-1 letter of intent yesterday
        A-1 reached that step (letter of intent) on Monday 8 March already. If the day is wrong, take the step back and record it again.
      karim>undo
        Taken back: letter of intent, of A-1 “Water”.
      karim>milestone A-1 memorandum tomorrow
        The day should be a day not after today, Wednesday 10 March.
      karim>milestone A-1 memorandum soonish
        I did not understand “soonish”. Name the step and, where it was not today, the day, for example “milestone A-1 letter of intent yesterday”.
      karim>milestone A-1 signed agreement 5 march
        Record that A-1 “Water” has reached a step: signed agreement, on Friday 5 March? Its members are told, and only organisers can take it back.
        [1 Yes] [2 No]
      karim>yes
        Recorded: A-1 “Water” has reached a step: signed agreement, on Friday 5 March.
      karim>milestone A-1 off signed agreement
        A-1 has a signed agreement, so only organisers may do that, with a reason. Ask them.
      karim>milestone A-1 off expression of interest
        Take back a step of A-1 “Water”: expression of interest? Its members are told.
        [1 Yes] [2 No]
      karim>alliance A-1
        A-1 Water (investment alliance): Sahel Solar (public partner), Atlas Green Fund (investor)
        Steps reached: expression of interest on Wednesday 10 March; signed agreement on Friday 5 March
        [1 Record a step] [2 Record a commitment]
      amira hears:
        Your alliance A-1 “Water” has reached a step: expression of interest, on Wednesday 10 March.
        Your alliance A-1 “Water” has reached a step: letter of intent, on Monday 8 March.
        A step of your alliance A-1 “Water” was taken back: letter of intent.
        Your alliance A-1 “Water” has reached a step: signed agreement, on Friday 5 March.
      """, in: world)
  }

  @Test("Who is in several alliances is asked which")
  func which() async throws {
    let world = try await joined()
    let karim = try await world.delegate("karim")
    _ = try await world.perform(CreateAlliance(title: "Sun", kind: .investmentStrategy, role: .investor), by: .delegate(karim))
    try await play(
      """
      karim>commit 100 EUR: seeds
        Which alliance do you mean?
        [1 A-1 Water] [2 A-2 Sun]
      karim>2
        Record a commitment of Atlas Green Fund in A-2 “Sun”: 100 EUR (seeds)?
        [1 Yes] [2 No]
      karim>milestone memorandum
        Which alliance do you mean?
        [1 A-1 Water] [2 A-2 Sun]
      karim>1
        Record that A-1 “Water” has reached a step: memorandum, on Wednesday 10 March? Its members are told.
        [1 Yes] [2 No]
      """, in: world)
  }

  @Test(
    "An amount, a step and an opening are said in every language",
    arguments: [
      ("en", "commit A-3 250000 EUR: a pilot plant", "A-3 250000 EUR a pilot plant"),
      ("fr", "engagement A-3 250 000 EUR : une station", "A-3 250000 EUR une station"),
      ("it", "impegno A-3 250.000 EUR per un impianto", "A-3 250000 EUR un impianto"),
      ("es", "compromiso A-3 250000 EUR para una planta", "A-3 250000 EUR una planta"),
      ("fi", "sitoumus A-3 250000 EUR: koelaitos", "A-3 250000 EUR koelaitos"),
      ("ar", "التزام A-3 بمبلغ ٢٥٠٠٠٠ EUR: محطة تجريبية", "A-3 250000 EUR محطة تجريبية"),
      ("en", "milestone A-3 letter of intent yesterday", "A-3 letterOfIntent yesterday"),
      ("fr", "étape A-3 lettre d’intention hier", "A-3 letterOfIntent yesterday"),
      ("it", "tappa A-3 lettera di intenti ieri", "A-3 letterOfIntent yesterday"), ("es", "etapa A-3 carta de intención ayer", "A-3 letterOfIntent yesterday"),
      ("fi", "vaihe A-3 aiesopimus eilen", "A-3 letterOfIntent yesterday"), ("ar", "مرحلة A-3 خطاب نوايا أمس", "A-3 letterOfIntent yesterday"),
      ("en", "open alliance M-4 clustering programme investor: Wool", "M-4 clusteringProgramme investor Wool"),
      ("fr", "créer une alliance M-4 programme de clusters investisseur : Laine", "M-4 clusteringProgramme investor Laine"),
      ("it", "crea alleanza M-4 programma di cluster investitore: Lana", "M-4 clusteringProgramme investor Lana"),
      ("es", "nueva alianza M-4 programa de clústeres inversor: Lana", "M-4 clusteringProgramme investor Lana"),
      ("fi", "uusi allianssi M-4 klusteriohjelma sijoittaja: Villa", "M-4 clusteringProgramme investor Villa"),
      ("ar", "إنشاء تحالف M-4 برنامج تجمعات بصفة مستثمر: صوف", "M-4 clusteringProgramme investor صوف"),
    ])
  func reading(language: String, line: String, expected: String) {
    let parts: [String?] =
      switch Grammar(.standard).read(line, language: language).intent {
      case .commit(let it): [it.alliance?.description, it.amount?.description, it.what]
      case .milestone(let it): [it.alliance?.description, it.step?.rawValue, it.day == .inDays(-1) ? "yesterday" : nil, it.unread]
      case .openAlliance(let it): [it.meeting?.description, it.kind?.rawValue, it.role?.rawValue, it.title]
      default: ["something else"]
      }
    #expect(parts.compactMap { $0 }.joined(separator: " ") == expected)
  }
}
