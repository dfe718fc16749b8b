import StrictJSON

/// The few lines that the transport cannot do without; they come from the phrase files.
public struct TelegramTexts: Sendable, Equatable {
  /// The line given to the chat in the name of whoever calls the bot by name alone: its answer greets.
  public var greetingLine: String
  /// What the app shows behind `/`.
  public var commands: TelegramCommands

  public init(greetingLine: String = "start", commands: TelegramCommands = .none) {
    self.greetingLine = greetingLine
    self.commands = commands
  }
}

/// The commands that the app shows behind `/`, in each language.
///
/// Names are of `a-z`, `0-9` and `_` in every language: Telegram knows no others. Words of other scripts are understood all the same,
/// they are only not listed.
public struct TelegramCommands: Sendable, Equatable {
  public struct Command: Sendable, Equatable {
    /// Without the slash.
    public var name: String
    public var description: String

    public init(name: String, description: String) {
      self.name = name
      self.description = description
    }
  }

  /// By two-letter language code (ISO 639-1).
  public let byLanguage: [String: [Command]]
  /// Whose list people see where their own language has none.
  public let defaultLanguage: String

  public static let none = TelegramCommands()
  public static let mostCommands = 100
  static let longestName = 32
  static let longestDescription = 256

  private init() {
    byLanguage = [:]
    defaultLanguage = "en"
  }

  /// - Throws: `TelegramConfigurationError` that names the list and command which Telegram would refuse.
  public init(_ byLanguage: [String: [Command]], defaultLanguage: String = "en") throws {
    guard byLanguage.isEmpty || byLanguage[defaultLanguage] != nil else {
      throw TelegramConfigurationError("there are no commands in \(defaultLanguage), the language of those who have none of the others")
    }
    for (language, commands) in byLanguage { try Self.check(commands, language) }
    self.byLanguage = byLanguage
    self.defaultLanguage = defaultLanguage
  }

  /// Reads a list as `commands.json` has it: an object of languages, each a list as `setMyCommands` takes it.
  public init(json bytes: [UInt8], defaultLanguage: String = "en") throws {
    guard let languages = (try? JSONValue(parsing: bytes))?.objectValue else {
      throw TelegramConfigurationError("the list of commands is no JSON object of languages")
    }
    var byLanguage: [String: [Command]] = [:]
    for (language, list) in languages.members {
      guard let entries = list.arrayValue else { throw TelegramConfigurationError("the commands in \(language) are no list") }
      byLanguage[language] = try entries.map { entry in
        guard let name = entry["command"]?.stringValue, let description = entry["description"]?.stringValue else {
          throw TelegramConfigurationError("a command in \(language) has no name or no description")
        }
        return Command(name: name, description: description)
      }
    }
    try self.init(byLanguage, defaultLanguage: defaultLanguage)
  }

  /// The list of a language as `setMyCommands` takes it.
  func list(in language: String) -> JSONValue {
    .array((byLanguage[language] ?? []).map { ["command": .string($0.name), "description": .string($0.description)] })
  }

  private static func check(_ commands: [Command], _ language: String) throws {
    guard language.utf8.count == 2, language.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
      throw TelegramConfigurationError("'\(language)' is not a two-letter language code")
    }
    guard commands.count <= mostCommands else {
      throw TelegramConfigurationError("\(commands.count) commands in \(language); Telegram takes \(mostCommands)")
    }
    guard Set(commands.map(\.name)).count == commands.count else {
      throw TelegramConfigurationError("a command in \(language) is there twice")
    }
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789_".utf8)
    for command in commands {
      guard (1...longestName).contains(command.name.utf8.count), command.name.utf8.allSatisfy(allowed.contains) else {
        throw TelegramConfigurationError("the command '\(command.name)' in \(language) is not of 1 to 32 characters a-z, 0-9 and _")
      }
      guard (1...longestDescription).contains(command.description.utf16.count) else {
        throw TelegramConfigurationError("the description of \(command.name) in \(language) is not of 1 to 256 characters")
      }
    }
  }
}
