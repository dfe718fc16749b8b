import ForumCore
import ForumDesk
import Planning
import StrictJSON

extension Method {
  /// The organiser's timetable: proposed, looked at, applied.
  static let timetables: [Method] = [
    .later(
      "timetable.propose",
      "Begins to make a timetable for all agreed meetings; nothing changes until it is applied. Whoever is an organiser and subscribed to the forum's changes gets timetable.progress {forum, proposal, state, seconds, priority, priorityBound, breaks, breaksBound} meanwhile.",
      .organisers,
      [
        .forum,
        .optional(
          "moving", .text,
          "which confirmed meetings may get another time: all (default; those that are locked or past the cut-off never), few (three at most) or none"),
        .optional("blocks", .list, "the blocks whose times are planned; all where left out"),
        .optional("seconds", .integer, "how long it may take, 1 to 600; 10 where left out"),
        .optional("seed", .integer, "another one goes another way"),
      ], result: "proposal: its number, and the figures of the present timetable"
    ) { call in
      let seconds = call.params.integer("seconds") ?? 10
      guard (1...600).contains(seconds) else { throw RPCError.invalidParams("params.seconds", "1 to 600") }
      let wish = Planner.Wish(
        moving: try call.params.value("moving") ?? .all, blocks: try call.params.value("blocks"), seconds: Double(seconds),
        seed: UInt64(bitPattern: Int64(call.params.integer("seed") ?? 1)))
      do {
        return view(try await call.service.planner.propose(wish, in: try call.forum()))
      } catch let busy as Planner.Busy {
        throw RPCError.tooMany(retryAfterSeconds: busy.retryAfterSeconds)
      }
    },
    .later(
      "timetable.get",
      "A proposal with its figures before and after, the bounds that no timetable can pass, and the differences: which meeting would go from where to where.",
      .organisers,
      [
        .forum, .optional("proposal", .integer, "its number; the last one where left out, or the one that is being made"),
        .optional("from", .integer, "the differences from that one on, counted from 0"),
        .optional("count", .integer, "so many of them, 200 where left out, at most 1000"),
      ], result: "the proposal, null where none was made; differences, and how many there are in all"
    ) { call in
      let forum = try call.forum()
      guard let proposal = try await wanted(call) else { return ["forum": .string(forum.value), "proposal": .null] }
      let from = call.params.integer("from") ?? 0
      let count = call.params.integer("count") ?? 200
      guard from >= 0 else { throw RPCError.invalidParams("params.from", "0 or more") }
      guard (0...1000).contains(count) else { throw RPCError.invalidParams("params.count", "0 to 1000") }
      let zone = try await call.desk.read(forum) { $0.settings?.zone }
      var object = view(proposal).objectValue ?? JSONObject()
      object["differences"] = .array(
        proposal.differences.dropFirst(from).prefix(count).map { difference in
          Views.object(
            ("meeting", .string(difference.meeting.description)), ("from", difference.from.map { Views.place($0, zone) }),
            ("to", Views.place(difference.to, zone)))
        })
      object["differencesInAll"] = .int(proposal.differences.count)
      object["unplaced"] = .array(proposal.unplaced.prefix(1000).map { .string($0.description) })
      return .object(object)
    },
    .later("timetable.stop", "Lets the work on a timetable end; the best one so far is the proposal.", .organisers, [.forum], result: "whether there was any") {
      call in
      ["stopped": .bool(call.service.planner.stop(in: try call.forum()))]
    },
    .write(
      "timetable.apply",
      "Gives all meetings of a proposal their places in one step, or refuses and changes nothing where something has changed since. Everybody concerned is told once.",
      .organisers,
      [
        .forum, .required("proposal", .integer, "its number"),
        .optional("reason", .text, "why confirmed meetings move; needed where the forum asks for reasons"),
      ]
    ) { call, answer in
      _ = try call.checkedKey()
      Task {
        do {
          guard let proposal = try await wanted(call) else { throw RPCError.notFound("no timetable has been proposed yet") }
          guard proposal.state != .running else { throw RPCError.invalidParams("params.proposal", "one that is finished; this one is being made") }
          try call.write(ApplyTimetable(placings: proposal.placings, reason: call.params.text("reason"))) { result in
            if case .success = result { call.service.planner.applied(proposal) }
            answer(result)
          }
        } catch { answer(.failure(error)) }
      }
    },
  ]

  /// The proposal that is meant; nil where none is named and there is none.
  /// - Throws: where there is none of that number.
  private static func wanted(_ call: Call) async throws -> Proposal? {
    let number = call.params.integer("proposal")
    for running in [true, false] {
      guard let proposal = try await call.service.planner.proposal(in: try call.forum(), running: running) else { continue }
      if number == nil || proposal.number == number { return proposal }
    }
    if let number { throw RPCError.notFound("timetable \(number); only the last one is kept") }
    return nil
  }

  /// All but the lists, which may be long.
  private static func view(_ proposal: Proposal) -> JSONValue {
    let counts = proposal.counts
    return Views.object(
      ("forum", .string(proposal.forum.value)), ("proposal", .int(proposal.number)), ("state", .string(proposal.state.rawValue)),
      ("moving", .string(proposal.moving.rawValue)), ("madeAt", .string(proposal.madeAt.description)), ("seconds", .double(proposal.seconds)),
      ("isOptimal", .bool(proposal.isOptimal)), ("priorityBound", .int(proposal.priorityBound)), ("breaksBound", .int(proposal.breaksBound)),
      ("before", Views.json(proposal.before)), ("after", Views.json(proposal.after)), ("counts", Views.json(counts)),
      ("summary", .string(proposal.state == .running ? "it is being made" : sentence(counts))), ("leftOut", .array(proposal.leftOut.map { .string($0.value) })))
  }

  /// What it comes to, in words: `3 meetings get a time, 12 meetings move, 3 delegates lose a gap`.
  private static func sentence(_ counts: Proposal.Counts) -> String {
    func some(_ count: Int, _ one: String, _ many: String) -> String? { count == 0 ? nil : count == 1 ? "1 \(one)" : "\(count) \(many)" }
    let parts = [
      some(counts.placed, "meeting gets a time", "meetings get a time"), some(counts.moved, "meeting moves", "meetings move"),
      some(counts.reseated, "meeting changes its table", "meetings change their tables"),
      some(counts.unplaced, "meeting finds no time", "meetings find no time"),
      some(counts.losingBreaks, "delegate loses a gap", "delegates lose a gap"), some(counts.gainingBreaks, "delegate gets a gap", "delegates get a gap"),
    ]
    let said = parts.compactMap { $0 }
    return said.isEmpty ? "nothing changes" : said.joined(separator: ", ")
  }

  /// Tells a client how far the timetables of a forum are.
  static func tellOfTimetables(_ planner: Planner, _ forum: ForumID, _ notify: @escaping @Sendable ([UInt8]) -> Void) -> Planner.Listening {
    planner.listen(forum) { notify(notification("timetable.progress", Views.json($0))) }
  }
}
