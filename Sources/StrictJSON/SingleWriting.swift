/// One value, written as a simple type or as any other.
struct SingleWriting: SingleValueEncodingContainer {
  let encoder: TreeEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil() throws { encoder.become(.null) }
  func encode(_ value: String) throws { encoder.become(.string(value)) }
  func encode(_ value: Bool) throws { encoder.become(.bool(value)) }
  func encode(_ value: Int) throws { encoder.become(.int(value)) }
  func encode(_ value: Double) throws { encoder.become(try encoder.number(value)) }
  func encode(_ value: Float) throws { encoder.become(try encoder.number(value)) }
  func encode<T: Encodable>(_ value: T) throws { try value.encode(to: encoder) }

  func encode(_ value: Int8) throws { encoder.become(.int(Int(value))) }
  func encode(_ value: Int16) throws { encoder.become(.int(Int(value))) }
  func encode(_ value: Int32) throws { encoder.become(.int(Int(value))) }
  func encode(_ value: Int64) throws { encoder.become(.int(Int(value))) }
  func encode(_ value: UInt) throws { encoder.become(try encoder.integer(value)) }
  func encode(_ value: UInt8) throws { encoder.become(.int(Int(value))) }
  func encode(_ value: UInt16) throws { encoder.become(.int(Int(value))) }
  func encode(_ value: UInt32) throws { encoder.become(.int(Int(value))) }
  func encode(_ value: UInt64) throws { encoder.become(try encoder.integer(value)) }
}
