/// Finds the elements of an array in a JSON object without reading them.
///
/// It checks that brackets and quotation marks match, nothing else, and does not recurse: what it skips may be nested
/// as deep as anybody likes.
public struct JSONSkimmer {
  private let bytes: [UInt8]
  private var at = 0

  /// The places of the elements of the array called `name` in the outermost object; `nil` where the bytes do not have
  /// the shape of an object with such an array.
  public static func elements(of name: String, in bytes: [UInt8]) -> [Range<Int>]? {
    var skimmer = JSONSkimmer(bytes: bytes)
    var found: [Range<Int>]?
    guard skimmer.take("{") else { return nil }
    var isFirst = true
    while !skimmer.take("}") {
      guard isFirst || skimmer.take(","), let key = skimmer.skipString(), skimmer.take(":") else { return nil }
      isFirst = false
      if bytes[key].elementsEqual(name.utf8) {
        guard let elements = skimmer.array() else { return nil }
        found = elements
      } else {
        guard skimmer.skipValue() != nil else { return nil }
      }
    }
    skimmer.skipSpace()
    return skimmer.at == bytes.count ? found : nil
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  /// Skips a string and returns where its inside lies.
  private mutating func skipString() -> Range<Int>? {
    guard take("\"") else { return nil }
    let start = at
    while let byte = next {
      at += 1
      if byte == UInt8(ascii: "\"") { return start..<(at - 1) }
      if byte == UInt8(ascii: "\\") { at = min(at + 1, bytes.count) }
    }
    return nil
  }

  private mutating func array() -> [Range<Int>]? {
    guard take("[") else { return nil }
    var elements: [Range<Int>] = []
    while !take("]") {
      guard elements.isEmpty || take(","), let element = skipValue() else { return nil }
      elements.append(element)
    }
    return elements
  }

  private mutating func skipValue() -> Range<Int>? {
    skipSpace()
    let start = at
    var open: [UInt8] = []
    repeat {
      skipSpace()
      guard let byte = next else { return nil }
      switch byte {
      case UInt8(ascii: "\""):
        guard skipString() != nil else { return nil }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open.append(byte + 2)
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open.popLast() == byte else { return nil }
        at += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard !open.isEmpty else { return nil }
        at += 1
      default:
        skipWord()
      }
    } while !open.isEmpty
    return start..<at
  }

  /// Skips a number, `true` or the like.
  private mutating func skipWord() {
    let marks = Set("{}[],:\" \n\r\t".utf8)
    while let byte = next, !marks.contains(byte) { at += 1 }
  }
}
