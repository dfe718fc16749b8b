/// What a server says of itself (ISUPPORT, numeric 005).
struct IRCSupport: Equatable {
  enum CaseMapping: Equatable { case ascii, rfc1459, strict, unicode }

  var caseMapping = CaseMapping.rfc1459
  /// The letter of the mode by which a bot says that it is one.
  var botMode: Character?
  var channelTypes = "#&+!"
  var network: String?
  /// The longest line with everything, in bytes.
  var lineLength = 512

  mutating func apply(_ line: IRCLine) {
    for token in line.parameters.dropFirst().dropLast() {
      let parts = token.split(separator: "=", maxSplits: 1).map(String.init)
      let value = parts.count == 2 ? parts[1] : ""
      switch parts.first {
      case "CASEMAPPING":
        caseMapping =
          switch value {
          case "ascii": .ascii
          case "rfc1459-strict", "strict-rfc1459": .strict
          case "rfc7613", "rfc8265": .unicode
          default: .rfc1459
          }
      case "BOT": botMode = value.count == 1 ? value.first : nil
      case "CHANTYPES": channelTypes = value
      case "NETWORK": network = value
      // A longer one is not used: what is sent elsewhere in the network may be cut.
      case "LINELEN": lineLength = min(Int(value).map { max($0, 128) } ?? 512, 512)
      default: break
      }
    }
  }

  /// The form in which two names are the same when the server holds them to be.
  func folded(_ name: String) -> String {
    if caseMapping == .unicode { return name.lowercased() }
    return String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { scalar in
          switch scalar {
          case "A"..."Z": Unicode.Scalar(UInt8(scalar.value) + 32)
          case "[" where caseMapping != .ascii: "{"
          case "]" where caseMapping != .ascii: "}"
          case "\\" where caseMapping != .ascii: "|"
          case "~" where caseMapping == .rfc1459: "^"
          default: scalar
          }
        }))
  }

  func isChannel(_ target: String) -> Bool { target.first.map { channelTypes.contains($0) } ?? false }

  /// Accounts are the same in any case, with every services program.
  static func foldedAccount(_ account: String) -> String {
    String(String.UnicodeScalarView(account.unicodeScalars.map { ("A"..."Z").contains($0) ? Unicode.Scalar(UInt8($0.value) + 32) : $0 }))
  }
}
