import StrictJSON
import Testing

@Suite("RFC 8259: what is read")
struct ReaderTests {
  static let accepted: [(String, JSONValue)] = [
    ("null", nil), ("true", true), ("false", false), (" \t\r\n1 ", 1), ("0", 0), ("-0", 0), ("-7", -7),
    ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
    ("1.0", 1.0), ("1e2", 100.0), ("1E+2", 100.0), ("25e-1", 2.5), ("-0.0", -0.0), ("1.5e300", 1.5e300),
    ("18446744073709551616.0", 18446744073709551616.0), ("5e-324", .double(.leastNonzeroMagnitude)), ("1e-400", 0.0),
    ("0.1", 0.1), ("123456789012345678901234567890e-10", 12345678901234567890.123456789),
    ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)), ("9007199254740993.0", 9007199254740992.0),
    ("\"\"", ""), ("\"a b\"", "a b"), ("\"é€😀\"", "é€😀"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
    (#""\u0041\u00e9\u20AC\ud83d\uDE00\u0000x""#, "Aé€😀\0x"), ("\"\u{7f}\u{2028}\"", "\u{7f}\u{2028}"),
    (#""\uFFFD\uD7FF\uE000""#, "\u{FFFD}\u{D7FF}\u{E000}"),
    ("\"abcdefgh\\nijklmnop€qrstuvwx\"", "abcdefgh\nijklmnop€qrstuvwx"),
    ("[]", []), ("[ ]", []), ("[1,[2],{}]", [1, [2], [:]]), ("{}", [:]), ("{ }", [:]),
    (#"{"a":1,"b":[true,null]}"#, ["a": 1, "b": [true, nil]]), (#"{"":0," ":1}"#, ["": 0, " ": 1]),
    (#"{"a":{"a":{"a":1}}}"#, ["a": ["a": ["a": 1]]]), (#"{"aa":1,"ab":2,"aab":3}"#, ["aa": 1, "ab": 2, "aab": 3]),
  ]

  @Test("what the grammar allows is read", arguments: accepted)
  func reads(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  static let refused: [(String, Int, String)] = [
    ("", 0, "expected a value, but the document ends"), ("  ", 2, "expected a value, but the document ends"),
    ("\u{FEFF}1", 0, "expected a value"), ("nul", 0, "expected a value"), ("nulL", 0, "expected a value"),
    ("True", 0, "expected a value"), ("NaN", 0, "expected a value"), ("Infinity", 0, "expected a value"),
    ("'a'", 0, "expected a value"), ("// x\n1", 0, "expected a value"), ("1 2", 2, "expected the end of the document"),
    ("{}}", 2, "expected the end of the document"), ("truex", 4, "expected the end of the document"),
    ("01", 0, "a number does not begin with 0 and another digit"),
    ("-01", 1, "a number does not begin with 0 and another digit"), ("+1", 0, "expected a value"),
    (".5", 0, "expected a value"), ("-", 1, "expected a digit, but the document ends"), ("-a", 1, "expected a digit"),
    ("1.", 2, "expected a digit after the point, but the document ends"),
    ("1.e3", 2, "expected a digit after the point"),
    ("1e", 2, "expected a digit of the exponent, but the document ends"),
    ("1e+", 3, "expected a digit of the exponent, but the document ends"),
    ("0x10", 1, "expected the end of the document"), ("1e400", 0, "a number too large for a double"),
    ("-1e99999999999999999999", 0, "a number too large for a double"),
    ("9223372036854775808", 0, "an integer that does not fit in 64 bits"),
    ("-9223372036854775809", 0, "an integer that does not fit in 64 bits"),
    ("[99999999999999999999999]", 1, "an integer that does not fit in 64 bits"),
    ("\"", 0, "a string without its closing quote"), ("\"abc", 0, "a string without its closing quote"),
    ("\"é\\n", 0, "a string without its closing quote"),
    ("\"a\nb\"", 2, "a control character in a string must be escaped"),
    ("\"abcdefghij\u{1f}\"", 11, "a control character in a string must be escaped"),
    (#""\x""#, 1, "an escape that JSON does not know"), (#""\"#, 2, "expected an escape, but the document ends"),
    (#""\u12G4""#, 5, "expected four hexadecimal digits"),
    (#""\u12"#, 5, "expected four hexadecimal digits, but the document ends"),
    (#""\ud800""#, 1, "a surrogate without its other half"), (#""\udc00""#, 1, "a surrogate without its other half"),
    (#""\ud800\ud800""#, 1, "a surrogate without its other half"),
    (#""\ud83dx""#, 1, "a surrogate without its other half"),
    ("[", 1, "expected a value, but the document ends"), ("[1", 2, "expected a comma or ], but the document ends"),
    ("[1,]", 3, "expected a value"), ("[,1]", 1, "expected a value"), ("[1 2]", 3, "expected a comma or ]"),
    ("[1}", 2, "expected a comma or ]"), ("{", 1, "expected a name in quotes, but the document ends"),
    ("{1:2}", 1, "expected a name in quotes"), ("{\"a\"}", 4, "expected a colon"), ("{\"a\" 1}", 5, "expected a colon"),
    ("{\"a\":}", 5, "expected a value"), ("{\"a\":1", 6, "expected a comma or }, but the document ends"),
    ("{\"a\":1,}", 7, "expected a name in quotes"), ("{\"a\":1]", 6, "expected a comma or }"),
    (#"{"a":1,"b":2,"a":3}"#, 13, "the name \"a\" comes twice"),
    (#"{"a":1,"\u0061":3}"#, 7, "the name \"a\" comes twice"), (#"{"":1,"":3}"#, 6, "the name \"\" comes twice"),
    ("{\"\u{e9}\":1,\"e\u{301}\":2}", 8, "the name \"e\u{301}\" comes twice"),
    ("{\"\u{212a}\":1,\"K\":2}", 9, "the name \"K\" comes twice"),
  ]

  @Test("what the grammar does not allow is refused, with the place", arguments: refused)
  func refuses(text: String, offset: Int, problem: String) {
    #expect(throws: JSONError(offset: offset, problem: problem)) { try JSONValue(parsing: text) }
  }

  @Test(
    "bytes that are not UTF-8 are refused",
    arguments: [
      [0xFF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3],
      [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x80], [0x61, 0x5C, 0x6E, 0xC3],
    ] as [[UInt8]])
  func refusesBadUTF8(inside: [UInt8]) {
    #expect(throws: JSONError(offset: 0, problem: "a string that is not valid UTF-8")) {
      try JSONValue(parsing: [0x22] + inside + [0x22])
    }
    #expect(throws: JSONError.self) { try JSONValue(parsing: inside) }
  }

  @Test("nesting is read to the given depth and refused beyond")
  func depth() throws {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(try JSONValue(parsing: deep).text == deep)
    #expect(throws: JSONError(offset: 64, problem: "nested deeper than allowed")) {
      try JSONValue(parsing: String(repeating: "[", count: 100_000))
    }
    #expect(throws: JSONError(offset: 5, problem: "nested deeper than allowed")) {
      try JSONValue(parsing: #"{"a":[]}"#, maximumDepth: 1)
    }
    #expect(try JSONValue(parsing: "[[],[],[]]", maximumDepth: 2) == [[], [], []])
  }

  @Test("any sequence of bytes is read alike")
  func sequences() throws {
    let text = #"{"a":[1,2.5,"x"]}"#
    let expected: JSONValue = ["a": [1, 2.5, "x"]]
    #expect(try JSONValue(parsing: Array(text.utf8)) == expected)
    #expect(try JSONValue(parsing: ArraySlice(text.utf8)) == expected)
    #expect(try JSONValue(parsing: text.utf8.lazy.map { $0 }) == expected)
    #expect(try Array(text.utf8).withUnsafeBytes { try JSONValue(parsing: $0) } == expected)
  }

  @Test("ten thousand names cost no square of time, and the last of them twice is seen")
  func manyNames() throws {
    let names = (0..<20_000).map { "\"x\($0 * 7919 % 20_000)y\":\($0)" }
    let object = try #require(try JSONValue(parsing: "{\(names.joined(separator: ","))}").objectValue)
    #expect(object.count == 20_000)
    #expect(object["x7919y"] == 1)
    #expect(throws: JSONError.self) { try JSONValue(parsing: "{\((names + ["\"x0y\":1"]).joined(separator: ","))}") }
  }
}
