import BotDiscord
import BotTelegram
import Chat

// The commands that platforms list, made of the phrase files; `bots/<platform>/commands.json` shows them.

extension Bots {
  /// Telegram's list in every language.
  package static func telegramCommands() throws -> TelegramCommands {
    try TelegramCommands(CommandList.standard.mapValues { list in list.map { TelegramCommands.Command(name: $0.plainWord, description: $0.help) } })
  }

  /// Discord's slash commands: any line behind `/rialto`, and each command by its English name with those of the other languages beside it.
  package static func discordCommands() throws -> [DiscordCommand] {
    let english = PhraseLibrary.standard.english
    var translations: [String: DiscordCommand.Translation] = [:]
    for (language, locales) in discordLocales {
      let book = PhraseLibrary.standard.book(for: language)
      for locale in locales {
        translations[locale] = .init(name: anything, description: book.text(.transportSayAnything), textHint: book.text(.transportWhatToSay))
      }
    }
    let any = try DiscordCommand(
      name: anything, description: english.text(.transportSayAnything), line: "", textHint: english.text(.transportWhatToSay), translations: translations)
    return try [any] + (CommandList.standard["en"] ?? []).compactMap(discordCommand)
  }

  private static let anything = "rialto"
  /// Discord's names of the languages that there are phrases in; it has no Arabic.
  private static let discordLocales = ["es": ["es-ES", "es-419"], "fi": ["fi"], "fr": ["fr"], "it": ["it"]]
  private static let mostOfDescription = 100

  private static func discordCommand(_ entry: CommandList.Entry) throws -> DiscordCommand? {
    guard let own = translation(entry, in: "en") else { return nil }
    var translations: [String: DiscordCommand.Translation] = [:]
    for (language, locales) in discordLocales {
      guard let foreign = CommandList.standard[language]?.first(where: { $0.line == entry.line }) else { continue }
      for locale in locales { translations[locale] = translation(foreign, in: language) }
    }
    return try DiscordCommand(
      name: own.name, description: own.description, line: entry.line, textHint: own.textHint, translations: translations)
  }

  private static func translation(_ entry: CommandList.Entry, in language: String) -> DiscordCommand.Translation? {
    guard let name = entry.hyphenated(most: 32) else { return nil }
    let help = entry.help(most: mostOfDescription)
    let book = PhraseLibrary.standard.book(for: language)
    let hint = entry.rest.map { book.text(.transportForExample, ["example": .phrase($0)]) }
    return .init(
      name: name, description: help.prefix(1).uppercased() + help.dropFirst(), textHint: hint.flatMap { $0.utf16.count <= mostOfDescription ? $0 : nil })
  }
}
