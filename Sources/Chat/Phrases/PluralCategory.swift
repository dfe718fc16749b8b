/// The plural forms of languages, after the rules of CLDR for whole numbers.
public enum PluralCategory: String, CaseIterable, Sendable, Hashable {
  case zero, one, two, few, many, other

  /// The form that a number takes in a language; languages without a rule here have `one` and `other`, as English.
  public static func of(_ number: Int, in language: String) -> PluralCategory {
    let n = number.magnitude
    switch language {
    case "ar":
      switch (n, n % 100) {
      case (0, _): return .zero
      case (1, _): return .one
      case (2, _): return .two
      case (_, 3...10): return .few
      case (_, 11...99): return .many
      default: return .other
      }
    case "fr":
      if n <= 1 { return .one }
      return n % 1_000_000 == 0 ? .many : .other
    case "it", "es":
      if n == 1 { return .one }
      return n != 0 && n % 1_000_000 == 0 ? .many : .other
    default: return n == 1 ? .one : .other
    }
  }

  /// The forms that a language has.
  public static func all(in language: String) -> Set<PluralCategory> {
    switch language {
    case "ar": Set(allCases)
    case "fr", "it", "es": [.one, .many, .other]
    default: [.one, .other]
    }
  }
}
