/// The members of an object, read by name.
struct KeyedReading<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: TreeDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { decoder.object.members.compactMap { Key(stringValue: $0.key) } }

  @inline(__always)
  private func find(_ name: String) -> JSONValue? { decoder.find(name) }

  @inline(__always)
  private func need(_ key: Key) throws -> JSONValue {
    if let value = find(key.stringValue) { return value }
    throw DecodingError.keyNotFound(
      key, .init(codingPath: codingPath, debugDescription: "missing"))
  }

  private func wrong(_ type: Any.Type, _ expected: String, _ value: JSONValue, _ key: Key) -> DecodingError {
    TreeDecoder.mismatch(type, expected, found: value, codingPath + [PathStep.name(key.stringValue)])
  }

  private func child(_ value: JSONValue, _ key: Key) -> TreeDecoder {
    TreeDecoder(value, in: decoder, at: .name(key.stringValue))
  }

  private func string(_ value: JSONValue, _ key: Key) throws -> String {
    guard case .string(let text) = value else { throw wrong(String.self, "a string", value, key) }
    return text
  }

  private func bool(_ value: JSONValue, _ key: Key) throws -> Bool {
    guard case .bool(let truth) = value else { throw wrong(Bool.self, "true or false", value, key) }
    return truth
  }

  private func double(_ value: JSONValue, _ key: Key) throws -> Double {
    guard let number = value.doubleValue else { throw wrong(Double.self, "a number", value, key) }
    return number
  }

  @inline(__always)
  private func integer<T: FixedWidthInteger>(_ value: JSONValue, _ type: T.Type, _ key: Key) throws -> T {
    if let number = Scalars.integer(value, type) { return number }
    throw wrong(type, Scalars.expectation(value, type), value, key)
  }

  func contains(_ key: Key) -> Bool { decoder.object.position(of: key.stringValue) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try need(key) == .null }

  func decode(_ type: String.Type, forKey key: Key) throws -> String { try string(need(key), key) }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try bool(need(key), key) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try double(need(key), key) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
    let value = try need(key)
    guard let number = Scalars.float(value) else { throw wrong(type, "a number", value, key) }
    return number
  }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try T(from: child(need(key), key)) }

  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try integer(need(key), type, key) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try integer(need(key), type, key) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try integer(need(key), type, key) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try integer(need(key), type, key) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try integer(need(key), type, key) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try integer(need(key), type, key) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try integer(need(key), type, key) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try integer(need(key), type, key) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try integer(need(key), type, key) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try integer(need(key), type, key) }

  // MARK: What may be missing: one search instead of the three of the standard library's own way

  @inline(__always)
  private func present(_ key: Key) -> JSONValue? {
    switch find(key.stringValue) {
    case nil, .null?: nil
    case let value?: value
    }
  }

  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    try present(key).map { try string($0, key) }
  }
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
    try present(key).map { try bool($0, key) }
  }
  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
    try present(key).map { try double($0, key) }
  }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    try present(key).map { try integer($0, type, key) }
  }
  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
    try present(key).map { try integer($0, type, key) }
  }
  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    try present(key).map { try T(from: child($0, key)) }
  }

  // MARK: Containers within

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try child(need(key), key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try child(need(key), key).unkeyedContainer()
  }

  /// The decoder of the member `super`; `null` where there is none.
  func superDecoder() throws -> any Decoder {
    TreeDecoder(decoder.object["super"] ?? .null, in: decoder, at: .name("super"))
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { child(decoder.object[key.stringValue] ?? .null, key) }
}
