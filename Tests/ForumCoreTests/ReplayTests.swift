import ForumCore
import StrictJSON
import Testing

@Suite("A replay gives what is")
struct ReplayTests {
  /// All that can happen to meetings, in one forum: modes, groups, proposals, swaps, delegations, interpreters, refill, answers.
  static func life() throws -> Stage {
    var stage = try Stage { $0.holdMinutes = 240 }
    let (amel, aziz, bruna) = (Stage.msme, Stage.colleague, Stage.otherMSME)
    let (chiara, dalia, elias) = (Stage.investor, Stage.otherInvestor, Stage.authority)
    func last() -> MeetingID { MeetingID(stage.forum.lastMeeting) }
    func slots(_ names: String...) -> [SlotID] { names.compactMap { SlotID($0) } }
    let ines = try stage.givenInterpreter("Ines", "ar", "it")
    try stage.givenInterpreter("Jamil", "ar", "it", "en")
    try stage.givenLanguages(amel, "ar")
    try stage.givenLanguages(chiara, "it")
    try stage.given(SetTable(table: Table(id: TableID(8), fixedTo: .delegate(dalia))))
    try stage.given(SetTable(table: Table(id: TableID(20), link: "https://meet.example.org/20")))
    try stage.given(SetBlock(block: Stage.block("web", "10T16:00", "10T17:00", virtual: true)))

    // A proposal that goes back and forth, marked and locked.
    try stage.given(RequestMeeting(requester: amel, requested: chiara, slot: SlotID("am.1"), message: "Secret plan of Amel"), by: .delegate(amel))
    try stage.given(ProposeTimes(meeting: last(), slots: slots("am.2", "pm.1"), reason: "train"), by: .delegate(chiara))
    try stage.given(ProposeTimes(meeting: last(), slots: slots("pm.1", "pm.2")), by: .delegate(amel))
    try stage.given(ConfirmMeeting(meeting: last(), slot: SlotID("pm.2")), by: .delegate(chiara))
    try stage.given(MarkMeeting(meeting: last(), priority: 7, isLocked: true))
    // A group: invited, joined, left, moved out, handed over, swapped.
    try stage.given(try stage.group(amel, chiara, dalia, at: "am.3"), by: .delegate(amel))
    let group = last()
    try stage.given(InviteGuest(meeting: group, guest: elias, reason: "water"), by: .delegate(amel))
    try stage.given(ConfirmMeeting(meeting: group), by: .delegate(dalia))
    try stage.given(ConfirmMeeting(meeting: group, guest: elias, reason: "by telephone"))
    try stage.given(MoveMeeting(meeting: group, slot: SlotID("web.2"), guest: dalia), by: .delegate(dalia))
    try stage.given(HandOverMeeting(meeting: group, to: aziz, reason: "ill"), by: .delegate(amel))
    try stage.givenMeeting(aziz, bruna, "am.1")
    try stage.given(SwapMeetings(first: group, second: last(), reason: "order"))
    try stage.given(DeclineMeeting(meeting: group, reason: "full"), by: .delegate(chiara))
    // Who waits, and what is overridden; the manager hands on.
    try stage.given(SetManager(organisation: OrganisationID(1), manager: aziz), by: .delegate(amel))
    try stage.given(stage.away(bruna, "09:00", "15:00", .keep), by: .delegate(bruna))
    try stage.given(SetAvailability(delegate: dalia, blocks: [key("am")], unavailable: [], meetings: .keep), by: .delegate(dalia))
    try stage.given(RequestMeeting(requester: dalia, requested: bruna, orWait: true), by: .delegate(dalia))
    let waiting = last()
    try stage.given(RequestMeeting(requester: elias, requested: bruna, slot: SlotID("am.4"), reason: "both want it", override: true))
    try stage.given(ConfirmMeeting(meeting: last(), reason: "both want it"))
    try stage.given(SetAvailability(delegate: bruna, blocks: nil, unavailable: [], meetings: .keep), by: .delegate(bruna))
    try stage.given(ConfirmMeeting(meeting: waiting), by: .delegate(bruna))
    // Things are taken away; the interpreter goes; holds end.
    try stage.given(stage.request(elias, amel, "am.2"), by: .delegate(elias), at: "09T12:00")
    try stage.given(CancelRegistration(delegate: ines), by: .delegate(ines))
    try stage.given(RemoveTable(table: TableID(1), moveMeetings: true))
    try stage.given(stage.away(elias, "10:30", "11:00", .move), by: .delegate(elias))
    try stage.given(ExpireHolds(), by: .timer, at: "09T18:00")
    // Afterwards.
    try stage.given(AnswerMeeting(meeting: group, answer: .couldNotCome, side: elias), at: "10T10:05")
    try stage.given(AnswerMeeting(meeting: group, answer: .held), by: .delegate(aziz), at: "10T10:10")
    try stage.given(AnswerMeeting(meeting: MeetingID(1), answer: .otherDidNotCome), by: .delegate(chiara), at: "10T14:40")
    return stage
  }

  @Test("Every kind of change of meetings has happened in it")
  func complete() throws {
    let kinds = Set(try Self.life().journal.map(\.change.kind))
    let wanted: Set<Change.Kind> = [
      .meetingRequested, .meetingOffered, .meetingConfirmed, .meetingProposed, .meetingMoved, .meetingsSwapped, .meetingHandedOver, .guestInvited,
      .guestAccepted,
      .guestLeft, .meetingMarked, .meetingExpired, .meetingAnswered, .managerSet, .availabilitySet,
    ]
    #expect(wanted.subtracting(kinds) == [])
  }

  @Test("Replaying the journal gives the live state, and what is derived is the recount")
  func replay() throws {
    let stage = try Self.life()
    var forum = Forum()
    for (seq, entry) in stage.journal.enumerated() {
      forum.apply(entry.change, seq: seq + 1, at: entry.at)
      #expect(forum.index == forum.recount(), "after \(line(entry.change))")
    }
    #expect(forum == stage.forum)
  }

  @Test("A snapshot and its tail give the same, wherever the snapshot is taken, plain and enciphered")
  func snapshots() throws {
    let stage = try Self.life()
    let (encoder, decoder) = sealing()
    let journal = try stage.journal.map { (change: try decoder.decode(Change.self, from: try encoder.encode($0.change)), at: $0.at) }
    var live = Forum()
    for cut in journal.indices {
      var forum = try decoder.decode(Forum.self, from: try encoder.encode(live))
      #expect(forum == live, "read again before \(line(journal[cut].change))")
      for seq in cut..<journal.count { forum.apply(journal[seq].change, seq: seq + 1, at: journal[seq].at) }
      #expect(forum == stage.forum, "from before \(line(journal[cut].change))")
      live.apply(journal[cut].change, seq: cut + 1, at: journal[cut].at)
    }
  }

  @Test("Once people are erased a replay gives the same meetings: nothing of them hangs on what is personal")
  func erased() throws {
    let stage = try Self.life()
    let (encoder, decoder) = sealing(erased: Stage.person("Amel"), Stage.person("Chiara"), Stage.person("Jamil"), Stage.person("Bruna"))
    var forum = Forum()
    for (seq, entry) in stage.journal.enumerated() {
      forum.apply(try decoder.decode(Change.self, from: try encoder.encode(entry.change)), seq: seq + 1, at: entry.at)
    }
    func bare(_ forum: Forum) -> [MeetingID: Meeting] {
      forum.meetings.mapValues { meeting in
        var meeting = meeting
        meeting.message = nil
        return meeting
      }
    }
    #expect(bare(forum) == bare(stage.forum))
    #expect(forum.index.openMeetings == stage.forum.index.openMeetings)
    #expect(forum.index.tableMeetings == stage.forum.index.tableMeetings)
    #expect(forum.index.waiting == stage.forum.index.waiting)
    #expect(forum.registrations[Stage.msme]?.profile.value == nil)
  }

  @Test("What was written before meetings had guests, offers and answers is read as it was meant")
  func older() throws {
    let meeting = #"{"id":"M-1","requester":"D-1","requested":"D-4","status":"confirmed","requestedAt":"2027-03-09T08:00:00Z","version":2}"#
    let read = try StrictJSONDecoder().decode(Meeting.self, from: Array(meeting.utf8))
    #expect([read.isGroup, read.isUnseen == true, read.isLocked == true, read.wantsInterpreter == true] == [false, false, false, false])
    #expect(read.participants == [Stage.msme, Stage.investor])
    #expect(read.heldPlaces.isEmpty)
  }

  @Test("No refused command changes anything, and the same command again is nothing or refused, never done twice")
  func refused() throws {
    let stage = try Self.life()
    let before = stage.forum
    let all = stage.forum.meetings.keys.sorted()
    var answers = 0
    for id in all {
      for actor in [Actor.guest(), .timer, .delegate(DelegateID(99))] {
        let commands: [any Command<Forum>] = [
          ConfirmMeeting(meeting: id), DeclineMeeting(meeting: id), CancelMeeting(meeting: id), MoveMeeting(meeting: id), ProposeTimes(meeting: id, slots: []),
          HandOverMeeting(meeting: id, to: Stage.msme), InviteGuest(meeting: id, guest: Stage.authority), AnswerMeeting(meeting: id, answer: .held),
          SwapMeetings(first: id, second: id == all.first ? MeetingID(2) : MeetingID(1)),
        ]
        for command in commands {
          #expect(stage.when(command, by: actor) == ["refused noSuchMeeting reference=\(id)"], "\(command)")
          answers += 1
        }
      }
    }
    #expect(answers == all.count * 27)
    #expect(stage.forum == before)
  }
}
