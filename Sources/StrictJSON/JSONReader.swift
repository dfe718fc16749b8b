/// Reads one JSON document (RFC 8259), strictly.
///
/// Invariants: `at <= end` always, and no byte is read before `at < end` was seen. Refused besides what the grammar
/// refuses: text that is not UTF-8 (section 8.1), names that come twice (section 4 allows this to be refused), lone
/// surrogates (section 8.2), deeper nesting than allowed (section 9), integers that do not fit in 64 bits.
struct JSONReader {
  let bytes: UnsafeRawBufferPointer
  let end: Int
  var at = 0
  var depthLeft: Int

  init(_ bytes: UnsafeRawBufferPointer, maximumDepth: Int) {
    self.bytes = bytes
    self.end = bytes.count
    self.depthLeft = maximumDepth
  }

  mutating func document() throws(JSONError) -> JSONValue {
    skipSpace()
    let value = try value()
    skipSpace()
    guard at == end else { throw expected("the end of the document") }
    return value
  }

  func expected(_ what: String) -> JSONError {
    JSONError(offset: at, problem: at < end ? "expected \(what)" : "expected \(what), but the document ends")
  }

  func problem(_ what: String, at offset: Int) -> JSONError { JSONError(offset: offset, problem: what) }

  @inline(__always)
  mutating func skipSpace() {
    while at < end {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  mutating func value() throws(JSONError) -> JSONValue {
    guard at < end else { throw expected("a value") }
    switch bytes[at] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw expected("a value")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let count = word.utf8CodeUnitCount
    guard end - at >= count else { throw expected("a value") }
    for place in 0..<count where bytes[at + place] != word.utf8Start[place] { throw expected("a value") }
    at += count
    return value
  }

  private mutating func deeper() throws(JSONError) {
    guard depthLeft > 0 else { throw problem("nested deeper than allowed", at: at) }
    depthLeft -= 1
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    try deeper()
    at += 1
    var elements: [JSONValue] = []
    skipSpace()
    if at < end, bytes[at] == UInt8(ascii: "]") {
      at += 1
    } else {
      while true {
        elements.append(try value())
        if try !another(UInt8(ascii: "]"), "a comma or ]") { break }
      }
    }
    depthLeft += 1
    return .array(elements)
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    try deeper()
    at += 1
    var members = MemberList()
    skipSpace()
    if at < end, bytes[at] == UInt8(ascii: "}") {
      at += 1
    } else {
      while true {
        let start = at
        guard at < end, bytes[at] == UInt8(ascii: "\"") else { throw expected("a name in quotes") }
        let (key, trait) = try name()
        guard members.mayTake(key, trait) else { throw problem("the name \"\(key)\" comes twice", at: start) }
        skipSpace()
        guard at < end, bytes[at] == UInt8(ascii: ":") else { throw expected("a colon") }
        at += 1
        skipSpace()
        members.append(key, try value())
        if try !another(UInt8(ascii: "}"), "a comma or }") { break }
      }
    }
    depthLeft += 1
    return .object(members.object)
  }

  /// Reads what may follow an element: a comma (true, standing at the next element) or the closing mark (false).
  private mutating func another(_ close: UInt8, _ what: String) throws(JSONError) -> Bool {
    skipSpace()
    guard at < end else { throw expected(what) }
    switch bytes[at] {
    case UInt8(ascii: ","):
      at += 1
      skipSpace()
      return true
    case close:
      at += 1
      return false
    default: throw expected(what)
    }
  }
}
