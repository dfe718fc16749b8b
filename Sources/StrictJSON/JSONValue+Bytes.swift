extension JSONValue {
  /// Reads one JSON document, strictly (see `JSONError` for what is refused).
  ///
  /// - Parameter maximumDepth: how many arrays and objects may lie in each other.
  public init(parsing bytes: some Sequence<UInt8>, maximumDepth: Int = 64) throws(JSONError) {
    let outcome = bytes.withContiguousStorageIfAvailable { storage in
      Self.read(UnsafeRawBufferPointer(storage), maximumDepth)
    }
    self = try (outcome ?? Self.readCopy(Array(bytes), maximumDepth)).get()
  }

  /// Reads one JSON document, strictly, from the UTF-8 of a text.
  public init(parsing text: String, maximumDepth: Int = 64) throws(JSONError) {
    try self.init(parsing: text.utf8, maximumDepth: maximumDepth)
  }

  private static func readCopy(_ bytes: [UInt8], _ maximumDepth: Int) -> Result<JSONValue, JSONError> {
    bytes.withUnsafeBytes { read($0, maximumDepth) }
  }

  private static func read(_ bytes: UnsafeRawBufferPointer, _ maximumDepth: Int) -> Result<JSONValue, JSONError> {
    var reader = JSONReader(bytes, maximumDepth: maximumDepth)
    do throws(JSONError) {
      return .success(try reader.document())
    } catch {
      return .failure(error)
    }
  }

  /// The value as compact JSON in UTF-8.
  public var bytes: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(256)
    write(into: &out)
    return out
  }

  /// The value as compact JSON.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds the value as compact JSON. A NaN or an infinity, which JSON cannot say, is written as `null`; the encoder
  /// refuses them before.
  public func write(into out: inout [UInt8]) {
    switch self {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let truth): out.append(contentsOf: (truth ? "true" : "false").utf8)
    case .int(let number): JSONWriter.write(number, into: &out)
    case .double(let number): JSONWriter.write(number, into: &out)
    case .string(let text): JSONWriter.write(text, into: &out)
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      var first = true
      for element in elements {
        if !first { out.append(UInt8(ascii: ",")) }
        first = false
        element.write(into: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let object):
      out.append(UInt8(ascii: "{"))
      var first = true
      for (key, value) in object.members {
        if !first { out.append(UInt8(ascii: ",")) }
        first = false
        JSONWriter.write(key, into: &out)
        out.append(UInt8(ascii: ":"))
        value.write(into: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as JSON text.
  public var description: String { text }
}
