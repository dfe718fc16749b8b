/// The natural logarithm of a number above 0 and its inverse, to six digits: the same on every machine, without a library.
enum Logarithm {
  private static let ofTwo: Float = 0.693_147_18

  static func of(_ number: Float) -> Float {
    // number = significand * 2^exponent; ln significand = 2 artanh((s - 1) / (s + 1)).
    let ratio = (number.significand - 1) / (number.significand + 1)
    let square = ratio * ratio
    var sum: Float = 0
    for odd in stride(from: Float(15), through: 1, by: -2) { sum = sum * square + 1 / odd }
    return 2 * ratio * sum + Float(number.exponent) * ofTwo
  }

  static func inverse(_ logarithm: Float) -> Float {
    let whole = (logarithm / ofTwo).rounded()
    let rest = logarithm - whole * ofTwo
    var sum: Float = 1
    for place in stride(from: Float(9), through: 1, by: -1) { sum = 1 + rest / place * sum }
    return sum * Float(sign: .plus, exponent: Int(whole), significand: 1)
  }
}
