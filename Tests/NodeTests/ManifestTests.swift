import BotTelegram
import Chat
import Foundation
import Testing

@Suite("The manifests say what the bot understands")
struct ManifestTests {
  @Test("Telegram's list of commands in every language is that of the phrase files")
  func telegram() throws {
    let file = RunningNode.root.appendingPathComponent("bots/telegram/commands.json")
    let written = try TelegramCommands(json: Array(try Data(contentsOf: file)))
    let known = try TelegramCommands(
      CommandList.standard.mapValues { list in list.map { TelegramCommands.Command(name: $0.plainWord, description: $0.help) } })
    #expect(written == known)
    #expect(Set(written.byLanguage.keys) == ["ar", "en", "es", "fi", "fr", "it"])
  }
}
