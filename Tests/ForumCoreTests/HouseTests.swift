import ForumCore
import StrictJSON
import Testing

@Suite("The house: tokens")
struct HouseTokenTests {
  private let now = Stage.clock("09T09:00")

  private func house(_ commands: any Command<House>...) throws -> House {
    var house = House()
    for command in commands {
      for change in try command.decide(house, by: .organiser(), at: now) { house.apply(change, seq: 1, at: now) }
    }
    return house
  }

  private func refusal(_ command: some Command<House>, _ house: House, by actor: Actor = .organiser()) -> [String] {
    do { return try command.decide(house, by: actor, at: now).map { "\($0)" } } catch { return lines(error) }
  }

  @Test("A token is found by its digest until it is revoked")
  func life() throws {
    let create = CreateToken(digest: "aa", role: .attendee, forum: try key("tunis"), delegate: Stage.msme, label: "phone")
    let house = try house(create, CreateToken(digest: "bb", role: .operator, forum: nil, delegate: nil))
    let token = try #require(house.token(digest: "aa"))
    #expect(token == Token(id: TokenID(1), digest: "aa", role: .attendee, forum: try key("tunis"), delegate: Stage.msme, label: "phone", createdAt: now))
    #expect(house.token(digest: "bb")?.id == TokenID(2))
    #expect(house.token(digest: "cc") == nil)
    let after = try self.house(create, RevokeToken(token: TokenID(1)))
    #expect(after.token(digest: "aa") == nil)
    #expect(after.tokens[TokenID(1)]?.revokedAt == now)
    #expect(refusal(RevokeToken(token: TokenID(1)), after) == [])
  }

  @Test("Only an operator's token is good in all forums, and an attendee's is somebody's")
  func bounds() throws {
    #expect(
      refusal(CreateToken(digest: "aa", role: .organiser, forum: nil, delegate: nil), House())
        == ["refused badValue expected=the forum in which the token is good field=forum"])
    for role in [Role.attendee, .investor, .speaker, .interpreter] {
      #expect(
        refusal(CreateToken(digest: "aa", role: role, forum: try key("tunis"), delegate: nil), House())
          == ["refused badValue expected=the delegate whose token it is field=delegate"])
    }
    #expect(refusal(CreateToken(digest: "aa", role: .observer, forum: try key("tunis"), delegate: nil), House()).count == 1)
    #expect(refusal(RevokeToken(token: TokenID(9)), House()) == ["refused noSuchToken reference=K-9"])
    for actor in [Actor.delegate(Stage.msme), .guest(), .timer] {
      #expect(refusal(CreateToken(digest: "aa", role: .operator, forum: nil, delegate: nil), House(), by: actor) == ["refused organisersOnly"])
      #expect(refusal(RevokeToken(token: TokenID(1)), House(), by: actor) == ["refused organisersOnly"])
    }
  }

  @Test("The house and its changes are read again as they were")
  func paper() throws {
    let create = CreateToken(digest: "aa", role: .attendee, forum: try key("tunis"), delegate: Stage.msme)
    let house = try house(create, RevokeToken(token: TokenID(1)))
    #expect(try StrictJSONDecoder().decode(House.self, from: try StrictJSONEncoder().encode(house)) == house)
    let texts = [
      #"{"type":"tokenCreated","id":"K-1","digest":"aa","role":"attendee","forum":"tunis","delegate":"D-1","createdAt":"2027-03-09T08:00:00Z"}"#,
      #"{"type":"tokenRevoked","token":"K-1"}"#,
    ]
    let changes = try create.decide(House(), by: .organiser(), at: now) + [.tokenRevoked(TokenID(1))]
    #expect(try changes.map { String(decoding: try StrictJSONEncoder().encode($0), as: UTF8.self) } == texts)
    #expect(try texts.map { try StrictJSONDecoder().decode(HouseChange.self, from: Array($0.utf8)) } == changes)
  }
}
