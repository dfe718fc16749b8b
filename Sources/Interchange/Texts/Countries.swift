import Foundation

/// Countries by code and by English name.
enum Countries {
  /// The ISO 3166-1 alpha-2 code of a country given by code or English name; nil where it is neither.
  static func code(_ text: String) -> String? {
    let text = text.trimmed
    let upper = text.uppercased()
    if codes.contains(upper) { return upper }
    return byName[folded(text)]
  }

  /// The English name of a code; the code itself where there is none.
  static func name(_ code: String) -> String { Locale(identifier: "en_GB").localizedString(forRegionCode: code) ?? code }

  private static let codes = Set(
    Locale.Region.isoRegions.map(\.identifier).filter { $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) } })

  private static let byName: [String: String] = {
    let english = Locale(identifier: "en_GB")
    var names: [String: String] = [:]
    for code in codes.sorted() {
      if let name = english.localizedString(forRegionCode: code) { names[folded(name)] = code }
    }
    let others = [
      "TR": "Turkey", "CZ": "Czech Republic", "GB": "Great Britain", "US": "USA", "PS": "Palestine", "MK": "Macedonia", "CI": "Ivory Coast",
      "VN": "Viet Nam", "SY": "Syrian Arab Republic", "RU": "Russian Federation", "KR": "Korea", "LA": "Laos", "NL": "The Netherlands",
      "AE": "UAE", "BA": "Bosnia", "MD": "Republic of Moldova", "TZ": "United Republic of Tanzania", "IR": "Iran", "BO": "Bolivia",
    ]
    for (code, name) in others { names[folded(name)] = code }
    names[folded("UK")] = "GB"
    return names
  }()

  private static func folded(_ name: String) -> String {
    name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).filter { $0.isLetter }
  }
}
