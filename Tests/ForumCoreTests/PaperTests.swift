import ForumCore
import StrictJSON
import Testing

@Suite("Changes and snapshots on paper")
struct PaperTests {
  @Test("Every kind of change is written and read again as it was, plain and enciphered")
  func everyKind() throws {
    var stage = try Stage()
    let changes = try AudienceTests.life(&stage)
    #expect(Set(Change.Kind.allCases).subtracting(changes.map(\.kind)) == [])
    for change in changes {
      let plain = try StrictJSONEncoder().encode(change)
      #expect(try StrictJSONDecoder().decode(Change.self, from: plain) == change)
      #expect(String(decoding: plain, as: UTF8.self).hasPrefix("{\"type\":\"\(change.type)\""))
      #expect(!String(decoding: plain, as: UTF8.self).contains("\"_0\""), "\(change.type)")
      let (encoder, decoder) = sealing()
      #expect(try decoder.decode(Change.self, from: try encoder.encode(change)) == change)
    }
  }

  @Test("What is personal is nowhere in enciphered bytes")
  func sealed() throws {
    var stage = try Stage()
    let changes = try AudienceTests.life(&stage)
    let (encoder, _) = sealing()
    var text = ""
    for change in changes { text += String(decoding: try encoder.encode(change), as: UTF8.self) }
    text += String(decoding: try encoder.encode(stage.forum), as: UTF8.self)
    for secret in [
      "Farid", "Gaia", "Hedi", "farid@", "Amel Test", "amel@", "Secret plan", "@amel:example.org", "!room:example.org", "Bruna", "Chiara", "AB2C3DEF", "halal",
    ] {
      #expect(!text.contains(secret), "\(secret)")
    }
    #expect(text.contains("\"sealed\""))
  }

  @Test("Without the person's key their values are gone, and everything else is there")
  func erased() throws {
    var stage = try Stage()
    _ = try AudienceTests.life(&stage)
    let (encoder, decoder) = sealing(erased: Stage.person("Amel"))
    let read = try decoder.decode(Forum.self, from: try encoder.encode(stage.forum))
    #expect(read.registrations[Stage.msme]?.profile.value == nil)
    #expect(read.registrations[Stage.msme]?.displayName == "D-1")
    #expect(read.registrations[Stage.investor]?.displayName == "Chiara Test")
    #expect(read.index == stage.forum.index)
    #expect(read.meetings.count == stage.forum.meetings.count)
  }

  @Test("A snapshot is read again as it was, and its index is the recount")
  func snapshot() throws {
    var stage = try Stage()
    _ = try AudienceTests.life(&stage)
    try stage.givenMeeting(Stage.authority, Stage.otherInvestor)
    let read = try StrictJSONDecoder().decode(Forum.self, from: try StrictJSONEncoder().encode(stage.forum))
    #expect(read == stage.forum)
    #expect(stage.forum.index == stage.forum.recount())
    let (encoder, decoder) = sealing()
    #expect(try decoder.decode(Forum.self, from: try encoder.encode(stage.forum)) == stage.forum)
  }

  @Test(
    "What is no change is refused with what is expected",
    arguments: [
      "{}", "{\"type\":\"meetingEaten\"}", "{\"type\":\"meetingAccepted\"}", "{\"type\":\"meetingAccepted\",\"meeting\":\"D-1\"}",
      "{\"type\":\"phaseSet\",\"phase\":\"later\"}", "[]", "{\"type\":\"agendaEdited\",\"edits\":[{}]}",
      "{\"type\":\"agendaEdited\",\"edits\":[{\"removeRoom\":\"a\",\"removeTrack\":\"b\"}]}",
    ])
  func noChange(text: String) {
    #expect(throws: DecodingError.self) { try StrictJSONDecoder().decode(Change.self, from: Array(text.utf8)) }
  }

  @Test("What may be one thing or another is an object whose member says which")
  func alternatives() throws {
    func check<Value: Codable & Hashable>(_ value: Value, _ text: String) throws {
      #expect(String(decoding: try StrictJSONEncoder().encode(value), as: UTF8.self) == text)
      #expect(try StrictJSONDecoder().decode(Value.self, from: Array(text.utf8)) == value)
    }
    try check(Table.Owner.delegate(Stage.msme), #"{"delegate":"D-1"}"#)
    try check(Table.Owner.organisation(OrganisationID(3)), #"{"organisation":"O-3"}"#)
    try check(
      Table(id: TableID(9), fixedTo: .delegate(Stage.msme)), #"{"id":"T-9","fixedTo":{"delegate":"D-1"}}"#)
    try check(Refusal.Value.text("aula"), #"{"text":"aula"}"#)
    try check(Refusal.Value.number(4), #"{"number":4}"#)
    try check(Refusal.Value.instant(Stage.clock("10T09:00")), #"{"instant":"2027-03-10T08:00:00Z"}"#)
    try check(Refusal.Value.delegate(Stage.msme), #"{"delegate":"D-1"}"#)
    try check(Refusal.Value.meeting(MeetingID(2)), #"{"meeting":"M-2"}"#)
    try check(Refusal.Value.meetings([MeetingID(2), MeetingID(3)]), #"{"meetings":["M-2","M-3"]}"#)
    try check(Refusal.Value.session(key("talk")), #"{"session":"talk"}"#)
    try check(
      Refusal(
        .limitReached, ["limit": .number(4)],
        alternatives: [Place(slot: SlotID(block: key("am"), index: 1), span: Stage.block("am", "10T09:00", "10T09:30").slots[0].span, table: nil)]),
      #"{"name":"limitReached","values":{"limit":{"number":4}},"#
        + #""alternatives":[{"slot":"am.1","span":{"start":"2027-03-10T08:00:00Z","end":"2027-03-10T08:30:00Z"}}]}"#)
    for text in ["{}", #"{"delegate":"D-1","organisation":"O-1"}"#, #"{"person":"D-1"}"#, #"{"delegate":{"_0":"D-1"}}"#] {
      #expect(throws: DecodingError.self, "\(text)") { try StrictJSONDecoder().decode(Table.Owner.self, from: Array(text.utf8)) }
    }
  }

  @Test(
    "References are read in the forms that people type, and no others",
    arguments: [
      ("M-42", 42), ("m-42", 42), ("M42", 42), ("M-042", 42), ("D-42", nil), ("M-", nil), ("M", nil), ("M--1", nil), ("M-4x", nil),
      ("M-99999999999999999999", nil), ("", nil),
    ])
  func references(text: String, number: Int?) { #expect(MeetingID(text)?.value == number) }

  @Test(
    "Slots and keys are read in their form only",
    arguments: [
      ("am.3", "am.3"), ("day1.am.3", "day1.am.3"), ("am.0", nil), ("am.-1", nil), ("am.+3", nil), ("am.", nil), (".3", nil), ("am", nil), ("ä.3", nil),
    ])
  func slots(text: String, expected: String?) { #expect(SlotID(text)?.description == expected) }
}
