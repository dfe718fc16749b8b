import ForumCore
import Foundation
import Interchange

/// Reads a text as `readForum` does, with persons that are numbered instead of random.
func read(
  _ text: String, as format: ImportFormat = .forumFile, forum: String? = "test", zone: ForumZone? = nil, existing: ForumSettings? = nil,
  skipsFaultyRows: Bool = false
) throws(ImportFaults) -> (content: ForumContent, notes: [String]) {
  var count = 0
  var options = ImportOptions(forum: forum.flatMap { ForumID($0) }, existing: existing, zone: zone) {
    count += 1
    return PersonID("p-\(count)")
  }
  options.skipsFaultyRows = skipsFaultyRows
  return try readForum(Array(text.utf8), named: "test", format: format, options: options)
}

/// What a text is refused for, a line for each fault; empty where it is taken.
func faults(
  _ text: String, as format: ImportFormat = .forumFile, forum: String? = "test", zone: ForumZone? = nil
) -> [String] {
  do throws(ImportFaults) {
    _ = try read(text, as: format, forum: forum, zone: zone)
    return []
  } catch {
    return error.faults.map(\.description)
  }
}

/// The folder of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

func bytes(of url: URL) throws -> [UInt8] { Array(try Data(contentsOf: url)) }

extension Agenda {
  func session(_ key: String) -> Session? { SessionID(key).flatMap { sessions[$0] } }
  func speaker(_ key: String) -> Speaker? { SpeakerID(key).flatMap { speakers[$0] } }

  /// The agenda with each speaker's person named after the speaker, so that two readings can be compared.
  var withPlainPersons: Agenda {
    var agenda = self
    for (id, speaker) in speakers {
      guard let profile = speaker.profile.value else { continue }
      agenda.speakers[id]?.profile = Personal(profile, of: PersonID(id.value))
    }
    return agenda
  }
}

/// A forum file with what has to be there, and more lines after.
func forumFile(zone: String = "Europe/Rome", first: String = "2027-03-27", last: String = "2027-03-29", _ more: String) -> String {
  """
  title: A forum
  place: Rome
  country: IT
  zone: \(zone)
  firstDay: \(first)
  lastDay: \(last)

  """ + more
}
