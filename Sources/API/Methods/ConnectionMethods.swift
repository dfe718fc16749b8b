import ForumCore
import ForumDesk
import StrictJSON

extension Method {
  static let connection: [Method] = [
    Method(
      "connection.signIn", "Signs the connection in with a token.", .anybody, [.required("token", .text, "the token's secret")],
      result: "as connection.whoAmI"
    ) { call, answer in
      call.desk.signIn(call.params.text("token") ?? "") { result in
        answer(
          result.flatMap { principal in
            guard let principal else { return .failure(RPCError.notSignedIn) }
            call.connection.signIn(principal)
            return .success(Self.whoAmI(principal))
          })
      }
    },
    Method(
      "connection.whoAmI", "Tells as whom the connection is signed in.", .signedIn, result: "token, role, forum and delegate"
    ) { call, answer in
      answer(.success(call.principal.map(Self.whoAmI) ?? .null))
    },
    Method("rpc.discover", "Describes this API in the form of OpenRPC.", .anybody, result: "an OpenRPC document") { _, answer in
      answer(.success(OpenRPC.document))
    },
  ]

  private static func whoAmI(_ principal: Principal) -> JSONValue {
    Views.object(
      ("token", .string(principal.token.description)), ("role", Views.json(principal.role)),
      ("forum", principal.forum.map { .string($0.value) }), ("delegate", principal.delegate.map { .string($0.description) }))
  }
}
