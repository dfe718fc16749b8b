import BotDiscord
import BotTelegram
import BotWhatsApp
import Chat
import Foundation
import StrictJSON
import Testing
import rialto

/// `RIALTO_MANIFESTS=write` writes them anew.
@Suite("The manifests say what the bot understands")
struct ManifestTests {
  @Test("Telegram's list of commands in every language is that of the phrase files")
  func telegram() throws {
    let known = try Bots.telegramCommands()
    let lists = known.byLanguage.sorted { $0.key < $1.key }.map { language, commands in
      let lines = commands.map { "{\"command\": \(JSONValue.string($0.name).text), \"description\": \(JSONValue.string($0.description).text)}" }
      return "  \"\(language)\": [\n" + lines.map { "    \($0)" }.joined(separator: ",\n") + "\n  ]"
    }
    let text = try Self.file("telegram", is: "{\n" + lists.joined(separator: ",\n") + "\n}\n")
    #expect(try TelegramCommands(json: Array(text.utf8)) == known)
    #expect(Set(known.byLanguage.keys) == ["ar", "en", "es", "fi", "fr", "it"])
  }

  @Test("Discord's slash commands have names and help in every language that Discord has, from the phrase files")
  func discord() throws {
    let commands = try Bots.discordCommands()
    let lines = DiscordCommand.manifest(of: commands).map { "  " + $0.text }
    _ = try Self.file("discord", is: "[\n" + lines.joined(separator: ",\n") + "\n]\n")
    let locales: Set<String> = ["es-ES", "es-419", "fi", "fr", "it"]
    for command in commands { #expect(Set(command.translations.keys) == locales, "\(command.name)") }
    let book = try #require(commands.first { $0.name == "book" })
    #expect(book.line == "book")
    #expect(book.textHint == "for example: karim haddad day 2 10:30: our solar pumps")
    #expect(
      book.translations["fi"]
        == .init(
          name: "varaa", description: "Pyytää tapaamista valittuun tai ensimmäiseen vapaaseen aikaan; viesti kaksoispisteen jälkeen",
          textHint: "esimerkiksi: karim haddad päivä 2 10.30: esittelemme aurinkopumppumme"))
    let grammar = Grammar(.standard)
    for command in commands where !command.line.isEmpty {
      if case .unclear = grammar.read(command.line).intent { Issue.record("\(command.line) is no command") }
    }
  }

  @Test("What adapters say by themselves is in the phrase files, in every language and within the platform's limits")
  func texts() {
    for book in PhraseLibrary.standard.languages {
      let label = book.text(.transportChoose)
      #expect((1...20).contains(label.utf16.count), "\(book.language): \(label)")
    }
    #expect(Bots.whatsAppTexts.choose(in: "fr-TN") == "Choisir")
    #expect(Bots.whatsAppTexts.choose(in: "ar") == "اختيار")
    #expect(Bots.whatsAppTexts.choose(in: "de") == "Choose")
    #expect(Bots.whatsAppTexts.choose(in: nil) == "Choose")
    #expect(Bots.ircTexts.needsAccount?.contains("/msg NickServ HELP") == true)
  }

  /// The text of a manifest, which has to be that.
  private static func file(_ platform: String, is text: String) throws -> String {
    let file = RunningNode.root.appendingPathComponent("bots/\(platform)/commands.json")
    if ProcessInfo.processInfo.environment["RIALTO_MANIFESTS"] == "write" { try text.write(to: file, atomically: true, encoding: .utf8) }
    let written = try String(contentsOf: file, encoding: .utf8)
    let isWhole = try JSONValue(parsing: Array(written.utf8)) == JSONValue(parsing: Array(text.utf8))
    #expect(isWhole, "RIALTO_MANIFESTS=write writes it anew")
    return written
  }
}
