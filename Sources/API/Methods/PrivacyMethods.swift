import ForumCore
import ForumDesk
import StrictJSON

extension Method {
  private static let delegate = Parameter.optional("delegate", .reference("D-7"), "the delegate; the caller's own where it is left out")

  static let privacy: [Method] = [
    .later(
      "delegate.export", "Everything that is held on a delegate: registration, wishes, meetings, signups, chats, tokens, acts.", .delegates,
      [.forum, delegate], result: "all of it, by kind"
    ) { call in
      let whom = try call.own("somebody else's data")
      return try await PersonalExport.make(call.desk, call.forum(), whom)
    },
    .write(
      "delegate.erase", "Erases a person for good: what they take part in ends, and nothing personal of theirs stays. Counts stay.", .delegates,
      [
        .forum, delegate, .required("confirm", .text, "the delegate's reference once more, such as D-7, for this can not be taken back"),
        .optional("everywhere", .boolean, "from all forums of the node, not from this one only; for operators, at the person's wish"),
      ], result: "seq, and from where the person was erased"
    ) { call, answer in
      let whom = try call.own("somebody else's data")
      guard call.params.text("confirm") == whom.description else { throw RPCError.invalidParams("params.confirm", "\(whom), to confirm it") }
      // Who is the same person elsewhere follows from an address that nobody has verified: whoever registers with somebody else's must not
      // be able to erase them. With a token of each forum a person erases themselves from each.
      guard !call.params.flag("everywhere") || call.principal?.role == .operator else {
        throw RPCError.notAllowed("only an operator erases somebody from all forums; without everywhere it is this forum alone")
      }
      let key = try call.checkedKey()
      Task {
        do { answer(.success(try await erase(whom, call, key))) } catch { answer(.failure(error)) }
      }
    },
    .later(
      "audit.list", "What was done: by whom, for whom, when, by which channel. Delegates see what was done by or for them.", .delegates,
      [
        .forum, .optional("after", .integer, "the last position that is known; from the first change on where left out"),
        .optional("limit", .integer, "at most so many entries, 1 to \(Audit.mostEntries); 100 where left out"),
        .optional("delegate", .reference("D-7"), "only what was done by, for or to this delegate"),
      ], result: "entries in order, and the position to go on after"
    ) { call in
      let isOrganiser = try call.isOrganiserHere()
      let whom: DelegateID? = try isOrganiser ? call.params.value("delegate") : call.own("what others did")
      let (after, limit) = (call.params.integer("after") ?? 0, call.params.integer("limit") ?? 100)
      guard after >= 0 else { throw RPCError.invalidParams("params.after", "0 or more") }
      guard (1...Audit.mostEntries).contains(limit) else { throw RPCError.invalidParams("params.limit", "1 to \(Audit.mostEntries)") }
      let (desk, forum, viewer) = (call.desk, try call.forum(), try call.viewer())
      if let whom { _ = try await desk.read(forum) { try $0.registration(whom).id } }
      let page = try await offLoop { try Audit.page(desk, forum, after: after, limit: limit, concerning: whom, for: viewer) }
      return ["entries": .array(page.entries), "next": .int(page.next)]
    },
  ]

  private static func erase(_ whom: DelegateID, _ call: Call, _ key: RequestKey?) async throws -> JSONValue {
    let forum = try call.forum()
    var places = [(forum: forum, delegate: whom)]
    if call.params.flag("everywhere") {
      let person = try await call.desk.read(forum) { try $0.delegate(whom).profile.person }
      places += try await call.desk.registrations(of: person).filter { $0.forum != forum }
    }
    var seq = 0
    for place in places.reversed() {
      seq = try await call.desk.erase(place.delegate, in: place.forum, by: call.actor, key: place.forum == forum ? key : nil).seq
    }
    return [
      "seq": .int(seq),
      "erased": .array(places.map { ["forum": .string($0.forum.value), "delegate": .string($0.delegate.description)] }),
    ]
  }
}

extension Call {
  /// The caller's own delegate, or whom an organiser names.
  /// - Throws: -32003 where a delegate names somebody else.
  func own(_ what: String) throws -> DelegateID {
    let whom = try delegate()
    guard principal?.isOrganiser == true || whom == principal?.delegate else { throw RPCError.notAllowed(what) }
    return whom
  }
}
