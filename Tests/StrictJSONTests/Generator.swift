import StrictJSON

/// A small generator of random numbers with a seed, so that a case that failed can be run again (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Random values and documents.
struct Generator {
  var random: Seeded
  init(seed: UInt64) { random = Seeded(state: seed) }

  mutating func upTo(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  mutating func text() -> String {
    let pieces = [
      "a", "slot", "\"", "\\", "\n", "\0", "\u{1f}", "é", "€", "😀", "e\u{301}", "/", "\u{2028}", "0123456789abcdef",
      " ",
    ]
    return (0..<upTo(6)).map { _ in pieces[upTo(pieces.count)] }.joined()
  }

  mutating func double() -> Double {
    switch upTo(4) {
    case 0: return Double(upTo(2000) - 1000) / 8
    case 1: return Double(upTo(100_000)) / 1000
    default:
      let any = Double(bitPattern: random.next())
      return any.isFinite ? any : 0.5
    }
  }

  mutating func value(depth: Int = 4) -> JSONValue {
    switch upTo(depth > 0 ? 8 : 6) {
    case 0: return .null
    case 1: return .bool(upTo(2) == 0)
    case 2: return .int(Int(truncatingIfNeeded: random.next()) >> upTo(64))
    case 3: return .double(double())
    case 4, 5: return .string(text())
    case 6: return .array((0..<upTo(5)).map { _ in value(depth: depth - 1) })
    default:
      var object = JSONObject()
      for number in 0..<upTo(upTo(20) == 0 ? 40 : 6) { object["\(number)" + text()] = value(depth: depth - 1) }
      return .object(object)
    }
  }

  /// A document with a few bytes changed, put in, doubled or left out.
  mutating func mutated(_ document: [UInt8]) -> [UInt8] {
    var bytes = document
    let likely =
      Array("\"\\{}[],:0123456789.eE+-truefalsnu \n".utf8) + [0x00, 0x1f, 0x80, 0xC3, 0xED, 0xA0, 0xF4, 0xFF]
    for _ in 0...upTo(3) {
      let place = upTo(bytes.count + 1)
      let byte = likely[upTo(likely.count)]
      switch upTo(4) {
      case 0 where place < bytes.count: bytes[place] = byte
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2: bytes.insert(byte, at: place)
      default: bytes = Array(bytes[..<place])
      }
    }
    return bytes
  }
}
