import StrictJSON

/// Finds the parts of JSON objects and arrays without reading them.
///
/// It checks that brackets and quotation marks match, nothing else, and does not recurse: what it skips may be nested
/// as deep as anybody likes.
public struct JSONSkimmer {
  private let bytes: [UInt8]
  private var at: Int
  private let end: Int

  /// The places of the elements of the array called `name` in the outermost object; `nil` where the bytes do not have
  /// the shape of an object with such an array.
  public static func elements(of name: String, in bytes: [UInt8]) -> [Range<Int>]? {
    guard let member = members(of: bytes)?.last(where: { $0.name == name }) else { return nil }
    return elements(of: bytes, in: member.value)
  }

  /// The names and places of the members of the object that lies in `range`, or is the whole; `nil` where none does.
  public static func members(of bytes: [UInt8], in range: Range<Int>? = nil) -> [(name: String, value: Range<Int>)]? {
    var skimmer = JSONSkimmer(bytes: bytes, in: range ?? 0..<bytes.count)
    var members: [(name: String, value: Range<Int>)] = []
    guard skimmer.take("{") else { return nil }
    while !skimmer.take("}") {
      guard members.isEmpty || skimmer.take(","), let key = skimmer.skipString(), skimmer.take(":"), let value = skimmer.skipValue() else {
        return nil
      }
      members.append((text(bytes[key]), value))
    }
    return skimmer.isAtEnd ? members : nil
  }

  /// The places of the elements of the array that lies in `range`; `nil` where none does.
  public static func elements(of bytes: [UInt8], in range: Range<Int>) -> [Range<Int>]? {
    var skimmer = JSONSkimmer(bytes: bytes, in: range)
    var elements: [Range<Int>] = []
    guard skimmer.take("[") else { return nil }
    while !skimmer.take("]") {
      guard elements.isEmpty || skimmer.take(","), let element = skimmer.skipValue() else { return nil }
      elements.append(element)
    }
    return skimmer.isAtEnd ? elements : nil
  }

  private init(bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    at = range.lowerBound
    end = range.upperBound
  }

  /// The text of a string whose inside is given.
  private static func text(_ inside: ArraySlice<UInt8>) -> String {
    let quotation = [UInt8(ascii: "\"")]
    guard inside.contains(UInt8(ascii: "\\")), let value = try? JSONValue(parsing: quotation + inside + quotation) else {
      return String(decoding: inside, as: UTF8.self)
    }
    return value.stringValue ?? ""
  }

  private var next: UInt8? { at < end ? bytes[at] : nil }

  private var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return at == end
    }
  }

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
      if byte == UInt8(ascii: "\\") { at = min(at + 1, end) }
    }
    return nil
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

  private static let marks = Set("{}[],:\" \n\r\t".utf8)

  /// Skips a number, `true` or the like.
  private mutating func skipWord() {
    while let byte = next, !Self.marks.contains(byte) { at += 1 }
  }
}
