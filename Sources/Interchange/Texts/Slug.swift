import ForumCore
import Foundation

/// Makes keys of names: `Saal 1` becomes `saal-1`.
enum Slug {
  /// Lowercase ASCII letters and digits with single dashes between, at most 48; a stable name of letters and digits
  /// where the text has none of them (`قاعة` is written `x-` and 8 digits).
  static func of(_ text: String) -> String {
    var out = ""
    for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      if let plain = plain(scalar) {
        out += plain
      } else if !scalar.properties.isDiacritic, scalar.properties.generalCategory != .nonspacingMark, !out.isEmpty, out.last != "-" {
        out += "-"
      }
      if out.utf8.count >= 48 { break }
    }
    while out.last == "-" { out.removeLast() }
    guard !out.isEmpty else { return "x-" + String(StableName.hash(text).hex.suffix(8)) }
    return String(out.prefix(48))
  }

  private static func plain(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "a"..."z", "0"..."9": String(scalar)
    case "ß": "ss"
    case "æ": "ae"
    case "œ": "oe"
    case "ø": "o"
    case "đ": "d"
    case "ł": "l"
    case "ı": "i"
    default: nil
    }
  }
}

/// Gives out keys so that no two things have the same one.
struct KeyMaker<Kind> {
  private var taken: Set<String> = []

  /// The wished key where it is of the form of keys and free, else one made of it: `opening`, `opening-2`.
  mutating func make(_ wish: String) -> Key<Kind>? {
    let base = Key<Kind>(wish)?.value ?? Slug.of(wish)
    var text = base
    var count = 1
    while !taken.insert(text).inserted {
      count += 1
      text = "\(base.prefix(56))-\(count)"
    }
    return Key(text)
  }
}
