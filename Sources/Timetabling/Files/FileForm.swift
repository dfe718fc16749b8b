/// A field of a problem's file, with the line where it stands.
struct FileField {
  /// Nil in a form that has no lines.
  var line: Int?
  var value: Value

  enum Value {
    case number(Int)
    /// Numbers (a row of one each) or sets.
    case list([Row])
    /// A table of rows.
    case rows([Row])
  }

  struct Row {
    var line: Int?
    var numbers: [Int]
    var isSet = false
  }
}

/// The fields of the published form, put together to a problem: sizes have to agree, numbers to be in range.
struct FileForm {
  private let fields: [String: FileField]

  /// What a JSON file can say beside that.
  static let jsonNames: Set<String> = names.union(["fairness", "dayStarts", "present", "locked"])

  static let names: Set<String> = [
    "nBusiness", "nMeetings", "nTables", "nTotalSlots", "nMorningSlots", "requested", "meetingsxBusiness", "nMeetingsBusiness", "forbidden", "fixed",
    "precedences", "priority",
  ]

  init(_ fields: [String: FileField]) { self.fields = fields }

  /// - Parameters:
  ///   - names: the fields that there may be.
  ///   - fairness: what holds where the file says nothing about it.
  func problem(names: Set<String> = FileForm.names, fairness: Fairness) throws(FileFault) -> Problem {
    for (name, field) in fields.sorted(by: { ($0.value.line ?? 0, $0.key) < ($1.value.line ?? 0, $1.key) }) where !names.contains(name) {
      throw FileFault(line: field.line, field: name, "is no field of a timetabling problem")
    }
    let people = try size("nBusiness", 1...1_000_000)
    let meetings = try size("nMeetings", 0...10_000_000)
    let tables = try size("nTables", 0...1_000_000)
    let slots = try size("nTotalSlots", 1...SlotSet.capacity)
    let morning = try size("nMorningSlots", 0...slots)
    if tables == 0, meetings > 0 { throw FileFault(line: line("nTables"), field: "nTables", "there is no table for \(meetings) meetings") }
    let requested = try rows("requested", count: meetings, width: 3)
    let forbidden = try sets("forbidden", count: people, 0...slots, mayBeMissing: true)
    let fixed = try numbers("fixed", count: meetings, 0...slots, mayBeEmpty: true)
    let precedences = try sets("precedences", count: meetings, 0...meetings, mayBeMissing: true)
    let priority = fields["priority"] == nil ? nil : try numbers("priority", count: meetings, 1...1_000_000, mayBeEmpty: false)
    let present = try numbers("present", count: meetings, 0...slots, mayBeEmpty: true)
    let locked = try numbers("locked", count: meetings, 0...1, mayBeEmpty: true)
    let dayStarts = fields["dayStarts"] == nil ? [] : try list("dayStarts", 1...slots)
    let limit = fields["fairness"] == nil ? fairness.limit(isOptional: priority != nil) : try size("fairness", 0...SlotSet.capacity)
    var problem = Problem(
      people: forbidden.map { Problem.Person(unavailable: SlotSet($0.numbers.filter { $0 > 0 }.map { $0 - 1 })) }, slots: slots,
      dayStarts: SlotSet(dayStarts.map { $0 - 1 }), tables: Array(repeating: Problem.Table(open: .first(slots)), count: min(tables, max(meetings, 1))),
      meetings: [], fairness: limit)
    for (number, row) in requested.enumerated() {
      let pair = [row.numbers[0], row.numbers[1]]
      for person in pair where !(1...people).contains(person) {
        throw FileFault(line: row.line, field: "requested", "meeting \(number + 1) is with participant \(person) of \(people)")
      }
      if pair[0] == pair[1] { throw FileFault(line: row.line, field: "requested", "meeting \(number + 1) is of participant \(pair[0]) alone") }
      var allowed: SlotSet
      switch row.numbers[2] {
      case 1: allowed = .first(morning)
      case 2: allowed = SlotSet.first(slots).subtracting(.first(morning))
      case 3: allowed = .first(slots)
      default: throw FileFault(line: row.line, field: "requested", "meeting \(number + 1) is in session \(row.numbers[2]); there are 1, 2 and 3")
      }
      let slot = fixed.isEmpty ? 0 : fixed[number].numbers[0]
      if slot > 0 { allowed = allowed.intersection([slot - 1]) }
      let before = precedences[number].numbers.filter { $0 > 0 }.map { $0 - 1 }
      if before.contains(number) { throw FileFault(line: precedences[number].line, field: "precedences", "meeting \(number + 1) comes before itself") }
      problem.meetings.append(
        Problem.Meeting(
          participants: pair.map { $0 - 1 }, allowed: allowed, priority: priority?[number].numbers[0], after: before,
          present: present.isEmpty || present[number].numbers[0] == 0 ? nil : present[number].numbers[0] - 1,
          isLocked: !locked.isEmpty && locked[number].numbers[0] == 1))
      if let last = problem.meetings.last, last.isLocked, last.present == nil {
        throw FileFault(line: locked[number].line, field: "locked", "meeting \(number + 1) is locked and has no present slot")
      }
    }
    try checkPlans(requested, people: people)
    return problem
  }

  /// The fields that say over again who has which meetings have to agree with the list of meetings.
  private func checkPlans(_ requested: [FileField.Row], people: Int) throws(FileFault) {
    var plans = [Set<Int>](repeating: [], count: people)
    for (number, row) in requested.enumerated() {
      for person in row.numbers.prefix(2) { plans[person - 1].insert(number + 1) }
    }
    if fields["meetingsxBusiness"] != nil {
      for (person, row) in try sets("meetingsxBusiness", count: people, 1...requested.count + 1, mayBeMissing: false).enumerated() {
        if Set(row.numbers.filter { $0 > 1 }.map { $0 - 1 }) != plans[person] {
          throw FileFault(line: row.line, field: "meetingsxBusiness", "the meetings of participant \(person + 1) are not those of 'requested'")
        }
      }
    }
    if fields["nMeetingsBusiness"] != nil {
      for (person, row) in try numbers("nMeetingsBusiness", count: people, 0...requested.count, mayBeEmpty: false).enumerated()
      where row.numbers[0] != plans[person].count {
        throw FileFault(
          line: row.line, field: "nMeetingsBusiness", "participant \(person + 1) has \(plans[person].count) meetings in 'requested', here \(row.numbers[0])")
      }
    }
  }

  private func line(_ name: String) -> Int? { fields[name]?.line }

  private func field(_ name: String) throws(FileFault) -> FileField {
    guard let field = fields[name] else { throw FileFault(field: name, "is missing") }
    return field
  }

  private func size(_ name: String, _ range: ClosedRange<Int>) throws(FileFault) -> Int {
    let field = try field(name)
    guard case .number(let number) = field.value else { throw FileFault(line: field.line, field: name, "expected a number") }
    guard range.contains(number) else { throw FileFault(line: field.line, field: name, "\(number) is not between \(range.lowerBound) and \(range.upperBound)") }
    return number
  }

  private func rows(_ name: String, count: Int, width: Int) throws(FileFault) -> [FileField.Row] {
    let field = try field(name)
    let rows: [FileField.Row]
    switch field.value {
    case .rows(let found): rows = found
    case .list(let found) where found.isEmpty: rows = []
    default: throw FileFault(line: field.line, field: name, "expected a table of rows, [| ... |]")
    }
    for row in rows where row.numbers.count != width || row.isSet {
      throw FileFault(line: row.line, field: name, "expected \(width) numbers in a row, not \(row.numbers.count)")
    }
    if rows.count != count { throw FileFault(line: field.line, field: name, "has \(rows.count) rows, expected \(count)") }
    return rows
  }

  private func numbers(_ name: String, count: Int, _ range: ClosedRange<Int>, mayBeEmpty: Bool) throws(FileFault) -> [FileField.Row] {
    if mayBeEmpty, fields[name] == nil { return [] }
    let field = try field(name)
    guard case .list(let list) = field.value else { throw FileFault(line: field.line, field: name, "expected a list of numbers") }
    for row in list {
      if row.isSet { throw FileFault(line: row.line, field: name, "expected a number, not a set") }
      for number in row.numbers where !range.contains(number) {
        throw FileFault(line: row.line, field: name, "\(number) is not between \(range.lowerBound) and \(range.upperBound)")
      }
    }
    if mayBeEmpty, list.isEmpty { return [] }
    if list.count != count { throw FileFault(line: field.line, field: name, "has \(list.count) entries, expected \(count)") }
    return list
  }

  /// Any number of numbers.
  private func list(_ name: String, _ range: ClosedRange<Int>) throws(FileFault) -> [Int] {
    let field = try field(name)
    guard case .list(let list) = field.value, !list.contains(where: \.isSet) else {
      throw FileFault(line: field.line, field: name, "expected a list of numbers")
    }
    for number in list.flatMap(\.numbers) where !range.contains(number) {
      throw FileFault(line: field.line, field: name, "\(number) is not between \(range.lowerBound) and \(range.upperBound)")
    }
    return list.flatMap(\.numbers)
  }

  private func sets(_ name: String, count: Int, _ range: ClosedRange<Int>, mayBeMissing: Bool) throws(FileFault) -> [FileField.Row] {
    let none = { [FileField.Row](repeating: FileField.Row(line: nil, numbers: [], isSet: true), count: count) }
    if mayBeMissing, fields[name] == nil { return none() }
    let field = try field(name)
    guard case .list(let list) = field.value else { throw FileFault(line: field.line, field: name, "expected a list of sets") }
    for row in list {
      if !row.isSet { throw FileFault(line: row.line, field: name, "expected a set, not a number") }
      for number in row.numbers where !range.contains(number) {
        throw FileFault(line: row.line, field: name, "\(number) is not between \(range.lowerBound) and \(range.upperBound)")
      }
    }
    if mayBeMissing, list.isEmpty { return none() }
    if list.count != count { throw FileFault(line: field.line, field: name, "has \(list.count) sets, expected \(count)") }
    return list
  }
}
