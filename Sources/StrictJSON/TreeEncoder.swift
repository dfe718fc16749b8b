/// A place in the tree that is being built.
///
/// Whoever encodes may ask for the same kind of container again and gets the same one. Containers whose content comes
/// later (nested ones, those of a superclass) have a place of their own from the start and are put in at the end.
class TreeEncoder: Encoder {
  enum Form { case nothing, value, object, array }

  private(set) var form = Form.nothing
  var object = JSONObject()
  var array: [JSONValue] = []
  private var single = JSONValue.null
  private var awaited: [(place: Int, encoder: TreeEncoder)] = []
  private var misuse: String?

  private let parent: TreeEncoder?
  private let step: PathStep

  /// The top of a tree.
  init() {
    parent = nil
    step = .index(0)
  }

  init(in parent: TreeEncoder, at step: PathStep) {
    self.parent = parent
    self.step = step
  }

  /// Kept by the root alone.
  var userInfo: [CodingUserInfoKey: Any] { parent?.userInfo ?? [:] }

  var codingPath: [any CodingKey] {
    var path: [any CodingKey] = []
    var place: TreeEncoder? = self
    while let current = place, let parent = current.parent {
      path.append(current.step)
      place = parent
    }
    path.reverse()
    return path
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    take(.object)
    return KeyedEncodingContainer(KeyedWriting(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    take(.array)
    return UnkeyedWriting(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { SingleWriting(encoder: self) }

  private func take(_ wanted: Form) {
    switch form {
    case .nothing:
      form = wanted
      if wanted == .object { object.reserveCapacity(8) }
    case wanted: break
    default: misuse = "encoded as two different kinds of value"
    }
  }

  // MARK: Values

  /// Makes this place the given value; an object joins the members that are there already.
  func become(_ value: JSONValue) {
    switch (form, value) {
    case (.object, .object(let more)):
      for member in more.members { object.set(member.key, member.value) }
    case (.nothing, .object(let whole)):
      form = .object
      object = whole
    case (.nothing, _):
      form = .value
      single = value
    default: misuse = "encoded as two different kinds of value"
    }
  }

  /// Lets a value encode itself here and gives the result.
  func whole<T: Encodable>(_ value: T) throws -> JSONValue {
    try value.encode(to: self)
    return try finish(value)
  }

  func number(_ value: Double) throws -> JSONValue {
    guard value.isFinite else { throw failure(value, "JSON has neither NaN nor infinity") }
    return .double(value)
  }

  /// A float is written with the digits of a float, not with those of the double beside it.
  func number(_ value: Float) throws -> JSONValue {
    guard value.isFinite else { throw failure(value, "JSON has neither NaN nor infinity") }
    guard let short = Double(value.description), Float(short) == value else { return .double(Double(value)) }
    return .double(short)
  }

  func integer<T: FixedWidthInteger>(_ value: T) throws -> JSONValue {
    guard let number = Int(exactly: value) else { throw failure(value, "an integer that does not fit in 64 bits") }
    return .int(number)
  }

  func failure(_ value: Any, _ problem: String) -> EncodingError {
    .invalidValue(value, .init(codingPath: codingPath, debugDescription: problem))
  }

  // MARK: Places filled later

  func later(_ name: String) -> TreeEncoder {
    let place = object.set(name, .null)
    let encoder = TreeEncoder(in: self, at: .name(name))
    awaited.append((place, encoder))
    return encoder
  }

  func laterElement() -> TreeEncoder {
    let encoder = TreeEncoder(in: self, at: .index(array.count))
    awaited.append((array.count, encoder))
    array.append(.null)
    return encoder
  }

  private func finish(_ value: Any) throws -> JSONValue {
    if let misuse { throw failure(value, misuse) }
    for (place, encoder) in awaited {
      // A superclass or a nested container that encoded nothing is an empty object.
      let result = encoder.form == .nothing ? JSONValue.object([:]) : try encoder.finish(value)
      if form == .object { object.replace(at: place, with: result) } else { array[place] = result }
    }
    switch form {
    case .nothing: throw failure(value, "encoded nothing")
    case .value: return single
    case .object: return .object(object)
    case .array: return .array(array)
    }
  }
}

/// The top of the tree, which alone keeps what is handed to the types that are encoded.
final class RootEncoder: TreeEncoder {
  private let sharedInfo: [CodingUserInfoKey: any Sendable]

  init(userInfo: [CodingUserInfoKey: any Sendable]) {
    sharedInfo = userInfo
    super.init()
  }

  override var userInfo: [CodingUserInfoKey: Any] { sharedInfo }
}
