import Foundation

/// An address that an operator gave.
public enum WebAddress {
  /// The address without a slash at its end; nil where it is no http or https address of a host alone, perhaps with a path.
  public static func cleaned(_ text: String) -> String? {
    var text = text
    while text.hasSuffix("/") { text.removeLast() }
    guard
      let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme ?? ""), parts.host?.isEmpty == false,
      parts.query == nil, parts.fragment == nil, parts.user == nil, parts.password == nil
    else { return nil }
    return text
  }

  /// Whether a token can stand in a header: printable ASCII without spaces, not empty.
  public static func isToken(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
}
