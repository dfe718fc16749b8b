import Chat
import ForumCore
import ForumDesk
import Testing

@Suite("Notices of groups, proposals, swaps, seats that change hands, answers and reminders")
struct MeetingNoticeTests {
  private func world(_ edit: (inout ForumContent) -> Void = { _ in }) async throws -> World {
    var content = try Sample.forum()
    edit(&content)
    return try await World(content)
  }

  private func people(_ world: World) async throws -> (amira: DelegateID, karim: DelegateID, youssef: DelegateID, lucia: DelegateID, luca: DelegateID) {
    (
      try await world.delegate("amira"), try await world.delegate("karim"), try await world.delegate("youssef"), try await world.delegate("lucia"),
      try await world.delegate("luca")
    )
  }

  /// Does something and says who is told what of it, one message each, as the runner of notices has it.
  private func told(_ world: World, _ command: some Command<Forum>, by actor: Actor = .organiser()) async throws -> [String] {
    let seq = try await world.seq
    _ = try await world.perform(command, by: actor)
    let changes = try world.desk.changes(world.forum, after: seq, limit: .max)
    let now = world.now
    return try await world.desk.read(world.forum) { forum in
      Notices().of(changes, in: forum, now: now).map { "\(forum.registrations[$0.recipient]?.profile.value?.givenName ?? ""): \($0.reply.text)" }
    }
  }

  private func slots(_ names: String...) -> [SlotID] { names.compactMap { SlotID($0) } }

  @Test("Other times are offered with a button for each, and for none of them; who chose is told to the one who offered")
  func proposal() async throws {
    let world = try await world()
    let who = try await people(world)
    _ = try await world.perform(RequestMeeting(requester: who.amira, requested: who.karim, slot: SlotID("d1-am.1")), by: .delegate(who.amira))
    _ = try await world.perform(ProposeTimes(meeting: MeetingID(1), slots: slots("d1-pm.1", "d2-am.1"), reason: "a flight"), by: .delegate(who.karim))
    try await play(
      """
      amira hears:
        Karim Haddad (Atlas Green Fund) offers other times for M-1 instead of Wednesday 10 March, 10:00, table T-1. Please choose one by Wednesday 3 March, 10:00:
        - Wednesday 10 March, 14:00, table T-1
        - Thursday 11 March, 10:00, table T-1
        Times are Tunis time.
        The reason given: “a flight”
        [1 Wed 14:00] [2 Thu 10:00] [3 Decline]
      """, in: world)
    let changes = try world.desk.changes(world.forum, after: 0, limit: .max).suffix(1)
    let now = world.now
    let notices = try await world.desk.read(world.forum) { Notices().of(Array(changes), in: $0, now: now) }
    #expect(notices.map(\.reply.buttons).map { $0.map(\.send) } == [["confirm M-1 @d1-pm.1 #2 #!", "confirm M-1 @d2-am.1 #2 #!", "decline M-1 #2"]])
    _ = try await world.perform(ConfirmMeeting(meeting: MeetingID(1), slot: SlotID("d2-am.1")), by: .delegate(who.amira))
    _ = try await world.perform(RequestMeeting(requester: who.lucia, requested: who.luca, slot: SlotID("d1-am.1")), by: .delegate(who.lucia))
    _ = try await world.perform(ProposeTimes(meeting: MeetingID(2), slots: slots("d1-am.2"), reason: "asked us"))
    try await play(
      """
      karim hears:
        Amira Ben Salah (Sahel Solar) asks you for a meeting: M-1, Wednesday 10 March, 10:00 (Tunis time), table T-1. Please answer by Wednesday 3 March, 10:00.
        [1 Another time] [2 Cancel Amira Ben Salah]
        Amira Ben Salah (Sahel Solar) confirmed M-1: Thursday 11 March, 10:00 (Tunis time), table T-1.
      lucia hears:
        The organisers offer other times for M-2 with Luca Rossi (Blue Invest) instead of Wednesday 10 March, 10:00, table T-1. Please choose one by Wednesday 3 March, 10:00:
        - Wednesday 10 March, 10:30, table T-1
        Times are Tunis time.
        The reason given: “asked us”
        [1 Wed 10:30] [2 Decline]
      luca hears:
        Lucia Rossi (Po Cluster) asks you for a meeting: M-2, Wednesday 10 March, 10:00 (Tunis time), table T-1. Please answer by Wednesday 3 March, 10:00.
        [1 Cancel Lucia Rossi]
        Lucia Rossi (Po Cluster) was offered other times for M-2 and chooses one by Wednesday 3 March, 10:00:
        - Wednesday 10 March, 10:30, table T-1
        Times are Tunis time.
        The reason given: “asked us”
      """, in: world)
  }

  @Test("A group: who is invited, who comes, who does not, who is silent; the host reads of each guest, guests of the meeting")
  func group() async throws {
    let world = try await world()
    let who = try await people(world)
    let place = "Wednesday 10 March, 10:00 (Tunis time), table T-1"
    let invitation = "Amira Ben Salah (Sahel Solar) invites you to a meeting of several: M-1, \(place). Please answer by Wednesday 3 March, 10:00."
    let request = RequestMeeting(requester: who.amira, requested: who.karim, guests: [who.lucia], slot: SlotID("d1-am.1"), message: "a round table")
    #expect(
      try await told(world, request, by: .delegate(who.amira)) == [
        "Karim: \(invitation)\nThey write: “a round table”", "Lucia: \(invitation)\nThey write: “a round table”",
      ])
    #expect(
      try await told(world, ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(who.karim)) == [
        "Amira: Karim Haddad (Atlas Green Fund) comes to M-1, \(place)."
      ])
    #expect(
      try await told(world, InviteGuest(meeting: MeetingID(1), guest: who.luca), by: .delegate(who.amira)) == [
        "Luca: \(invitation)\nThey write: “a round table”"
      ])
    #expect(
      try await told(world, ConfirmMeeting(meeting: MeetingID(1), guest: who.lucia, reason: "she called")) == [
        "Amira: Lucia Rossi (Po Cluster) comes to M-1, \(place).\nThe reason given: “she called”",
        "Lucia: The organisers confirmed M-1 with Amira Ben Salah (Sahel Solar): \(place).\nThe reason given: “she called”",
      ])
    #expect(
      try await told(world, CancelMeeting(meeting: MeetingID(1), reason: "ill"), by: .delegate(who.karim)) == [
        "Amira: Karim Haddad (Atlas Green Fund) does not come to M-1, \(place).\nThe reason given: “ill”"
      ])
    try await world.set("2027-03-02T09:00:00Z")
    let seq = try await world.seq
    try await world.set("2027-03-03T09:00:00Z")
    let changes = try world.desk.changes(world.forum, after: seq, limit: .max)
    let now = world.now
    let ended = try await world.desk.read(world.forum) { Notices().of(changes, in: $0, now: now) }
    #expect(
      ended.map(\.reply.text) == [
        "Luca Rossi (Blue Invest) did not answer in time and is not in M-1, \(place).",
        "The invitation to M-1 with Amira Ben Salah (Sahel Solar), \(place), was not answered in time and has ended.",
      ])
    #expect(
      try await told(world, MoveMeeting(meeting: MeetingID(1), slot: SlotID("d1-pm.1"), reason: "room"), by: .organiser()).map { $0.prefix(30) } == [
        "Amira: The organisers moved M-", "Lucia: The organisers moved M-",
      ])
    #expect(
      try await told(world, CancelMeeting(meeting: MeetingID(1), reason: "rain"), by: .delegate(who.amira)) == [
        "Lucia: Amira Ben Salah (Sahel Solar) cancelled M-1, Wednesday 10 March, 14:00 (Tunis time), table T-1.\nThe reason given: “rain”"
      ])
  }

  @Test("Meetings that are swapped: who is in both reads both in one message")
  func swap() async throws {
    let world = try await world()
    let who = try await people(world)
    for (other, slot) in [(who.karim, "d1-am.1"), (who.lucia, "d2-am.1")] {
      _ = try await world.perform(RequestMeeting(requester: who.amira, requested: other, slot: SlotID(slot)), by: .delegate(who.amira))
      let last = MeetingID(try await world.desk.read(world.forum) { $0.lastMeeting })
      _ = try await world.perform(ConfirmMeeting(meeting: last), by: .delegate(other))
    }
    for name in ["amira", "karim", "lucia"] { _ = try await world.hear(name) }
    _ = try await world.perform(SwapMeetings(first: MeetingID(1), second: MeetingID(2), reason: "a late train"))
    try await play(
      """
      amira hears:
        M-1 with Karim Haddad (Atlas Green Fund) changed places with another meeting. It is now on Thursday 11 March, 10:00 (Tunis time), table T-1.
        M-2 with Lucia Rossi (Po Cluster) changed places with another meeting. It is now on Wednesday 10 March, 10:00 (Tunis time), table T-1.
        The reason given: “a late train”
      karim hears:
        M-1 with Amira Ben Salah (Sahel Solar) changed places with another meeting. It is now on Thursday 11 March, 10:00 (Tunis time), table T-1.
        The reason given: “a late train”
      """, in: world)
  }

  @Test("A seat that is handed over: who gives it, who takes it, and the other side")
  func handedOver() async throws {
    let world = try await world { content in
      var entry = content.registrations[1]
      entry.profile = Profile(givenName: "Nour", familyName: "Aziz", email: "nour@example.org")
      entry.person = PersonID("p-nour")
      content.registrations.append(entry)
    }
    let who = try await people(world)
    let nour = try await world.delegate("nour")
    _ = try await world.perform(RequestMeeting(requester: who.amira, requested: who.karim, slot: SlotID("d1-am.1")), by: .delegate(who.amira))
    _ = try await world.hear("karim")
    _ = try await world.perform(HandOverMeeting(meeting: MeetingID(1), to: nour, reason: "I fly home"), by: .delegate(who.karim))
    // The manager of the organisation acts for its representative.
    _ = try await world.perform(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(who.karim))
    try await play(
      """
      amira hears:
        Nour Aziz comes to M-1 instead of Karim Haddad: Wednesday 10 March, 10:00 (Tunis time), table T-1.
        The reason given: “I fly home”
        Nour Aziz (Atlas Green Fund) confirmed M-1: Wednesday 10 March, 10:00 (Tunis time), table T-1.
      nour hears:
        Karim Haddad handed M-1 with Amira Ben Salah (Sahel Solar) over to you: Wednesday 10 March, 10:00 (Tunis time), table T-1.
        The reason given: “I fly home”
        [1 Another time] [2 Cancel Amira Ben Salah]
        Karim Haddad acted for you. M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1: confirmed.
        [1 Another time] [2 Cancel Amira Ben Salah]
      karim hears:
      """, in: world)
  }

  @Test("What the clock tells: a meeting that begins, with the address of a virtual table; and one that did not take place")
  func dayOf() async throws {
    let world = try await world { content in
      content.tables = [Table(id: TableID(1), link: "https://meet.example.org/1")]
      content.blocks[0].isVirtual = true
    }
    let who = try await people(world)
    _ = try await world.perform(RequestMeeting(requester: who.amira, requested: who.karim, slot: SlotID("d1-am.1")), by: .delegate(who.amira))
    _ = try await world.perform(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(who.karim))
    for name in ["amira", "karim"] { _ = try await world.hear(name) }
    try await world.set("2027-03-10T08:50:00Z")
    try await play(
      """
      karim hears:
        Soon: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1.
        To join: https://meet.example.org/1
      """, in: world)
    try await world.set("2027-03-10T09:20:00Z")
    _ = try await world.perform(AnswerMeeting(meeting: MeetingID(1), answer: .otherDidNotCome), by: .delegate(who.karim))
    let told = try await world.hear("amira").map(\.text)
    #expect(
      told.last
        == "Karim Haddad (Atlas Green Fund) says that M-1, Wednesday 10 March, 10:00 (Tunis time), table T-1, did not take place. If it did, tell the organisers."
    )
    #expect(try await world.hear("karim") == [])
  }

  @Test("Who interprets is told when it is sure, where it moves to, and when they are not needed any more")
  func interpreter() async throws {
    let world = try await world { content in
      content.registrations[0].speaks = ["ar"]
      content.registrations[1].speaks = ["en"]
      content.registrations[3].speaks = ["ar", "en"]
      content.registrations[3].role = .interpreter
    }
    let who = try await people(world)
    _ = try await world.perform(RequestMeeting(requester: who.amira, requested: who.karim, slot: SlotID("d1-am.1")), by: .delegate(who.amira))
    _ = try await world.perform(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(who.karim))
    _ = try await world.perform(MoveMeeting(meeting: MeetingID(1), slot: SlotID("d1-am.4")), by: .delegate(who.karim))
    _ = try await world.perform(CancelMeeting(meeting: MeetingID(1)), by: .delegate(who.karim))
    try await play(
      """
      lucia hears:
        You interpret M-1 of Amira Ben Salah and Karim Haddad, Wednesday 10 March, 11:30 (Tunis time), table T-1.
        M-1 of Amira Ben Salah and Karim Haddad, which you interpret, moved to Wednesday 10 March, 11:30 (Tunis time), table T-1.
        You do not interpret M-1 of Amira Ben Salah and Karim Haddad, Wednesday 10 March, 11:30 (Tunis time), table T-1, any more.
      """, in: world)
  }

  @Test("A request that waited for a place: who asked hears that there is one, the other side that it is asked")
  func offered() async throws {
    let world = try await world { content in
      content.tables = [Table(id: TableID(1))]
      content.blocks.removeLast(2)
    }
    let who = try await people(world)
    let others = [who.lucia, who.luca, who.youssef, try await world.delegate("élodie")]
    for (number, slot) in ["d1-am.1", "d1-am.2", "d1-am.3", "d1-am.4"].enumerated() {
      let pair = number < 2 ? (others[0], others[1 + number]) : (others[3], others[number - 1])
      _ = try await world.perform(RequestMeeting(requester: pair.0, requested: pair.1, slot: SlotID(slot)), by: .delegate(pair.0))
      _ = try await world.perform(ConfirmMeeting(meeting: MeetingID(number + 1)), by: .delegate(pair.1))
    }
    _ = try await world.perform(RequestMeeting(requester: who.amira, requested: who.karim, orWait: true), by: .delegate(who.amira))
    _ = try await world.perform(CancelMeeting(meeting: MeetingID(1)), by: .delegate(who.lucia))
    try await play(
      """
      amira hears:
        A time has become free for M-5 with Karim Haddad (Atlas Green Fund): Wednesday 10 March, 10:00 (Tunis time), table T-1. They are asked now and can answer until Wednesday 3 March, 10:00.
      karim hears:
        Amira Ben Salah (Sahel Solar) asks you for a meeting: M-5, Wednesday 10 March, 10:00 (Tunis time), table T-1. Please answer by Wednesday 3 March, 10:00.
        [1 Confirm] [2 Decline] [3 Another time]
      """, in: world)
  }
}
