import StrictJSON

/// The text of one message as a person typed it.
struct MatrixText: Sendable, Equatable {
  let body: String
  /// The users whom the message mentions by a link (Matrix specification, "User and room mentions").
  let mentions: Set<String>

  init(body: String, mentions: Set<String> = []) {
    self.body = body
    self.mentions = mentions
  }

  /// The text of the content of an `m.room.message`; `nil` for pictures and files, for the notices of bots, and for
  /// edits: what was said first has had its effect, and an edit must not have a second one.
  init?(message content: JSONValue) {
    guard
      content["msgtype"]?.stringValue == "m.text", let body = content["body"]?.stringValue,
      content["m.relates_to"]?["rel_type"]?.stringValue != "m.replace"
    else { return nil }
    let isReply = content["m.relates_to"]?["m.in_reply_to"] != nil
    self.body = isReply ? Self.withoutQuotation(body) : body
    let users = content["m.mentions"]?["user_ids"]?.arrayValue ?? []
    mentions = Set(users.compactMap(\.stringValue))
  }

  /// The text without the quotation that older clients put before an answer: lines that begin with `> `, then an empty
  /// one (Matrix specification before 1.13, "Fallbacks for rich replies").
  private static func withoutQuotation(_ body: String) -> String {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    let answer = lines.drop { $0.hasPrefix("> ") || $0 == ">" }
    guard answer.count < lines.count else { return body }
    return answer.drop { $0.isEmpty }.joined(separator: "\n")
  }
}
