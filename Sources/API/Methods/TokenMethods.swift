import ForumCore
import ForumDesk
import StrictJSON

extension Method {
  static let tokens: [Method] = [
    .later(
      "token.create", "Makes a token for a role in a forum. Its secret is told once.", .organisers,
      [
        .forum, .required("role", .text, "organiser, investor, attendee, speaker, interpreter, observer; operator by operators"),
        .optional("delegate", .reference("D-7"), "the delegate whose it is"), .optional("label", .text, "what it is for"),
      ], result: "the token's reference and secret"
    ) { call in
      let role: Role = try call.params.required("role")
      let isOperator = call.principal?.role == .operator
      guard role != .operator || isOperator else { throw RPCError.notAllowed("only operators make operators") }
      let forum = role == .operator ? nil : try call.forum()
      let (secret, token) = try await call.desk.createToken(
        role: role, forum: forum, delegate: call.params.value("delegate"), label: call.params.text("label"), by: call.actor)
      return ["token": .string(token.description), "secret": .string(secret)]
    },
    .later("token.revoke", "Ends a token; whoever uses it is signed out.", .organisers, [.required("token", .reference("K-3"), "the token")], result: "seq") {
      call in
      let id: TokenID = try call.params.required("token")
      guard let token = try await call.desk.tokens().first(where: { $0.id == id }), Self.sees(call.principal, token) else {
        throw Refusal(.noSuchToken, ["reference": .text(id.description)])
      }
      return ["seq": .int(try await call.desk.revokeToken(id, by: call.actor))]
    },
    .later("token.list", "The tokens of the caller's forum; for operators all. Never their secrets.", .organisers, result: "tokens by number") { call in
      let tokens = try await call.desk.tokens().filter { Self.sees(call.principal, $0) }
      return [
        "tokens": .array(
          tokens.map(Views.token))
      ]
    },
  ]

  private static func sees(_ principal: Principal?, _ token: Token) -> Bool {
    principal?.role == .operator || (token.forum != nil && token.forum == principal?.forum)
  }
}

extension Views {
  static func token(_ token: Token) -> JSONValue {
    object(
      ("token", .string(token.id.description)), ("role", json(token.role)), ("forum", token.forum.map { .string($0.value) }),
      ("delegate", token.delegate.map { .string($0.description) }), ("label", (token.ownLabel?.value ?? token.label).map { .string($0) }),
      ("createdAt", .string(token.createdAt.description)), ("revokedAt", token.revokedAt.map { .string($0.description) }))
  }
}
