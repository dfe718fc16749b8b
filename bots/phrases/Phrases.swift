/// The text of one file of this folder, as a translator wrote it. The files are in the program itself, so that it runs
/// without a folder beside it; `PhraseFile.all` is written at build time from what lies here.
public struct PhraseFile: Sendable, Hashable {
  /// Such as `en.yaml`.
  public let name: String
  public let text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// The name of the file with a language's words of commands: `commands.fr.yaml`.
  public static func commandsName(of language: String) -> String { "commands.\(language).yaml" }

  /// The name of the file with a language's words of days and times: `times.fr.yaml`.
  public static func timesName(of language: String) -> String { "times.\(language).yaml" }

  /// Whether it holds words of commands, or of days and times; the others hold phrases.
  public var holdsCommands: Bool { name.hasPrefix("commands.") }
  public var holdsTimes: Bool { name.hasPrefix("times.") }
}
