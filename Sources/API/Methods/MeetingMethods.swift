import ForumCore
import StrictJSON

extension Method {
  private static let meetingParameter = Parameter.required("meeting", .reference("M-42"), "the meeting")
  private static let version = Parameter.optional("version", .integer, "the version that was seen; refused if it has changed since")
  private static let reason = Parameter.optional("reason", .text, "why; told to the other side")
  private static let slot = Parameter.optional("slot", .reference("day1-morning.3"), "the slot; the earliest that fits where left out")
  private static let moveMeetings = Parameter.optional("moveMeetings", .boolean, "whether meetings in the way are moved; else it is refused and lists them")

  static let meetings: [Method] = [
    .write(
      "block.set", "Opens or changes a window of meeting time; start and end may be the forum's wall clock.", .organisers,
      [
        .forum, .required("block", .reference("day1-morning"), "its name"), .required("title", .text, "what people read"), .required("start", .time, "its start"),
        .required("end", .time, "its end"), .required("slotMinutes", .integer, "5 to 120"), .optional("gapMinutes", .integer, "between two slots"),
        .optional("zone", .text, "the zone of tables that it uses"), .optional("isVirtual", .boolean, "whether it needs no tables"), moveMeetings,
      ]
    ) { call, answer in
      let params = call.params
      call.desk.read(
        try call.forum(),
        { forum in
          let zone = try forum.requireSettings().zone
          return try Span(start: moment("start", params, zone), end: moment("end", params, zone))
        }
      ) { result in
        do {
          let span = try result.get()
          let block = Block(
            id: try params.required("block"), title: params.text("title") ?? "", start: span.start, end: span.end,
            slotMinutes: params.integer("slotMinutes") ?? 0, gapMinutes: params.integer("gapMinutes") ?? 0, zone: params.text("zone"),
            isVirtual: params.flag("isVirtual"))
          try call.write(SetBlock(block: block, moveMeetings: params.flag("moveMeetings")), answer: answer)
        } catch { answer(.failure(error)) }
      }
    },
    .write("block.remove", "Closes a window of meeting time.", .organisers, [.forum, .required("block", .reference("day1-morning"), "its name"), moveMeetings]) { call, answer in
      try call.write(RemoveBlock(block: call.params.required("block"), moveMeetings: call.params.flag("moveMeetings")), answer: answer)
    },
    .write(
      "table.set", "Sets up or changes a table.", .organisers,
      [
        .forum, .required("table", .reference("T-12"), "its number"), .optional("label", .text, "what its sign says"), .optional("zone", .text, "its zone"),
        .optional("fixedTo", .reference("D-7"), "the delegate or organisation (O-3) whose it is"), .optional("link", .text, "the address of a virtual table"),
        moveMeetings,
      ]
    ) { call, answer in
      let owner = call.params.text("fixedTo")
      let fixed = owner.flatMap { text in DelegateID(text).map(Table.Owner.delegate) ?? OrganisationID(text).map(Table.Owner.organisation) }
      if owner != nil && fixed == nil { throw RPCError.invalidParams("params.fixedTo", "a delegate such as D-7 or an organisation such as O-3") }
      let table = Table(
        id: try call.params.required("table"), label: call.params.text("label"), zone: call.params.text("zone"), fixedTo: fixed,
        link: call.params.text("link"))
      try call.write(SetTable(table: table, moveMeetings: call.params.flag("moveMeetings")), answer: answer)
    },
    .write("table.remove", "Takes a table away.", .organisers, [.forum, .required("table", .reference("T-12"), "its number"), moveMeetings]) { call, answer in
      try call.write(RemoveTable(table: call.params.required("table"), moveMeetings: call.params.flag("moveMeetings")), answer: answer)
    },
    Method(
      "meeting.slots", "Where two delegates could meet, or where a meeting could move.", .delegates,
      [
        .forum, .optional("with", .reference("D-7"), "the other delegate"), .optional("meeting", .reference("M-42"), "the meeting that is to move"),
        .optional("requester", .reference("D-3"), "who asks, where an organiser does for them"),
      ], result: "places in order of time"
    ) { call, answer in
      let with: DelegateID? = try call.params.value("with")
      let meeting: MeetingID? = try call.params.value("meeting")
      guard (with == nil) != (meeting == nil) else { throw RPCError.invalidParams("params.with", "exactly one of with and meeting") }
      let asker = with == nil ? nil : try call.requester()
      let own = call.principal?.isOrganiser == true ? nil : call.principal?.delegate
      try call.read(answer: answer) { forum, now in
        var places: [Place] = []
        if let meeting {
          let found = try forum.meeting(meeting)
          if let own, !found.has(own) { throw Refusal(.noSuchMeeting, ["reference": .text(meeting.description)]) }
          places = try forum.feasiblePlaces(toMove: meeting, at: now)
        } else if let with, let asker {
          places = try forum.feasiblePlaces(for: asker, with: with, at: now)
        }
        return ["seq": .int(forum.seq), "places": .array(places.map { Views.place($0, forum.settings?.zone) })]
      }
    },
    .write(
      "meeting.request", "Asks a delegate for a meeting. Holds slot and table until it is answered or expires.", .delegates,
      [
        .forum, .required("with", .reference("D-7"), "who is asked"), slot, .optional("message", .text, "a word to them"),
        .optional("requester", .reference("D-3"), "who asks, where an organiser does for them"), reason,
      ]
    ) { call, answer in
      try call.write(
        RequestMeeting(
          requester: call.requester(), requested: call.params.required("with"), slot: call.params.value("slot"), message: call.params.text("message"),
          reason: call.params.text("reason")), answer: answer)
    },
    .write("meeting.confirm", "Says yes to a request.", .delegates, [.forum, meetingParameter, slot, version]) { call, answer in
      try call.write(
        ConfirmMeeting(meeting: call.params.required("meeting"), slot: call.params.value("slot"), version: call.params.integer("version")),
        answer: answer)
    },
    .write("meeting.decline", "Says no to a request; its place is free again.", .delegates, [.forum, meetingParameter, reason, version]) { call, answer in
      try call.write(
        DeclineMeeting(meeting: call.params.required("meeting"), reason: call.params.text("reason"), version: call.params.integer("version")),
        answer: answer)
    },
    .write(
      "meeting.move", "Gives a meeting another place.", .delegates,
      [.forum, meetingParameter, slot, .optional("table", .reference("T-12"), "the table; organisers only"), reason, version]
    ) { call, answer in
      try call.write(
        MoveMeeting(
          meeting: call.params.required("meeting"), slot: call.params.value("slot"), table: call.params.value("table"),
          reason: call.params.text("reason"), version: call.params.integer("version")), answer: answer)
    },
    .write("meeting.cancel", "Withdraws a request or cancels a meeting.", .delegates, [.forum, meetingParameter, reason, version]) { call, answer in
      try call.write(
        CancelMeeting(meeting: call.params.required("meeting"), reason: call.params.text("reason"), version: call.params.integer("version")),
        answer: answer)
    },
    Method(
      "meeting.list", "A delegate's open meetings; for organisers all, or those of one delegate or state.", .delegates,
      [.forum, .optional("delegate", .reference("D-7"), "whose"), .optional("status", .text, "requested, accepted, confirmed, declined, ...")],
      result: "meetings in order of time"
    ) { call, answer in
      let status: Meeting.Status? = try call.params.value("status")
      let named: DelegateID? = try call.params.value("delegate")
      let isOrganiser = call.principal?.isOrganiser == true
      guard isOrganiser || named == nil || named == call.principal?.delegate else { throw RPCError.notAllowed("somebody else's meetings") }
      let delegate = isOrganiser ? named : try call.delegate()
      try call.read(answer: answer) { forum, _ in
        let all = forum.meetings.values.filter { meeting in
          (delegate.map(meeting.has) ?? true) && (status.map { $0 == meeting.status } ?? (isOrganiser || meeting.status.isOpen))
        }
        let far = Instant(milliseconds: .max)
        let ordered = all.sorted { ($0.place?.span.start ?? far, $0.id) < ($1.place?.span.start ?? far, $1.id) }
        return ["seq": .int(forum.seq), "meetings": .array(ordered.map { Views.meeting($0, forum) })]
      }
    },
    Method("meeting.get", "One meeting, for its sides and organisers.", .delegates, [.forum, meetingParameter], result: "the meeting") { call, answer in
      let id: MeetingID = try call.params.required("meeting")
      let own = call.principal?.isOrganiser == true ? nil : call.principal?.delegate
      let isOrganiser = call.principal?.isOrganiser == true
      try call.read(answer: answer) { forum, _ in
        let meeting = try forum.meeting(id)
        guard isOrganiser || own.map(meeting.has) == true else { throw Refusal(.noSuchMeeting, ["reference": .text(id.description)]) }
        return Views.meeting(meeting, forum)
      }
    },
  ]

  private static func moment(_ name: String, _ params: Params, _ zone: ForumZone) throws -> Instant {
    guard let time = params.text(name).flatMap({ TimeText($0) }) else { throw RPCError.invalidParams("params.\(name)", "a time such as 2027-03-10T09:00") }
    return try zone.resolve(time)
  }
}

extension Call {
  /// Who asks: the caller, or whom an organiser names.
  func requester() throws -> DelegateID {
    let requester = try delegate("requester")
    guard principal?.isOrganiser == true || requester == principal?.delegate else { throw RPCError.notAllowed("only organisers ask for somebody else") }
    return requester
  }
}
