import ForumCore
import StrictJSON

extension Method {
  private static let session = Parameter.required("session", .reference("circular-finance"), "the session")
  private static let delegate = Parameter.optional("delegate", .reference("D-7"), "the delegate; the caller's own where it is left out")

  static let signups: [Method] = [
    .write("signup.add", "Takes a place in a session, or waits for one.", .delegates, [.forum, session, delegate]) { call, answer in
      try call.write(AddSignup(session: call.params.required("session"), delegate: call.delegate()), answer: answer)
    },
    .write("signup.remove", "Gives a place back.", .delegates, [.forum, session, delegate]) { call, answer in
      try call.write(RemoveSignup(session: call.params.required("session"), delegate: call.delegate()), answer: answer)
    },
    .write(
      "signup.checkIn", "Notes that a delegate has come to a session; who has no place gets one where there is room.", .organisers,
      [.forum, session] + badgeParameters
    ) { call, answer in
      try call.write(CheckInToSession(session: call.params.required("session"), call.badge()), answer: answer)
    },
    Method(
      "signup.list", "A delegate's sessions; for organisers who is in a session.", .delegates,
      [.forum, .optional("session", .reference("circular-finance"), "the session"), delegate], result: "sessions, or delegates in order"
    ) { call, answer in
      if let session: SessionID = try call.params.value("session") {
        guard call.principal?.isOrganiser == true else { throw RPCError.notAllowed("lists of a session are for organisers") }
        return try call.read(answer: answer) { forum, _ in
          _ = try forum.publishedSession(session)
          return Views.json(forum.signups[session] ?? .init())
        }
      }
      let delegate = try call.delegate()
      guard call.principal?.isOrganiser == true || call.principal?.delegate == delegate else { throw RPCError.notAllowed("somebody else's sessions") }
      try call.read(answer: answer) { forum, _ in
        ["signups": .array(Views.signups(of: delegate, forum))]
      }
    },
  ]
}

extension Views {
  /// The sessions in which a delegate has a place or waits for one, in order of time.
  static func signups(of delegate: DelegateID, _ forum: Forum) -> [JSONValue] {
    forum.published.inOrder.compactMap { session -> JSONValue? in
      guard let list = forum.signups[session.id] else { return nil }
      if list.placed.contains(delegate) { return ["session": .string(session.id.value), "status": "placed"] }
      guard let place = list.waiting.firstIndex(of: delegate) else { return nil }
      return ["session": .string(session.id.value), "status": "waitlisted", "position": .int(place + 1)]
    }
  }
}
