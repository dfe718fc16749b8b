import API
import Chat
import ForumCore
import ForumDesk
import Journal
import Logging
import StrictJSON
import Testing

/// One person, Salma (D-1), of whom the forum keeps whatever it can keep, and others, each of whom is something else to her.
final class PeopleStage: Sendable {
  /// Who looks, by what they are to Salma.
  static let lookers: [(name: String, role: Role?, delegate: Int?)] = [
    ("nobody", nil, nil), ("observer", .observer, nil), ("stranger", .attendee, 2), ("requested", .attendee, 3), ("accepted", .attendee, 4),
    ("confirmed", .investor, 5), ("held", .investor, 6), ("noShow", .attendee, 7), ("cancelled", .attendee, 8), ("declined", .attendee, 9),
    ("unseen", .attendee, 10), ("guest", .attendee, 11), ("invited", .attendee, 12), ("interpreter", .interpreter, 13), ("colleague", .attendee, 14),
    ("manager", .attendee, 15), ("pending", .attendee, 16), ("gone", .investor, 17), ("own", .speaker, 1), ("organiser", .organiser, nil),
    ("operator", .operator, nil),
  ]

  let desk: Desk
  let api: APIService
  let forum: ForumID

  init(hides: [Registration.Field] = [], status: Registration.Status = .approved) async throws {
    var logger = Logger(label: "test.people")
    logger.logLevel = .critical
    let now = try #require(Instant("2027-03-10T12:00:00Z"))
    desk = try Desk(journal: InMemoryJournal(), clock: { now }, logger: logger)
    api = APIService(desk: desk, chat: ChatHouse(desk: desk), logger: logger)
    forum = try #require(ForumID("north"))
    try await open()
    try await give(salma(hides, status))
    for number in 2...17 { try await give(other(number)) }
    try await meet()
  }

  private func open() async throws {
    let day = try #require(CivilDate("2027-03-10"))
    let start = try #require(Instant("2027-03-10T08:00:00Z"))
    let settings = ForumSettings(
      title: "People", place: "Tunis", country: "TN", zone: try #require(ForumZone("Africa/Tunis")), firstDay: day, lastDay: day)
    _ = try await desk.perform(CreateForum(forum: forum, settings: settings), in: forum, by: .organiser(), creating: true)
    _ = try await desk.perform(SetPhase(phase: .open), in: forum, by: .organiser())
    let block = Block(id: try #require(BlockID("day")), title: "Day", start: start, end: start.adding(minutes: 600), slotMinutes: 20)
    _ = try await desk.perform(SetBlock(block: block), in: forum, by: .organiser())
    for number in 1...17 {
      let organisation = Organisation(id: OrganisationID(number), name: "Firm \(number)", kind: .msme, country: "TN")
      try await give(["type": "organisationSet", "organisation": try paper(organisation)])
    }
  }

  private func salma(_ hides: [Registration.Field], _ status: Registration.Status) throws -> JSONValue {
    let person = PersonID("p-salma")
    let profile = Profile(givenName: "Salma", familyName: "Ben Ali", email: "salma@canary.example", phone: "+216 1", position: "Director")
    let span = Span(start: try #require(Instant("2027-03-10T17:00:00Z")), end: try #require(Instant("2027-03-10T18:00:00Z")))
    var registration = Registration(
      id: DelegateID(1), profile: Personal(profile, of: person), organisation: OrganisationID(1), role: .speaker, status: status, language: "fr",
      blocks: [try #require(BlockID("day"))], unavailable: [span], submittedAt: Instant(milliseconds: 0), checkedInAt: Instant(milliseconds: 1))
    registration.wishes = Personal(
      Wishes(
        speaks: ["ar"], offers: ["water"], seeks: ["loans"], topics: ["waste-water"], about: "Pumps that last",
        ticket: Ticket(smallest: 1, largest: 2, currency: "EUR"), need: Money(amount: 5, currency: "EUR")), of: person)
    registration.offerUntil = Instant(milliseconds: 2)
    registration.answers = Personal(["diet": "none"], of: person)
    registration.consents = [Registration.Consent(id: "photos", wording: "Photos are taken", at: Instant(milliseconds: 3))]
    registration.checkInCode = Personal("SALMA-1", of: person)
    registration.quietHours = QuietHours(fromMinute: 60, toMinute: 120)
    registration.zone = ForumZone("Europe/Rome")
    registration.hidden = hides.isEmpty ? nil : Set(hides)
    return ["type": "registrationSubmitted", "registration": try paper(registration)]
  }

  private func other(_ number: Int) throws -> JSONValue {
    let looker = Self.lookers.first { $0.delegate == number }
    let profile = Profile(givenName: "Other\(number)", familyName: "", email: "other\(number)@canary.example")
    let registration = Registration(
      id: DelegateID(number), profile: Personal(profile, of: PersonID("p-\(number)")), organisation: OrganisationID([14, 15].contains(number) ? 1 : number),
      role: looker?.role ?? .attendee, status: number == 16 ? .pending : number == 17 ? .cancelled : .approved, submittedAt: Instant(milliseconds: 0))
    return ["type": "registrationSubmitted", "registration": try paper(registration)]
  }

  /// Salma's meetings: M-3 with D-3 and so on, and M-12, of which she is the host.
  private func meet() async throws {
    let states: [(Int, Meeting.Status)] = [
      (3, .requested), (4, .accepted), (5, .confirmed), (6, .held), (7, .noShow), (8, .cancelled), (9, .declined), (10, .waiting), (17, .held),
    ]
    for (number, status) in states {
      let isHers = number == 10
      var meeting = Meeting(
        id: MeetingID(number), requester: DelegateID(isHers ? 1 : number), requested: DelegateID(isHers ? number : 1), status: status,
        place: status == .accepted || status == .waiting ? nil : place(number, interpreter: number == 3 ? DelegateID(13) : nil), awaiting: nil, holdUntil: nil,
        requestedAt: Instant(milliseconds: 0))
      if status == .waiting { meeting.isUnseen = true }
      try await give(["type": "meetingRequested", "meeting": try paper(meeting)])
    }
    let group = Meeting(
      id: MeetingID(12), requester: DelegateID(1), requested: DelegateID(11), status: .confirmed, place: place(12), awaiting: nil, holdUntil: nil,
      requestedAt: Instant(milliseconds: 0), guests: [Meeting.Guest(DelegateID(11), hasAccepted: true), Meeting.Guest(DelegateID(12))])
    try await give(["type": "meetingRequested", "meeting": try paper(group)])
    let account = Personal(ChatAccount(account: "@salma:canary.example", chat: "!salma"), of: PersonID("p-salma"))
    let link = ChatLink(bot: "matrix", delegate: DelegateID(1), account: account, linkedAt: Instant(milliseconds: 4))
    try await give(["type": "chatLinked", "link": try paper(link)], ["type": "managerSet", "organisation": "O-1", "manager": "D-15"])
  }

  private func place(_ number: Int, interpreter: DelegateID? = nil) -> Place? {
    guard let block = BlockID("day"), let start = Instant("2027-03-10T08:00:00Z") else { return nil }
    let begin = start.adding(minutes: 20 * number)
    return Place(
      slot: SlotID(block: block, index: number + 1), span: Span(start: begin, end: begin.adding(minutes: 20)), table: TableID(1), interpreter: interpreter)
  }

  func give(_ changes: JSONValue...) async throws {
    let given = Given(changes: try changes.map { try StrictJSONDecoder().decode(Change.self, from: $0) })
    _ = try await desk.perform(given, in: forum, by: .organiser())
  }

  func caller(_ looker: String) throws -> Caller {
    let found = try #require(Self.lookers.first { $0.name == looker })
    let principal = found.role.map { role in
      Principal(token: TokenID(100), role: role, forum: role == .operator ? nil : forum, delegate: found.delegate.map { DelegateID($0) })
    }
    return Caller(api: api, principal: principal)
  }
}
