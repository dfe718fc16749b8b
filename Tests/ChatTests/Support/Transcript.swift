import Chat
import Messaging
import Testing

/// Plays a conversation and compares it with what is written.
///
/// - `amira> book karim` is what Amira types;
/// - `  text` is what she reads, buttons as `[1 Yes]`;
/// - `karim hears:` is followed by the notices to Karim since he was asked last;
/// - `@ 2027-03-10T08:00:00Z` sets the clock;
/// - an empty line has no meaning.
func play(_ script: String, in world: World, sourceLocation: SourceLocation = #_sourceLocation) async throws {
  var played: [String] = []
  for line in script.split(separator: "\n", omittingEmptySubsequences: false) where !line.hasPrefix("  ") {
    played.append(String(line))
    if line.hasPrefix("@ ") {
      try await world.set(String(line.dropFirst(2)))
    } else if line.hasSuffix(" hears:") {
      played += try await world.hear(String(line.dropLast(7))).flatMap(lines)
    } else if let mark = line.firstIndex(of: ">") {
      let replies = try await world.say(String(line[line.index(after: mark)...]), as: String(line[..<mark]))
      played += replies.flatMap(lines)
    }
  }
  let result = played.joined(separator: "\n")
  #expect(!result.contains("{"), "a value is missing", sourceLocation: sourceLocation)
  #expect(result == script, "\n\(result)\n", sourceLocation: sourceLocation)
}

func lines(_ reply: ChatReply) -> [String] {
  let text = reply.text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
  guard !reply.buttons.isEmpty else { return text }
  return text + ["  " + reply.buttons.enumerated().map { "[\($0.offset + 1) \($0.element.label)]" }.joined(separator: " ")]
}
