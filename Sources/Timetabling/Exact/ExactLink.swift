/// What an exact solver and the search that runs beside it tell each other. It is called from the threads of both.
public protocol ExactLink: Sendable {
  /// Whether to end at once. It is asked very often.
  var isStopped: Bool { get }
  /// The score of the best valid timetable so far; nil while there is none. It is asked very often.
  var best: Score? { get }
  /// No valid timetable has more priority.
  var priorityBound: Int { get }
  /// No valid timetable that has the most priority has fewer breaks.
  var breaksBound: Int { get }
  /// The exact solver has found a timetable. Its tables are still to be chosen; for every slot there are enough.
  func offer(_ solution: Solution)
  /// The exact solver has shown a bound, perhaps not better than the one that is known.
  func prove(priorityBound: Int)
  func prove(breaksBound: Int)
}
