import ForumCore
import StrictJSON

extension Method {
  static let forums: [Method] = [
    .write(
      "forum.create", "Makes a forum.", .roles([.operator]),
      [.required("forum", .reference("framework-event-tunis-2027"), "its name in addresses"), .required("settings", .object, "how it is run")]
    ) { call, answer in
      try call.write(
        CreateForum(forum: call.forum(), settings: Settings.decode(call.params.object["settings"] ?? .null)), creating: true, answer: answer)
    },
    .later("forum.list", "Lists the forums that have left preparation, and for an operator all.", .anybody, result: "forums by name") { call in
      var forums: [JSONValue] = []
      for id in call.desk.forums {
        let seesAll = call.principal?.isOrganiser == true && call.principal?.mayEnter(id) == true
        let entry = try await call.desk.read(id) { forum -> [JSONValue] in
          forum.settings != nil && (seesAll || forum.phase != .preparing) ? [Views.forum(forum)] : []
        }
        forums += entry
      }
      return ["forums": .array(forums)]
    },
    Method("forum.get", "Tells how a forum is run.", .anybody, [.forum], result: "settings, phase, last release, seq") { call, answer in
      let seesAll = try call.isOrganiserHere()
      try call.read(answer: answer) { forum, _ in
        guard forum.settings != nil, seesAll || forum.phase != .preparing else { throw Refusal(.noSuchForum) }
        return Views.forum(forum)
      }
    },
    .write(
      "forum.update", "Changes settings; those that are not named stay.", .organisers, [.forum, .required("settings", .object, "what is to be different")]
    ) { call, answer in
      let changes = call.params.object["settings"]?.objectValue ?? JSONObject()
      call.desk.read(try call.forum(), { try $0.requireSettings() }) { result in
        do {
          try call.write(UpdateForum(settings: Settings.merge(try result.get(), changes)), answer: answer)
        } catch { answer(.failure(error)) }
      }
    },
    .write(
      "forum.setPhase", "Moves the forum on: preparing, open, running, closed.", .organisers, [.forum, .required("phase", .text, "the phase")]
    ) { call, answer in
      try call.write(SetPhase(phase: call.params.required("phase")), answer: answer)
    },
    .write(
      "forum.announce", "Tells everybody who takes part something, on the chats that they linked.", .organisers,
      [
        .forum, .required("text", .text, "1 to 1000 characters, sent as they are"),
        .optional("isUrgent", .boolean, "whether it can not wait for the end of quiet hours; no where left out"),
      ]
    ) { call, answer in
      try call.write(Announce(text: call.params.required("text"), isUrgent: call.params.value("isUrgent") ?? false), answer: answer)
    },
  ]
}

/// Settings as callers give them: only what they want to be different from the defaults or from what is.
enum Settings {
  private static let defaults: JSONObject = {
    guard let day = CivilDate(year: 2000, month: 1, day: 1) else { return JSONObject() }
    var object = Views.json(ForumSettings(title: "", place: "", country: "", zone: .utc, firstDay: day, lastDay: day)).objectValue ?? JSONObject()
    for name in required { object[name] = nil }
    return object
  }()

  private static let required = ["title", "place", "country", "zone", "firstDay", "lastDay"]
  private static let optional = ["about", "programme", "placesInAll", "quietHours"]

  static func decode(_ value: JSONValue) throws(RPCError) -> ForumSettings {
    try merge(defaults, value.objectValue ?? JSONObject())
  }

  static func merge(_ settings: ForumSettings, _ changes: JSONObject) throws(RPCError) -> ForumSettings {
    try merge(Views.json(settings).objectValue ?? JSONObject(), changes)
  }

  private static func merge(_ base: JSONObject, _ changes: JSONObject) throws(RPCError) -> ForumSettings {
    var object = base
    let known = Set(defaults.keys).union(required).union(optional)
    for (name, value) in changes.members {
      guard known.contains(name) else {
        throw .invalidParams("params.settings.\(String(name.prefix(60)))", "one of: \(known.sorted().joined(separator: ", "))")
      }
      if value == .null { object[name] = nil } else { object[name] = value }
    }
    return try Params.decode(ForumSettings.self, .object(object), "params.settings")
  }
}
