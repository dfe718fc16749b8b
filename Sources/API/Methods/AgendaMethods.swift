import ForumCore
import Interchange
import StrictJSON

extension Method {
  static let agenda: [Method] = [
    Method(
      "agenda.get", "The published agenda; the draft or an older release for organisers.", .anybody,
      [.forum, .optional("release", .integer, "an older release's number"), .optional("draft", .boolean, "whether the draft is meant")],
      result: "tracks, rooms, speakers and sessions in order of time"
    ) { call, answer in
      let mayEdit = try call.isOrganiserHere()
      let number = call.params.integer("release")
      let draft = call.params.flag("draft")
      if (draft || number != nil) && !mayEdit { throw RPCError.notAllowed("drafts and older releases are for organisers") }
      try call.read(answer: answer) { forum, _ in
        guard forum.settings != nil, mayEdit || forum.phase != .preparing || !forum.releases.isEmpty else { throw Refusal(.noSuchForum) }
        if draft { return Views.agenda(forum.draft, forum, release: nil) }
        guard let number else { return Views.agenda(forum.published, forum, release: forum.releases.last) }
        guard let release = forum.releases.first(where: { $0.number == number }) else { throw RPCError.notFound("release \(number)") }
        return Views.agenda(release.agenda, forum, release: release)
      }
    },
    .write(
      "agenda.edit", "Changes the draft: all edits or none. A session's start is a moment or a time of the forum's clocks.", .organisers,
      [.forum, .required("edits", .list, "setTrack, removeTrack, setRoom, removeRoom, setSpeaker, removeSpeaker, setSession, removeSession")]
    ) { call, answer in
      let edits = call.params.object["edits"]?.arrayValue ?? []
      call.desk.read(
        try call.forum(),
        { forum in
          let settings = try forum.requireSettings()
          return try edits.enumerated().map { try EditForm.decode($0.element, "params.edits[\($0.offset)]", settings, forum.draft) }
        }
      ) { result in
        do { try call.write(EditAgenda(edits: try result.get()), answer: answer) } catch { answer(.failure(error)) }
      }
    },
    .write(
      "agenda.import", "Takes over a forum file, schedule.xml or schedule.json, whole or not at all.", .organisers,
      [
        .forum, .required("content", .text, "the file's text"), .optional("name", .text, "the file's name, from which its format is told"),
        .optional("format", .text, "forum, schedule.xml, schedule.json or registrations.csv"),
        .optional("zone", .text, "the zone, where the file names none"),
      ]
    ) { call, answer in
      try Importing.run(call, answer: answer)
    },
    .write(
      "agenda.publish", "Publishes the draft as the next release and tells those concerned.", .organisers,
      [.forum, .optional("moveMeetings", .boolean, "whether meetings that a session now stands in the way of are moved")]
    ) { call, answer in
      try call.write(PublishAgenda(moveMeetings: call.params.flag("moveMeetings")), answer: answer)
    },
    Method("agenda.releases", "What each release changed.", .members, [.forum], result: "releases, the newest first") { call, answer in
      try call.read(answer: answer) { forum, _ in
        [
          "releases": .array(
            forum.releases.reversed().map { release in
              Views.object(
                ("release", .int(release.number)), ("at", .string(release.at.description)), ("differences", Views.json(release.differences)))
            })
        ]
      }
    },
    Method("agenda.clashes", "What clashes in the draft, whatever the settings say of it.", .organisers, [.forum], result: "clashes in order of time") {
      call, answer in
      try call.read(answer: answer) { forum, _ in ["clashes": Views.json(forum.draft.clashes())] }
    },
  ]
}
