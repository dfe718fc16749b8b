import Messaging
import StrictJSON

/// The updates of one answer, in order.
struct TelegramBatch: Sendable {
  var updates: [TelegramUpdate] = []
  /// The id of the last one; the next one is asked for by the number after it.
  ///
  /// Ids say nothing else: after an idle week they begin anew at random.
  var lastID: Int?
  var count = 0
  /// How many could not be read and are left out.
  var unreadable = 0

  init(_ values: [JSONValue]) {
    for value in values { add(value, id: value["update_id"]?.intValue) }
  }

  /// Reads an answer that as a whole is not readable, element by element: were the one that nobody can read asked for again and again, the
  /// bot would be deaf. Nil where the bytes do not have the form of an answer; half an answer has not.
  init?(skimming bytes: [UInt8]) {
    guard let pieces = JSONSkimmer.elements(of: "result", in: bytes) else { return nil }
    for piece in pieces {
      let value = try? JSONValue(parsing: bytes[piece])
      add(value, id: value?["update_id"]?.intValue ?? Self.id(in: bytes[piece]))
    }
    guard count == 0 || lastID != nil else { return nil }
  }

  private mutating func add(_ value: JSONValue?, id: Int?) {
    count += 1
    if let id { lastID = id }
    if let value, let update = TelegramUpdate(value) { updates.append(update) } else { unreadable += 1 }
  }

  /// The number after the first `"update_id":` of an update that cannot be read.
  private static func id(in bytes: ArraySlice<UInt8>) -> Int? {
    guard let name = bytes.firstRange(of: Array(#""update_id""#.utf8)) else { return nil }
    let digits = bytes[name.upperBound...].drop { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: " ") }.prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
