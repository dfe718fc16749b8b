/// An amount of money in whole units of its currency: no cents, for tickets, needs and commitments are never that exact.
///
/// On paper `{"amount":250000,"currency":"EUR"}`, in words `250000 EUR`. Always in order: whatever is not is neither made nor read.
public struct Money: Hashable, Sendable {
  /// 0 to `most`.
  public let amount: Int
  /// A code of ISO 4217 that is in use, such as `EUR` or `TND`.
  public let currency: String

  /// The largest amount of one value: a thousand million million, so that thousands of them can be added.
  public static let most = 1_000_000_000_000_000

  /// Nil where the amount is negative or more than `most`, or where there is no such currency. Small letters are taken for capitals.
  public init?(amount: Int, currency: String) {
    let code = currency.uppercased()
    guard (0...Self.most).contains(amount), Self.currencies.contains(code) else { return nil }
    self.amount = amount
    self.currency = code
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
    self.init(amount: amount, currency: letters)
  }

  /// The sum; nil where the currencies differ or it is more than `most`.
  public func adding(_ other: Money) -> Money? {
    guard currency == other.currency else { return nil }
    return Money(amount: amount + other.amount, currency: currency)
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

extension Money: Codable {
  private enum Member: String, CodingKey { case amount, currency }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Member.self)
    let amount = try container.decode(Int.self, forKey: .amount)
    let currency = try container.decode(String.self, forKey: .currency)
    guard let money = Money(amount: amount, currency: currency) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "expected an amount of 0 to \(Money.most) whole units and a currency of ISO 4217 such as EUR"))
    }
    self = money
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Member.self)
    try container.encode(amount, forKey: .amount)
    try container.encode(currency, forKey: .currency)
  }
}
