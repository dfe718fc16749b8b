import ForumCore

/// Reads the times of a forum file: on the clocks of the forum, as people write them.
struct WallClock {
  let zone: ForumZone
  let dayStartsAtHour: Int

  /// `09:30`, in minutes of the day.
  static func minutes(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24,
      minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  /// The moment that a text means: `2027-03-10T09:00`, the same with an offset, or `09:00` on a day of the programme.
  ///
  /// A clock time before the hour at which days start belongs to the night after the day.
  /// - Throws: a sentence that says what is wrong.
  func instant(_ text: String, on day: CivilDate?) -> Result<Instant, Trouble> {
    if let minutes = Self.minutes(text) {
      guard let day else { return .failure(Trouble("a clock time needs the day beside it; give \"day\", or the whole time such as 2027-03-10T\(text)")) }
      return resolve(.wall(WallTime(date: minutes < dayStartsAtHour * 60 ? day.adding(days: 1) : day, minuteOfDay: minutes)))
    }
    guard let time = TimeText(text) else {
      return .failure(Trouble("expected a time such as 09:00 or 2027-03-10T09:00, found \"\(text.prefix(60))\""))
    }
    return resolve(time)
  }

  private func resolve(_ time: TimeText) -> Result<Instant, Trouble> {
    do throws(Refusal) {
      return .success(try zone.resolve(time))
    } catch {
      return .failure(Trouble(error))
    }
  }

  /// What is wrong with a time, in a sentence.
  struct Trouble: Error {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }

    init(_ refusal: Refusal) {
      func text(_ name: String) -> String { if case .text(let text)? = refusal.values[name] { text } else { "" } }
      let zone = text("zone")
      sentence =
        switch refusal.name {
        case .noSuchTime: "\(text("time")) does not exist in \(zone): the clocks are put forward over it"
        case .ambiguousTime: "\(text("time")) comes twice in \(zone), where clocks are put back: write \(text("first")) or \(text("second"))"
        default: "the time is not taken (\(refusal.name.rawValue))"
        }
    }
  }
}

extension Fields {
  /// A moment; see `WallClock.instant`.
  func instant(_ name: String, on day: CivilDate?, _ clock: WallClock, required: Bool = true) -> Instant? {
    guard let text = line(name, required: required) else { return nil }
    switch clock.instant(text, on: day) {
    case .success(let instant): return instant
    case .failure(let trouble):
      fault(name, trouble.sentence)
      return nil
    }
  }
}
