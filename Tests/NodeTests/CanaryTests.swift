import AsyncHTTPClient
import Chat
import Client
import ForumCore
import ForumDesk
import Foundation
import JournalSQLite
import Logging
import Messaging
import NIOCore
import StrictJSON
import Synchronization
import Testing
import rialto

/// A person who left a word of their own in every field that is theirs, and everything in which such a word could be found.
@Suite("Rule 29: planted words are found before an erasure, and nowhere after it", .serialized)
struct CanaryTests {
  /// One word a field. That of the idempotency key is kept as a digest from the beginning, and found nowhere at any time.
  private static let words = [
    "givenName", "familyName", "email", "phone", "position", "speaks", "offers", "seeks", "about", "answer", "message", "reason", "note", "biography",
    "account", "chat", "label", "key",
  ].map { "canary\($0)7f3" }

  private static func word(_ field: String) -> String { "canary\(field)7f3" }

  @Test("Rule 29: store, log, backups made afterwards, pages, feeds, metrics, logs, lists, audit and chat: nowhere, also after a restart")
  func nowhere() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/rialto-canary-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let log = Log()
    try await RunningNode.with(data: folder, logger: log.logger) { node in
      let forum = try await node.openFrameworkEvent()
      let victim = try await plant(node, forum)
      let before = try await sources(node, forum, log, owner: victim)
      for word in Self.words where word != Self.word("key") {
        #expect(before.contains { $0.holds(word) }, "\(word) was not planted, so its absence would say nothing")
      }
      for source in before where source.name.hasPrefix("file") || source.name == "logs" || source.name == "/metrics" {
        #expect(!Self.words.contains(where: source.holds), "\(source.name)")
      }
      let counts = try await node.server.desk.read(forum) { [$0.registrations.count, $0.meetings.count, $0.releases.count, $0.organisations.count] }

      let answer = try await call(node, victim.secret, "delegate.erase", ["confirm": .string(victim.delegate.description)])
      #expect(answer["result"]?["erased"]?.arrayValue?.count == 1, "\(answer.text)")
      #expect(try await call(node, victim.secret, "delegate.get", nil).text.contains("not known or was revoked"))
      try await check(try await sources(node, forum, log, owner: nil))
      #expect(
        try await node.server.desk.read(forum) { [$0.registrations.count, $0.meetings.count, $0.releases.count, $0.organisations.count] } == counts)
    }
    try await RunningNode.with(data: folder, logger: log.logger) { node in
      let forum = try #require(RunningNode.forum)
      try await check(try await sources(node, forum, log, owner: nil))
    }
  }

  private func check(_ sources: [Source]) async throws {
    for source in sources {
      for word in Self.words { #expect(!source.holds(word), "\(word) is in \(source.name)") }
    }
  }

  // MARK: - Planting

  private struct Victim: Sendable {
    var delegate: DelegateID
    var secret: String
  }

  private func plant(_ node: RunningNode, _ forum: ForumID) async throws -> Victim {
    let desk = node.server.desk
    let partner = try await desk.read(forum) { try #require($0.registrations.values.filter { $0.status == .approved && $0.takesMeetings }.map(\.id).min()) }
    let organiser = try await desk.createToken(role: .organiser, forum: forum, delegate: nil, label: nil, by: .organiser()).secret
    let questions: JSONValue = [["id": "diet", "text": "What do you eat?", "isRequired": false]]
    try ok(await call(node, organiser, "forum.update", ["settings": ["questions": questions]]))
    let submitted = try ok(
      await call(
        node, nil, "registration.submit",
        [
          "forum": .string(forum.value), "givenName": .string(Self.word("givenName")), "familyName": .string(Self.word("familyName")),
          "email": .string(Self.word("email") + "@example.org"), "phone": .string(Self.word("phone")), "position": .string(Self.word("position")),
          "organisation": "Public Body", "kind": "msme", "country": "TN", "speaks": [.string(Self.word("speaks"))],
          "offers": [.string(Self.word("offers"))], "seeks": [.string(Self.word("seeks"))], "about": .string(Self.word("about")),
          "answers": ["diet": .string(Self.word("answer"))], "consents": ["data"], "key": .string(Self.word("key")),
        ]))
    let delegate = try #require(submitted["delegate"]?.stringValue.flatMap { DelegateID($0) })
    if try await desk.read(forum, { $0.registrations[delegate]?.status }) != .approved {
      try ok(await call(node, organiser, "registration.approve", ["delegate": .string(delegate.description), "reason": .string(Self.word("reason"))]))
    }
    let secret = try await desk.createToken(role: .attendee, forum: forum, delegate: delegate, label: Self.word("label"), by: .organiser()).secret
    // A speaker, in the draft and in a release.
    let speaker: JSONValue = [
      "id": "guest-of-honour", "name": .string(Self.word("givenName")), "biography": .string(Self.word("biography")),
      "delegate": .string(delegate.description),
    ]
    let session = try await desk.read(forum) { try #require($0.draft.inOrder.first).id.value }
    let edits: JSONValue = [["setSpeaker": speaker], ["setSession": ["id": .string(session), "speakers": ["guest-of-honour"]]]]
    try ok(await call(node, organiser, "agenda.edit", ["edits": edits]))
    try ok(await call(node, organiser, "agenda.publish", ["moveMeetings": true]))
    // A chat on a platform.
    let code = try #require(try ok(await call(node, secret, "delegate.linkCode", nil))["code"]?.stringValue)
    let line = IncomingMessage(
      bot: "test", chat: Self.word("chat"), account: Self.word("account"), messageID: "1", text: "link \(code) #!", isPrivate: true)
    _ = try await node.server.chat.receive(line)
    // Meetings: one called off, one that stays, with a word of what came of it.
    let request: JSONObject = ["with": .string(partner.description), "message": .string(Self.word("message")), "key": .string(Self.word("key"))]
    let first = try ok(await call(node, secret, "meeting.request", .object(request)))
    try ok(await call(node, secret, "meeting.cancel", ["meeting": first["meeting"] ?? .null, "reason": .string(Self.word("reason"))]))
    let second = try ok(await call(node, secret, "meeting.request", ["with": .string(partner.description), "message": .string(Self.word("message"))]))
    let meeting = try #require(second["meeting"]?.stringValue.flatMap { MeetingID($0) })
    _ = try await desk.perform(ConfirmMeeting(meeting: meeting), in: forum, by: .delegate(partner))
    _ = try await desk.perform(try Noted(meeting, delegate, Self.word("note"), in: desk, forum), in: forum, by: .delegate(delegate))
    return Victim(delegate: delegate, secret: secret)
  }

  // MARK: - Looking

  private struct Source: Sendable {
    var name: String
    var bytes: Data
    init(_ name: String, _ text: String) { (self.name, bytes) = (name, Data(text.lowercased().utf8)) }
    /// Of files the bytes are looked through as they are: words in them may stand beside anything.
    init(_ name: String, file: Data) { (self.name, bytes) = (name, file) }
    func holds(_ word: String) -> Bool { bytes.firstRange(of: Data(word.utf8)) != nil || bytes.firstRange(of: Data(word.lowercased().utf8)) != nil }
  }

  private func sources(_ node: RunningNode, _ forum: ForumID, _ log: Log, owner: Victim?) async throws -> [Source] {
    var found: [Source] = []
    // The files, and a backup made now, as they lie on the disk.
    let store = node.data + "/rialto.sqlite"
    let copies = node.data + "-copy-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: copies, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: copies) }
    let backup = copies + "/rialto.sqlite"
    let journal = try SQLiteJournal(path: store)
    try journal.backup(to: backup)
    try journal.close()
    for file in try FileManager.default.contentsOfDirectory(atPath: node.data) {
      if let bytes = FileManager.default.contents(atPath: node.data + "/" + file) { found.append(Source("file \(file)", file: bytes)) }
    }
    found.append(Source("file of the backup", file: FileManager.default.contents(atPath: backup) ?? Data()))
    // All that the backup's keys open.
    let desk = try Desk(journal: SQLiteJournal(path: backup), logger: log.logger)
    found += try await opened(desk, forum, "the backup")
    desk.stop()
    found += try await opened(node.server.desk, forum, "the node")
    // What it serves to everybody.
    for path in ["/", "/forums/\(forum)", "/forums/\(forum)/schedule.xml", "/forums/\(forum)/schedule.json", "/metrics"] {
      found.append(Source(path, try await get(node, path)))
    }
    // What it answers to those who ask.
    let partner = try await node.server.desk.read(forum) { $0.registrations.values.filter { $0.status == .approved && $0.takesMeetings }.map(\.id).min() }
    var askers: [(String, String?)] = [("nobody", nil)]
    for (role, delegate) in [(Role.organiser, nil), (.operator, nil), (.observer, nil), (.attendee, partner)] as [(Role, DelegateID?)] {
      let made = try await node.server.desk.createToken(
        role: role, forum: role == .operator ? nil : forum, delegate: delegate, label: nil, by: .organiser())
      askers.append((role.rawValue, made.secret))
    }
    if let owner { askers.append(("the person", owner.secret)) }
    for (name, secret) in askers {
      for (method, params) in Self.reads(forum) { found.append(Source("\(method) of \(name)", try await call(node, secret, method, params).text)) }
    }
    found.append(Source("logs", log.text))
    return found
  }

  private func opened(_ desk: Desk, _ forum: ForumID, _ name: String) async throws -> [Source] {
    let changes = try desk.changes(forum, after: 0, limit: .max).map { String(decoding: try StrictJSONEncoder().encode($0.change), as: UTF8.self) }
    let state = try await desk.read(forum) { String(decoding: try StrictJSONEncoder().encode($0), as: UTF8.self) }
    let tokens = try await desk.tokens().map { String(decoding: try StrictJSONEncoder().encode($0), as: UTF8.self) }
    return [
      Source("changes of \(name)", changes.joined(separator: "\n")), Source("state of \(name)", state),
      Source("tokens of \(name)", tokens.joined(separator: "\n")),
    ]
  }

  /// The methods that tell something, with parameters that make them tell the most.
  private static func reads(_ forum: ForumID) -> [(String, JSONValue)] {
    let here: JSONObject = ["forum": .string(forum.value)]
    func with(_ more: JSONObject) -> JSONValue {
      var all = here
      for member in more.members { all[member.key] = member.value }
      return .object(all)
    }
    let plain = [
      "agenda.clashes", "agenda.get", "agenda.releases", "alliance.list", "delegate.export", "delegate.get", "delegate.list", "forum.get",
      "meeting.attendance", "meeting.list", "meeting.suggest", "organisation.list", "registration.list", "signup.list",
    ]
    let deals = ["people canary", "meetings", "contact", "my data", "suggest"].map { ("chat.send", with(["text": .string($0)])) }
    return plain.map { ($0, .object(here)) } + deals + [
      ("agenda.get", with(["draft": true])), ("agenda.get", with(["release": 1])), ("audit.list", with(["limit": 500])), ("token.list", [:]),
      ("forum.list", [:]), ("delegate.list", with(["words": "canary"])),
    ]
  }

  // MARK: - Calling

  @discardableResult
  private func ok(_ response: JSONValue) throws -> JSONValue {
    let what: Comment = "\(response.text)"
    return try #require(response["result"], what)
  }

  private func call(_ node: RunningNode, _ secret: String?, _ method: String, _ params: JSONValue?) async throws -> JSONValue {
    var message: JSONObject = ["jsonrpc": "2.0", "id": 1, "method": .string(method)]
    message["params"] = params
    var request = HTTPClientRequest(url: node.address + "/rpc")
    request.method = .POST
    if let secret { request.headers.add(name: "Authorization", value: "Bearer \(secret)") }
    request.body = .bytes(ByteBuffer(string: JSONValue.object(message).text))
    let text = try await body(of: request)
    return (try? JSONValue(parsing: Array(text.utf8))) ?? .string(text)
  }

  private func get(_ node: RunningNode, _ path: String) async throws -> String { try await body(of: HTTPClientRequest(url: node.address + path)) }

  private func body(of request: HTTPClientRequest) async throws -> String {
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
    return String(decoding: try await response.body.collect(upTo: 16 << 20).readableBytesView, as: UTF8.self)
  }
}

/// Records what came of a meeting, though its time has not come.
private struct Noted: Command {
  typealias State = Forum
  let change: Change

  init(_ meeting: MeetingID, _ side: DelegateID, _ note: String, in desk: Desk, _ forum: ForumID) throws {
    let person = desk.person(address: "canaryemail7f3@example.org") ?? PersonID("p-nobody")
    let outcome = Outcome(interest: .some, note: Personal(note, of: person), recordedAt: desk.now)
    let paper: JSONValue = [
      "type": "outcomeRecorded", "meeting": .string(meeting.description), "side": .string(side.description),
      "outcome": try StrictJSONEncoder().encodeValue(outcome),
    ]
    change = try StrictJSONDecoder().decode(Change.self, from: paper)
  }

  func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] { [change] }
}

/// Everything that is logged, at the finest level.
private final class Log: Sendable {
  private let lines = Mutex<[String]>([])

  var text: String { lines.withLock { $0.joined(separator: "\n") } }
  var logger: Logger { Logger(label: "canary") { _ in Handler(sink: self) } }

  private func add(_ line: String) { lines.withLock { $0.append(line) } }

  private struct Handler: LogHandler {
    let sink: Log
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(
      level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String, function: String, line: UInt
    ) {
      sink.add("\(message) \(self.metadata) \(metadata ?? [:])")
    }
  }
}
