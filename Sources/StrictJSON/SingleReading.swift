/// One value, read as a simple type or as any other.
struct SingleReading: SingleValueDecodingContainer {
  let decoder: TreeDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.value == .null }

  func decode(_ type: String.Type) throws -> String {
    guard case .string(let text) = decoder.value else { throw decoder.mismatch(type, "a string") }
    return text
  }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .bool(let truth) = decoder.value else { throw decoder.mismatch(type, "true or false") }
    return truth
  }

  func decode(_ type: Double.Type) throws -> Double {
    guard let number = decoder.value.doubleValue else { throw decoder.mismatch(type, "a number") }
    return number
  }

  func decode(_ type: Float.Type) throws -> Float {
    guard let number = Scalars.float(decoder.value) else { throw decoder.mismatch(type, "a number") }
    return number
  }

  func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: decoder) }

  @inline(__always)
  private func integer<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
    guard let number = Scalars.integer(decoder.value, type) else {
      throw decoder.mismatch(type, Scalars.expectation(decoder.value, type))
    }
    return number
  }

  func decode(_ type: Int.Type) throws -> Int { try integer(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }
}
