/// What JSON values Swift's own simple types are taken from. `nil`: this is not one.
enum Scalars {
  static func integer<T: FixedWidthInteger>(_ value: JSONValue, _ type: T.Type) -> T? {
    guard case .int(let number) = value else { return nil }
    return T(exactly: number)
  }

  /// What to say was expected where `integer` found none.
  static func expectation<T: FixedWidthInteger>(_ value: JSONValue, _ type: T.Type) -> String {
    guard case .int = value else { return "an integer" }
    return "an integer from \(T.min) to \(T.max)"
  }

  /// The value as a `T` where `T` is a string or an `Int` and the value fits: the elements of arrays come this way.
  @inline(__always)
  static func quick<T>(_ value: JSONValue, _ type: T.Type) -> T? {
    switch value {
    // The types are the same where the bits are taken over.
    case .string(let text) where type == String.self: unsafeBitCast(text, to: T.self)
    case .int(let number) where type == Int.self: unsafeBitCast(number, to: T.self)
    default: nil
    }
  }

  /// The tree of a value whose type is a string or an `Int`.
  @inline(__always)
  static func quick<T>(from value: T) -> JSONValue? {
    // The types are the same where the bits are taken over.
    if T.self == String.self { return .string(unsafeBitCast(value, to: String.self)) }
    if T.self == Int.self { return .int(unsafeBitCast(value, to: Int.self)) }
    return nil
  }

  static func float(_ value: JSONValue) -> Float? {
    guard let number = value.doubleValue else { return nil }
    let narrow = Float(number)
    return narrow.isFinite ? narrow : nil
  }
}
