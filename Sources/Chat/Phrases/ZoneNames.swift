import ForumCore
import Foundation
import Synchronization

/// Finds time zones by what people call their cities, in the languages that there are phrases in.
final class ZoneNames: Sendable {
  static let shared = ZoneNames(locales: PhraseLibrary.standard.languages.map(\.clocks.locale))

  private let locales: [Locale]
  /// By folded name; made when it is first asked for.
  private let names = Mutex<[String: Set<String>]?>(nil)

  init(locales: [Locale]) { self.locales = locales }

  /// The zones that a name fits, by name: `Europe/Rome`, `rome`, `Roma`, `روما`.
  func zones(_ text: String) -> [ForumZone] {
    let wanted = text.foldedWords.joined(separator: " ")
    guard !wanted.isEmpty else { return [] }
    let found = names.withLock { names -> Set<String> in
      let index = names ?? makeIndex()
      names = index
      if let whole = index[wanted] { return whole }
      return index.filter { wanted.count >= 3 && $0.key.hasPrefix(wanted) }.values.reduce(into: []) { $0.formUnion($1) }
    }
    return found.sorted().compactMap { ForumZone($0) }
  }

  private func makeIndex() -> [String: Set<String>] {
    var index: [String: Set<String>] = [:]
    for name in TimeZone.knownTimeZoneIdentifiers where name.contains("/") && ForumZone(name) != nil {
      guard let city = name.split(separator: "/").last else { continue }
      let texts: [String] = [name, String(city).replacing("_", with: " ")] + locales.map { Self.city(name, in: $0) }
      for text in texts { index[text.foldedWords.joined(separator: " "), default: []].insert(name) }
    }
    return index
  }

  /// The city of a zone as a language calls it (CLDR).
  static func city(_ zone: String, in locale: Locale) -> String {
    guard let zone = TimeZone(identifier: zone) else { return zone }
    return Date(timeIntervalSince1970: 0).formatted(Date.FormatStyle(locale: locale, timeZone: zone).timeZone(.exemplarLocation))
  }
}
