/// Finds what somebody probably meant.
enum Suggestion {
  /// The nearest of the names, where it is near enough to be a slip of the keyboard.
  static func nearest(to word: String, among names: some Sequence<String>) -> String? {
    let word = Array(word.lowercased().prefix(40).utf8)
    let limit = max(1, word.count / 3)
    var best: (name: String, distance: Int)?
    for name in names {
      let distance = distance(word, Array(name.lowercased().prefix(40).utf8))
      if distance <= min(limit, (best?.distance ?? .max) - 1) { best = (name, distance) }
    }
    return best?.name
  }

  /// `; did you mean "title"?`, or what the choice is where it is short, or nothing.
  static func hint(for word: String, among names: [String]) -> String {
    if let name = nearest(to: word, among: names) { return "; did you mean \"\(name)\"?" }
    return names.count > 16 || names.isEmpty ? "" : "; known are \(names.joined(separator: ", "))"
  }

  /// How many letters to put in, take out, change or swap with their neighbour.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var least = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
        row.append(least)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }
}
