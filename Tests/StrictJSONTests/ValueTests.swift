import StrictJSON
import Testing

@Suite("JSON values")
struct ValueTests {
  @Test("objects are equal whatever the order of their members, and keep their own order")
  func order() {
    let one: JSONObject = ["a": 1, "b": 2]
    let other: JSONObject = ["b": 2, "a": 1]
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(one != ["a": 1, "b": 3])
    #expect(one != ["a": 1])
    #expect(one != ["a": 1, "c": 2])
    #expect(other.keys == ["b", "a"])
    #expect(other.description == #"{"b":2,"a":1}"#)
  }

  @Test("members are set, replaced in place and taken away, in small objects and large")
  func members() {
    for count in [3, 200] {
      var object = JSONObject()
      for number in 0..<count { object["k\(number)"] = .int(number) }
      object["k1"] = "new"
      object["k0"] = nil
      object["absent"] = nil
      #expect(object.count == count - 1)
      #expect(object["k0"] == nil)
      #expect(object["k1"] == "new")
      #expect(object["k\(count - 1)"] == .int(count - 1))
      #expect(object.keys.first == "k1")
      for number in 0..<count { object["k\(number)"] = nil }
      #expect(object.isEmpty)
    }
  }

  @Test("of a name given twice in a literal the later value stays")
  func twice() {
    let pairs: [(String, JSONValue)] = [("a", 1), ("b", 2), ("a", 3)]
    #expect(JSONObject(uniqueKeys: pairs).description == #"{"a":3,"b":2}"#)
  }

  @Test("accessors give the value of their kind and nothing of another")
  func accessors() {
    let value: JSONValue = ["s": "x", "i": 3, "d": 2.0, "b": true, "a": [1], "o": ["k": nil]]
    #expect(value["s"]?.stringValue == "x")
    #expect(value["i"]?.intValue == 3)
    #expect(value["i"]?.doubleValue == 3.0)
    #expect(value["d"]?.doubleValue == 2.0)
    #expect(value["d"]?.intValue == nil)
    #expect(value["b"]?.boolValue == true)
    #expect(value["a"]?.arrayValue == [1])
    #expect(value["o"]?["k"]?.isNull == true)
    #expect(value["o"]?.objectValue?.count == 1)
    #expect(value["absent"] == nil)
    #expect(JSONValue.int(1)["x"] == nil)
    #expect(value["s"]?.intValue == nil)
    #expect(value["i"]?.stringValue == nil)
  }

  static let written: [(JSONValue, String)] = [
    (nil, "null"), (true, "true"), (false, "false"), (0, "0"), (-1, "-1"), (.int(.min), "-9223372036854775808"),
    (.int(.max), "9223372036854775807"), (1.0, "1.0"), (-0.0, "-0.0"), (0.1, "0.1"), (1e20, "1e+20"),
    (.double(.leastNonzeroMagnitude), "5e-324"), (.double(.nan), "null"), (.double(.infinity), "null"),
    ("", "\"\""), ("é😀/\u{7f}", "\"é😀/\u{7f}\""), ("\"\\\u{8}\t\n\u{c}\r\u{0}\u{1f}", #""\"\\\b\t\n\f\r\u0000\u001f""#),
    ([], "[]"), ([1, [], [:]], "[1,[],{}]"), (["a\n": 1, "b": [nil]], #"{"a\n":1,"b":[null]}"#),
  ]

  @Test("values are written compactly, only what must be is escaped", arguments: written)
  func writes(value: JSONValue, text: String) { #expect(value.text == text) }
}
