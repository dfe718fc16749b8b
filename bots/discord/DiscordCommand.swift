import StrictJSON

/// A slash command: what Discord shows of it and the line that it stands for.
public struct DiscordCommand: Sendable, Hashable {
  /// In small letters, 32 characters at most.
  public let name: String
  public let description: String
  /// The line that is given to the chat; what is typed behind the command follows it. Empty: only what is typed.
  public let line: String
  /// What the place for a text behind the command says; nil where the command has none.
  public let textHint: String?
  /// The same in other languages, as Discord names them (`fr`, `es-ES`); it has no Arabic.
  public let translations: [String: Translation]

  public struct Translation: Sendable, Hashable {
    public var name: String
    public var description: String
    public var textHint: String?

    public init(name: String, description: String, textHint: String? = nil) {
      self.name = name
      self.description = description
      self.textHint = textHint
    }
  }

  /// - Throws: `DiscordConfigurationError` where Discord would not take it.
  public init(name: String, description: String, line: String, textHint: String? = nil, translations: [String: Translation] = [:]) throws {
    let all = [Translation(name: name, description: description, textHint: textHint)] + translations.values
    for one in all {
      guard one.name.wholeMatch(of: /[-_'\p{L}\p{N}\p{M}]{1,32}/) != nil, one.name == one.name.lowercased() else {
        throw DiscordConfigurationError("\(one.name) is no name of a command: small letters and digits, 32 at most")
      }
      guard [one.description, one.textHint ?? "…"].allSatisfy({ (1...100).contains($0.utf16.count) }) else {
        throw DiscordConfigurationError("what is said of /\(one.name) is empty or has more than 100 characters")
      }
    }
    if let wrong = translations.keys.first(where: { !Self.locales.contains($0) }) {
      throw DiscordConfigurationError("\(wrong) is no language of Discord")
    }
    self.name = name
    self.description = description
    self.line = line
    self.textHint = textHint
    self.translations = translations
  }

  /// The commands as `commands.json` has them and as they are registered.
  public static func manifest(of commands: [DiscordCommand]) -> [JSONValue] { commands.map(\.registration) }

  /// The name of the option that holds the text.
  static let textOption = "text"

  /// As Discord registers it: a chat command, for servers and for direct messages with the bot.
  var registration: JSONValue {
    var body: JSONObject = ["name": .string(name), "type": 1, "description": .string(description), "contexts": [0, 1], "integration_types": [0]]
    if !translations.isEmpty {
      body["name_localizations"] = Self.localized(translations.mapValues(\.name))
      body["description_localizations"] = Self.localized(translations.mapValues(\.description))
    }
    if let textHint {
      var option: JSONObject = [
        "type": 3, "name": .string(Self.textOption), "description": .string(textHint), "required": .bool(false), "max_length": 2000,
      ]
      let hints = translations.compactMapValues(\.textHint)
      if !hints.isEmpty { option["description_localizations"] = Self.localized(hints) }
      body["options"] = [.object(option)]
    }
    return .object(body)
  }

  private static func localized(_ texts: [String: String]) -> JSONValue {
    .object(JSONObject(uniqueKeys: texts.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }))
  }

  /// Discord's languages (docs.discord.com, "Locales").
  private static let locales: Set<String> = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr",
    "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
  ]
}
