/// Addresses of the web.
enum WebAddress {
  /// The address where it begins with `http://` or `https://` and has no blanks; else nil.
  static func read(_ text: String) -> String? {
    let text = text.trimmed
    let lower = text.lowercased()
    guard let rest = ["https://", "http://"].first(where: lower.hasPrefix).map({ text.dropFirst($0.count) }), !rest.isEmpty, text.utf8.count <= 2000,
      !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F || "<>\"".unicodeScalars.contains($0) || $0.properties.isWhitespace })
    else { return nil }
    return text
  }

  /// As `read`, and an address without scheme that looks like a host (`www.example.org/x`) with `http://` put before it.
  static func repaired(_ text: String) -> String? {
    if let address = read(text) { return address }
    let host = text.trimmed.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard host.contains("."), host.first != ".", host.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }) else { return nil }
    return read("http://" + text.trimmed)
  }
}

/// Colours.
enum Color {
  /// `#rrggbb` in lower case; `#rgb` is widened. Nil for anything else.
  static func read(_ text: String) -> String? {
    let digits = text.trimmed.lowercased().drop { $0 == "#" }
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else { return nil }
    return switch digits.utf8.count {
    case 6: "#" + digits
    case 3: "#" + digits.map { "\($0)\($0)" }.joined()
    default: nil
    }
  }
}
