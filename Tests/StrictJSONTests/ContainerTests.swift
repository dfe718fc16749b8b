import StrictJSON
import Testing

@Suite("Codable: containers asked for by hand")
struct ContainerTests {
  struct Requested: Codable, Equatable {
    var meeting: String
    var slot: Int?
    var hold: Hold
  }
  struct Hold: Codable, Equatable { var table: Int }

  /// A change that puts its kind beside the members of its payload.
  struct Flat: Codable, Equatable {
    var payload: Requested
    enum CodingKeys: CodingKey { case kind, version }
    init(payload: Requested) { self.payload = payload }
    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      #expect(try container.decode(String.self, forKey: .kind) == "requested")
      payload = try Requested(from: decoder)
      #expect(try container.decode(Int.self, forKey: .version) == 1)
    }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode("requested", forKey: .kind)
      try payload.encode(to: encoder)
      try container.encode(1, forKey: .version)
    }
  }

  @Test("a payload that encodes itself to the same encoder joins the same object, and decodes from it")
  func flattening() throws {
    let flat = Flat(payload: Requested(meeting: "m1", slot: nil, hold: Hold(table: 4)))
    let text = #"{"kind":"requested","meeting":"m1","hold":{"table":4},"version":1}"#
    for value in [flat, flat] {
      let bytes = try StrictJSONEncoder().encode(["x": [value]])
      #expect(String(decoding: bytes, as: UTF8.self) == #"{"x":[\#(text)]}"#)
      #expect(try StrictJSONDecoder().decode([String: [Flat]].self, from: bytes) == ["x": [value]])
    }
    #expect(String(decoding: try StrictJSONEncoder().encode(flat), as: UTF8.self) == text)
    #expect(try StrictJSONDecoder().decode(Flat.self, from: Array(text.utf8)) == flat)
  }

  struct FlatTree: Encodable {
    var payload: JSONValue
    enum CodingKeys: CodingKey { case kind }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode("k", forKey: .kind)
      var single = encoder.singleValueContainer()
      try single.encode(payload)
    }
  }

  @Test("a tree joins too, and what is no object cannot")
  func flatTree() throws {
    #expect(try StrictJSONEncoder().encodeValue(FlatTree(payload: ["a": 1])).text == #"{"kind":"k","a":1}"#)
    #expect(throws: EncodingError.self) { try StrictJSONEncoder().encode(FlatTree(payload: [1])) }
    #expect(throws: EncodingError.self) { try StrictJSONEncoder().encode([FlatTree(payload: 1)]) }
  }

  /// Nested containers of both kinds, filled out of order.
  struct Nested: Codable, Equatable {
    var numbers: [Int], name: String
    enum CodingKeys: CodingKey { case outer, list, last }
    init(numbers: [Int], name: String) { (self.numbers, self.name) = (numbers, name) }
    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let outer = try container.nestedContainer(keyedBy: CodingKeys.self, forKey: .outer)
      name = try outer.decode(String.self, forKey: .last)
      var list = try container.nestedUnkeyedContainer(forKey: .list)
      #expect(list.count == 2)
      var first = try list.nestedUnkeyedContainer()
      numbers = []
      while !first.isAtEnd { numbers.append(try first.decode(Int.self)) }
      let second = try list.nestedContainer(keyedBy: CodingKeys.self)
      #expect(second.allKeys.isEmpty)
      #expect(list.isAtEnd)
      #expect(try container.decodeNil(forKey: .last))
    }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      var outer = container.nestedContainer(keyedBy: CodingKeys.self, forKey: .outer)
      var list = container.nestedUnkeyedContainer(forKey: .list)
      var first = list.nestedUnkeyedContainer()
      _ = list.nestedContainer(keyedBy: CodingKeys.self)
      try container.encodeNil(forKey: .last)
      for number in numbers { try first.encode(number) }
      try outer.encode(name, forKey: .last)
    }
  }

  @Test("nested containers may be filled in any order")
  func nested() throws {
    let value = Nested(numbers: [1, 2], name: "n")
    let bytes = try StrictJSONEncoder().encode([value])
    #expect(String(decoding: bytes, as: UTF8.self) == #"[{"outer":{"last":"n"},"list":[[1,2],{}],"last":null}]"#)
    #expect(try StrictJSONDecoder().decode([Nested].self, from: bytes) == [value])
  }

  struct Informed: Codable, Equatable {
    static var key: CodingUserInfoKey? { CodingUserInfoKey(rawValue: "info") }
    var note: String
    init(from decoder: any Decoder) throws { note = Self.key.flatMap { decoder.userInfo[$0] as? String } ?? "none" }
    init(note: String) { self.note = note }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(Self.key.flatMap { encoder.userInfo[$0] as? String } ?? "none")
    }
  }

  @Test("user info reaches the innermost value")
  func userInfo() throws {
    let key = try #require(Informed.key)
    var encoder = StrictJSONEncoder()
    encoder.userInfo[key] = "told"
    #expect(try encoder.encodeValue([[Informed(note: "")]]) == [["told"]])
    var decoder = StrictJSONDecoder()
    decoder.userInfo[key] = "told"
    #expect(try decoder.decode([[Informed]].self, from: JSONValue.array([[0]])) == [[Informed(note: "told")]])
  }
}
