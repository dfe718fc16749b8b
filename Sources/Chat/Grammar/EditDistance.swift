/// How many letters have to be changed, added, left out or swapped with their neighbour to make one word of another
/// (Damerau and Levenshtein, each part changed once at most). Nil where it is more than `most`.
package func editDistance(_ a: String, _ b: String, most: Int) -> Int? { editDistance(Array(a), Array(b), most: most) }

/// The same of words that were taken apart before.
func editDistance(_ a: [Character], _ b: [Character], most: Int) -> Int? {
  guard abs(a.count - b.count) <= most else { return nil }
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var before: [Int] = []
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + Array(repeating: 0, count: b.count)
    for j in 1...b.count {
      var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, before[j - 2] + 1) }
      row[j] = best
    }
    if (row.min() ?? 0) > most { return nil }
    (before, last) = (last, row)
  }
  return last[b.count] <= most ? last[b.count] : nil
}

/// How many slips of the finger a word of that length may have and still be recognised.
func slips(in word: String) -> Int { word.count <= 2 ? 0 : word.count <= 4 ? 1 : 2 }
