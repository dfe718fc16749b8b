extension DecodingError {
  /// The error as a person reads it, with the place first: `params.slot: expected an integer`,
  /// `meetings[3].table: missing`.
  public var plainDescription: String {
    switch self {
    case .keyNotFound(let key, let context): Self.place(context.codingPath + [key]) + "missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      Self.place(context.codingPath) + context.debugDescription
    @unknown default: "\(self)"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    var text = ""
    for key in path {
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
    return text.isEmpty ? "" : text + ": "
  }
}
