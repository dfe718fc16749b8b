import ForumCore
import Foundation

/// Writes clocks, days and numbers as a locale does. What the clocks of a zone show is worked out before; here it is only
/// written, so that one source of zone rules is in force.
package struct ClockWriter: Sendable {
  let locale: Locale
  private let clock: Date.FormatStyle
  private let day: Date.FormatStyle
  private let dayOfYear: Date.FormatStyle
  private let shortDay: Date.FormatStyle
  private let weekday: Date.FormatStyle
  private let number: IntegerFormatStyle<Int>

  package init(locale: Locale) {
    self.locale = locale
    let base = Date.FormatStyle(locale: locale, calendar: Calendar(identifier: .gregorian), timeZone: .gmt)
    clock = base.hour(.twoDigits(amPM: .abbreviated)).minute(.twoDigits)
    day = base.weekday(.wide).day().month(.wide)
    dayOfYear = day.year()
    shortDay = base.weekday(.abbreviated).day().month(.abbreviated)
    weekday = base.weekday(.abbreviated)
    number = IntegerFormatStyle<Int>(locale: locale)
  }

  package func clock(_ wall: WallTime) -> String { date(wall.date, minute: wall.minuteOfDay).formatted(clock) }
  package func day(_ day: CivilDate) -> String { date(day).formatted(self.day) }
  func dayOfYear(_ day: CivilDate) -> String { date(day).formatted(dayOfYear) }
  package func shortDay(_ day: CivilDate) -> String { date(day).formatted(shortDay) }
  func weekday(_ day: CivilDate) -> String { date(day).formatted(weekday) }
  func number(_ number: Int) -> String { number.formatted(self.number) }

  /// `UTC+2`, `UTC-3:30`
  static func offset(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    let rest = minutes % 60
    return "UTC\(seconds < 0 ? "-" : "+")\(minutes / 60)" + (rest == 0 ? "" : ":\(rest < 10 ? "0" : "")\(rest)")
  }

  private func date(_ day: CivilDate, minute: Int = 0) -> Date {
    Date(timeIntervalSince1970: Double(day.daysSince1970) * 86_400 + Double(minute) * 60)
  }
}
