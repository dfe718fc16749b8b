/// Reads the published form of the problem (Bofill et al., JAIR 74, 2022; MiniZinc data, `.dzn`): `nBusiness`, `nMeetings`, `nTables`,
/// `nTotalSlots`, `nMorningSlots`, `requested`, `meetingsxBusiness`, `nMeetingsBusiness`, `forbidden`, `fixed`, `precedences`; and `priority`
/// beside them, with which every meeting is optional. Numbers count from one. The reader is strict: what does not agree is refused.
public struct DznFile: Sendable {
  public let problem: Problem

  /// - Throws: `FileFault`, which names the line and the field.
  public init(_ bytes: some Sequence<UInt8>, fairness: Fairness = .published) throws(FileFault) {
    var scanner = DznScanner(Array(bytes))
    let fields = try scanner.fields()
    problem = try FileForm(fields).problem(fairness: fairness)
  }
}

/// How far the breaks of two people may be apart, where the file does not say.
public enum Fairness: Hashable, Sendable {
  /// 2 where every meeting has to take place, as in the published tables; without limit where there are priorities.
  case published
  case limit(Int)
  case none

  func limit(isOptional: Bool) -> Int? {
    switch self {
    case .published: isOptional ? nil : 2
    case .limit(let limit): limit
    case .none: nil
    }
  }
}

/// What is wrong with a file.
public struct FileFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from one; nil where the fault has no place, such as a field that is not there.
  public var line: Int?
  public var field: String?
  public var problem: String

  public init(line: Int? = nil, field: String? = nil, _ problem: String) {
    self.line = line
    self.field = field
    self.problem = problem
  }

  /// One line of moderate length, whatever the file says.
  public var description: String {
    [line.map { "line \($0)" }, field.map { Self.shown($0, most: 40) }, Self.shown(problem, most: 160)].compactMap { $0 }.joined(separator: ": ")
  }

  private static func shown(_ text: String, most: Int) -> String {
    let scalars = text.unicodeScalars
    let plain = String(String.UnicodeScalarView(scalars.prefix(most).map { $0.properties.generalCategory == .control ? "\u{fffd}" : $0 }))
    return scalars.dropFirst(most).isEmpty ? plain : plain + "..."
  }
}
