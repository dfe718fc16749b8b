import API
import Chat
import ForumCore
import ForumDesk
import Journal
import Logging
import StrictJSON
import Synchronization
import Testing

/// The API over a desk in memory, with two forums: `north`, where the tests act, and `south`, which is somebody else's.
///
/// Delegates of each: D-1 attendee, D-2 investor, D-3 speaker, D-4 interpreter, D-5 and D-6, who have a meeting that is nobody else's
/// business, and D-7, who waits for approval.
final class APIStage: Sendable {
  static let roles: [Role: Int] = [.attendee: 1, .investor: 2, .speaker: 3, .interpreter: 4]

  let desk: Desk
  let api: APIService
  let north: ForumID
  let south: ForumID

  /// - Parameter clock: where time is to pass; it is the first of January 2027 else.
  init(clock: (@Sendable () -> Instant)? = nil) async throws {
    var logger = Logger(label: "test.api")
    logger.logLevel = .critical
    let now = try #require(Instant("2027-01-01T00:00:00Z"))
    desk = try Desk(journal: InMemoryJournal(), clock: clock ?? { now }, logger: logger)
    api = APIService(desk: desk, chat: ChatHouse(desk: desk), logger: logger)
    north = try #require(ForumID("north"))
    south = try #require(ForumID("south"))
    for forum in [north, south] { try await prepare(forum) }
  }

  private func prepare(_ forum: ForumID) async throws {
    let day = try #require(CivilDate("2027-03-10"))
    let start = try #require(Instant("2027-03-10T08:00:00Z"))
    var content = ForumContent(forum: forum)
    content.settings = ForumSettings(
      title: "Forum \(forum)", place: "Tunis", country: "TN", zone: try #require(ForumZone("Africa/Tunis")), firstDay: day, lastDay: day)
    content.blocks = [Block(id: try #require(BlockID("day")), title: "Day", start: start, end: start.adding(minutes: 120), slotMinutes: 20)]
    content.tables = (1...4).map { Table(id: TableID($0)) }
    content.registrations = (1...7).map { entry($0, forum) }
    var agenda = Agenda()
    let session = Session(
      id: try #require(SessionID("opening")), uid: "opening", title: "Opening", kind: .plenary, track: nil, room: nil, day: day,
      start: start.adding(minutes: 240), durationMinutes: 30, speakers: [], capacity: nil, blocksMeetings: true)
    agenda.apply(.setSession(session))
    content.agenda = agenda
    content.publish = true
    _ = try await desk.perform(ImportForum(content: content), in: forum, by: .organiser(), creating: true)
    _ = try await desk.perform(SetPhase(phase: .open), in: forum, by: .organiser())
    let request = RequestMeeting(requester: DelegateID(5), requested: DelegateID(6), message: "Kanarienwort")
    _ = try await desk.perform(request, in: forum, by: .delegate(DelegateID(5)))
  }

  private func entry(_ number: Int, _ forum: ForumID) -> ForumContent.Entry {
    let profile = Profile(
      givenName: "Given\(number)", familyName: "Family\(number)", email: "d\(number)@canary.example", phone: "+216 555 000\(number)", position: "Engineer")
    var entry = ForumContent.Entry(
      person: PersonID("p-\(forum)-\(number)"), profile: profile, organisationName: "Firm \(number)", organisationKind: .msme, country: "TN")
    entry.role = Self.roles.first { $0.value == number }?.key ?? .attendee
    entry.approved = number < 7
    return entry
  }

  /// Somebody with a token of that role; nil is nobody.
  func principal(_ role: Role?, in forum: ForumID? = nil, delegate: Int? = nil) -> Principal? {
    guard let role else { return nil }
    let number = delegate ?? Self.roles[role]
    return Principal(
      token: TokenID(100 + (number ?? 0)), role: role, forum: role == .operator ? nil : forum ?? north, delegate: number.map { DelegateID($0) })
  }

  func caller(_ role: Role?, in forum: ForumID? = nil, delegate: Int? = nil) -> Caller {
    Caller(api: api, principal: principal(role, in: forum, delegate: delegate))
  }
}

/// One connection to the API.
final class Caller: Sendable {
  let connection: APIConnection
  private let api: APIService
  private let news: News

  /// - Parameter listens: false as over HTTP, where nothing can be sent by itself.
  init(api: APIService, principal: Principal?, listens: Bool = true, id: String = "test") {
    let news = News()
    self.api = api
    self.news = news
    let notify: @Sendable ([UInt8]) -> Void = { news.take($0) }
    connection = APIConnection(id: id, principal: principal, notify: listens ? notify : nil)
  }

  /// What came unasked.
  var notifications: [JSONValue] { news.all }

  /// Sends a message as it is; nil where nothing came back.
  func send(_ text: String) async -> String? {
    let bytes = await withCheckedContinuation { continuation in
      api.handle(Array(text.utf8), on: connection) { continuation.resume(returning: $0) }
    }
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls a method; the whole response.
  func respond(_ method: String, _ params: JSONValue? = nil) async throws -> JSONValue {
    var request: JSONObject = ["jsonrpc": "2.0", "id": 1, "method": .string(method)]
    request["params"] = params
    return try JSONValue(parsing: Array((await send(JSONValue.object(request).text) ?? "null").utf8))
  }

  /// The result of a call that must succeed.
  func call(_ method: String, _ params: JSONValue? = nil, sourceLocation: SourceLocation = #_sourceLocation) async throws -> JSONValue {
    let response = try await respond(method, params)
    let what: Comment = "\(method): \(response.text)"
    return try #require(response["result"], what, sourceLocation: sourceLocation)
  }

  /// The code of the error of a call; nil where it succeeded.
  func code(_ method: String, _ params: JSONValue? = nil) async throws -> Int? { try await respond(method, params)["error"]?["code"]?.intValue }

  /// The refusal's name of a call that must be refused.
  func refusal(_ method: String, _ params: JSONValue? = nil) async throws -> String? {
    try await respond(method, params)["error"]?["data"]?["refusal"]?.stringValue
  }
}

private final class News: Sendable {
  private let kept = Mutex<[JSONValue]>([])
  var all: [JSONValue] { kept.withLock { $0 } }
  func take(_ bytes: [UInt8]) { kept.withLock { $0.append((try? JSONValue(parsing: bytes)) ?? .null) } }
}

/// Waits until something holds, ten seconds at most.
func eventually(_ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ holds: @Sendable () -> Bool) async {
  for _ in 0..<2000 {
    if holds() { return }
    try? await Task.sleep(for: .milliseconds(5))
  }
  Issue.record("still waiting for: \(what)", sourceLocation: sourceLocation)
}
