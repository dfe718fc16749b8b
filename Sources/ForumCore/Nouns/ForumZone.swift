import Foundation

/// The zone in which a forum's clocks hang, by its name in the zone database: `Africa/Tunis`.
///
/// The rules come from the zone data inside the running program, whose version `ForumZone.dataVersion` tells (rule 25).
public struct ForumZone: Hashable, Sendable, CustomStringConvertible {
  public let name: String
  private let zone: TimeZone

  /// Nil where the database knows no such zone; abbreviations such as `CET` are not taken.
  public init?(_ name: String) {
    guard name == "UTC" || name.contains("/"), let zone = TimeZone(identifier: name) else { return nil }
    self.name = name
    self.zone = zone
  }

  public static let utc = ForumZone(name: "UTC", zone: .gmt)

  private init(name: String, zone: TimeZone) {
    self.name = name
    self.zone = zone
  }

  public var description: String { name }

  /// The version of the zone data in force.
  public static var dataVersion: String { TimeZone.timeZoneDataVersion }

  /// Seconds east of Greenwich at that moment.
  public func offsetSeconds(at instant: Instant) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
  }

  /// What the clocks of the forum show at that moment.
  public func wall(_ instant: Instant) -> WallTime {
    let local = instant.seconds + Int64(offsetSeconds(at: instant))
    let days = local.flooringDivision(by: 86_400)
    return WallTime(date: CivilDate(daysSince1970: Int(days)), minuteOfDay: Int(local - days * 86_400) / 60)
  }

  /// The moment as RFC 3339 with the forum's own offset: `2027-03-10T09:00:00+01:00`.
  public func text(_ instant: Instant) -> String {
    let wall = wall(instant)
    let offset = offsetSeconds(at: instant)
    let magnitude = abs(offset) / 60
    let second = Int(instant.seconds.flooringDivision(by: 60) * 60 - instant.seconds) * -1
    return "\(wall.date)T\(wall.clock):\(padded(second, 2))\(offset < 0 ? "-" : "+")\(padded(magnitude / 60, 2)):\(padded(magnitude % 60, 2))"
  }

  /// The moments at which the clocks show that time: none in a gap of daylight saving, two where clocks are set back.
  public func instants(_ wall: WallTime) -> [Instant] {
    let local = Int64(wall.date.daysSince1970) * 86_400 + Int64(wall.minuteOfDay) * 60
    let guess = Instant(seconds: local)
    let offsets = Set([guess.adding(minutes: -1440), guess, guess.adding(minutes: 1440)].map(offsetSeconds))
    return offsets.map { Instant(seconds: local - Int64($0)) }.filter { Int64(offsetSeconds(at: $0)) == local - $0.seconds }.sorted()
  }

  /// The moment at which a day begins: midnight, or where the clocks jump over it the moment at which they do.
  public func start(of day: CivilDate) -> Instant {
    let midnight = WallTime(date: day, minuteOfDay: 0)
    let local = Int64(day.daysSince1970) * 86_400
    let before = offsetSeconds(at: Instant(seconds: local).adding(minutes: -1440))
    return instants(midnight).first ?? Instant(seconds: local - Int64(before))
  }

  /// The one moment that is meant.
  /// - Throws: `noSuchTime` where the clocks jump over it, `ambiguousTime` where they show it twice (rule 25).
  public func resolve(_ text: TimeText) throws(Refusal) -> Instant {
    switch text {
    case .instant(let instant): return instant
    case .wall(let wall):
      let found = instants(wall)
      if found.count == 1 { return found[0] }
      guard let first = found.first, let last = found.last else {
        throw Refusal(.noSuchTime, ["time": .text(wall.description), "zone": .text(name)])
      }
      throw Refusal(
        .ambiguousTime,
        ["time": .text(wall.description), "zone": .text(name), "first": .text(self.text(first)), "second": .text(self.text(last))])
    }
  }
}

extension ForumZone: Codable {
  public init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    guard let zone = Self(name) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected a zone such as Africa/Tunis, found \"\(name.prefix(40))\""))
    }
    self = zone
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
