/// What the search pays for what: one number to be made small, in units of 1/1024 break. A timetable is never judged by it, only the way to one.
struct Weights {
  static let aBreak = 1024
  var missing = 6 * aBreak
  var disorder = 3 * aBreak
  var unfair = 3 * aBreak
  /// For each unit of priority that is not scheduled.
  var priority = 2 * aBreak
  /// For each meeting that has left its present slot.
  var move = 8
  /// For the second break of a person, the third and so on, where fairness is an aim and no limit.
  var uneven = 32
}
