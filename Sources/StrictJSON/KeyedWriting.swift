/// An object that is being built, member by member.
struct KeyedWriting<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: TreeEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  @inline(__always)
  private func put(_ value: JSONValue, _ key: Key) { encoder.object.set(key.stringValue, value) }

  private func child(_ key: Key) -> TreeEncoder { TreeEncoder(in: encoder, at: .name(key.stringValue)) }

  func encodeNil(forKey key: Key) throws { put(.null, key) }
  func encode(_ value: String, forKey key: Key) throws { put(.string(value), key) }
  func encode(_ value: Bool, forKey key: Key) throws { put(.bool(value), key) }
  func encode(_ value: Int, forKey key: Key) throws { put(.int(value), key) }
  func encode(_ value: Double, forKey key: Key) throws {
    put(value.isFinite ? .double(value) : try child(key).number(value), key)
  }
  func encode(_ value: Float, forKey key: Key) throws { put(try child(key).number(value), key) }
  func encode<T: Encodable>(_ value: T, forKey key: Key) throws { put(try child(key).whole(value), key) }

  func encode(_ value: Int8, forKey key: Key) throws { put(.int(Int(value)), key) }
  func encode(_ value: Int16, forKey key: Key) throws { put(.int(Int(value)), key) }
  func encode(_ value: Int32, forKey key: Key) throws { put(.int(Int(value)), key) }
  func encode(_ value: Int64, forKey key: Key) throws { put(.int(Int(value)), key) }
  func encode(_ value: UInt, forKey key: Key) throws { put(try child(key).integer(value), key) }
  func encode(_ value: UInt8, forKey key: Key) throws { put(.int(Int(value)), key) }
  func encode(_ value: UInt16, forKey key: Key) throws { put(.int(Int(value)), key) }
  func encode(_ value: UInt32, forKey key: Key) throws { put(.int(Int(value)), key) }
  func encode(_ value: UInt64, forKey key: Key) throws { put(try child(key).integer(value), key) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    encoder.later(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder.later(key.stringValue).unkeyedContainer()
  }

  /// The encoder of the member `super`.
  func superEncoder() -> any Encoder { encoder.later("super") }
  func superEncoder(forKey key: Key) -> any Encoder { encoder.later(key.stringValue) }
}
