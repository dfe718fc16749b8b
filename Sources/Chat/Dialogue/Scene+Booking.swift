import ForumCore
import Messaging

// Asking somebody for a meeting.

extension Scene {
  func book(_ booking: Intent.Booking, _ marks: Line.Marks) -> Plan {
    let booking = known(booking)
    guard !booking.name.isEmpty else {
      let example = library.catalogue.entry(.book, in: book.language)?.example ?? ""
      let rest = booking.when.map { " \($0.line)" } ?? ""
      return .say(Answer(book.text(.unclearNeedsName, ["example": .text(example)])).asking("book" + rest))
    }
    return withPerson(
      booking.name, line: { self.line(for: $0, booking, marks) }, then: { self.book($0, booking, marks) },
      else: { self.isNearSomebody(booking.name) ? .say($0) : self.knownPart(of: booking) ?? .say($0) })
  }

  /// The booking with as many words in the name as are somebody's: "Luca Domenica" is one, where there is one.
  func known(_ booking: Intent.Booking) -> Intent.Booking {
    guard !booking.longerNames.isEmpty else { return booking }
    let finder = PeopleFinder(forum: forum, except: me)
    let whole = booking.longerNames.first { finder.isName($0.name) }
    let isFound = whole == nil && !booking.name.isEmpty && finder.hasOne(booking.name)
    guard let longer = whole ?? (isFound ? nil : booking.longerNames.first { finder.hasOne($0.name) }) else { return booking }
    return Intent.Booking(name: longer.name, when: longer.when, message: booking.message)
  }

  /// The same booking with a reference instead of the name, so that whoever chooses a person need not say the rest again.
  func line(for id: DelegateID, _ booking: Intent.Booking, _ marks: Line.Marks, command: String = "book") -> String {
    var line = "\(command) \(id)"
    if let slot = marks.slot { line += " @\(slot)" } else if let when = booking.when { line += " \(when.line)" }
    if let message = booking.message { line += " : \(message)" }
    return line
  }

  func book(_ other: DelegateID, _ booking: Intent.Booking, _ marks: Line.Marks) -> Plan {
    let then = { (slot: SlotID?) -> Plan in
      let act = Act.book(other, slot, message: booking.message)
      return marks.isSure ? .act(act) : .say(self.ask(toBook: other, act))
    }
    if let slot = marks.slot { return then(slot) }
    guard let when = booking.when else { return then(nil) }
    let feasible: [Place]
    do { feasible = try forum.feasiblePlaces(for: me, with: other, at: now) } catch {
      return .say(refused(.book(other, nil, message: booking.message), error))
    }
    let plan = withSlot(when, other, feasible: feasible, send: { Act.book(other, $0.slot, message: booking.message).line }, then: then)
    return booking.message == nil ? plan.asking("book \(other)") : plan
  }

  /// Shows what would be booked, time and table, before anything happens. What the rules forbid is said at once.
  func ask(toBook other: DelegateID, _ act: Act) -> Answer {
    let changes: [Change]
    do { changes = try act.command(by: me).decide(forum, by: actor, at: now) } catch { return refused(act, error) }
    guard case .meetingRequested(let it) = changes.first else { return Answer(book.text(.unclearYesToWhat)) }
    var values = person(other)
    guard let place = it.meeting.place else { return question(book.text(.bookAskOpen, values), act) }
    var sure = act
    if case .book(let other, _, let message) = act { sure = .book(other, place.slot, message: message) }
    values["time"] = time(place.span.start)
    let others = [Button(label: book.text(.buttonAnotherTime), send: "slots \(other)")]
    guard let table = place.table else { return question(book.text(.bookAskVirtual, values), sure, others: others) }
    values["table"] = self.table(table)
    return question(book.text(.bookAsk, values), sure, others: others)
  }

  /// Whether all of the words are somebody's name but for slips: then none of them is a time that was not understood.
  private func isNearSomebody(_ name: String) -> Bool {
    if case .none(let nearest) = PeopleFinder(forum: forum, except: me).find(name) { !nearest.isEmpty } else { false }
  }

  private static let mostWordsOfAName = 12

  /// Where the first words are somebody and the rest is not understood: says what was understood and asks for the time.
  private func knownPart(of booking: Intent.Booking) -> Plan? {
    let words = Token.split(booking.name).map(\.text)
    guard words.count > 1 else { return nil }
    for length in (1..<min(words.count, Self.mostWordsOfAName)).reversed() {
      guard case .one(let other) = PeopleFinder(forum: forum, except: me).find(words.prefix(length).joined(separator: " ")) else { continue }
      let feasible: [Place]
      do { feasible = try forum.feasiblePlaces(for: me, with: other, at: now).uniqueByTime } catch {
        return .say(refused(.book(other, nil, message: booking.message), error))
      }
      guard !feasible.isEmpty else { return .say(Answer(book.text(.slotsNone, person(other)))) }
      let moments = Moments(forum: forum, zone: zone, now: now, feasible: feasible)
      let places = day(in: words.dropFirst(length).map { String($0).folded }).map(moments.beginning) ?? feasible
      let values: [String: PhraseValue] = [
        "name": .text(name(of: other)), "text": .text(words.dropFirst(length).joined(separator: " ")),
        "example": typed(.book, "\(other) 10:30"),
      ]
      return .say(Answer(book.text(.unclearWhen, values), buttons: offers(places) { "book \(other) @\($0.slot)" }).asking("book \(other)"))
    }
    return nil
  }

  /// A day that is named somewhere in words that are not wholly understood.
  private func day(in words: [String]) -> When? {
    let reading = TimeReading(Array(words.prefix(Self.mostWordsOfAName)), library.catalogue.times, own: book.language)
    for start in 0..<reading.count {
      for end in (start + 1...reading.count).reversed() {
        if let when = reading.readOne(from: start, to: end), when.day != nil { return when }
      }
    }
    return nil
  }
}
