import ForumCore

/// A programme's report as one table: a row for each indicator as a whole, for its share of each country, kind and forum, and for each
/// thing behind its number.
public func writeProgrammeCSV(_ report: ProgrammeReport) -> [UInt8] {
  var csv = SafeCSV([
    "indicator", "what", "part", "key", "name", "value", "currency", "target", "elsewhere", "references", "countries", "kinds", "forums", "signedOn",
  ])
  for figure in report.figures {
    func row(
      _ part: String, key: String = "", name: String = "", value: String, currency: String = "", target: String = "", elsewhere: String = "",
      item: ProgrammeReport.Item? = nil
    ) {
      csv.add([
        figure.indicator.rawValue, figure.indicator.title, part, key, name, value, currency, target, elsewhere,
        item?.references.joined(separator: " ") ?? "", item?.countries.joined(separator: " ") ?? "",
        item?.kinds.map(\.rawValue).joined(separator: " ") ?? "", item?.forums.map(\.value).joined(separator: " ") ?? "",
        item?.signedOn?.description ?? "",
      ])
    }
    func rows(_ part: String, _ key: String, _ name: String, _ value: Int, _ amounts: [Money]?) {
      row(part, key: key, name: name, value: "\(value)")
      for money in amounts ?? [] { row(part + "Amount", key: key, name: name, value: "\(money.amount)", currency: money.currency) }
    }
    row("total", value: "\(figure.value)", target: figure.target.map { "\($0)" } ?? "", elsewhere: "\(figure.elsewhere)")
    for money in figure.amounts ?? [] { row("totalAmount", value: "\(money.amount)", currency: money.currency) }
    for part in figure.byCountry { rows("country", part.key, Countries.name(part.key), part.value, part.amounts) }
    for part in figure.byKind { rows("kind", part.key, ReportWords.kind(part.key), part.value, part.amounts) }
    for part in figure.byForum { rows("forum", part.key, report.title(of: part.key), part.value, part.amounts) }
    for item in figure.items {
      row(
        "item", key: item.references.first ?? "", name: item.name, value: item.amount.map { "\($0.amount)" } ?? "1", currency: item.amount?.currency ?? "",
        item: item)
    }
  }
  return csv.bytes
}

extension ProgrammeReport {
  func title(of forum: String) -> String { forums.first { $0.forum.value == forum }?.title ?? forum }
}

/// The words of the core in a report.
enum ReportWords {
  static func kind(_ kind: String) -> String {
    switch OrganisationKind(rawValue: kind) {
    case .cluster: "Clusters"
    case .msme: "MSMEs"
    case .publicInvestor: "Public investors"
    case .privateInvestor: "Private investors"
    case .publicAuthority: "Public authorities"
    case .expert: "Experts"
    case .researchBody: "Research bodies"
    case .other: "Others"
    case nil: kind
    }
  }

  static func forum(_ kind: ForumSettings.Kind) -> String {
    switch kind {
    case .frameworkEvent: "Framework event"
    case .allianceForum: "Investment alliance forum"
    case .training: "Training"
    case .clinic: "Assistance clinic"
    case .clusterForum: "Cluster forum"
    case .other: "Forum"
    }
  }

  static func phase(_ phase: Phase) -> String {
    switch phase {
    case .preparing: "in preparation"
    case .open: "open"
    case .running: "running"
    case .closed: "over"
    }
  }

  /// `1,250,000`
  static func number(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    let grouped = digits.enumerated().map { place, digit in
      (place > 0 && (digits.count - place).isMultiple(of: 3) ? "," : "") + String(digit)
    }
    return (number < 0 ? "-" : "") + grouped.joined()
  }

  static func money(_ money: [Money]) -> String { money.map { "\(number($0.amount)) \($0.currency)" }.joined(separator: ", ") }
}
