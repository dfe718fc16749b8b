/// One line of the protocol (RFC 1459, 2.3.1, with the tags of IRCv3): `@tags :source COMMAND params :last`.
struct IRCLine: Equatable {
  var tags: [String: String] = [:]
  /// Who it comes from, `nick!user@host` or a server.
  var source: String?
  /// In capitals; a number for answers.
  var command: String
  var parameters: [String] = []

  /// nil where the bytes are no line of the protocol. What is not UTF-8 is read as Latin-1, in which some old clients write.
  init?(_ bytes: some Collection<UInt8>) {
    let text = String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    // By scalars: a combining character after a colon belongs to the text, not to the colon.
    var rest = text.unicodeScalars[...]
    func word(after mark: Unicode.Scalar? = nil) -> String? {
      if let mark {
        guard rest.first == mark else { return nil }
        rest.removeFirst()
      }
      let word = rest.prefix { $0 != " " }
      rest = rest.dropFirst(word.count).drop { $0 == " " }
      return String(word)
    }
    if let tags = word(after: "@") { self.tags = Self.tags(tags) }
    source = word(after: ":")
    guard let command = word(), !command.isEmpty, command.utf8.count <= 32 else { return nil }
    self.command = command.uppercased()
    while !rest.isEmpty, parameters.count < 64 {
      if rest.first == ":" {
        parameters.append(String(rest.dropFirst()))
        break
      }
      if let parameter = word() { parameters.append(parameter) }
    }
  }

  private static func tags(_ text: String) -> [String: String] {
    var tags: [String: String] = [:]
    for tag in text.split(separator: ";") {
      let parts = tag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      tags[String(parts[0])] = parts.count == 2 ? value(parts[1]) : ""
    }
    return tags
  }

  /// A tag's value without its escapes (IRCv3 message tags, "Escaping values").
  private static func value(_ text: Substring) -> String {
    var out = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        isEscaped = false
        switch scalar {
        case ":": out.append(";")
        case "s": out.append(" ")
        case "r": out.append("\r")
        case "n": out.append("\n")
        default: out.append(scalar)
        }
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        out.append(scalar)
      }
    }
    return String(out)
  }

  /// The parameter at that place; empty where there is none.
  func parameter(_ place: Int) -> String { place < parameters.count ? parameters[place] : "" }
}

/// Who said something: `nick!user@host`.
struct IRCMask: Hashable {
  let nick: String
  let user: String
  let host: String

  /// nil for a server.
  init?(_ text: String) {
    guard let mark = text.firstIndex(of: "!"), let at = text.lastIndex(of: "@"), mark < at, mark > text.startIndex else { return nil }
    nick = String(text[..<mark])
    user = String(text[text.index(after: mark)..<at])
    host = String(text[text.index(after: at)...])
  }

  var text: String { "\(nick)!\(user)@\(host)" }
}

/// Cuts what comes into lines; one that is too long is left out.
struct IRCFramer {
  private var line: [UInt8] = []
  private var isLeftOut = false

  /// Tags of 8,191 bytes and a line of 512 are the most that the specifications allow.
  private static let longest = 16_384

  mutating func feed(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for byte in bytes {
      switch byte {
      case 0x0A:
        if !isLeftOut, !line.isEmpty { lines.append(line) }
        line = []
        isLeftOut = false
      case 0x0D, 0: break
      default:
        if line.count >= Self.longest {
          isLeftOut = true
          line = []
        } else if !isLeftOut {
          line.append(byte)
        }
      }
    }
    return lines
  }
}
