import Messaging

/// The fields of a form as browsers send it (`application/x-www-form-urlencoded`).
struct SlackForm: Sendable, Hashable {
  private var fields: [String: String] = [:]

  /// Of a field given twice the first counts. Nil where it is not a form: a `%` without two digits, bytes that are not UTF-8.
  init?(_ body: [UInt8]) {
    for pair in body.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = parts.first.flatMap(Self.text), let value = parts.count == 2 ? Self.text(parts[1]) : "" else { return nil }
      if fields[name] == nil { fields[name] = value }
    }
  }

  subscript(name: String) -> String? { fields[name] }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    var out: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): out.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        let digits = rest.prefix(2)
        guard digits.count == 2, let bytes = Hex.bytes(of: String(decoding: digits, as: UTF8.self)) else { return nil }
        out += bytes
        rest = rest.dropFirst(2)
      default: out.append(byte)
      }
    }
    return String(validating: out, as: UTF8.self)
  }
}
