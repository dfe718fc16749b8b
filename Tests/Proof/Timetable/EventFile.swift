import StrictJSON

/// A timetabling file in the making: its fields, which can be bent before they are written down. By seed.
struct EventFile {
  var people = 1
  var meetings = 0
  var tables = 1
  var slots = 1
  var morning = 1
  /// First and second participant and session, counted from one as in the file.
  var requested: [[Int]] = []
  var plans: [[Int]] = []
  var planSizes: [Int] = []
  var forbidden: [[Int]] = []
  var fixed: [Int] = []
  var precedences: [[Int]] = []
  var priority: [Int]?
  // Only JSON can say these.
  var fairness: Int?
  var dayStarts: [Int]?
  var present: [Int]?
  var locked: [Int]?
  /// Lists that may be left out, and are.
  var isShort = false
  /// There is a timetable for it, but for fairness.
  var isPlanted = true

  /// A small event that is valid and, but for fairness, has a timetable: that comes first, and the file is what it allows.
  init(_ dice: inout Dice) {
    people = dice.number(2...9)
    slots = dice.oneIn(40) ? dice.number(60...128) : dice.number(1...9)
    morning = dice.number(0...slots)
    tables = dice.number(1...4)
    forbidden = (0..<people).map { _ in dice.oneIn(3) ? (1...slots).filter { _ in dice.oneIn(4) } : [] }
    var busy = Set<[Int]>()
    var perSlot = [Int](repeating: 0, count: slots + 1)
    var times: [Int] = []
    for _ in 0..<dice.number(0...14) {
      let pair = [dice.number(1...people), dice.number(1...people)]
      let slot = dice.number(1...slots)
      guard pair[0] != pair[1], perSlot[slot] < tables, pair.allSatisfy({ !forbidden[$0 - 1].contains(slot) && !busy.contains([$0, slot]) }) else { continue }
      for person in pair { busy.insert([person, slot]) }
      perSlot[slot] += 1
      requested.append(pair + [dice.oneIn(2) ? 3 : slot <= morning ? 1 : 2])
      times.append(slot)
    }
    meetings = requested.count
    fixed = times.map { dice.oneIn(5) ? $0 : 0 }
    precedences = times.map { slot in times.indices.filter { times[$0] < slot && dice.oneIn(12) }.map { $0 + 1 } }
    if dice.oneIn(3) { priority = times.map { _ in dice.number(1...3) } }
    if dice.oneIn(3) { fairness = dice.number(0...3) }
    if dice.oneIn(3) { dayStarts = (1...slots).filter { _ in dice.oneIn(4) } }
    if dice.oneIn(3) {
      present = times.map { dice.oneIn(3) ? 0 : dice.oneIn(4) ? dice.number(1...slots) : $0 }
      if dice.oneIn(2) { locked = zip(times, present ?? []).map { $0 == $1 && dice.oneIn(4) ? 1 : 0 } }
    }
    isShort = dice.oneIn(8)
    describePlans()
  }

  /// Says over again who has which meetings, as the published files do.
  mutating func describePlans() {
    plans = (1...max(1, min(people, 1000))).map { person in requested.indices.filter { requested[$0].prefix(2).contains(person) }.map { $0 + 2 } }
    planSizes = plans.map(\.count)
    plans = plans.map { $0.isEmpty ? [1] : $0 }
  }

  /// The published form; what only JSON can say is left out.
  var dzn: String {
    func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ",") }
    func sets(_ all: [[Int]]) -> String { "[" + all.map { "{\(list($0))}" }.joined(separator: ",\n") + "]" }
    var lines = [
      "% made by seed", "nBusiness = \(people);", "nMeetings = \(meetings);", "nTables = \(tables);", "nTotalSlots = \(slots);", "nMorningSlots = \(morning);",
      "", "requested = [|" + requested.map { list($0) + "," }.joined(separator: "\n|") + "\n|];", "",
    ]
    if !isShort {
      lines += ["meetingsxBusiness = \(sets(plans));", "", "nMeetingsBusiness = [\(list(planSizes))];", ""]
    }
    if !isShort || forbidden.contains(where: { !$0.isEmpty }) {
      lines += ["forbidden = \(sets(forbidden.map { $0.isEmpty ? [0] : $0 }));", ""]
    }
    if !isShort || fixed.contains(where: { $0 != 0 }) { lines += ["fixed = [\(list(fixed))];", ""] }
    if !isShort || precedences.contains(where: { !$0.isEmpty }) { lines += ["precedences = \(sets(precedences));"] }
    if let priority { lines += ["", "priority = [\(list(priority))];"] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// - Parameter isWhole: whether what only JSON can say is said.
  func json(isWhole: Bool) -> String {
    func list(_ numbers: [Int]) -> JSONValue { .array(numbers.map { .int($0) }) }
    func lists(_ all: [[Int]]) -> JSONValue { .array(all.map(list)) }
    var object: JSONObject = [
      "nBusiness": .int(people), "nMeetings": .int(meetings), "nTables": .int(tables), "nTotalSlots": .int(slots), "nMorningSlots": .int(morning),
      "requested": lists(requested), "forbidden": lists(forbidden), "fixed": list(fixed), "precedences": lists(precedences),
    ]
    if !isShort {
      object["meetingsxBusiness"] = lists(plans)
      object["nMeetingsBusiness"] = list(planSizes)
    }
    if let priority { object["priority"] = list(priority) }
    if isWhole {
      if let fairness { object["fairness"] = .int(fairness) }
      if let dayStarts { object["dayStarts"] = list(dayStarts) }
      if let present { object["present"] = list(present) }
      if let locked { object["locked"] = list(locked) }
    }
    return JSONValue.object(object).text.replacing("],\"", with: "],\n\"").replacing(",\"n", with: ",\n\"n")
  }
}
