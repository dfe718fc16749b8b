/// A place in the tree that is being decoded. The way to it is a chain of parents, spelt out only for an error.
class TreeDecoder: Decoder {
  let value: JSONValue
  let parent: TreeDecoder?
  let step: PathStep
  /// The members, where this is an object.
  let object: JSONObject
  /// Where the next member is probably found: names are mostly asked for in the order they were written.
  private var likely = 0

  init(_ value: JSONValue) {
    self.value = value
    self.object = value.objectValue ?? JSONObject()
    self.parent = nil
    self.step = .index(0)
  }

  init(_ value: JSONValue, in parent: TreeDecoder, at step: PathStep) {
    self.value = value
    self.object = value.objectValue ?? JSONObject()
    self.parent = parent
    self.step = step
  }

  /// Kept by the root alone.
  var userInfo: [CodingUserInfoKey: Any] { parent?.userInfo ?? [:] }

  var codingPath: [any CodingKey] {
    var path: [any CodingKey] = []
    var place: TreeDecoder? = self
    while let current = place, let parent = current.parent {
      path.append(current.step)
      place = parent
    }
    path.reverse()
    return path
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object = value else { throw mismatch([String: JSONValue].self, "an object") }
    return KeyedDecodingContainer(KeyedReading(decoder: self))
  }

  /// The member of that name; the one after the member last found is tried first.
  final func find(_ name: String) -> JSONValue? {
    if likely < object.members.count, object.members[likely].key == name {
      likely += 1
      return object.members[likely - 1].value
    }
    guard let place = object.position(of: name) else { return nil }
    likely = place + 1
    return object.members[place].value
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else { throw mismatch([JSONValue].self, "an array") }
    return UnkeyedReading(decoder: self, elements: elements)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { SingleReading(decoder: self) }

  func mismatch(_ type: Any.Type, _ expected: String) -> DecodingError {
    Self.mismatch(type, expected, found: value, codingPath)
  }

  static func mismatch(
    _ type: Any.Type, _ expected: String, found: JSONValue, _ path: [any CodingKey]
  ) -> DecodingError {
    let context = DecodingError.Context(codingPath: path, debugDescription: "expected \(expected)")
    return found == .null ? .valueNotFound(type, context) : .typeMismatch(type, context)
  }
}

/// The top of the tree, which alone keeps what is handed to the types that are decoded.
final class RootDecoder: TreeDecoder {
  private let sharedInfo: [CodingUserInfoKey: any Sendable]

  init(_ value: JSONValue, userInfo: [CodingUserInfoKey: any Sendable]) {
    sharedInfo = userInfo
    super.init(value)
  }

  override var userInfo: [CodingUserInfoKey: Any] { sharedInfo }
}
