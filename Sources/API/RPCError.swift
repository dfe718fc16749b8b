import ForumCore
import ForumDesk
import StrictJSON

/// An error as JSON-RPC 2.0 has it.
public struct RPCError: Error, Sendable, Hashable {
  public var code: Int
  public var message: String
  public var data: JSONValue?

  public init(_ code: Int, _ message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  // The specification's own (JSON-RPC 2.0, section 5.1).
  public static func parseError(_ why: String) -> RPCError { RPCError(-32700, "Parse error", data: ["why": .string(why)]) }
  public static func invalidRequest(_ why: String) -> RPCError { RPCError(-32600, "Invalid Request", data: ["why": .string(why)]) }
  public static func methodNotFound(_ name: String) -> RPCError { RPCError(-32601, "Method not found", data: ["method": .string(name)]) }
  public static func invalidParams(_ field: String, _ expected: String) -> RPCError {
    RPCError(-32602, "Invalid params", data: ["field": .string(field), "expected": .string(expected)])
  }
  public static let internalError = RPCError(-32603, "Internal error")

  // Rialto's.
  public static let notSignedIn = RPCError(-32001, "Not signed in")
  public static func notAllowed(_ why: String) -> RPCError { RPCError(-32003, "Not allowed", data: ["why": .string(why)]) }
  public static func notFound(_ what: String) -> RPCError { RPCError(-32004, "Not found", data: ["what": .string(what)]) }
  public static func tooMany(retryAfterSeconds: Int) -> RPCError {
    RPCError(-32029, "Too many requests", data: ["retryAfterSeconds": .int(retryAfterSeconds)])
  }
  public static func unavailable(_ why: String) -> RPCError {
    RPCError(-32050, "The store is not available; repeat with the same key", data: ["why": .string(why)])
  }

  var json: JSONValue {
    var object = JSONObject()
    object["code"] = .int(code)
    object["message"] = .string(message)
    if let data { object["data"] = data }
    return .object(object)
  }
}

extension RPCError {
  /// A refusal with its name, its rule, a sentence and what would be possible instead (-32009); -32004 where it is that
  /// something is not there, -32003 where somebody may not.
  init(_ refusal: Refusal, sentence: String, zone: ForumZone?) {
    var data = JSONObject()
    data["refusal"] = .string(refusal.name.rawValue)
    if let rule = refusal.rule { data["rule"] = .int(rule) }
    data["sentence"] = .string(sentence)
    data["seq"] = refusal.position.map { .int($0) }
    data["alternatives"] = .array(refusal.alternatives.map { Views.place($0, zone) })
    data["orphans"] = refusal.orphans.map { orphans in
      .array(
        orphans.map { orphan in
          Views.object(
            ("meeting", .string(orphan.meeting.description)), ("from", Views.place(orphan.from, zone)), ("to", orphan.to.map { Views.place($0, zone) }))
        })
    }
    let code =
      switch refusal.name {
      case .noSuchForum, .noSuchDelegate, .noSuchOrganisation, .noSuchMeeting, .noSuchSession, .noSuchRoom, .noSuchTrack, .noSuchSpeaker,
        .noSuchBlock, .noSuchSlot, .noSuchTable, .noSuchToken, .noSuchAlliance, .noSuchCommitment, .noSuchProgramme:
        -32004
      case .organisersOnly, .notYours: -32003
      default: -32009
      }
    self.init(code, code == -32009 ? "Refused" : code == -32004 ? "Not found" : "Not allowed", data: .object(data))
  }
}
