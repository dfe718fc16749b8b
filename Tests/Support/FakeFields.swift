import StrictJSON

/// What a fake platform finds wrong in what a bot sends, as it would say it.
public struct FakeObjection: Error, Sendable {
  public var code: String
  public var detail: String

  public init(_ code: String, _ detail: String = "") {
    self.code = code
    self.detail = detail
  }
}

/// Looks at a JSON object as a strict platform does: nothing unknown, nothing missing, everything of its type.
struct FakeFields {
  private let object: JSONObject
  private let place: String
  private let code: String

  init(_ value: JSONValue?, _ place: String, code: String, known: Set<String>) throws {
    guard let object = value?.objectValue else { throw FakeObjection(code, "\(place) is no object") }
    if let unknown = object.keys.first(where: { !known.contains($0) }) { throw FakeObjection(code, "\(place).\(unknown) is unknown") }
    self.object = object
    self.place = place
    self.code = code
  }

  subscript(key: String) -> JSONValue? { object[key] }

  /// A text of so many characters (code points).
  func text(_ key: String, _ lengths: ClosedRange<Int>) throws -> String {
    guard let text = object[key]?.stringValue else { throw FakeObjection(code, "\(place).\(key) is no text") }
    guard lengths.contains(text.unicodeScalars.count) else {
      throw FakeObjection(code, "\(place).\(key) has \(text.unicodeScalars.count) characters")
    }
    return text
  }

  func list(_ key: String, _ lengths: ClosedRange<Int>) throws -> [JSONValue] {
    guard let list = object[key]?.arrayValue else { throw FakeObjection(code, "\(place).\(key) is no list") }
    guard lengths.contains(list.count) else { throw FakeObjection(code, "\(place).\(key) has \(list.count) elements") }
    return list
  }

  /// The member is one of these, or not there where it may be left out.
  func require(_ key: String, oneOf values: [JSONValue], optional: Bool = false) throws {
    guard let value = object[key] else {
      if optional { return }
      throw FakeObjection(code, "\(place).\(key) is missing")
    }
    guard values.contains(value) else { throw FakeObjection(code, "\(place).\(key) is \(value)") }
  }

  /// What must differ does.
  func distinct(_ texts: [String], _ what: String) throws {
    if Set(texts).count != texts.count { throw FakeObjection(code, "\(place): \(what) twice") }
  }
}
