/// An amount in whole units of a currency: no cents, for tickets, needs and commitments are never that exact.
///
/// On paper `{"amount":250000,"currency":"EUR"}`, in words `250000 EUR`. What comes from outside is checked by the command that takes it.
public struct Money: Hashable, Sendable, Codable {
  /// 0 to `most`.
  public var amount: Int
  /// A code of ISO 4217 that is in use, such as `EUR` or `TND`.
  public var currency: String

  /// The largest amount of one value: a thousand million million, so that thousands of them can be added.
  public static let most = 1_000_000_000_000_000

  public init(amount: Int, currency: String) {
    self.amount = amount
    self.currency = currency
  }

  /// - Throws: `badValue` naming the field.
  public func check(_ field: String) throws(Refusal) {
    guard (0...Self.most).contains(amount) else {
      throw Refusal.badValue("\(field).amount", .amount, most: Self.most)
    }
    guard Self.currencies.contains(currency) else {
      throw Refusal.badValue("\(field).currency", .currency)
    }
  }

  /// Reads `250000 EUR`, `EUR 250,000`, `250 000 eur`, `250.000 EUR`; nil for anything else, parts of a unit included.
  public init?(_ text: String) {
    var letters = ""
    var groups: [String] = [""]
    for character in text {
      if character.isASCII, character.isLetter {
        letters.append(character)
      } else if character.isASCII, character.isNumber {
        groups[groups.count - 1].append(character)
      } else if character.isWhitespace || ",.'’_".contains(character) {
        if groups.last?.isEmpty == false { groups.append("") }
      } else {
        return nil
      }
    }
    groups.removeAll(where: \.isEmpty)
    // A separator stands before three digits, or it is not one.
    guard groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.count == 1 || groups.first.map({ $0.count <= 3 }) == true,
      let amount = Int(groups.joined())
    else { return nil }
    self.init(amount: amount, currency: letters.uppercased())
    guard (try? check("")) != nil else { return nil }
  }

  /// The sum; nil where the currencies differ or it is more than `most`.
  public func adding(_ other: Money) -> Money? {
    let (sum, overflows) = amount.addingReportingOverflow(other.amount)
    guard currency == other.currency, !overflows, sum <= Self.most else { return nil }
    return Money(amount: sum, currency: currency)
  }

  /// The codes of ISO 4217 that are in use; no metals, funds and test codes.
  public static let currencies = Set(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK \
    DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR \
    KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB \
    PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD \
    TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split(separator: " ").map(String.init))
}

extension Money: CustomStringConvertible {
  public var description: String { "\(amount) \(currency)" }
}
