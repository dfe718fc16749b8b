import ForumCore
import StrictJSON

extension Method {
  private static let moveMeetings = Parameter.optional(
    "moveMeetings", .boolean, "whether meetings in the way are moved; else it is refused and lists them, each with a place that it could have")

  /// Blocks of meeting time and the tables in them.
  static let places: [Method] = [
    .write(
      "block.set", "Opens or changes a window of meeting time; start and end may be the forum's wall clock.", .organisers,
      [
        .forum, .required("block", .reference("day1-morning"), "its name"), .required("title", .text, "what people read"),
        .required("start", .time, "its start"),
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
    .write("block.remove", "Closes a window of meeting time.", .organisers, [.forum, .required("block", .reference("day1-morning"), "its name"), moveMeetings])
    { call, answer in
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
  ]

  private static func moment(_ name: String, _ params: Params, _ zone: ForumZone) throws -> Instant {
    guard let time = params.text(name).flatMap({ TimeText($0) }) else { throw RPCError.invalidParams("params.\(name)", "a time such as 2027-03-10T09:00") }
    return try zone.resolve(time)
  }
}
