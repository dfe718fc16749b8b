import ForumCore
import StrictJSON

/// The forms in which a programme's report is given.
public enum ReportFormat: String, Sendable, CaseIterable {
  case json, csv, html

  /// - Parameter at: when it was made.
  public func write(_ report: ProgrammeReport, at: Instant) -> [UInt8] {
    switch self {
    case .json: (try? StrictJSONEncoder().encode(report)) ?? []
    case .csv: writeProgrammeCSV(report)
    case .html: writeProgrammePage(report, at: at)
    }
  }
}
