import Chat
import Client
import ForumCore
import ForumDesk
import StrictJSON

/// What went wrong, for a person at a terminal.
enum Words {
  static func fault(_ refusal: Refusal, _ desk: Desk, _ forum: ForumID) async -> Fault {
    let sentence = try? await desk.read(forum) { PhraseBook.english.sentence(for: refusal, in: $0, to: .organiser) }
    return Fault(sentence ?? PhraseBook.english.sentence(for: refusal, in: Forum(), to: .organiser))
  }

  static func sentence(_ refusal: Refusal) -> String { PhraseBook.english.sentence(for: refusal, in: Forum(), to: .organiser) }

  static func fault(_ error: RPCError) -> Fault {
    var lines = [error.data?["sentence"]?.stringValue ?? error.data?["why"]?.stringValue ?? error.message]
    if let field = error.data?["field"]?.stringValue, let expected = error.data?["expected"]?.stringValue { lines.append("\(field): expected \(expected)") }
    for fault in error.data?["faults"]?.arrayValue ?? [] {
      lines.append([fault["place"]?.stringValue, fault["message"]?.stringValue].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": "))
    }
    return Fault(lines.joined(separator: "\n"))
  }
}
