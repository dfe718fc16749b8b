/// How people speak to a bot among others: `!help`, `/help@rialto`, `rialto: help`, `@rialto help`.
public struct Addressing: Sendable, Hashable {
  /// Names that count where a colon or comma follows them.
  public var names: [String]
  /// What counts also before a space: an id or a mention, as the platform writes it.
  public var mentions: [String]

  public init(names: [String], mentions: [String] = []) {
    self.names = names
    self.mentions = mentions
  }

  /// The line without the way the bot was addressed, and whether it was addressed at all.
  public func line(in text: String) -> (line: String, isAddressed: Bool) {
    var line = Self.trimmed(text)
    var isAddressed = false
    if let rest = mentions.lazy.compactMap({ rest(of: line, after: $0, spaceSuffices: true) }).first {
      (line, isAddressed) = (rest, true)
    } else if let rest = names.lazy.compactMap({ rest(of: line, after: $0, spaceSuffices: false) }).first {
      (line, isAddressed) = (rest, true)
    }
    if line.first == "!" {
      line = Self.trimmed(String(line.dropFirst()))
      isAddressed = true
    }
    return (line, isAddressed)
  }

  private func rest(of line: String, after name: String, spaceSuffices: Bool) -> String? {
    guard !name.isEmpty, line.prefix(name.count).lowercased() == name.lowercased() else { return nil }
    let rest = line.dropFirst(name.count)
    switch rest.first {
    case nil: return spaceSuffices ? "" : nil
    case ":", ",": return Self.trimmed(String(rest.dropFirst()))
    case .some(let next): return spaceSuffices && next.isWhitespace ? Self.trimmed(String(rest)) : nil
    }
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
