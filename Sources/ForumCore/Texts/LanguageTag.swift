/// Languages as people write them.
enum LanguageTag {
  /// The language alone, as a code of ISO 639: `fr-TN`, `FR` and `French` are `fr`. A name that is not known stays as it is, folded; nil
  /// where there is none.
  static func language(_ text: String) -> String? {
    // Almost all are tags already.
    let tag = text.utf8.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
    if (2...3).contains(tag.count), tag.allSatisfy({ ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }) {
      return String(decoding: tag.map { $0 | 0x20 }, as: UTF8.self)
    }
    let word = text.folded.split { !$0.isLetter }.first.map(String.init) ?? ""
    return word.isEmpty ? nil : names[word] ?? word
  }

  private static let names: [String: String] = [
    "arabic": "ar", "arabe": "ar", "arabo": "ar", "العربيه": "ar", "عربي": "ar", "english": "en", "anglais": "en", "inglese": "en", "ingles": "en",
    "french": "fr", "francais": "fr", "francese": "fr", "frances": "fr", "italian": "it", "italien": "it", "italiano": "it", "spanish": "es",
    "espagnol": "es", "spagnolo": "es", "espanol": "es", "castellano": "es", "finnish": "fi", "suomi": "fi", "german": "de", "deutsch": "de",
  ]
}
