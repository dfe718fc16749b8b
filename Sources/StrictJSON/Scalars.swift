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

  static func float(_ value: JSONValue) -> Float? {
    guard let number = value.doubleValue else { return nil }
    let narrow = Float(number)
    return narrow.isFinite ? narrow : nil
  }
}
