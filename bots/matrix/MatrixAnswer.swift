import StrictJSON

/// What one attempt of a request came to.
enum MatrixAnswer: Equatable {
  /// What came, not read yet.
  case answered([UInt8])
  /// Asking again at once would be refused again.
  case refused(MatrixError)
  /// 429: to be asked again after so many milliseconds.
  case mustWait(milliseconds: Int)
  /// Asking again may help.
  case failed(String)

  /// The longest wait that is taken from an answer, an hour; no request waits as long.
  static let longestWait = 3_600_000

  /// Reads an answer of the client API (Matrix specification, "Standard error response" and "Rate limiting").
  init(status: Int, retryAfter: String?, body: [UInt8]) {
    if (200..<300).contains(status) {
      self = .answered(body)
      return
    }
    let value = try? JSONValue(parsing: body)
    switch status {
    case 429:
      self = .mustWait(milliseconds: Self.wait(value?["retry_after_ms"], header: retryAfter))
    case 400..<500 where status != 408:
      self = .refused(
        .refused(
          status: status, code: value?["errcode"]?.stringValue ?? "", message: value?["error"]?.stringValue ?? ""))
    default:
      self = .failed("status \(status)")
    }
  }

  /// The wait in milliseconds: from the body, else from the header, else a second.
  private static func wait(_ value: JSONValue?, header: String?) -> Int {
    if let milliseconds = value?.doubleValue, milliseconds >= 0 {
      return Int(min(milliseconds.rounded(.up), Double(longestWait)))
    }
    if let seconds = header.flatMap({ Int($0) }), seconds >= 0 { return min(seconds, longestWait / 1000) * 1000 }
    return 1000
  }
}
