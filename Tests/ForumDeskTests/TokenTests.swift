import ForumCore
import ForumDesk
import Testing

@Suite("Tokens and notes")
struct TokenTests {
  @Test("a token signs in until it is revoked, also after a restart; its secret is stored nowhere", arguments: Kind.allCases)
  func signIn(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let revoked = Answers<TokenID>()
      _ = try stage.desk.onRevocation { revoked.take($0) }
      let (secret, token) = try await stage.desk.createToken(
        role: .investor, forum: stage.forum, delegate: DelegateID(2), label: "phone", by: .organiser())
      let principal = Principal(token: token, role: .investor, forum: stage.forum, delegate: DelegateID(2))
      #expect(try await stage.desk.signIn(secret) == principal)
      #expect(stage.desk.principal(secret) == principal)
      for wrong in ["", "rialto_", String(secret.dropLast()), secret + "a", secret.uppercased()] {
        #expect(try await stage.desk.signIn(wrong) == nil)
        #expect(stage.desk.principal(wrong) == nil)
      }
      #expect(try await stage.desk.tokens().map { $0.ownLabel?.value ?? $0.label } == ["phone"])
      stage.desk.stop()

      let again = try Stage(store)
      let revokedAgain = Answers<TokenID>()
      _ = try again.desk.onRevocation { revokedAgain.take($0) }
      #expect(try await again.desk.signIn(secret) == principal)
      _ = try await again.desk.revokeToken(token, by: .organiser())
      #expect(revokedAgain.values == [token])
      _ = try await again.desk.revokeToken(token, by: .organiser())
      #expect(revokedAgain.values == [token])
      #expect(try await again.desk.signIn(secret) == nil)
      #expect(again.desk.principal(secret) == nil)
      if kind == .sqlite { #expect(try store.bytes().range(of: .init(secret.utf8)) == nil) }
      again.desk.stop()
      #expect(revoked.count == 0)
    }
  }

  @Test("tokens need a forum and, where they are a delegate's, that delegate; only organisers make and end them")
  func refused() async throws {
    try await withStore(.memory) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let nowhere = try #require(ForumID("nowhere"))
      func create(_ role: Role, _ forum: ForumID?, _ delegate: Int?, _ actor: Actor = .organiser()) async throws {
        _ = try await stage.desk.createToken(role: role, forum: forum, delegate: delegate.map { DelegateID($0) }, label: nil, by: actor)
      }
      await #expect(throws: Refusal(.noSuchForum, ["forum": .text("nowhere")])) { try await create(.organiser, nowhere, nil) }
      await #expect(throws: Refusal(.noSuchDelegate, ["reference": .text("D-99")])) { try await create(.attendee, stage.forum, 99) }
      await #expect(throws: Refusal.self) { try await create(.attendee, stage.forum, nil) }
      await #expect(throws: Refusal.self) { try await create(.organiser, nil, nil) }
      await #expect(throws: Refusal(.organisersOnly)) { try await create(.organiser, stage.forum, nil, .delegate(DelegateID(1))) }
      await #expect(throws: Refusal(.noSuchToken, ["reference": .text("K-7")])) { try await stage.desk.revokeToken(TokenID(7), by: .organiser()) }
      #expect(try await stage.desk.tokens() == [])
      try await create(.operator, nil, nil)
      #expect(try await stage.desk.tokens().map(\.role) == [.operator])
      stage.desk.stop()
    }
  }

  @Test("a token is not told before it is stored")
  func told() async throws {
    try await withStore(.memory) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      stage.journal.hold()
      let answers = Answers<String>()
      Task {
        answers.take(
          try await stage.desk.createToken(role: .observer, forum: stage.forum, delegate: nil, label: nil, by: .organiser()).secret)
      }
      await eventually("the append") { stage.journal.waiting == 1 }
      await aWhile()
      #expect(answers.count == 0)
      stage.journal.release()
      _ = await answers.wait(for: 1)
      stage.desk.stop()
    }
  }

  @Test("the local operator signs in with no token in the store")
  func localOperator() async throws {
    try await withStore(.memory) { store in
      let stage = try Stage(store)
      #expect(stage.desk.principal("local") == nil)
      stage.desk.setLocalOperator("local")
      let principal = try #require(try await stage.desk.signIn("local"))
      #expect(principal.role == .operator && principal.mayEnter(stage.forum))
      #expect(stage.desk.principal("local") == principal)
      #expect(try await stage.desk.tokens() == [])
      stage.desk.stop()
    }
  }

  @Test("a token is good in its own forum only, an operator's in all")
  func mayEnter() throws {
    let here = try #require(ForumID("here"))
    let there = try #require(ForumID("there"))
    for role in Role.allCases {
      let bound = Principal(token: TokenID(1), role: role, forum: here, delegate: nil)
      #expect([bound.mayEnter(here), bound.mayEnter(there)] == [true, false])
      let free = Principal(token: TokenID(1), role: role, forum: nil, delegate: nil)
      #expect([free.mayEnter(here), free.mayEnter(there)] == (role == .operator ? [true, true] : [false, false]))
    }
  }

  @Test("a note is durable when it is told, and can be forgotten", arguments: Kind.allCases)
  func notes(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      #expect(try stage.desk.note("cursor") == nil)
      stage.journal.hold()
      let answers = Answers<Bool>()
      Task {
        try await stage.desk.setNote("cursor", [1, 2])
        answers.take(true)
      }
      await eventually("the append") { stage.journal.waiting == 1 }
      await aWhile()
      #expect(answers.count == 0)
      stage.journal.release()
      _ = await answers.wait(for: 1)
      stage.journal.failNext(written: false)
      await #expect(throws: DeskError.self) { try await stage.desk.setNote("cursor", [3]) }
      #expect(try stage.desk.note("cursor") == [1, 2])
      stage.desk.stop()
      let again = try Stage(store)
      #expect(try again.desk.note("cursor") == [1, 2])
      try await again.desk.setNote("cursor", nil)
      #expect(try again.desk.note("cursor") == nil)
      again.desk.stop()
    }
  }
}
