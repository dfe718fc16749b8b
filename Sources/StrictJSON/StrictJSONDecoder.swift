/// Decodes `Decodable` values from strictly read JSON.
///
/// Throws `JSONError` where the bytes are no JSON, `DecodingError` (see `plainDescription`) where the JSON is not
/// the value asked for. An integer is never taken from a number with a fraction or an exponent, a double is taken
/// from any number; members that the type does not ask for are passed over.
public struct StrictJSONDecoder: Sendable {
  /// Handed to the types that are decoded.
  public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

  public init() {}

  /// Decodes a value from one JSON document.
  public func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws -> T {
    try decode(type, from: JSONValue(parsing: bytes))
  }

  /// Decodes a value from a tree.
  public func decode<T: Decodable>(_ type: T.Type, from value: JSONValue) throws -> T {
    try T(from: RootDecoder(value, userInfo: userInfo))
  }
}
