import API
import ForumCore
import ForumDesk
import StrictJSON
import Testing

@Suite("Every method, every caller, their own and others': what is not meant is denied")
struct MatrixTests {
  /// What belongs to D-5, D-6 and D-9 and to nobody else.
  private static let secrets = ["Kanarienwort", "d5@canary", "d6@canary", "d9@canary", "555 0005", "555 0006", "555 0009", "Secret alliance"]

  @Test("the table names every method there is, and no other; every row has a cell for every caller")
  func whole() {
    #expect(Set(Matrix.rows.keys).symmetricDifference(Method.all.map(\.name)) == [])
    for (name, row) in Matrix.rows { #expect(row.door.cells.count == Matrix.Caller.allCases.count, "\(name)") }
  }

  @Test("every cell: the door is as the table says, nothing is written behind a closed one, and no answer tells of others", arguments: Method.all.map(\.name))
  func cells(name: String) async throws {
    let row = try #require(Matrix.rows[name], "\(name) is not in the table: who may call it?")
    var tested = 0
    for isOwn in row.foreign == nil ? [true] : [true, false] {
      for caller in Matrix.Caller.allCases {
        let expected = row.expected(caller, isOwn: isOwn)
        let stage = try await MatrixStage(caller)
        let params = stage.filled(isOwn ? row.own : row.foreign ?? row.own)
        let before = try await stage.positions()
        let response = try await stage.caller.respond(name, .object(params))
        let what: Comment = "\(name) as \(caller) of \(isOwn ? "their own" : "somebody else's"): \(response.text.prefix(600))"
        let code = response["error"]?["code"]?.intValue
        #expect(code.flatMap { Matrix.Cell.codes[$0] } ?? .allowed == expected, what)
        if expected != .allowed {
          #expect(try await stage.positions() == before, what)
          for word in ["Given5", "Given6", "Given9", "Firm 5"] { #expect(!response.text.contains(word), what) }
        }
        if ![.organiser, .operator].contains(caller) {
          for secret in Self.secrets { #expect(!response.text.contains(secret), what) }
        }
        tested += 1
      }
    }
    #expect(tested == Matrix.Caller.allCases.count * (row.foreign == nil ? 1 : 2))
  }
}

/// The stage of the API's tests with what one caller has of their own: a meeting, an alliance with a commitment, a token; and with an
/// alliance of D-5's organisation, D-8 whose registration was cancelled, and D-9 who waits as D-7 does.
private final class MatrixStage: Sendable {
  let stage: APIStage
  let caller: Caller
  private let own: [String: JSONValue]

  init(_ who: Matrix.Caller) async throws {
    let stage = try await APIStage()
    self.stage = stage
    for number in [8, 9] { try await Self.register(number, in: stage) }
    _ = try await stage.desk.perform(ApproveRegistration(delegate: DelegateID(8)), in: stage.north, by: .organiser())
    _ = try await stage.desk.perform(CancelRegistration(delegate: DelegateID(8)), in: stage.north, by: .delegate(DelegateID(8)))
    _ = try await stage.caller(.operator).call("programme.set", ["programme": "green", "title": "Green"])
    _ = try await stage.caller(.organiser).call("forum.update", ["forum": "north", "settings": ["programme": "green"]])
    try await Self.ally(5, "Secret alliance", in: stage)

    let numbers: [Matrix.Caller: Int] = [.investor: 2, .speaker: 3, .interpreter: 4, .gone: 8, .pending: 7]
    let delegate = numbers[who] ?? 1
    var own: [String: JSONValue] = ["$delegate": .string("D-\(delegate)"), "$organisation": .string("O-\(delegate)")]
    let asker = delegate < 7 ? delegate : 1
    let request = RequestMeeting(requester: DelegateID(asker), requested: DelegateID(5))
    _ = try await stage.desk.perform(request, in: stage.north, by: .delegate(DelegateID(asker)))
    own["$meeting"] = .string(try await stage.desk.read(stage.north) { "M-\($0.lastMeeting)" })
    try await Self.ally(asker, "Alliance of D-\(asker)", in: stage)
    own["$alliance"] = .string(try await stage.desk.read(stage.north) { "A-\($0.lastAlliance)" })
    let token = try await stage.desk.createToken(role: .observer, forum: stage.north, delegate: nil, label: nil, by: .organiser())
    let higher = try await stage.desk.createToken(role: .operator, forum: nil, delegate: nil, label: nil, by: .organiser())
    own["$token"] = .string(token.token.description)
    own["$operatorToken"] = .string(higher.token.description)
    self.own = own
    caller = try await Self.caller(who, stage)
  }

  private static func register(_ number: Int, in stage: APIStage) async throws {
    let profile = Profile(givenName: "Given\(number)", familyName: "Family\(number)", email: "d\(number)@canary.example", phone: "+216 555 000\(number)")
    let entry = ForumContent.Entry(
      person: PersonID("p-north-\(number)"), profile: profile, organisationName: "Firm \(number)", organisationKind: .msme, country: "TN")
    _ = try await stage.desk.perform(SubmitRegistration(entry: entry), in: stage.north, by: .guest())
  }

  private static func ally(_ delegate: Int, _ title: String, in stage: APIStage) async throws {
    let caller = stage.caller(.attendee, delegate: delegate)
    let made = try await caller.call("alliance.create", ["title": .string(title), "kind": "investmentAlliance", "role": "privatePartner"])
    _ = try await caller.call("alliance.commit", ["alliance": made["alliance"] ?? .null, "what": "a plot of land"])
  }

  private static func caller(_ who: Matrix.Caller, _ stage: APIStage) async throws -> Caller {
    switch who {
    case .nobody: return stage.caller(nil)
    case .observer: return stage.caller(.observer)
    case .attendee: return stage.caller(.attendee)
    case .investor: return stage.caller(.investor)
    case .speaker: return stage.caller(.speaker)
    case .interpreter: return stage.caller(.interpreter)
    case .organiser: return stage.caller(.organiser)
    case .operator: return stage.caller(.operator)
    case .foreigner: return stage.caller(.attendee, in: stage.south)
    case .foreignOrganiser: return stage.caller(.organiser, in: stage.south)
    case .gone: return stage.caller(.attendee, delegate: 8)
    case .pending: return stage.caller(.attendee, delegate: 7)
    case .revoked:
      let made = try await stage.desk.createToken(role: .attendee, forum: stage.north, delegate: DelegateID(1), label: nil, by: .organiser())
      let caller = Caller(api: stage.api, principal: try await stage.desk.signIn(made.secret))
      _ = try await caller.call("connection.whoAmI")
      _ = try await stage.desk.revokeToken(made.token, by: .organiser())
      #expect(stage.desk.principal(made.secret) == nil)
      // As the gateway does once it is told of the revocation.
      caller.connection.signOut()
      return caller
    }
  }

  /// The parameters with the caller's own in their places.
  func filled(_ params: JSONObject) -> JSONObject {
    var filled = JSONObject()
    for member in params.members { filled[member.key] = member.value.stringValue.flatMap { own[$0] } ?? member.value }
    return filled
  }

  /// Where the journals of both forums stand, and the tokens there are.
  func positions() async throws -> [Int] {
    let tokens = try await stage.desk.tokens()
    return [
      try await stage.desk.read(stage.north) { $0.seq }, try await stage.desk.read(stage.south) { $0.seq }, tokens.count,
      tokens.count { $0.revokedAt == nil }, stage.desk.forums.count, try await stage.desk.programmes().count,
    ]
  }
}
