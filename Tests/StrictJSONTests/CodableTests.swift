import StrictJSON
import Testing

@Suite("Codable: what is encoded decodes to the same")
struct CodableTests {
  func check<T: Codable & Equatable>(_ value: T, _ text: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let bytes = try StrictJSONEncoder().encode(value)
    #expect(String(decoding: bytes, as: UTF8.self) == text, sourceLocation: sourceLocation)
    #expect(try StrictJSONDecoder().decode(T.self, from: bytes) == value, sourceLocation: sourceLocation)
    let tree = try StrictJSONEncoder().encodeValue(value)
    #expect(try StrictJSONDecoder().decode(T.self, from: tree) == value, sourceLocation: sourceLocation)
  }

  @Test("simple values, alone")
  func simple() throws {
    try check(1, "1")
    try check("x", "\"x\"")
    try check(true, "true")
    try check(2.0, "2.0")
    try check(Float(0.1), "0.1")
    try check(Int8.min, "-128")
    try check(UInt64(7), "7")
    try check([1, 2], "[1,2]")
    try check([[Int]](), "[]")
    try check(Optional<Int>.none, "null")
    try check([1, nil, 3] as [Int?], "[1,null,3]")
    try check(JSONValue.object(["a": [1, 2.5, nil]]), #"{"a":[1,2.5,null]}"#)
    try check(["a": 1] as JSONObject, #"{"a":1}"#)
  }

  enum Kind: String, Codable, CodingKeyRepresentable { case held, confirmed }
  enum Level: Int, Codable {
    case low = 1
    case high
  }
  struct Inner: Codable, Equatable {
    var x: Int
    var tags: [String]
  }
  struct Everything: Codable, Equatable {
    var text = "t", kind = Kind.held, level = Level.high, inner = Inner(x: 1, tags: ["a", "b"]),
      list = [Inner(x: 2, tags: [])]
    var absent: String?, present: Int? = 5, deep: [[Int]] = [[1], []]
    var i8: Int8 = -8, i16: Int16 = -16, i32: Int32 = -32, i64: Int64 = .min
    var u: UInt = 1, u8: UInt8 = 8, u16: UInt16 = 16, u32: UInt32 = 32, u64: UInt64 = 64
    var f: Float = 1.5, d = 3.25, b = true, free: JSONValue = ["any": [1]], empty: [String: Int] = [:]
  }

  @Test("a type with members of every kind; what is absent is left out")
  func everything() throws {
    try check(
      Everything(),
      """
      {"text":"t","kind":"held","level":2,"inner":{"x":1,"tags":["a","b"]},"list":[{"x":2,"tags":[]}],"present":5,\
      "deep":[[1],[]],"i8":-8,"i16":-16,"i32":-32,"i64":-9223372036854775808,"u":1,"u8":8,"u16":16,"u32":32,"u64":64,\
      "f":1.5,"d":3.25,"b":true,"free":{"any":[1]},"empty":{}}
      """)
  }

  @Test("members may come in any order, null is absent, unknown members are passed over")
  func anyOrder() throws {
    struct Pair: Codable, Equatable {
      var a: Int
      var b: String?
      var c: [Int]?
    }
    let decoder = StrictJSONDecoder()
    let text = #"{"z":[{}],"c":null,"b":null,"a":1}"#
    #expect(try decoder.decode(Pair.self, from: Array(text.utf8)) == Pair(a: 1))
  }

  @Test("enums with associated values, as the compiler encodes them")
  func synthesizedEnum() throws {
    enum Change: Codable, Equatable {
      case opened
      case moved(from: Int, to: Int)
      case named(String)
    }
    try check(
      [Change.opened, .moved(from: 1, to: 2), .named("x")],
      #"[{"opened":{}},{"moved":{"from":1,"to":2}},{"named":{"_0":"x"}}]"#)
  }

  @Test("dictionaries by text, by number, by keys that stand for text, by any other")
  func dictionaries() throws {
    try check(["a": [1]], #"{"a":[1]}"#)
    try check([7: "x"], #"{"7":"x"}"#)
    try check([Kind.confirmed: 1], #"{"confirmed":1}"#)
    try check([Level.high: 1], "[2,1]")
  }

  @Test("classes put their superclass under super")
  func superclasses() throws {
    class Base: Codable { var a = 1 }
    final class Derived: Base {
      var b = 2
      enum CodingKeys: CodingKey { case b }
      override init() { super.init() }
      required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        b = try container.decode(Int.self, forKey: .b)
        try super.init(from: container.superDecoder())
      }
      override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try super.encode(to: container.superEncoder())
        try container.encode(b, forKey: .b)
      }
    }
    let value = Derived()
    value.a = 5
    value.b = 6
    let bytes = try StrictJSONEncoder().encode(value)
    #expect(String(decoding: bytes, as: UTF8.self) == #"{"super":{"a":5},"b":6}"#)
    let back = try StrictJSONDecoder().decode(Derived.self, from: bytes)
    #expect([back.a, back.b] == [5, 6])
  }
}
