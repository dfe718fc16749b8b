import ForumCore
import Foundation

extension Money {
  /// Reads `350k EUR`, `0.5 million eur`, `€2 million`: nil where no currency is said, for none is guessed, and where the amount is not whole
  /// or a mark in it may stand before thousands as well as before tenths.
  /// - Parameter text: folded.
  init?(scaled text: String, _ catalogue: CommandCatalogue) {
    var numbers: [Decimal] = []
    var scales: [Decimal] = []
    var currencies: [String] = []
    for part in Self.parts(of: text) {
      let groups = catalogue.groups[part] ?? []
      if part.first?.isNumber == true {
        guard let number = Self.number(part) else { return nil }
        numbers.append(number)
      } else if let currency = Self.currency(part) {
        currencies.append(currency)
      } else if groups.contains(.thousand) || groups.contains(.million) {
        scales.append(groups.contains(.million) ? 1_000_000 : 1000)
      } else {
        return nil
      }
    }
    guard numbers.count == 1, scales.count <= 1, currencies.count == 1 else { return nil }
    let amount = numbers[0] * (scales.first ?? 1)
    guard amount <= Decimal(Self.most), let whole = Int("\(amount)") else { return nil }
    self.init(amount: whole, currency: currencies[0])
  }

  /// Numbers, words and signs, each by itself.
  private static func parts(of text: String) -> [String] {
    var parts = [""]
    for character in text {
      let isOfNumber = character.isNumber || ".,".contains(character)
      if character.isWhitespace || (parts.last?.first).map({ $0.isNumber != isOfNumber }) == true || "€£".contains(character) { parts.append("") }
      if !character.isWhitespace { parts[parts.count - 1].append(character) }
    }
    return parts.filter { !$0.isEmpty }
  }

  private static func number(_ text: String) -> Decimal? {
    let parts = text.split(omittingEmptySubsequences: false) { ".,".contains($0) }
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }), text.count <= 15 else { return nil }
    if parts.count == 2, parts[1].count == 3 { return nil }
    return Decimal(string: parts.joined(separator: "."), locale: Locale(identifier: "en_US_POSIX"))
  }

  private static func currency(_ word: String) -> String? {
    let code = word.uppercased()
    if currencies.contains(code) { return code }
    switch word {
    case "€", "euro", "euros", "euroa", "يورو": return "EUR"
    case "£": return "GBP"
    default: return nil
    }
  }
}
