import Foundation

/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Every time that is stored is one of these (rule 25).
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  public init(seconds: Int64) {
    milliseconds = seconds.multipliedReportingOverflow(by: 1000).overflow ? .max : seconds * 1000
  }

  public var seconds: Int64 { milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0) }

  /// The moment so many minutes later; earlier where negative. Saturates instead of overflowing.
  public func adding(minutes: Int) -> Instant {
    let (span, spanOverflow) = Int64(minutes).multipliedReportingOverflow(by: 60_000)
    let (sum, overflow) = milliseconds.addingReportingOverflow(span)
    return Instant(milliseconds: spanOverflow || overflow ? (minutes < 0 ? .min : .max) : sum)
  }

  /// Whole minutes from the other moment to this one.
  public func minutes(since other: Instant) -> Int { Int(milliseconds / 60_000 - other.milliseconds / 60_000) }

  public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }

  /// RFC 3339 in UTC, with milliseconds only where there are some: `2027-03-10T08:00:00Z`.
  public var description: String {
    let date = CivilDate(daysSince1970: Int(seconds.flooringDivision(by: 86_400)))
    let secondOfDay = Int(seconds - seconds.flooringDivision(by: 86_400) * 86_400)
    let rest = Int((milliseconds % 1000 + 1000) % 1000)
    if (0...9999).contains(date.year) { return written(date, secondOfDay, rest) }
    let fraction = rest == 0 ? "" : "." + padded(rest, 3)
    return
      "\(date)T\(padded(secondOfDay / 3600, 2)):\(padded(secondOfDay / 60 % 60, 2)):\(padded(secondOfDay % 60, 2))\(fraction)Z"
  }

  /// The same for years of four digits, in one piece: moments are written with every change and every reply.
  private func written(_ date: CivilDate, _ secondOfDay: Int, _ rest: Int) -> String {
    String(unsafeUninitializedCapacity: 24) { text in
      var at = 0
      func put(_ value: Int, _ digits: Int, then mark: UInt8) {
        var value = value
        for place in stride(from: at + digits - 1, through: at, by: -1) {
          text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
          value /= 10
        }
        text[at + digits] = mark
        at += digits + 1
      }
      put(date.year, 4, then: UInt8(ascii: "-"))
      put(date.month, 2, then: UInt8(ascii: "-"))
      put(date.day, 2, then: UInt8(ascii: "T"))
      put(secondOfDay / 3600, 2, then: UInt8(ascii: ":"))
      put(secondOfDay / 60 % 60, 2, then: UInt8(ascii: ":"))
      put(secondOfDay % 60, 2, then: UInt8(ascii: rest == 0 ? "Z" : "."))
      if rest != 0 { put(rest, 3, then: UInt8(ascii: "Z")) }
      return at
    }
  }

  /// Reads RFC 3339 with `Z` or an offset; nil for anything else, a wall-clock time without offset included.
  public init?(_ text: some StringProtocol) {
    guard case .instant(let instant) = TimeText(text) else { return nil }
    self = instant
  }
}

extension Instant: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let instant = Self(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected a moment such as 2027-03-10T08:00:00Z, found \"\(text.prefix(40))\""))
    }
    self = instant
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A date of the proleptic Gregorian calendar, without a zone: `2027-03-10`.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let year: Int
  public let month: Int
  public let day: Int

  /// Nil where there is no such date (`2027-02-30`), or the year is not within 1900 to 2200.
  public init?(year: Int, month: Int, day: Int) {
    guard (1900...2200).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    self.init(unchecked: year, month, day)
    guard CivilDate(daysSince1970: daysSince1970) == self else { return nil }
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = digits(parts[0]), let month = digits(parts[1]), let day = digits(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Days since 1970-01-01, by the usual count of eras of 400 years.
  public var daysSince1970: Int {
    let y = month <= 2 ? year - 1 : year
    let era = y.flooringDivision(by: 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  public init(daysSince1970 days: Int) {
    let z = days + 719_468
    let era = z.flooringDivision(by: 146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp + (mp < 10 ? 3 : -9)
    self.init(unchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
  }

  public func adding(days: Int) -> CivilDate { CivilDate(daysSince1970: daysSince1970 + days) }

  /// 1 is Monday, 7 is Sunday (ISO 8601).
  public var weekday: Int { (daysSince1970 + 3) - (daysSince1970 + 3).flooringDivision(by: 7) * 7 + 1 }

  public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

  public static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }
}

extension CivilDate: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let date = Self(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected a date such as 2027-03-10, found \"\(text.prefix(40))\""))
    }
    self = date
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// What a clock on the wall shows: a date and a minute of the day, without a zone.
public struct WallTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let date: CivilDate
  /// 0 to 1439.
  public let minuteOfDay: Int

  public init(date: CivilDate, minuteOfDay: Int) {
    self.date = date
    self.minuteOfDay = min(max(minuteOfDay, 0), 1439)
  }

  public var hour: Int { minuteOfDay / 60 }
  public var minute: Int { minuteOfDay % 60 }
  /// `09:30`
  public var clock: String { "\(padded(hour, 2)):\(padded(minute, 2))" }
  public var description: String { "\(date)T\(clock)" }

  public static func < (a: Self, b: Self) -> Bool { (a.date, a.minuteOfDay) < (b.date, b.minuteOfDay) }
}

/// A time as somebody wrote it: with `Z` or an offset it is a moment, without one it is on the wall of the forum.
public enum TimeText: Hashable, Sendable {
  case instant(Instant)
  case wall(WallTime)

  /// Reads `2027-03-10T09:00`, with optional seconds, fraction, and `Z` or `+01:00`; a space may stand for the `T`.
  ///
  /// Years are 1901 to 2199, a year less on both ends than dates have: so a day more or less still is a date.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 16, bytes.count <= 35, bytes[10] == 0x54 || bytes[10] == 0x74 || bytes[10] == 0x20, bytes[13] == 0x3A,
      let date = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)), (1901...2199).contains(date.year),
      let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), hour < 24, minute < 60
    else { return nil }
    var at = 16
    var second = 0
    var millisecond = 0
    if at < bytes.count, bytes[at] == 0x3A {
      guard at + 3 <= bytes.count, let s = number(bytes[at + 1..<at + 3]), s < 60 else { return nil }
      second = s
      at += 3
      if at < bytes.count, bytes[at] == 0x2E {
        var end = at + 1
        while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
        guard end > at + 1, let fraction = number((bytes[at + 1..<end] + [0x30, 0x30])[(at + 1)...].prefix(3)) else { return nil }
        millisecond = fraction
        at = end
      }
    }
    guard at < bytes.count else {
      self = .wall(WallTime(date: date, minuteOfDay: hour * 60 + minute))
      return
    }
    let offset: Int
    switch bytes[at] {
    case 0x5A, 0x7A:
      guard at + 1 == bytes.count else { return nil }
      offset = 0
    case 0x2B, 0x2D:
      let rest = bytes[(at + 1)...].filter { $0 != 0x3A }
      guard rest.count == 4, let h = number(rest[0..<2]), let m = number(rest[2..<4]), h < 24, m < 60 else { return nil }
      offset = (h * 60 + m) * (bytes[at] == 0x2D ? -1 : 1)
    default: return nil
    }
    let local = Int64(date.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    self = .instant(Instant(milliseconds: (local - Int64(offset) * 60) * 1000 + Int64(millisecond)))
  }
}

/// A span of time, its end not included.
public struct Span: Hashable, Sendable, Codable {
  public var start: Instant
  public var end: Instant

  public init(start: Instant, end: Instant) {
    self.start = start
    self.end = end
  }

  public func overlaps(_ other: Span) -> Bool { start < other.end && other.start < end }
  public func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }
}

// MARK: - Digits

func padded(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return text.utf8.count >= width ? text : String(repeating: "0", count: width - text.utf8.count) + text
}

private func digits(_ text: some StringProtocol) -> Int? { number(Array(text.utf8)[...]) }

private func number(_ bytes: some Collection<UInt8>) -> Int? {
  guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
  var value = 0
  for byte in bytes {
    guard (0x30...0x39).contains(byte) else { return nil }
    value = value * 10 + Int(byte - 0x30)
  }
  return value
}

extension BinaryInteger {
  func flooringDivision(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
