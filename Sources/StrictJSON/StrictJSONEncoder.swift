/// Encodes `Encodable` values as compact JSON, members in the order in which they are encoded.
///
/// Throws `EncodingError` for what JSON cannot say: NaN, infinities, integers beyond 64 bits with sign, a value that
/// encodes nothing. A value may ask its encoder for an object and then let another value encode itself to the same
/// encoder: the members of both make one object.
public struct StrictJSONEncoder: Sendable {
  /// Handed to the types that are encoded.
  public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

  public init() {}

  /// Encodes a value as one JSON document.
  public func encode<T: Encodable>(_ value: T) throws -> [UInt8] { try encodeValue(value).bytes }

  /// Encodes a value as a tree.
  public func encodeValue<T: Encodable>(_ value: T) throws -> JSONValue {
    try RootEncoder(userInfo: userInfo).whole(value)
  }
}
