/// One JSON value (RFC 8259) as a tree.
///
/// Integers and doubles are kept apart: a number written without a fraction or an exponent is an `int`,
/// any other is a `double`, and each is written back so that it reads as the same kind again.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The text, where this is a string.
  public var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number, where this is an integer; a double is not one, even when it is whole.
  public var intValue: Int? {
    if case .int(let number) = self { number } else { nil }
  }

  /// The number, where this is a double or an integer.
  public var doubleValue: Double? {
    switch self {
    case .double(let number): number
    case .int(let number): Double(number)
    default: nil
    }
  }

  /// The truth value, where this is one.
  public var boolValue: Bool? {
    if case .bool(let truth) = self { truth } else { nil }
  }

  /// The elements, where this is an array.
  public var arrayValue: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members, where this is an object.
  public var objectValue: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// Whether this is `null`.
  public var isNull: Bool { self == .null }

  /// The member of that name; `nil` where there is none or this is no object.
  public subscript(key: String) -> JSONValue? {
    if case .object(let object) = self { object[key] } else { nil }
  }

  /// What kind of value this is, in words for a message: `an integer`.
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .int: "an integer"
    case .double: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// Whether every double inside can be written as JSON, which knows neither NaN nor infinity.
  var isWritable: Bool {
    switch self {
    case .double(let number): number.isFinite
    case .array(let elements): elements.allSatisfy(\.isWritable)
    case .object(let object): object.members.allSatisfy(\.value.isWritable)
    default: true
    }
  }
}
