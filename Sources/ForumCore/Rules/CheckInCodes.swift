/// What a badge shows to be checked in by: eight letters and digits that are not taken for one another (rule 26).
public enum CheckInCode {
  /// Digits and letters without I, L, O and U.
  static let letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
  static let length = 8

  /// As it is compared: without dashes and spaces, in capitals, and what looks like a digit as that digit.
  public static func normalised(_ text: String) -> String {
    String(
      text.uppercased().compactMap { character -> Character? in
        switch character {
        case "-", " ": nil
        case "O": "0"
        case "I", "L": "1"
        default: character
        }
      })
  }

  /// As people read it: `AB2C-3DEF`.
  public static func written(_ code: String) -> String { code.prefix(4) + "-" + code.dropFirst(4) }
}

/// Who is meant at a desk where people are checked in.
public enum Badge: Hashable, Sendable {
  case delegate(DelegateID)
  /// What the badge shows, however it was typed.
  case code(String)
}

extension Forum {
  /// - Throws: `noSuchDelegate`, or `noSuchCode` where no badge shows that.
  func registration(of badge: Badge) throws(Refusal) -> Registration {
    switch badge {
    case .delegate(let id): return try delegate(id)
    case .code(let code):
      let wanted = CheckInCode.normalised(code)
      guard let found = registrations.values.first(where: { $0.checkInCode?.value == wanted }) else { throw Refusal(.noSuchCode, ["on": .text("badge")]) }
      return found
    }
  }
}
