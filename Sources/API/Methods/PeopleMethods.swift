import Chat
import ForumCore
import ForumDesk
import StrictJSON

extension Method {
  private static let delegateParameter = Parameter.optional("delegate", .reference("D-7"), "the delegate; the caller's own where it is left out")
  private static let registrationParameter = Parameter.required("delegate", .reference("D-7"), "the registration")
  private static let reasonParameter = Parameter.optional("reason", .text, "why; told to those concerned")

  private static let wishParameters: [Parameter] = [
    .optional("topics", .list, "keys of topics they deal with, such as waste-water; topic.list has them all"),
    .optional("about", .text, "what they do and hope for, at most 2000 characters"),
    .optional("ticket", .object, "smallest and largest amount that they put into one project, in whole units, and currency (ISO 4217)"),
    .optional("need", .object, "amount that their project needs, in whole units, and currency (ISO 4217)"),
  ]

  static let badgeParameters: [Parameter] = [
    .optional("delegate", .reference("D-7"), "the delegate, or instead"),
    .optional("code", .text, "the code of their badge; case and dashes do not matter"),
  ]

  static let people: [Method] = [
    .write(
      "registration.submit", "Applies to a forum.", .anybody,
      [
        .required("forum", .reference("framework-event-tunis-2027"), "the forum"), .required("givenName", .text, "given name"),
        .optional("familyName", .text, "family name"), .required("email", .text, "e-mail address"), .optional("phone", .text, "telephone"),
        .optional("position", .text, "what they do there"), .required("organisation", .text, "the organisation's name"),
        .required("kind", .text, "cluster, msme, publicInvestor, privateInvestor, publicAuthority, expert, researchBody or other"),
        .required("country", .text, "the organisation's country, two letters"), .optional("role", .text, "attendee, investor, speaker or interpreter"),
        .optional("language", .text, "the language in which the forum writes to them"), .optional("speaks", .list, "languages they can meet in"),
        .optional("offers", .list, "what they offer"), .optional("seeks", .list, "what they look for"),
        .optional("takesMeetings", .boolean, "whether they take meetings"),
        .optional("answers", .object, "answers to the forum's questions, by their names"),
        .optional("consents", .list, "the names of the forum's consents that are given"),
      ] + wishParameters
    ) { call, answer in
      var entry = try entry(call.params)
      entry.person = call.person(address: entry.profile.email)
      try call.write(SubmitRegistration(entry: entry), answer: answer)
    },
    .write(
      "registration.submitDelegation", "Applies for several people of one organisation in one step, all or none.", .anybody,
      [
        .required("forum", .reference("framework-event-tunis-2027"), "the forum"), .required("organisation", .text, "the organisation's name"),
        .required("kind", .text, "cluster, msme, publicInvestor, privateInvestor, publicAuthority, expert, researchBody or other"),
        .required("country", .text, "the organisation's country, two letters"),
        .required("people", .list, "who comes: the members of registration.submit that are a person's; only the first needs an email"),
        .optional("together", .boolean, "whether those who have to wait come all or not at all"),
      ]
    ) { call, answer in
      let people = try Delegation.people(call.params)
      try call.write(SubmitDelegation(people: people, together: call.params.flag("together")), answer: answer)
    },
    .write(
      "registration.accept", "Takes the place that is kept for somebody who waited; for a delegation that comes together all of them.", .delegates,
      [.forum, delegateParameter]
    ) { call, answer in
      try call.write(AcceptOffer(delegate: call.delegate()), answer: answer)
    },
    .write("registration.approve", "Takes a person in.", .organisers, [.forum, registrationParameter, reasonParameter]) { call, answer in
      try call.write(ApproveRegistration(delegate: call.delegate(), reason: call.params.text("reason")), answer: answer)
    },
    .write("registration.approveAll", "Takes in all who wait for an answer and fit, in the order in which they applied.", .organisers, [.forum]) {
      call, answer in
      try call.write(ApproveAllRegistrations(), answer: answer)
    },
    .write("registration.waitlist", "Puts a person on the waitlist.", .organisers, [.forum, registrationParameter]) { call, answer in
      try call.write(WaitlistRegistration(delegate: call.delegate()), answer: answer)
    },
    .write("registration.reject", "Turns an application down.", .organisers, [.forum, registrationParameter, reasonParameter]) { call, answer in
      try call.write(RejectRegistration(delegate: call.delegate(), reason: call.params.text("reason")), answer: answer)
    },
    .write(
      "registration.cancel", "Gives a registration back: meetings end, places are freed, who waits moves up.", .delegates,
      [.forum, delegateParameter, reasonParameter]
    ) { call, answer in
      try call.write(CancelRegistration(delegate: call.delegate(), reason: call.params.text("reason")), answer: answer)
    },
    Method(
      "registration.list", "All registrations with contact data.", .organisers, [.forum, .optional("status", .text, "only these")],
      result: "registrations by number"
    ) { call, answer in
      let status: Registration.Status? = try call.params.value("status")
      try call.read(answer: answer) { forum, _ in
        let list = forum.registrations.values.filter { status == nil || $0.status == status }.sorted { $0.id < $1.id }
        return ["registrations": .array(list.compactMap { Views.person($0, forum, for: .organiser) })]
      }
    },
    .write(
      "registration.import", "Takes a list of registrations over, whole or not at all.", .organisers,
      [.forum, .required("content", .text, "the list as CSV"), .optional("name", .text, "the file's name"), .optional("format", .text, "registrations.csv")]
    ) { call, answer in
      try Importing.run(call, answer: answer)
    },
    .write("registration.checkIn", "Notes that a delegate has come, by their badge's code or by name.", .organisers, [.forum] + badgeParameters) {
      call, answer in
      try call.write(CheckIn(call.badge()), answer: answer)
    },
    .later(
      "registration.checkInCode", "Tells the code of a delegate's badge; it is drawn when it is asked for first.", .delegates, [.forum, delegateParameter],
      result: "the code"
    ) { call in
      let forum = try call.forum()
      let delegate = try call.delegate()
      var generator = SystemRandomNumberGenerator()
      let command = IssueCheckInCode(delegate: delegate, code: LinkSecret.make(using: &generator))
      let receipt = try await call.desk.perform(command, in: forum, by: call.actor)
      let code = try await call.desk.read(forum) { $0.registrations[delegate]?.checkInCode?.value }
      return Views.object(
        ("seq", .int(receipt.seq)), ("delegate", .string(delegate.description)), ("code", code.map { .string(CheckInCode.written($0)) }))
    },
    Method(
      "delegate.list", "Who takes part; without contact data.", .members,
      [.forum, .optional("words", .text, "words of names, organisations, offers or wishes")], result: "delegates by number"
    ) { call, answer in
      let words = try searched(call.params)
      let viewer = try call.viewer()
      try call.read(answer: answer) { forum, _ in
        let list = forum.registrations.values.filter { $0.status == .approved && matches($0, words, forum, viewer) }.sorted { $0.id < $1.id }
        return ["delegates": .array(list.compactMap { Views.person($0, forum, for: viewer) })]
      }
    },
    Method(
      "delegate.get", "One delegate, as far as the caller may see them; with contact data after a confirmed meeting.", .members, [.forum, delegateParameter],
      result: "the delegate"
    ) { call, answer in
      let id = try call.delegate()
      let viewer = try call.viewer()
      try call.read(answer: answer) { forum, _ in
        guard let view = Views.person(try forum.registration(id), forum, for: viewer) else {
          throw Refusal(.noSuchDelegate, ["reference": .text(id.description)])
        }
        return view
      }
    },
    .write(
      "delegate.update", "Changes what the forum keeps of a delegate's wishes.", .delegates,
      [
        .forum, delegateParameter, .optional("language", .text, "the language in which the forum writes to them"),
        .optional("takesMeetings", .boolean, "whether they take meetings"), .optional("speaks", .list, "languages they can meet in"),
        .optional("offers", .list, "what they offer"), .optional("seeks", .list, "what they look for"),
        .optional("hides", .list, "what others do not see: \(Registration.Field.allCases.map(\.rawValue).joined(separator: ", "))"),
        .optional("quietHours", .object, "fromMinute and toMinute of the day on the forum's clocks, between which what can wait does; the same twice for none"),
        .optional("zone", .text, "the zone in which they read the clock, such as Europe/Rome; the forum's for none of their own"),
      ] + wishParameters
    ) { call, answer in
      let params = call.params
      try call.write(
        UpdateDelegate(
          delegate: call.delegate(), language: params.text("language"), takesMeetings: params.value("takesMeetings"), speaks: params.value("speaks"),
          offers: params.value("offers"), seeks: params.value("seeks"), quietHours: params.value("quietHours"), zone: params.text("zone"),
          hides: params.value("hides"), topics: params.value("topics"), about: params.text("about"), ticket: params.value("ticket"), need: params.value("need")),
        answer: answer)
    },
    .write(
      "registration.update",
      "Corrects what a registration says of its person, and what they answer and agree to. Addresses are for organisers to correct.", .delegates,
      [
        .forum, delegateParameter, .optional("givenName", .text, "the given name"), .optional("familyName", .text, "the family name"),
        .optional("email", .text, "an address that is reached; nobody else's here"), .optional("phone", .text, "a telephone number; an empty one for none"),
        .optional("position", .text, "what they are; an empty text for nothing"),
        .optional(
          "role", .text,
          "organiser, investor, attendee, speaker, interpreter or observer; for organisers to give. An organiser may do by chat what organisers may"),
        .optional("answers", .object, "answers to the forum's questions, by their names; those that are not named stay"),
        .optional("consents", .list, "the names of all consents that are given now; what is left out is withdrawn"),
      ]
    ) { call, answer in
      let params = call.params
      try call.write(
        UpdateRegistration(
          delegate: call.delegate(), givenName: params.text("givenName"), familyName: params.text("familyName"), email: params.text("email"),
          phone: params.text("phone"), position: params.text("position"), role: params.value("role"), answers: params.value("answers"),
          consents: params.value("consents")),
        answer: answer)
    },
    .write(
      "delegate.setAvailability", "Says in which blocks a delegate takes part and when they can not meet.", .delegates,
      [
        .forum, delegateParameter, .optional("blocks", .list, "names of blocks; all where left out"),
        .optional("unavailable", .list, "spans with start and end"),
        .optional("meetings", .text, "what becomes of meetings in that time: keep, move or cancel; else it is refused and lists them"), reasonParameter,
      ]
    ) { call, answer in
      try call.write(
        SetAvailability(
          delegate: call.delegate(), blocks: call.params.value("blocks"), unavailable: call.params.value("unavailable") ?? [],
          meetings: call.params.value("meetings"), reason: call.params.text("reason")), answer: answer)
    },
    .later(
      "delegate.linkCode", "Makes a code of ten minutes by which the delegate links a chat.", .delegates,
      [.forum, delegateParameter, .optional("isLong", .boolean, "whether it is for a link that nobody types: 130 random bits instead of 40")],
      result: "the code, told once"
    ) { call in
      let forum = try call.forum()
      var generator = SystemRandomNumberGenerator()
      let isLong = try call.params.value("isLong") ?? false
      let code = isLong ? LinkSecret.makeLong(using: &generator) : LinkSecret.make(using: &generator)
      let command = IssueLinkCode(delegate: try call.delegate(), digest: LinkSecret.digest(of: code))
      let receipt = try await call.desk.perform(command, in: forum, by: call.actor)
      return ["seq": .int(receipt.seq), "code": .string(code), "validMinutes": .int(command.validMinutes)]
    },
  ]

  private static func entry(_ params: Params) throws(RPCError) -> ForumContent.Entry {
    var generator = SystemRandomNumberGenerator()
    let profile = Profile(
      givenName: params.text("givenName") ?? "", familyName: params.text("familyName") ?? "", email: params.text("email"),
      phone: params.text("phone"), position: params.text("position"))
    var entry = ForumContent.Entry(
      person: PersonID(using: &generator), profile: profile, organisationName: params.text("organisation") ?? "",
      organisationKind: try params.required("kind"), country: params.text("country") ?? "")
    entry.role = try params.value("role") ?? .attendee
    entry.language = params.text("language") ?? "en"
    entry.speaks = try params.value("speaks") ?? []
    entry.offers = try params.value("offers") ?? []
    entry.seeks = try params.value("seeks") ?? []
    entry.topics = try params.value("topics")
    entry.about = params.text("about")
    entry.ticket = try params.value("ticket")
    entry.need = try params.value("need")
    entry.takesMeetings = try params.value("takesMeetings") ?? true
    entry.answers = try params.value("answers") ?? [:]
    entry.consents = try params.value("consents") ?? []
    return entry
  }

  /// Longer searches find nothing more, and cost every reader of the forum.
  private static func searched(_ params: Params) throws -> [Substring] {
    let text = params.text("words") ?? ""
    guard text.utf8.count <= 400 else { throw RPCError.invalidParams("params.words", "at most 400 bytes") }
    return Array(Set(text.lowercased().split(separator: " ")).sorted().prefix(32))
  }

  private static func matches(_ registration: Registration, _ words: [Substring], _ forum: Forum, _ viewer: Viewer) -> Bool {
    if words.isEmpty { return true }
    let organisation = forum.organisations[registration.organisation]
    let text = (forum.searchable(registration, to: viewer) + [organisation?.name ?? "", organisation?.kind.rawValue ?? ""])
      .joined(separator: " ").lowercased()
    return words.allSatisfy { text.contains($0) }
  }
}
