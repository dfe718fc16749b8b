import ForumCore
import Foundation

/// All that the chat says in one language.
public struct PhraseBook: Sendable {
  /// BCP 47, such as `en`.
  public let language: String
  /// The language's own name for itself.
  public let name: String
  public let direction: WritingDirection
  package let phrases: [String: Phrase]
  let clocks: ClockWriter

  /// One phrase: a template, or one for each plural form.
  package enum Phrase: Sendable, Hashable {
    case plain(Template)
    case counted([PluralCategory: Template])

    package var places: Set<String> {
      switch self {
      case .plain(let template): template.places
      case .counted(let forms): forms.values.reduce(into: []) { $0.formUnion($1.places) }
      }
    }
  }

  init(language: String, name: String, locale: String, direction: WritingDirection, phrases: [String: Phrase]) {
    self.language = language
    self.name = name
    self.direction = direction
    self.phrases = phrases
    clocks = ClockWriter(locale: Locale(identifier: locale))
  }

  /// A phrase with its values. A phrase that counts goes by the value `count`.
  public func text(_ key: PhraseKey, _ values: [String: PhraseValue] = [:]) -> String { text(named: key.rawValue, values) }

  /// The same by the name in the file, for phrases of tables such as `kind.msme`; the name itself where there is none.
  package func text(named key: String, _ values: [String: PhraseValue] = [:]) -> String {
    let template: Template?
    switch phrases[key] {
    case .plain(let plain): template = plain
    case .counted(let forms):
      var count = 0
      if case .number(let number) = values["count"] { count = number }
      template = forms[.of(count, in: language)] ?? forms[.other]
    case nil: template = nil
    }
    guard let template else { return key }
    return template.filled { name in values[name].map(written) }
  }

  func written(_ value: PhraseValue) -> String {
    switch value {
    case .phrase(let text): text
    case .text(let text): direction.isolated(WritingDirection.stripped(text))
    case .number(let number): direction.isolated(clocks.number(number))
    case .day(let day): direction.isolated(clocks.day(day))
    case .dayOfYear(let day): direction.isolated(clocks.dayOfYear(day))
    case .shortDay(let day): direction.isolated(clocks.shortDay(day))
    case .clock(let instant, let zone): direction.isolated(clock(instant, zone))
    case .time(let instant, let zone):
      direction.isolated(
        text(.timeDayAndClock, ["day": .phrase(clocks.day(zone.wall(instant).date)), "clock": .phrase(clock(instant, zone))]))
    case .span(let span, let zone):
      direction.isolated(text(.timeSpan, ["from": .clock(span.start, zone), "to": .clock(span.end, zone)]))
    }
  }

  /// What the clocks show; where they show it twice that day, with the offset (rule 25).
  private func clock(_ instant: Instant, _ zone: ForumZone) -> String {
    let wall = zone.wall(instant)
    let clock = clocks.clock(wall)
    guard zone.instants(wall).count > 1 else { return clock }
    return text(.timeWithOffset, ["time": .phrase(clock), "offset": .phrase(ClockWriter.offset(zone.offsetSeconds(at: instant)))])
  }

  /// The zone by its city, as the language calls it: `Tunis time`.
  func zone(_ zone: ForumZone) -> String { zone.name.contains("/") ? text(.timeZone, ["city": .text(city(zone))]) : zone.name }

  /// A country by its code (ISO 3166-1), as the language calls it.
  func country(_ code: String) -> String { clocks.locale.localizedString(forRegionCode: code) ?? code }

  func city(_ zone: ForumZone) -> String { ZoneNames.city(zone.name, in: clocks.locale) }
}
