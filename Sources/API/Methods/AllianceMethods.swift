import ForumCore
import ForumDesk
import StrictJSON

extension Method {
  private static let allianceParameter = Parameter.required("alliance", .reference("A-3"), "the alliance")
  private static let organisationParameter = Parameter.optional(
    "organisation", .reference("O-3"), "the organisation; the delegate's own, which organisers have to name")
  private static let roleParameter = Parameter.required("role", .text, "publicPartner, privatePartner, investor or adviser")
  private static let amountParameter = Parameter.optional(
    "amount", .object, "amount in whole units and currency, such as {\"amount\":250000,\"currency\":\"EUR\"}")
  private static let stepParameter = Parameter.required("step", .text, "expressionOfInterest, letterOfIntent, memorandum or signedAgreement")
  private static let reasonParameter = Parameter.optional("reason", .text, "why; told to the members")

  static let alliances: [Method] = [
    .write(
      "meeting.outcome", "Says for a side what came of a meeting, from its start on; again to change it. May open an alliance or join one in the same step.",
      .delegates,
      [
        .forum, .required("meeting", .reference("M-42"), "the meeting"),
        .optional("side", .reference("D-7"), "whose word it is; the caller's own where it is left out"),
        .required("interest", .text, "none, some or strong"),
        .optional("nextStep", .text, "none, exchangeInformation, secondMeeting, siteVisit, proposal, negotiation or agreement"), amountParameter,
        .optional("note", .text, "a note of the side's own; the other side does not see it"),
        .optional("opens", .object, "an alliance that comes of it: title, kind and role"),
        .optional("joins", .object, "an alliance that is joined by it: alliance and role"),
        .optional("reason", .text, "why an organiser records it for a side"),
      ]
    ) { call, answer in
      let params = call.params
      try call.write(
        RecordOutcome(
          meeting: params.required("meeting"), side: call.delegate("side"), interest: params.required("interest"),
          nextStep: params.value("nextStep") ?? .none, amount: params.value("amount"), note: params.text("note"), opens: params.value("opens"),
          joins: params.value("joins"), reason: params.text("reason")), answer: answer)
    },
    .write(
      "alliance.create", "Opens an alliance with one member; where it comes from a meeting, the other side's organisation is invited.", .delegates,
      [
        .forum, .required("title", .text, "what it is called"),
        .required("kind", .text, "investmentAlliance, investmentStrategy, clusteringProgramme or circularEconomyProgramme"), roleParameter,
        organisationParameter, .optional("meeting", .reference("M-42"), "the meeting from which it comes"),
      ]
    ) { call, answer in
      let params = call.params
      try call.write(
        CreateAlliance(
          title: params.text("title") ?? "", kind: params.required("kind"), organisation: params.value("organisation"), role: params.required("role"),
          meeting: params.value("meeting")), answer: answer)
    },
    .write(
      "alliance.invite", "Asks an organisation into an alliance.", .delegates,
      [.forum, allianceParameter, .required("organisation", .reference("O-3"), "who is invited")]
    ) { call, answer in
      try call.write(InviteToAlliance(alliance: call.params.required("alliance"), organisation: call.params.required("organisation")), answer: answer)
    },
    .write(
      "alliance.join", "Makes an organisation a member: it is invited, or had a confirmed meeting with one; organisers take in any, with a reason.",
      .delegates, [.forum, allianceParameter, roleParameter, organisationParameter, reasonParameter]
    ) { call, answer in
      let params = call.params
      try call.write(
        JoinAlliance(
          alliance: params.required("alliance"), organisation: params.value("organisation"), role: params.required("role"), reason: params.text("reason")),
        answer: answer)
    },
    .write(
      "alliance.leave", "Takes an organisation out, and what it committed with it.", .delegates,
      [.forum, allianceParameter, organisationParameter, reasonParameter]
    ) { call, answer in
      let params = call.params
      try call.write(
        LeaveAlliance(alliance: params.required("alliance"), organisation: params.value("organisation"), reason: params.text("reason")), answer: answer)
    },
    .write(
      "alliance.commit", "Commits a member to something, in money or not.", .delegates,
      [.forum, allianceParameter, .required("what", .text, "to what, in a line"), amountParameter, organisationParameter]
    ) { call, answer in
      let params = call.params
      try call.write(
        Commit(
          alliance: params.required("alliance"), organisation: params.value("organisation"), amount: params.value("amount"), what: params.text("what") ?? ""),
        answer: answer)
    },
    .write(
      "alliance.withdrawCommitment", "Takes a commitment back.", .delegates,
      [.forum, allianceParameter, .required("number", .integer, "the commitment's number in the alliance"), reasonParameter]
    ) { call, answer in
      let params = call.params
      try call.write(
        WithdrawCommitment(alliance: params.required("alliance"), number: params.integer("number") ?? 0, reason: params.text("reason")), answer: answer)
    },
    .write(
      "alliance.milestone", "Records a step that an alliance has reached.", .delegates,
      [.forum, allianceParameter, stepParameter, .required("on", .text, "the day, such as 2027-03-10")]
    ) { call, answer in
      let params = call.params
      try call.write(ReachMilestone(alliance: params.required("alliance"), step: params.required("step"), on: params.required("on")), answer: answer)
    },
    .write(
      "alliance.withdrawMilestone", "Takes back a step that was recorded in error.", .delegates, [.forum, allianceParameter, stepParameter, reasonParameter]
    ) { call, answer in
      let params = call.params
      try call.write(
        WithdrawMilestone(alliance: params.required("alliance"), step: params.required("step"), reason: params.text("reason")), answer: answer)
    },
    Method(
      "alliance.list", "The alliances of the caller's organisation and those to which it is invited; for organisers all.", .delegates, [.forum],
      result: "alliances by number; of those one is only invited to: title, kind and members"
    ) { call, answer in
      let actor = call.actor
      try call.read(answer: answer) { forum, _ in
        let own = actor.isOrganiser ? nil : forum.organisation(of: actor)
        let all = forum.alliances.values.sorted { $0.id < $1.id }.compactMap { alliance -> JSONValue? in
          if actor.isOrganiser || own.map(alliance.has) == true { return Views.alliance(alliance, forum) }
          // Spelled out, for a bare nil would be JSON's null, and a line of the list.
          guard own.map(alliance.invited.contains) == true else { return Optional<JSONValue>.none }
          return Views.invitation(alliance, forum)
        }
        return ["seq": .int(forum.seq), "alliances": .array(all)]
      }
    },
  ]
}

extension Views {
  /// An alliance as its members and organisers see it.
  static func alliance(_ alliance: Alliance, _ forum: Forum) -> JSONValue {
    var object = invitation(alliance, forum).objectValue ?? JSONObject()
    object["isInvitation"] = nil
    object["meeting"] = alliance.meeting.map { .string($0.description) }
    object["invited"] = .array(alliance.invited.map { named($0, forum) })
    object["commitments"] = .array(
      alliance.commitments.map { commitment in
        Self.object(
          ("number", .int(commitment.number)), ("organisation", .string(commitment.organisation.description)), ("amount", commitment.amount.map(json)),
          ("what", .string(commitment.what)), ("by", commitment.by.map { .string($0.description) }), ("at", .string(commitment.at.description)),
          ("withdrawnAt", commitment.withdrawnAt.map { .string($0.description) }))
      })
    object["committed"] = json(Money.sums(of: alliance.standing.compactMap(\.amount)))
    object["milestones"] = .array(alliance.milestones.sorted { $0.step < $1.step }.map(json))
    object["furthest"] = alliance.furthest.map(json)
    object["createdAt"] = .string(alliance.createdAt.description)
    return .object(object)
  }

  /// What those see who are invited and have not joined.
  static func invitation(_ alliance: Alliance, _ forum: Forum) -> JSONValue {
    object(
      ("alliance", .string(alliance.id.description)), ("title", .string(alliance.title)), ("kind", json(alliance.kind)), ("isInvitation", .bool(true)),
      (
        "members",
        .array(
          alliance.members.map { member in
            var entry = named(member.organisation, forum).objectValue ?? JSONObject()
            entry["role"] = json(member.role)
            return .object(entry)
          })
      ))
  }

  /// What came of a meeting, as those sides say for whom the reader may speak; nil where they said nothing.
  static func outcomes(of meeting: Meeting, _ forum: Forum, to actor: Actor) -> JSONValue? {
    let own = (meeting.outcomes ?? [:]).filter { forum.acts(actor, for: $0.key) }.sorted { $0.key < $1.key }
    guard !own.isEmpty else { return nil }
    return .array(
      own.map { side, outcome in
        object(
          ("delegate", .string(side.description)), ("interest", json(outcome.interest)), ("nextStep", json(outcome.nextStep)),
          ("amount", outcome.amount.map(json)), ("note", outcome.note?.value.map { .string($0) }), ("recordedAt", .string(outcome.recordedAt.description)))
      })
  }

  private static func named(_ organisation: OrganisationID, _ forum: Forum) -> JSONValue {
    object(("organisation", .string(organisation.description)), ("name", forum.organisations[organisation].map { .string($0.name) }))
  }

  /// What a write did in alliances: which one, and the number of a commitment.
  static func alliances(_ receipt: Receipt, into object: inout JSONObject) {
    for change in receipt.changes {
      switch change {
      case .outcomeRecorded(let it): object["meeting"] = .string(it.meeting.description)
      case .allianceCreated(let it): object["alliance"] = .string(it.alliance.id.description)
      case .allianceJoined(let it): object["alliance"] = .string(it.alliance.description)
      case .commitmentMade(let it): object["number"] = .int(it.commitment.number)
      default: break
      }
    }
  }
}
