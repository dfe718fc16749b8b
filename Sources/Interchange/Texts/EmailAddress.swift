/// The form of e-mail addresses, as far as a typing error can be told without writing to it.
enum EmailAddress {
  /// The address in lower case without space around it; nil where it can not be one (one `@`, a dot in the domain,
  /// no blanks, at most 254 bytes as RFC 5321 allows).
  static func normalized(_ text: String) -> String? {
    let address = text.trimmed.lowercased()
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count), address.utf8.count <= 254 else { return nil }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty && !$0.hasPrefix("-") && !$0.hasSuffix("-") }),
      address.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && !"<>,;:\"()[]\\".unicodeScalars.contains($0) && !$0.properties.isWhitespace })
    else { return nil }
    return address
  }
}
