import ForumCore
import StrictJSON

extension Method {
  private static let meetingParameter = Parameter.required("meeting", .reference("M-42"), "the meeting")
  private static let version = Parameter.optional("version", .integer, "the version that was seen; refused if it has changed since")
  private static let reason = Parameter.optional("reason", .text, "why; told to the other side")
  private static let slot = Parameter.optional("slot", .reference("day1-morning.3"), "the slot; the earliest that fits where left out")
  private static let requester = Parameter.optional("requester", .reference("D-3"), "who asks, where a manager or an organiser does for them")
  private static let overrides = Parameter.optional(
    "override", .boolean, "whether an organiser, with a reason, goes beyond who may ask whom, limits, and when people said that they can not")
  private static let guests = Parameter.optional("guests", .list, "more delegates, who make it a group meeting")

  static let meetings: [Method] = [
    Method(
      "meeting.slots", "Where delegates could meet, or where a meeting could move.", .delegates,
      [
        .forum, .optional("with", .reference("D-7"), "the other delegate"), guests, .optional("meeting", .reference("M-42"), "the meeting that is to move"),
        requester,
      ], result: "places in order of time"
    ) { call, answer in
      let with: DelegateID? = try call.params.value("with")
      let meeting: MeetingID? = try call.params.value("meeting")
      guard (with == nil) != (meeting == nil) else { throw RPCError.invalidParams("params.with", "exactly one of with and meeting") }
      let asker = with == nil ? nil : try call.delegate("requester")
      let guests: [DelegateID] = try call.params.value("guests") ?? []
      try call.read(answer: answer) { forum, now in
        var places: [Place] = []
        if let meeting {
          places = try forum.feasiblePlaces(toMove: call.seen(meeting, in: forum).id, at: now)
        } else if let with, let asker {
          guard forum.acts(call.actor, for: asker) else { throw Refusal(.notYours) }
          places = try forum.feasiblePlaces(for: asker, with: with, guests: guests, at: now)
        }
        return ["seq": .int(forum.seq), "places": .array(places.map { Views.place($0, forum.settings?.zone) })]
      }
    },
    .write(
      "meeting.request", "Asks a delegate for a meeting, or several for one of a group. Holds slot and table until it is answered or expires.", .delegates,
      [
        .forum, .required("with", .reference("D-7"), "who is asked"), guests, slot, .optional("message", .text, "a word to them"), requester, reason,
        .optional("orWait", .boolean, "whether it waits for a place that becomes free, where they have no time in common now"), overrides,
      ]
    ) { call, answer in
      try call.write(
        RequestMeeting(
          requester: call.delegate("requester"), requested: call.params.required("with"), guests: call.params.value("guests") ?? [],
          slot: call.params.value("slot"), message: call.params.text("message"), reason: call.params.text("reason"), orWait: call.params.flag("orWait"),
          override: call.params.flag("override")),
        answer: answer)
    },
    .write(
      "meeting.confirm", "Says yes to a request, or picks one of the times that were proposed.", .delegates,
      [
        .forum, meetingParameter, slot, .optional("guest", .reference("D-7"), "the guest of a group for whom their manager or an organiser says yes"), reason,
        version,
      ]
    ) { call, answer in
      try call.write(
        ConfirmMeeting(
          meeting: call.params.required("meeting"), slot: call.params.value("slot"), guest: call.params.value("guest"), reason: call.params.text("reason"),
          version: call.params.integer("version")), answer: answer)
    },
    .write(
      "meeting.decline", "Says no to a request; its place is free again. A guest who says no is out of the group.", .delegates,
      [.forum, meetingParameter, .optional("guest", .reference("D-7"), "the guest of a group for whom their manager or an organiser says no"), reason, version]
    ) { call, answer in
      try call.write(
        DeclineMeeting(
          meeting: call.params.required("meeting"), guest: call.params.value("guest"), reason: call.params.text("reason"),
          version: call.params.integer("version")), answer: answer)
    },
    .write(
      "meeting.propose", "Offers one to three other slots instead of saying yes; the other side picks one by meeting.confirm.", .delegates,
      [.forum, meetingParameter, .required("slots", .list, "one to three slots such as day1-morning.3"), reason, version]
    ) { call, answer in
      try call.write(
        ProposeTimes(
          meeting: call.params.required("meeting"), slots: call.params.required("slots"), reason: call.params.text("reason"),
          version: call.params.integer("version")), answer: answer)
    },
    .write(
      "meeting.move", "Gives a meeting another place; of a group, the whole or one guest.", .delegates,
      [
        .forum, meetingParameter, slot, .optional("table", .reference("T-12"), "the table; organisers only"),
        .optional("guest", .reference("D-7"), "the guest who alone is moved out of a group"), reason, overrides, version,
      ]
    ) { call, answer in
      try call.write(
        MoveMeeting(
          meeting: call.params.required("meeting"), slot: call.params.value("slot"), table: call.params.value("table"), guest: call.params.value("guest"),
          reason: call.params.text("reason"), override: call.params.flag("override"), version: call.params.integer("version")), answer: answer)
    },
    .write(
      "meeting.swap", "Two confirmed meetings take each other's time in one step.", .delegates,
      [.forum, meetingParameter, .required("with", .reference("M-43"), "the other meeting"), reason]
    ) { call, answer in
      try call.write(
        SwapMeetings(first: call.params.required("meeting"), second: call.params.required("with"), reason: call.params.text("reason")), answer: answer)
    },
    .write(
      "meeting.cancel", "Withdraws a request or cancels a meeting; a guest leaves a group, and the host may take one out.", .delegates,
      [.forum, meetingParameter, .optional("guest", .reference("D-7"), "the guest who alone is out of a group"), reason, version]
    ) { call, answer in
      try call.write(
        CancelMeeting(
          meeting: call.params.required("meeting"), guest: call.params.value("guest"), reason: call.params.text("reason"),
          version: call.params.integer("version")), answer: answer)
    },
    .write(
      "meeting.invite", "The host asks one more guest to a meeting.", .delegates,
      [.forum, meetingParameter, .required("guest", .reference("D-7"), "who is asked"), reason, version]
    ) { call, answer in
      try call.write(
        InviteGuest(
          meeting: call.params.required("meeting"), guest: call.params.required("guest"), reason: call.params.text("reason"),
          version: call.params.integer("version")), answer: answer)
    },
    .write(
      "meeting.handOver", "Gives a seat to another representative of the same organisation.", .delegates,
      [
        .forum, meetingParameter, .required("to", .reference("D-8"), "who takes it"),
        .optional("from", .reference("D-7"), "whose seat it is, where somebody does it for them"), reason, version,
      ]
    ) { call, answer in
      try call.write(
        HandOverMeeting(
          meeting: call.params.required("meeting"), from: call.params.value("from"), to: call.params.required("to"), reason: call.params.text("reason"),
          version: call.params.integer("version")), answer: answer)
    },
    .write(
      "meeting.answer", "Says whether a meeting took place, from its start until a day after its end.", .delegates,
      [
        .forum, meetingParameter, .required("answer", .text, "held, otherDidNotCome or couldNotCome"),
        .optional("side", .reference("D-7"), "whose answer it is, where somebody gives it for them"), version,
      ]
    ) { call, answer in
      try call.write(
        AnswerMeeting(
          meeting: call.params.required("meeting"), answer: call.params.required("answer"), side: call.params.value("side"),
          version: call.params.integer("version")), answer: answer)
    },
    .write(
      "meeting.mark", "Says how much a meeting matters, or locks its time.", .organisers,
      [.forum, meetingParameter, .optional("priority", .integer, "0 to 9; more goes first"), .optional("locked", .boolean, "whether its time stays")]
    ) { call, answer in
      try call.write(
        MarkMeeting(meeting: call.params.required("meeting"), priority: call.params.integer("priority"), isLocked: call.params.value("locked")), answer: answer)
    },
    Method(
      "meeting.list", "A delegate's open meetings; for organisers all, or those of one delegate or state.", .delegates,
      [
        .forum, .optional("delegate", .reference("D-7"), "whose"),
        .optional("status", .text, "waiting, requested, accepted, confirmed, held, noShow, declined, ..."),
        .optional("wantsInterpreter", .boolean, "only those that want an interpreter"),
      ],
      result: "meetings in order of time"
    ) { call, answer in
      let status: Meeting.Status? = try call.params.value("status")
      let named: DelegateID? = try call.params.value("delegate")
      let isOrganiser = call.principal?.isOrganiser == true
      let delegate = isOrganiser ? named : try call.delegate()
      let wantsInterpreter = call.params.flag("wantsInterpreter")
      let viewer = try call.viewer()
      try call.read(answer: answer) { forum, _ in
        if let delegate, !forum.acts(call.actor, for: delegate) { throw Refusal(.notYours) }
        let all = forum.meetings.values.filter { meeting in
          (delegate.map { call.sees(meeting, as: $0) } ?? true) && (status.map { $0 == meeting.status } ?? (isOrganiser || meeting.status.isOpen))
            && (!wantsInterpreter || meeting.wantsInterpreter == true)
        }
        let far = Instant(milliseconds: .max)
        let ordered = all.sorted { ($0.heldPlaces.first?.span.start ?? far, $0.id) < ($1.heldPlaces.first?.span.start ?? far, $1.id) }
        return ["seq": .int(forum.seq), "meetings": .array(ordered.map { Views.meeting($0, forum, for: viewer, to: call.actor) })]
      }
    },
    Method(
      "meeting.get", "One meeting, for its sides, their managers, its interpreter and organisers.", .delegates, [.forum, meetingParameter],
      result: "the meeting"
    ) { call, answer in
      let id: MeetingID = try call.params.required("meeting")
      let viewer = try call.viewer()
      try call.read(answer: answer) { forum, _ in Views.meeting(try call.seen(id, in: forum), forum, for: viewer, to: call.actor) }
    },
    Method(
      "meeting.attendance", "How meetings went whose time has come, as their sides say: of one delegate, for organisers of all.", .delegates,
      [.forum, .optional("delegate", .reference("D-7"), "of whom")], result: "held, missed, stoodUp and unanswered for each delegate"
    ) { call, answer in
      let named: DelegateID? = try call.params.value("delegate")
      let delegate = call.principal?.isOrganiser == true ? named : try call.delegate()
      try call.read(answer: answer) { forum, now in
        if let delegate, !forum.acts(call.actor, for: delegate) { throw Refusal(.notYours) }
        let all = try delegate.map { [try forum.registration($0).id] } ?? forum.registrations.values.filter { $0.status == .approved }.map(\.id).sorted()
        return [
          "attendance": .array(
            all.map { id in
              var object = Views.json(forum.attendance(of: id, at: now)).objectValue ?? JSONObject()
              object["delegate"] = .string(id.description)
              return .object(object)
            })
        ]
      }
    },
  ]
}

extension Call {
  /// Whether a meeting is a delegate's to see: as a side who knows of it, or as who interprets there.
  func sees(_ meeting: Meeting, as delegate: DelegateID) -> Bool {
    if meeting.isUnseen == true { return meeting.requester == delegate }
    return meeting.has(delegate) || meeting.heldPlaces.contains { $0.interpreter == delegate }
  }

  /// The meeting, if the caller may see it.
  /// - Throws: `noSuchMeeting` also where it is somebody else's, so that nobody learns who meets whom.
  func seen(_ id: MeetingID, in forum: Forum) throws -> Meeting {
    let meeting = try forum.meeting(id)
    let isInterpreter = principal?.delegate.map { sees(meeting, as: $0) } == true
    guard actor.isOrganiser || isInterpreter || forum.side(of: meeting, for: actor) != nil else {
      throw Refusal(.noSuchMeeting, ["reference": .text(id.description)])
    }
    return meeting
  }
}
