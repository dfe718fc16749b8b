import Foundation
import Testing

/// The rooms of the house and what each may import of the others. Arrows point downward only.
private let house: [(room: String, folder: String, mayImport: Set<String>)] = [
  ("StrictJSON", "Sources/StrictJSON", []),
  ("ForumCore", "Sources/ForumCore", ["StrictJSON"]),
  ("Interchange", "Sources/Interchange", ["ForumCore", "StrictJSON"]),
  ("Journal", "Sources/Journal", ["ForumCore", "StrictJSON"]),
  ("JournalSQLite", "Sources/JournalSQLite", ["Journal", "ForumCore"]),
  ("ForumDesk", "Sources/ForumDesk", ["Journal", "ForumCore", "StrictJSON"]),
  ("Phrases", "bots/phrases", []),
  ("Messaging", "Sources/Messaging", ["StrictJSON"]),
  ("BotWeb", "bots/web", ["Messaging", "StrictJSON"]),
  ("Chat", "Sources/Chat", ["ForumDesk", "ForumCore", "Messaging", "Phrases", "StrictJSON"]),
  ("BotDiscord", "bots/discord", ["Messaging", "BotWeb", "StrictJSON"]),
  ("BotMatrix", "bots/matrix", ["Messaging", "StrictJSON"]),
  ("BotTelegram", "bots/telegram", ["Messaging", "BotWeb", "StrictJSON"]),
  ("BotSlack", "bots/slack", ["Messaging", "BotWeb", "StrictJSON"]),
  ("BotWhatsApp", "bots/whatsapp", ["Messaging", "BotWeb", "StrictJSON"]),
  ("BotIRC", "bots/irc", ["Messaging"]),
  ("BotXMPP", "bots/xmpp", ["Messaging"]),
  ("Timetabling", "Sources/Timetabling", ["StrictJSON"]),
  ("Planning", "Sources/Planning", ["ForumDesk", "ForumCore", "StrictJSON", "Timetabling"]),
  ("API", "Sources/API", ["Planning", "ForumDesk", "ForumCore", "Interchange", "Chat", "Messaging", "StrictJSON"]),
  ("Gateway", "Sources/Gateway", ["API", "ForumDesk", "ForumCore", "Interchange", "Messaging", "StrictJSON"]),
  ("Client", "Sources/Client", ["StrictJSON"]),
  (
    "rialto", "Sources/rialto",
    [
      "API", "BotDiscord", "BotIRC", "BotMatrix", "BotSlack", "BotTelegram", "BotWhatsApp", "BotXMPP", "Chat", "Client", "ForumCore", "ForumDesk", "Gateway", "Interchange", "Journal", "JournalSQLite", "Messaging",
      "StrictJSON", "Timetabling",
    ]
  ),
]

/// What the core may use beside its own: values of Foundation and collections; no input or output, clock or network.
private let pureImports: Set<String> = ["Foundation", "Collections", "StrictJSON"]

private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private func swiftFiles(in folder: String) -> [URL] {
  let files = FileManager.default.enumerator(at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
  return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
}

private func imports(of file: URL) throws -> [String] {
  try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
    let words = line.split(separator: " ")
    guard let place = words.firstIndex(of: "import"), place <= 1, !line.hasPrefix(" ") || line.contains("  import Glibc") else { return nil }
    return words.dropFirst(place + 1).last.map { String($0.split(separator: ".").first ?? $0) }
  }
}

@Suite("The house")
struct ImportOrderTests {
  @Test("every room imports only rooms below it", arguments: house.map(\.room))
  func order(_ name: String) throws {
    let room = try #require(house.first { $0.room == name })
    let rooms = Set(house.map(\.room))
    let files = swiftFiles(in: room.folder)
    #expect(!files.isEmpty)
    for file in files {
      let wrong = Set(try imports(of: file)).intersection(rooms).subtracting(room.mayImport).subtracting([name])
      #expect(wrong.isEmpty, "\(file.lastPathComponent) imports \(wrong.sorted())")
    }
  }

  @Test("the table above has no circle: each room stands below those that import it")
  func noCircle() throws {
    for (place, room) in house.enumerated() {
      let below = Set(house[..<place].map(\.room))
      #expect(room.mayImport.isSubset(of: below), "\(room.room) imports \(room.mayImport.subtracting(below).sorted())")
    }
  }

  @Test("every folder of Sources and bots that holds code is a room of the table")
  func nothingElse() throws {
    let folders = try ["Sources", "bots"].flatMap { top in
      try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(top).path).map { "\(top)/\($0)" }
    }.filter { !swiftFiles(in: $0).isEmpty }
    #expect(Set(folders) == Set(house.map(\.folder)))
  }

  @Test("the core does no input or output and reads no clock")
  func pureCore() throws {
    for file in swiftFiles(in: "Sources/ForumCore") {
      #expect(Set(try imports(of: file)).isSubset(of: pureImports), "\(file.lastPathComponent)")
      let text = try String(contentsOf: file, encoding: .utf8)
      for word in ["Date()", "ContinuousClock", "SystemRandomNumberGenerator", "UUID()", "FileManager", "URLSession", "print("] {
        #expect(!text.contains(word), "\(file.lastPathComponent) says \(word)")
      }
    }
  }
}
