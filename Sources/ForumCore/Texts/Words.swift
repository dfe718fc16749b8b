/// The words of a text as they are compared: folded, without small words, cut to a stem.
///
/// The stem is a rough one on purpose: it takes off the endings that English, French, Italian and Spanish have in common, so
/// that `recycling` meets `recyclage`, `riciclaggio` meets `riciclo`, and `solare` meets `solar`. Arabic loses its article.
enum Words {
  static func stems(of text: String) -> [String] {
    text.foldedWords.compactMap { isSmall($0) ? nil : stem($0) }
  }

  /// The words as they were written, by their stems; of several with one stem the first.
  static func written(in text: String) -> [String: String] {
    var found: [String: String] = [:]
    for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber) }) {
      for stem in stems(of: String(word)) where found[stem] == nil { found[stem] = String(word) }
    }
    return found
  }

  /// Expects a folded word.
  static func stem(_ word: String) -> String {
    guard let first = word.utf8.first, first < 0x80 else {
      // Arabic, with its article.
      return word.count >= 5 && word.hasPrefix("ال") ? String(word.dropFirst(2)) : word
    }
    var letters = Array(word.utf8)
    if letters.count > 3, let last = letters.last, last == UInt8(ascii: "s") || last == UInt8(ascii: "x"), letters.dropLast().last != UInt8(ascii: "s") {
      letters.removeLast()
    }
    for ending in endings where letters.count >= ending.count + 4 && letters.suffix(ending.count).elementsEqual(ending) {
      letters.removeLast(ending.count)
      break
    }
    while letters.count > 4, let last = letters.last, vowels.contains(last) { letters.removeLast() }
    return String(decoding: letters, as: UTF8.self)
  }

  static func isSmall(_ word: String) -> Bool { (word.utf8.count < 2 && word.utf8.first.map { $0 < 0x80 } ?? true && word != "e") || small.contains(word) }

  private static let vowels = Set("aeioy".utf8)
  private static let endings = ["ing", "ed", "age", "aggio", "aje", "ado"].map { Array($0.utf8) }

  /// Words that say nothing of a subject; folded.
  private static let small = Set(
    """
    a an and are as at be by can do for from has have in into is it its of on or our that the their them they this to us we with you your who \
    which not no all more also new best other \
    au aux avec ce ces dans de des du elle en est et il ils la le les leur leurs nos notre nous ou par pas pour que qui sa se ses son sont sur \
    un une vos votre vous \
    ai al alla alle con da dal dalla degli dei del della delle di gli ha i il io loro ma nei nel nella noi nostra nostro per piu che si sono su \
    tra uno \
    como el ella ellos es esta este las lo los mas muy nuestra nuestro o para pero por sin su sus y ya \
    ja on ei se ne he me te joka ovat sekä seka tai kun \
    في من على الى إلى عن مع هو هي هذا هذه التي الذي و او أو ان أن
    """.split(whereSeparator: \.isWhitespace).map { String($0).folded })
}
