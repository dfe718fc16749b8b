import Chat
import ForumCore
import ForumDesk
import Foundation
import Messaging
import TestSupport
import Testing

/// The conversations that every platform has to carry, with buttons and without: what a person types and what they see, through the whole
/// node. The words are English ones but where another language is the point.
struct Conformance: Sendable {
  let node: RunningNode
  let forum: ForumID
  let amira: any PlatformUser
  let giulia: any PlatformUser
  /// The bot's name, by which links are known.
  let bot: String

  static let amiraAddress = "amira.bensalah@sfax-recycling.example"
  static let giuliaAddress = "giulia.ferrante@medgreen.example"

  /// All of them, one after the other.
  func play() async throws {
    try await strangers()
    try await link(amira, Self.amiraAddress, "Amira Ben Salah")
    try await link(giulia, Self.giuliaAddress, "Giulia Ferrante")
    try await book()
    try await stale()
    try await long()
    try await arabic()
    try await slips()
    try await part()
  }

  // MARK: - The conversations

  private func strangers() async throws {
    try await amira.say("hello")
    #expect(try await amira.hear().text.hasPrefix("Hello. To use this chat, type “link”"))
    try await amira.say("meetings")
    #expect(try await amira.hear().text.hasPrefix("Hello. To use this chat"))
    try await amira.say("link AAAA-BBBB")
    #expect(try await amira.hear().text.hasPrefix("That code is not known"))
  }

  /// Types a code, sees whose it is, and says yes.
  private func link(_ user: any PlatformUser, _ address: String, _ name: String) async throws {
    let delegate = try await node.delegate(address, in: forum)
    var generator = SystemRandomNumberGenerator()
    let code = LinkSecret.make(using: &generator)
    _ = try await node.server.desk.perform(UpdateDelegate(delegate: delegate, language: "en"), in: forum, by: .organiser())
    _ = try await node.server.desk.perform(
      IssueLinkCode(delegate: delegate, digest: LinkSecret.digest(of: code)), in: forum, by: .organiser())
    try await user.say("link \(code)")
    let asked = try await user.hear()
    expect(asked, of: user, begins: "This code is for \(name.prefix(1))•••", offers: ["Yes", "No"])
    try await user.press("Yes")
    #expect(try await user.hear().text.hasPrefix("Linked. Hello \(name)"))
    let isLinked = try await node.server.desk.read(forum) { forum in forum.chatLinks.contains { $0.delegate == delegate && $0.bot == bot } }
    #expect(isLinked)
  }

  private func book() async throws {
    try await amira.say("book giulia ferrante 2027-04-08 10:30: our <pumps> & *filters* @all")
    expect(
      try await amira.hear(), of: amira, begins: "Book Giulia Ferrante (Medgreen Ventures) on Thursday 8 April, 10:30 (Tunis time)",
      offers: ["Yes", "Another time", "No"])
    try await amira.press("Yes")
    #expect(try await amira.hear().text.hasPrefix("Asked: M-1 with Giulia Ferrante"))

    let asked = try await giulia.hear()
    expect(asked, of: giulia, begins: "Amira Ben Salah (Sfax Recycling) asks you for a meeting: M-1", offers: ["Confirm", "Decline", "Another time"])
    // Where a platform knows no way to write its own marks as they are, they may look alike; the words are the same.
    for words in ["They write: “our <pumps> & ", "filters", "all”"] { #expect(asked.text.contains(words), "\(asked.text)") }
    try await giulia.press("Confirm")
    #expect(try await giulia.hear().text.hasPrefix("Confirmed: M-1 with Amira Ben Salah"))
    #expect(try await amira.hear().text.hasPrefix("Giulia Ferrante (Medgreen Ventures) confirmed M-1"))

    try await amira.say("move M-1 2027-04-08 11:20")
    expect(try await amira.hear(), of: amira, begins: "Move M-1 with Giulia Ferrante", offers: ["Yes", "Another time", "No"])
    try await amira.say("yes")
    #expect(try await amira.hear().text.hasPrefix("Moved: M-1 with Giulia Ferrante"))
    #expect(try await giulia.hear().text.contains("11:20"))
    try await amira.say("undo")
    #expect(try await amira.hear().text.hasPrefix("Moved: M-1 with Giulia Ferrante"))
    #expect(try await giulia.hear().text.contains("10:30"))
    let slot = try await node.server.desk.read(forum) { $0.meetings[MeetingID(1)]?.place?.slot }
    #expect(slot == SlotID("thu-morning.1"))
  }

  /// A button of before is refused kindly; where there are none its number means nothing any more.
  private func stale() async throws {
    guard giulia.hasButtons else {
      try await giulia.say("1")
      #expect(try await giulia.hear().text.contains("M-1") == false)
      return
    }
    try await giulia.press("Decline")
    let answer = try await giulia.hear().text
    #expect(answer.contains("M-1") && !answer.hasPrefix("Declined"))
    let status = try await node.server.desk.read(forum) { $0.meetings[MeetingID(1)]?.status }
    #expect(status == .confirmed)
  }

  private func long() async throws {
    // Longer than one message on some platforms.
    try await amira.say("help all")
    var help = try await amira.hear().text
    for _ in 0..<8 where !help.contains("start - say hello") { help += "\n" + (try await amira.hear().text) }
    #expect(help.hasPrefix("This is what I understand."))
    for example in ["book karim haddad", "unlink", "start - say hello"] { #expect(help.contains(example), "\(example)") }
    try await amira.say("/people")
    #expect(try await amira.hear().text.contains("people are here:"))
  }

  private func arabic() async throws {
    try await amira.say("language العربية")
    #expect(try await amira.hear().text.hasPrefix("من الآن"))
    try await amira.say("اجتماعاتي")
    let plan = try await amira.hear().text
    #expect(plan.contains("M-1") && plan.contains("Giulia Ferrante") && plan.contains("١٠:٣٠"))
    try await amira.say("language english")
    #expect(try await amira.hear().text.hasPrefix("From now on I write in English"))
  }

  private func slips() async throws {
    try await amira.say("meetigns")
    expect(try await amira.hear(), of: amira, begins: "I did not understand “meetigns”. Did you mean “meetings”?", offers: ["meetings", "Help"])
    try await amira.press("meetings")
    #expect(try await amira.hear().text.hasPrefix("You have 1 meeting"))
  }

  private func part() async throws {
    try await amira.say("unlink")
    expect(try await amira.hear(), of: amira, begins: "Part this chat from your registration", offers: ["Yes", "No"])
    try await amira.press("Yes")
    #expect(try await amira.hear().text.hasPrefix("This chat is parted"))
    try await amira.say("meetings")
    #expect(try await amira.hear().text.hasPrefix("Hello. To use this chat"))
  }

  /// Whether a message begins so and offers these choices: as buttons, or as a numbered list.
  private func expect(_ heard: Heard, of user: any PlatformUser, begins start: String, offers labels: [String], at place: SourceLocation = #_sourceLocation) {
    #expect(heard.text.hasPrefix(start), "\(heard.text)", sourceLocation: place)
    // A user of a platform without buttons may read the numbered list as such, or leave it in the text.
    if !heard.buttons.isEmpty {
      #expect(heard.buttons == labels, sourceLocation: place)
    } else {
      for (number, label) in labels.enumerated() { #expect(heard.text.contains("\(number + 1). \(label)"), "\(heard.text)", sourceLocation: place) }
    }
  }
}
