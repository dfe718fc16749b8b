/// An array that is being built, element by element.
struct UnkeyedWriting: UnkeyedEncodingContainer {
  let encoder: TreeEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }
  var count: Int { encoder.array.count }

  private func put(_ value: JSONValue) { encoder.array.append(value) }
  private var child: TreeEncoder { TreeEncoder(in: encoder, at: .index(encoder.array.count)) }

  func encodeNil() throws { put(.null) }
  func encode(_ value: String) throws { put(.string(value)) }
  func encode(_ value: Bool) throws { put(.bool(value)) }
  func encode(_ value: Int) throws { put(.int(value)) }
  func encode(_ value: Double) throws {
    put(value.isFinite ? .double(value) : try child.number(value))
  }
  func encode(_ value: Float) throws { put(try child.number(value)) }
  func encode<T: Encodable>(_ value: T) throws {
    put(try Scalars.quick(from: value) ?? child.whole(value))
  }

  func encode(_ value: Int8) throws { put(.int(Int(value))) }
  func encode(_ value: Int16) throws { put(.int(Int(value))) }
  func encode(_ value: Int32) throws { put(.int(Int(value))) }
  func encode(_ value: Int64) throws { put(.int(Int(value))) }
  func encode(_ value: UInt) throws { put(try child.integer(value)) }
  func encode(_ value: UInt8) throws { put(.int(Int(value))) }
  func encode(_ value: UInt16) throws { put(.int(Int(value))) }
  func encode(_ value: UInt32) throws { put(.int(Int(value))) }
  func encode(_ value: UInt64) throws { put(try child.integer(value)) }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    encoder.laterElement().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.laterElement().unkeyedContainer() }
  func superEncoder() -> any Encoder { encoder.laterElement() }
}
