/// Discord's ids ("snowflakes"): numbers of 64 bits whose upper 42 tell when they were made.
enum DiscordID {
  static func isOne(_ text: String) -> Bool {
    (1...20).contains(text.utf8.count) && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// When it was made, in seconds since 1970 (from Discord's epoch, the beginning of 2015); nil where it is no id.
  static func seconds(of text: String) -> Int? {
    isOne(text) ? UInt64(text).map { Int(($0 >> 22) / 1000) + 1_420_070_400 } : nil
  }
}
