/// An address of XMPP, `amira@example.org/phone` (RFC 7622), as a server writes it: it has brought it into its normal form.
struct JID: Hashable {
  /// nil for a server or a component.
  let local: String?
  let domain: String
  let resource: String?

  /// nil where the text is no address.
  init?(_ text: String) {
    guard text.utf8.count <= 3071 else { return nil }
    var rest = text[...]
    if let slash = rest.firstIndex(of: "/") {
      let part = rest[rest.index(after: slash)...]
      guard !part.isEmpty else { return nil }
      resource = String(part)
      rest = rest[..<slash]
    } else {
      resource = nil
    }
    if let at = rest.firstIndex(of: "@") {
      guard at > rest.startIndex else { return nil }
      local = String(rest[..<at])
      rest = rest[rest.index(after: at)...]
    } else {
      local = nil
    }
    guard !rest.isEmpty, !rest.contains("@") else { return nil }
    domain = String(rest)
  }

  /// Without the resource: the person, not the device.
  var bare: String { local.map { "\($0)@\(domain)" } ?? domain }
}
