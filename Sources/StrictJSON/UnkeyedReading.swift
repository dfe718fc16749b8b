/// The elements of an array, read in order. An element that could not be decoded is not passed over.
struct UnkeyedReading: UnkeyedDecodingContainer {
  let decoder: TreeDecoder
  let elements: [JSONValue]
  private(set) var currentIndex = 0

  init(decoder: TreeDecoder, elements: [JSONValue]) {
    self.decoder = decoder
    self.elements = elements
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  @inline(__always)
  private mutating func next<T>(_ type: T.Type, _ expected: String, _ take: (JSONValue) throws -> T?) throws -> T {
    guard currentIndex < elements.count else { throw ended(type) }
    let value = elements[currentIndex]
    guard let result = try take(value) else {
      throw TreeDecoder.mismatch(type, expected, found: value, codingPath + [PathStep.index(currentIndex)])
    }
    currentIndex += 1
    return result
  }

  private func ended(_ type: Any.Type) -> DecodingError {
    .valueNotFound(
      type,
      .init(codingPath: codingPath + [PathStep.index(currentIndex)], debugDescription: "expected one more element"))
  }

  @inline(__always)
  private mutating func integer<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
    guard currentIndex < elements.count else { throw ended(type) }
    let value = elements[currentIndex]
    guard let number = Scalars.integer(value, type) else {
      let expected = Scalars.expectation(value, type)
      throw TreeDecoder.mismatch(type, expected, found: value, codingPath + [PathStep.index(currentIndex)])
    }
    currentIndex += 1
    return number
  }

  private mutating func nextDecoder<T>(_ type: Any.Type, _ take: (TreeDecoder) throws -> T) throws -> T {
    guard currentIndex < elements.count else { throw ended(type) }
    let result = try take(TreeDecoder(elements[currentIndex], in: decoder, at: .index(currentIndex)))
    currentIndex += 1
    return result
  }

  mutating func decodeNil() throws -> Bool {
    guard currentIndex < elements.count else { throw ended(JSONValue.self) }
    guard elements[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode(_ type: String.Type) throws -> String { try next(type, "a string") { $0.stringValue } }
  mutating func decode(_ type: Bool.Type) throws -> Bool { try next(type, "true or false") { $0.boolValue } }
  mutating func decode(_ type: Double.Type) throws -> Double { try next(type, "a number") { $0.doubleValue } }
  mutating func decode(_ type: Float.Type) throws -> Float { try next(type, "a number") { Scalars.float($0) } }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if currentIndex < elements.count, let quick = Scalars.quick(elements[currentIndex], type) {
      currentIndex += 1
      return quick
    }
    return try nextDecoder(type) { try T(from: $0) }
  }

  mutating func decode(_ type: Int.Type) throws -> Int { try integer(type) }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try nextDecoder(JSONObject.self) { try $0.container(keyedBy: type) }
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try nextDecoder([JSONValue].self) { try $0.unkeyedContainer() }
  }

  mutating func superDecoder() throws -> any Decoder { try nextDecoder(JSONValue.self) { $0 } }
}
