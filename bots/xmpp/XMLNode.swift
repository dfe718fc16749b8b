/// An element of a stanza.
struct XMLNode: Equatable {
  let name: String
  let namespace: String
  /// By their names as they are written, `xml:lang` with its prefix.
  let attributes: [String: String]
  var children: [XMLNode] = []
  /// The text directly inside, in one piece.
  var text = ""

  /// The first child of that name and namespace.
  func child(_ name: String, _ namespace: String) -> XMLNode? { children.first { $0.name == name && $0.namespace == namespace } }

  func has(_ name: String, _ namespace: String) -> Bool { child(name, namespace) != nil }
}
