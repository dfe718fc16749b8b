import Foundation
import StrictJSON
import Testing

@Suite("Codable: errors that say where and what")
struct CodingErrorTests {
  struct Params: Codable {
    var slot: Int
    var small: UInt8?
    var name: String?
    var ratio: Float?
    var on: Bool?
  }
  struct Meeting: Codable {
    var table: Int
    var tags: [String]?
  }
  struct Request: Codable {
    var params: Params?
    var meetings: [Meeting]?
    var map: [String: Int]?
  }

  static let cases: [(String, String)] = [
    (#"{"params":{"slot":"3"}}"#, "params.slot: expected an integer"),
    (#"{"params":{"slot":3.0}}"#, "params.slot: expected an integer"),
    (#"{"params":{"slot":null}}"#, "params.slot: expected an integer"),
    (#"{"params":{}}"#, "params.slot: missing"),
    (#"{"params":{"slot":1,"small":256}}"#, "params.small: expected an integer from 0 to 255"),
    (#"{"params":{"slot":1,"small":-1}}"#, "params.small: expected an integer from 0 to 255"),
    (#"{"params":{"slot":1,"name":1}}"#, "params.name: expected a string"),
    (#"{"params":{"slot":1,"ratio":"x"}}"#, "params.ratio: expected a number"),
    (#"{"params":{"slot":1,"ratio":1e300}}"#, "params.ratio: expected a number"),
    (#"{"params":{"slot":1,"on":0}}"#, "params.on: expected true or false"),
    (#"{"params":[]}"#, "params: expected an object"),
    (#"{"meetings":{}}"#, "meetings: expected an array"),
    (#"{"meetings":[{"table":1},{"table":2},{"table":3},{}]}"#, "meetings[3].table: missing"),
    (#"{"meetings":[{"table":1,"tags":["a",null]}]}"#, "meetings[0].tags[1]: expected a string"),
    (#"{"meetings":[1]}"#, "meetings[0]: expected an object"),
    (#"{"map":{"a":1,"b":true}}"#, "map.b: expected an integer"),
    ("[]", "expected an object"), ("null", "expected an object"),
  ]

  @Test("a decoding error in plain words", arguments: cases)
  func plain(text: String, words: String) throws {
    let error = #expect(throws: DecodingError.self) {
      try StrictJSONDecoder().decode(Request.self, from: Array(text.utf8))
    }
    #expect(error?.plainDescription == words)
  }

  @Test("an array that ends too early says which element is wanted")
  func ended() {
    struct Pair: Decodable {
      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        _ = try (list.decode(Int.self), list.decode(String.self))
      }
    }
    let error = #expect(throws: DecodingError.self) {
      try StrictJSONDecoder().decode(Pair.self, from: JSONValue.array([1]))
    }
    #expect(error?.plainDescription == "[1]: expected one more element")
  }

  @Test("bytes that are no JSON give the reader's error")
  func notJSON() {
    #expect(throws: JSONError(offset: 1, problem: "expected a name in quotes")) {
      try StrictJSONDecoder().decode(Request.self, from: Array("{]".utf8))
    }
    #expect("\(JSONError(offset: 1, problem: "expected a value"))" == "at byte 1: expected a value")
  }

  @Test("NaN, infinities and too large integers cannot be encoded, wherever they are")
  func unencodable() {
    let encoder = StrictJSONEncoder()
    #expect(throws: EncodingError.self) { try encoder.encode(Double.nan) }
    #expect(throws: EncodingError.self) { try encoder.encode([Double.infinity]) }
    #expect(throws: EncodingError.self) { try encoder.encode(["a": -Float.infinity]) }
    #expect(throws: EncodingError.self) { try encoder.encode(["a": [JSONValue.double(.nan)]]) }
    #expect(throws: EncodingError.self) { try encoder.encode(["a": UInt64.max]) }
    struct Nothing: Encodable { func encode(to encoder: any Encoder) throws {} }
    #expect(throws: EncodingError.self) { try encoder.encode(Nothing()) }
  }

  @Test("an encoding error carries the path")
  func encodingPath() throws {
    do {
      _ = try StrictJSONEncoder().encode(["a": ["b": [1.0, .nan]]])
    } catch EncodingError.invalidValue(_, let context) {
      #expect(context.codingPath.map(\.stringValue) == ["a", "b", "Index 1"])
      return
    }
    Issue.record("a NaN was encoded")
  }

  @Test("a tree goes through Foundation's coders as well")
  func foreignCoders() throws {
    let value: JSONValue = ["a": [1, 2.5, "x", true, nil], "o": [:]]
    #expect(try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value)) == value)
  }
}
