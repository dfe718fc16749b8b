import StrictJSON

/// The description of the API (https://spec.open-rpc.org), made from the table that dispatches.
enum OpenRPC {
  static let document: JSONValue = [
    "openrpc": "1.3.2",
    "info": [
      "title": "Rialto", "version": "1.0.0",
      "description":
        "JSON-RPC 2.0 over WebSocket at /ws and over POST /rpc. Parameters are named. Writes take an idempotency key and answer with seq, their position in the forum's journal.",
    ],
    "methods": .array(Method.all.map(method)),
  ]

  private static func method(_ method: Method) -> JSONValue {
    let roles: JSONValue =
      switch method.access {
      case .anybody: ["anybody"]
      case .signedIn: ["signed in"]
      case .roles(let roles): .array(roles.map(\.rawValue).sorted().map { .string($0) })
      }
    return [
      "name": .string(method.name), "summary": .string(method.summary), "paramStructure": "by-name",
      "params": .array(
        method.parameters.map { parameter in
          ["name": .string(parameter.name), "summary": .string(parameter.summary), "required": .bool(parameter.isRequired), "schema": parameter.schema]
        }),
      "result": ["name": "result", "summary": .string(method.result), "schema": ["type": "object"]],
      "errors": [
        ["code": -32001, "message": "Not signed in"], ["code": -32003, "message": "Not allowed"], ["code": -32004, "message": "Not found"],
        ["code": -32009, "message": "Refused"], ["code": -32029, "message": "Too many requests"],
      ],
      "x-roles": roles,
    ]
  }
}
