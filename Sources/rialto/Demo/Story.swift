import Client
import ForumCore
import Foundation
import StrictJSON

/// The story that `rialto demo` plays. Every step checks what it sees and fails the story where it is not so.
final class Story {
  private static let forum = "framework-event-tunis-2027"

  private let node: NodeProcess
  private let folder: String
  private let schedule: String
  private var running: DataFolder.Running?
  private var tokens: [String: String] = [:]

  init(node: NodeProcess, folder: String, schedule: String) {
    self.node = node
    self.folder = folder
    self.schedule = schedule
  }

  func tell() async throws {
    do {
      try await play()
    } catch let error as RPCError {
      throw Words.fault(error)
    }
  }

  private func play() async throws {
    title("1. The organiser opens the forum")
    running = try await node.start()
    try await openForum()

    title("2. An attendee books an investor's slot by chat")
    let amira = try await person("Amira", "amira.bensalah@sfax-recycling.example", role: "attendee")
    let yassin = try await person("Yassin", "yassin.hakim@beqaa-compost.example", role: "attendee")
    let giulia = try await person("Giulia", "giulia.ferrante@medgreen.example", role: "investor")
    for one in [amira, yassin] { _ = try await one.call("chat.subscribe") }
    _ = try await giulia.call("changes.subscribe")
    // Amira registered in French and Yassin in Arabic; for the reader of this story both choose English.
    for one in [amira, yassin] { _ = try await one.say("language english") }
    let seat = try await settle(amira, try await amira.say("signup water used twice"))
    try require(!seat.text.isEmpty, "Amira has a place in the session")
    _ = try await amira.say("people ferrante")
    let offered = try await amira.call("meeting.slots", ["with": .string(giulia.delegate)])
    guard let slot = offered["places"]?.arrayValue?.first(where: { $0["slot"]?.stringValue?.hasPrefix("thu-morning") == true }),
      let start = slot["startLocal"]?.stringValue
    else { throw Fault("Giulia has no free slot on Thursday morning") }
    let time = "\(start.prefix(10)) \(start.dropFirst(11).prefix(5))"
    let asked = try await amira.say("book giulia ferrante \(time)")
    let meeting = try await confirm(amira, asked)

    title("3. The investor sees it arrive, live, on her WebSocket")
    let arrived = try await giulia.hears("changes.next") { $0["change"]?["type"] == "meetingRequested" }
    print("  Giulia's connection < \(arrived.text.prefix(180)) ...")
    try require(arrived["change"]?["meeting"]?["id"]?.stringValue == meeting, "the request that arrived is \(meeting)")

    title("4. A second attendee wants the same slot")
    let refused = try await settle(yassin, try await yassin.say("book giulia ferrante \(time)"))
    try require(refused.buttons.count { $0.send.lowercased().contains("book") } >= 3, "Yassin is refused and offered three others")

    title("5. The investor confirms, and the attendee's chat hears of it")
    let confirmed = try await giulia.call("meeting.confirm", ["meeting": .string(meeting), "key": "giulia-1"])
    print("  Giulia's program > meeting.confirm \(meeting)\n  Giulia's program < \(confirmed.text)")
    let again = try await giulia.call("meeting.confirm", ["meeting": .string(meeting), "key": "giulia-1"])
    try require(again == confirmed, "the same call with the same key gives the same reply")
    let told = try await amira.hears("chat.next") { ($0["text"]?.stringValue ?? "").contains("Giulia") }
    print("  Amira's chat < \(told["text"]?.stringValue ?? "")")

    title("6. The organiser moves a session and publishes; those concerned are told")
    let edits: JSONValue = [["setSession": ["id": "water-panel", "start": "2027-04-07T15:00", "room": "auditorium"]]]
    let edited = try await organiser("agenda.edit", ["forum": .string(Self.forum), "edits": edits])
    print("  Organiser > agenda.edit: water-panel at 15:00 in the auditorium\n  Organiser < \(edited.text)")
    let published = try await organiser("agenda.publish", ["forum": .string(Self.forum)])
    print("  Organiser > agenda.publish\n  Organiser < release \(published["release"]?.intValue ?? 0), \(published["concerned"]?.intValue ?? 0) concerned")
    let moved = try await amira.hears("chat.next") { ($0["text"]?.stringValue ?? "").localizedCaseInsensitiveContains("water used twice") }
    print("  Amira's chat < \(moved["text"]?.stringValue ?? "")")

    title("7. The node is killed (SIGKILL) and started again: all is there")
    let before = try await record()
    node.kill()
    print("  killed process \(running?.pid ?? 0)")
    running = try await node.start()
    print("  started process \(running?.pid ?? 0)")
    let after = try await record()
    try require(before == after, "meetings, agenda and position in the journal are as before")
    let list = after.meetings["meetings"]?.arrayValue ?? []
    try require(list.contains { $0["meeting"]?.stringValue == meeting && $0["status"] == "confirmed" }, "\(meeting) is still confirmed")
    let back = try await person("Amira", "amira.bensalah@sfax-recycling.example", role: "attendee")
    _ = try await back.say("meetings")
    await back.leave()
    print("\nThe story is told; every step was checked.")
  }

  /// Says how to go on by hand.
  func invite() {
    guard let running else { return }
    print(
      """

      The node goes on serving. Stop it with Ctrl-C; its store goes with it.

        The agenda in a browser   \(running.address)/forums/\(Self.forum)
        The programme's report    .build/release/rialto report --data \(folder) --programme cluster4green --output report.html
        A chat as Amira           .build/release/rialto chat --data \(folder) --forum \(Self.forum) --delegate \(tokens["Amira#"] ?? "D-1")
        The API for Giulia        \(running.address)/rpc with Authorization: Bearer \(tokens["Giulia"] ?? "")
      """)
  }

  // MARK: - Steps

  private func openForum() async throws {
    guard let file = FileManager.default.contents(atPath: schedule) else { throw Fault("\(schedule) can not be read") }
    let taken = try await organiser(
      "agenda.import", ["forum": .string(Self.forum), "content": .string(String(decoding: file, as: UTF8.self)), "name": .string(schedule)])
    let programme = folderOfSchedule + "/cluster4green.programme.yaml"
    if FileManager.default.fileExists(atPath: programme) {
      _ = try await organiser("programme.set", ProgrammeCommand.params(try ProgrammeCommand.read(programme)))
    }
    let published = try await organiser("agenda.publish", ["forum": .string(Self.forum)])
    _ = try await organiser("forum.setPhase", ["forum": .string(Self.forum), "phase": "open"])
    let agenda = try await organiser("agenda.get", ["forum": .string(Self.forum)])
    let delegates = try await organiser("delegate.list", ["forum": .string(Self.forum)])
    print("  \(agenda["title"]?.stringValue ?? "")")
    print(
      "  imported up to \(taken["seq"]?.intValue ?? 0), release \(published["release"]?.intValue ?? 0): \(agenda["sessions"]?.arrayValue?.count ?? 0) sessions, "
        + "\(delegates["delegates"]?.arrayValue?.count ?? 0) delegates")
  }

  /// Where the programme's file lies beside the forum's.
  private var folderOfSchedule: String { URL(fileURLWithPath: schedule).deletingLastPathComponent().path }

  /// Presses Yes where the bot asks, and finds the meeting's reference.
  private func confirm(_ person: Person, _ asked: Answer) async throws -> String {
    let settled = try await settle(person, asked)
    let mine = try await person.call("meeting.list")
    guard let meeting = mine["meetings"]?.arrayValue?.first?["meeting"]?.stringValue, settled.text.contains(meeting) else {
      throw Fault("\(person.name)'s booking is not in the list: \(mine.text)")
    }
    return meeting
  }

  private func settle(_ person: Person, _ asked: Answer) async throws -> Answer {
    guard let yes = asked.buttons.first(where: { $0.label == "Yes" }) else { return asked }
    return try await person.say(yes.send, pressing: yes.label)
  }

  private func person(_ name: String, _ email: String, role: String) async throws -> Person {
    let all = try await organiser("registration.list", ["forum": .string(Self.forum)])
    guard let entry = all["registrations"]?.arrayValue?.first(where: { $0["email"]?.stringValue == email }), let delegate = entry["delegate"]?.stringValue
    else {
      throw Fault("\(email) is not registered")
    }
    if tokens[name] == nil {
      let made = try await organiser("token.create", ["forum": .string(Self.forum), "role": .string(role), "delegate": .string(delegate)])
      tokens[name] = made["secret"]?.stringValue
      tokens["\(name)#"] = delegate
    }
    guard let running, let token = tokens[name] else { throw Fault("\(name) has no token") }
    return try await Person(name: name, delegate: delegate, address: running.address, token: token)
  }

  private struct Seen: Equatable {
    var meetings: JSONValue
    var agenda: JSONValue
  }

  private func record() async throws -> Seen {
    Seen(
      meetings: try await organiser("meeting.list", ["forum": .string(Self.forum)]),
      agenda: try await organiser("agenda.get", ["forum": .string(Self.forum)]))
  }

  private func organiser(_ method: String, _ params: JSONValue) async throws -> JSONValue {
    guard let running else { throw Fault("the node does not run") }
    return try await Access.call(running, method, params)
  }

  private func require(_ holds: Bool, _ what: String) throws {
    guard holds else { throw Fault("this should be so and is not: \(what)") }
    print("  checked: \(what)")
  }

  private func title(_ text: String) { print("\n\(text)") }
}
