import Gateway
import Testing

@Suite struct UTF8CheckTests {
  /// What the check says of a text that comes in pieces of these sizes: whether it is whole and well-formed.
  private func verdict(_ bytes: [UInt8], pieces: Int) -> Bool {
    var check = UTF8Check()
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      guard check.accepts(bytes[start..<min(start + pieces, bytes.count)]) else { return false }
    }
    return check.isComplete
  }

  @Test func itAgreesWithTheStandardLibraryHoweverTheTextIsCut() {
    var random = SystemRandomNumberGenerator()
    let seeds: [[UInt8]] = [
      Array("plain ascii, long enough for words".utf8), Array("näïve €uro 😀 مرحبا".utf8), [0xC0, 0xAF],
      [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xE0, 0x9F, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF5, 0x80, 0x80, 0x80], [0xEF, 0xBF, 0xBF],
      [0xF4, 0x8F, 0xBF, 0xBF],
    ]
    for _ in 0..<20_000 {
      var bytes = seeds.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if Bool.random(using: &random) { bytes += seeds.randomElement(using: &random) ?? [] }
      let expected = String(validating: bytes, as: UTF8.self) != nil
      let pieces = Int.random(in: 1...9, using: &random)
      #expect(verdict(bytes, pieces: pieces) == expected, "\(bytes) in pieces of \(pieces)")
    }
  }

  @Test func itSaysNoAtTheFirstByteThatCannotBeRight() {
    let impossible: [[UInt8]] = [
      [0x80], [0xC1], [0xE0, 0x9F], [0xED, 0xA0], [0xF0, 0x8F], [0xF4, 0x90], [0xF5], [0xFF],
    ]
    for bytes in impossible {
      var check = UTF8Check()
      let verdicts = [check.accepts(bytes.dropLast()), check.accepts(bytes.suffix(1))]
      #expect(verdicts == [true, false])
    }
  }
}
