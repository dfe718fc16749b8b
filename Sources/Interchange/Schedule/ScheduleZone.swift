import ForumCore

extension ScheduleDocument {
  /// The zone of the schedule: the one that it names, else the one that the caller or the forum says, else one made of
  /// the offset that its times have.
  func zone(options: ImportOptions, findings: Findings) -> ForumZone? {
    if let name = conference.zoneName?.asLine {
      if let zone = ForumZone(name) { return zone }
      findings.note("the zone \"\(name)\" is not known to the zone database and was passed over")
    }
    if let zone = options.zone ?? options.existing?.zone { return zone }
    let offsets = days.flatMap(\.rooms).flatMap(\.events).compactMap { $0.date.flatMap(Self.offsetMinutes) }
    guard let offset = offsets.first else { return .utc }
    guard offset % 60 == 0, let zone = offset == 0 ? .utc : ForumZone("Etc/GMT\(offset > 0 ? "-" : "+")\(abs(offset) / 60)") else {
      findings.fault(conference.place, "the schedule names no zone and its offset is not of whole hours; say which zone it is in")
      return nil
    }
    findings.note("the schedule names no zone; \(zone) was taken from the offset of its times")
    if offsets.contains(where: { $0 != offset }) { findings.note("its times have several offsets; all are shown in \(zone)") }
    return zone
  }

  /// The minutes east of Greenwich that an RFC 3339 time is written with.
  static func offsetMinutes(_ text: String) -> Int? {
    let text = text.trimmed
    guard let time = TimeText(text), case .instant(let instant) = time, let asUTC = Instant(text.prefix(16) + "Z") else { return nil }
    let seconds = instant.seconds - instant.seconds % 60
    return Int((asUTC.seconds - seconds) / 60)
  }
}
