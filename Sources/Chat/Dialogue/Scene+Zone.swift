import ForumCore
import Messaging

// The speaker's own clock beside the forum's (rule 25).

extension Scene {
  /// Where the speaker reads the clock, where that is not the forum's zone.
  var ownZone: ForumZone? { forum.registrations[me]?.zone }

  /// The same where its clocks show another time than the forum's at that moment.
  func ownZone(at instant: Instant) -> ForumZone? {
    ownZone.flatMap { $0.offsetSeconds(at: instant) != zone.offsetSeconds(at: instant) ? $0 : nil }
  }

  /// What is said below a list of times: whose clocks they are of.
  var timesAre: String {
    let first = forum.settings.map { zone.start(of: $0.firstDay) } ?? now
    guard let own = ownZone(at: first) ?? ownZone(at: now) else { return book.text(.timeTimes, ["zone": .phrase(book.zone(zone))]) }
    return book.text(.timeTimesWithOwn, ["zone": .phrase(book.zone(zone)), "ownZone": .phrase(book.zone(own))])
  }

  func zone(_ text: String) -> Plan {
    let groups = library.catalogue.groups[text.folded.trimmed] ?? []
    guard !text.isEmpty else { return .say(Answer(book.text(ownZone == nil ? .zoneForum : .zoneOwn, zoneValues(ownZone)))) }
    if groups.contains(.off) || groups.contains(.no) { return .act(.zone(zone.name, before: (ownZone ?? zone).name)) }
    let found = ZoneNames.shared.zones(text)
    switch found.count {
    case 0: return .say(Answer(book.text(.zoneUnknown, ["text": .text(text)])).asking("zone"))
    case 1: return .act(.zone(found[0].name, before: (ownZone ?? zone).name))
    default:
      let buttons = found.prefix(8).map { Button(label: book.city($0) + " (\($0.name))", send: "zone \($0.name)") }
      return .say(Answer(book.text(.zoneWhich, ["text": .text(text)]), buttons: Array(buttons)))
    }
  }

  func zoned(_ before: String) -> Answer {
    let undo = (ownZone ?? zone).name == before ? nil : Undo.zone(before)
    return Answer(book.text(ownZone == nil ? .zoneDoneOff : .zoneDone, zoneValues(ownZone)), undo: undo)
  }

  private func zoneValues(_ own: ForumZone?) -> [String: PhraseValue] {
    var values: [String: PhraseValue] = ["forum": title, "zone": .phrase(book.zone(zone))]
    if let own {
      values["own"] = .phrase(book.zone(own))
      values["time"] = .clock(now, own)
    }
    return values
  }
}
