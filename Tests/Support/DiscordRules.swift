import StrictJSON

/// What Discord takes as a message or as commands.
enum DiscordRules {
  private static let code = "50035"

  struct Shown: Sendable {
    var text: String
    var buttons: [DiscordSeen.Button]
  }

  /// - Parameter known: members beside those of every message.
  /// - Throws: `FakeObjection` where Discord would refuse it.
  static func message(_ body: JSONValue, known: Set<String> = [], flags: Set<Int>) throws -> Shown {
    let fields = try FakeFields(body, "body", code: code, known: known.union(["content", "components", "allowed_mentions", "flags"]))
    let content = try fields.text("content", 1...2000)
    if content.allSatisfy(\.isWhitespace) { throw FakeObjection("50006", "Cannot send an empty message") }
    guard try FakeFields(fields["allowed_mentions"], "allowed_mentions", code: code, known: ["parse"]).list("parse", 0...3).isEmpty else {
      throw FakeObjection(code, "may mention somebody")
    }
    try fields.require("flags", oneOf: flags.map(JSONValue.int))
    let buttons = try fields.list("components", 0...5).flatMap { row in
      let row = try FakeFields(row, "row", code: code, known: ["type", "components"])
      try row.require("type", oneOf: [1])
      return try row.list("components", 1...5).map(button)
    }
    try fields.distinct(buttons.map(\.id), "custom_id")
    return Shown(text: shown(content), buttons: buttons)
  }

  private static func button(_ value: JSONValue) throws -> DiscordSeen.Button {
    let fields = try FakeFields(value, "button", code: code, known: ["type", "style", "label", "custom_id"])
    try fields.require("type", oneOf: [2])
    try fields.require("style", oneOf: [1, 2, 3, 4])
    return DiscordSeen.Button(label: try fields.text("label", 1...80), id: try fields.text("custom_id", 1...100))
  }

  /// A backslash before a sign shows the sign.
  private static func shown(_ content: String) -> String {
    var out = String.UnicodeScalarView()
    var rest = content.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\\", let next = rest.first, next.isASCII, !next.properties.isAlphabetic, !next.properties.isWhitespace, !("0"..."9").contains(next) {
        out.append(next)
        rest.removeFirst()
      } else {
        out.append(scalar)
      }
    }
    return String(out)
  }

  static func commands(_ body: JSONValue) throws {
    guard let commands = body.arrayValue, commands.count <= 100 else { throw FakeObjection(code, "commands") }
    for command in commands {
      let fields = try FakeFields(
        command, "command", code: code,
        known: ["name", "name_localizations", "description", "description_localizations", "type", "options", "contexts", "integration_types"])
      try name(fields.text("name", 1...32))
      _ = try fields.text("description", 1...100)
      try fields.require("type", oneOf: [1])
      for (locale, text) in fields["name_localizations"]?.objectValue?.members ?? [] {
        guard locales.contains(locale) else { throw FakeObjection(code, "\(locale) is no locale") }
        try name(text.stringValue ?? "")
      }
      for (locale, text) in fields["description_localizations"]?.objectValue?.members ?? [] {
        guard locales.contains(locale), (1...100).contains(text.stringValue?.unicodeScalars.count ?? 0) else { throw FakeObjection(code, locale) }
      }
      for option in fields["options"]?.arrayValue ?? [] {
        let option = try FakeFields(
          option, "option", code: code, known: ["type", "name", "description", "description_localizations", "required", "max_length"])
        try option.require("type", oneOf: [3])
        try name(option.text("name", 1...32))
        _ = try option.text("description", 1...100)
        for (locale, text) in option["description_localizations"]?.objectValue?.members ?? [] {
          guard locales.contains(locale), (1...100).contains(text.stringValue?.utf16.count ?? 0) else { throw FakeObjection(code, locale) }
        }
      }
    }
    guard Set(commands.map { $0["name"]?.stringValue }).count == commands.count else { throw FakeObjection(code, "a name twice") }
    for locale in locales {
      let names = commands.compactMap { $0["name_localizations"]?[locale]?.stringValue }
      guard Set(names).count == names.count else { throw FakeObjection(code, "a name twice in \(locale)") }
    }
  }

  private static func name(_ text: String) throws {
    guard text.wholeMatch(of: /[-_'\p{L}\p{N}]{1,32}/) != nil, text == text.lowercased() else { throw FakeObjection(code, "name \(text)") }
  }

  private static let locales: Set<String> = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr",
    "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
  ]
}

/// One message of the bot as a person in Discord sees it.
public struct DiscordSeen: Sendable, Equatable {
  public struct Button: Sendable, Equatable {
    public var label: String
    public var id: String
  }

  /// Who sees it.
  public var user: String
  public var channel: String
  public var isEphemeral: Bool
  public var text: String
  public var buttons: [Button]

  public init(user: String, channel: String, isEphemeral: Bool, text: String, buttons: [Button]) {
    self.user = user
    self.channel = channel
    self.isEphemeral = isEphemeral
    self.text = text
    self.buttons = buttons
  }
}
