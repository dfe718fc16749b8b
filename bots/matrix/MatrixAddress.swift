/// How people speak to the bot in a room: `!help`, `rialto: help`, `@rialto:example.org help`.
struct MatrixAddress: Sendable {
  let userID: String
  /// The names that people may write before a colon, the localpart and the displayed name.
  let names: [String]

  init(configuration: MatrixConfiguration, displayName: String) {
    userID = configuration.botUserID
    names = [configuration.botLocalpart, "@" + configuration.botLocalpart, displayName]
  }

  /// The line without the way the bot was addressed, and whether it was addressed at all.
  ///
  /// One leading `!` is taken off, because clients keep `/` to themselves. A name counts where a colon or a comma
  /// follows, the full user id or a linked mention also before a space.
  func line(in text: MatrixText) -> (line: String, isAddressed: Bool) {
    let mentioned = text.mentions.contains(userID)
    var line = text.body.trimmed
    var isAddressed = mentioned
    if let rest = rest(of: line, after: userID, spaceSuffices: true) {
      line = rest
      isAddressed = true
    } else if let rest = names.lazy.compactMap({ rest(of: line, after: $0, spaceSuffices: mentioned) }).first {
      line = rest
      isAddressed = true
    }
    if line.first == "!" {
      line = String(line.dropFirst()).trimmed
      isAddressed = true
    }
    return (line, isAddressed)
  }

  private func rest(of line: String, after name: String, spaceSuffices: Bool) -> String? {
    guard !name.isEmpty, line.prefix(name.count).lowercased() == name.lowercased() else { return nil }
    let rest = line.dropFirst(name.count)
    switch rest.first {
    case nil: return spaceSuffices ? "" : nil
    case ":", ",": return String(rest.dropFirst()).trimmed
    case .some(let next): return spaceSuffices && next.isWhitespace ? String(rest).trimmed : nil
    }
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
