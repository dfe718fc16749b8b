import Foundation
import StrictJSON
import Testing

@Suite("JSON against random documents and against Foundation")
struct PropertyTests {
  @Test("what is written reads back the same, to the byte", arguments: 0..<8)
  func roundTrip(seed: Int) throws {
    var generator = Generator(seed: UInt64(seed))
    for _ in 0..<5_000 {
      let value = generator.value()
      let bytes = value.bytes
      let back = try JSONValue(parsing: bytes)
      #expect(back == value)
      #expect(back.bytes == bytes)
    }
  }

  @Test("Foundation reads what is written as the same value", arguments: 0..<4)
  func foundationReads(seed: Int) throws {
    var generator = Generator(seed: 100 + UInt64(seed))
    for _ in 0..<3_000 {
      let value = generator.value()
      let other = try JSONSerialization.jsonObject(with: Data(value.bytes), options: .fragmentsAllowed)
      #expect(agree(value, other), "\(value)")
    }
  }

  @Test("of mutated documents none is taken that Foundation refuses, and what both take is the same", arguments: 0..<8)
  func mutations(seed: Int) throws {
    var generator = Generator(seed: 200 + UInt64(seed))
    var taken = 0
    for _ in 0..<5_000 {
      let bytes = generator.mutated(generator.value().bytes)
      guard let value = try? JSONValue(parsing: bytes) else { continue }
      taken += 1
      #expect(try JSONValue(parsing: value.bytes) == value)
      let other = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      let shown = String(decoding: bytes, as: UTF8.self)
      #expect(other.map { agree(value, $0) } ?? isUnderflow(bytes), "\(shown) \(other.map { "\($0)" } ?? "refused")")
    }
    #expect(taken > 250)
  }

  @Test("what Foundation takes is refused only for a reason of our own", arguments: 0..<4)
  func stricter(seed: Int) throws {
    var generator = Generator(seed: 300 + UInt64(seed))
    let reasons = ["comes twice", "64 bits", "too large", "UTF-8", "surrogate", "control character"]
    for _ in 0..<5_000 {
      let bytes = generator.mutated(generator.value().bytes)
      // A NUL makes Foundation take the document for UTF-16 or UTF-32.
      guard !bytes.contains(0),
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
      else { continue }
      do throws(JSONError) {
        _ = try JSONValue(parsing: bytes)
      } catch {
        #expect(reasons.contains { error.problem.contains($0) }, "\(String(decoding: bytes, as: UTF8.self)): \(error)")
      }
    }
  }

  @Test("numbers are the nearest double, as the C library finds it", arguments: 0..<4)
  func nearest(seed: Int) throws {
    var generator = Generator(seed: 400 + UInt64(seed))
    for _ in 0..<10_000 {
      let whole = generator.random.next() >> UInt64(generator.upTo(64))
      let fraction = generator.random.next() >> UInt64(generator.upTo(64))
      let text = "\(whole).\(fraction)e\(generator.upTo(80) - 60)"
      #expect(try JSONValue(parsing: text).doubleValue == Double(text), "\(text)")
      let double = Double(bitPattern: generator.random.next())
      if double.isFinite { #expect(try JSONValue(parsing: "\(double)") == .double(double)) }
    }
  }

  /// Foundation refuses numbers too small for a double; here they are zero.
  private func isUnderflow(_ bytes: [UInt8]) -> Bool { bytes.contains { $0 | 0x20 == UInt8(ascii: "e") } }

  private func agree(_ value: JSONValue, _ other: Any) -> Bool {
    switch value {
    case .null: return other is NSNull
    case .bool(let truth): return (other as? NSNumber)?.boolValue == truth
    case .int(let number): return (other as? NSNumber)?.int64Value == Int64(number)
    case .double(let number):
      // JSONSerialization goes through decimals and is not exact; `nearest` below is.
      guard let near = (other as? NSNumber)?.doubleValue else { return false }
      return abs(near - number) <= 1e-13 * max(abs(number), abs(near))
    case .string(let text): return (other as? String).map { Array($0.utf8) == Array(text.utf8) } ?? false
    case .array(let elements):
      guard let others = other as? [Any], others.count == elements.count else { return false }
      return zip(elements, others).allSatisfy { agree($0, $1) }
    case .object(let object):
      guard let others = other as? [String: Any], others.count == object.count else { return false }
      return object.members.allSatisfy { key, value in others[key].map { agree(value, $0) } ?? false }
    }
  }
}
