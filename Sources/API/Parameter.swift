import ForumCore
import StrictJSON

/// One named parameter of a method: what it is for a reader, for the OpenRPC description and for the check before the call.
public struct Parameter: Sendable {
  public enum Form: Sendable {
    case text
    case integer
    case boolean
    /// A reference such as `M-1` or `D-7`, or a key such as `opening-plenary`.
    case reference(String)
    /// RFC 3339 with offset, or a wall-clock time of the forum.
    case time
    case object
    case list
  }

  public var name: String
  public var form: Form
  public var isRequired: Bool
  public var summary: String

  public static func required(_ name: String, _ form: Form, _ summary: String) -> Parameter {
    Parameter(name: name, form: form, isRequired: true, summary: summary)
  }

  public static func optional(_ name: String, _ form: Form, _ summary: String) -> Parameter {
    Parameter(name: name, form: form, isRequired: false, summary: summary)
  }

  /// The form as JSON Schema says it.
  var schema: JSONValue {
    switch form {
    case .text: ["type": "string"]
    case .integer: ["type": "integer"]
    case .boolean: ["type": "boolean"]
    case .reference(let example): ["type": "string", "examples": [.string(example)]]
    case .time: ["type": "string", "examples": ["2027-03-10T09:00", "2027-03-10T08:00:00Z"]]
    case .object: ["type": "object"]
    case .list: ["type": "array"]
    }
  }

  func check(_ value: JSONValue) throws(RPCError) {
    let fits: Bool
    let expected: String
    switch form {
    case .text: (fits, expected) = (value.stringValue != nil, "a string")
    case .integer: (fits, expected) = (value.intValue != nil, "an integer")
    case .boolean: (fits, expected) = (value.boolValue != nil, "true or false")
    case .reference(let example): (fits, expected) = (value.stringValue != nil, "a reference such as \(example)")
    case .time: (fits, expected) = (value.stringValue.flatMap { TimeText($0) } != nil, "a time such as 2027-03-10T09:00 or 2027-03-10T08:00:00Z")
    case .object: (fits, expected) = (value.objectValue != nil, "an object")
    case .list: (fits, expected) = (value.arrayValue != nil, "an array")
    }
    guard fits else { throw .invalidParams("params.\(name)", expected) }
  }
}

/// The parameters of one call, checked against the method's list: no unknown name, nothing missing, every form right.
public struct Params: Sendable {
  let object: JSONObject

  init(_ value: JSONValue?, of method: Method) throws(RPCError) {
    switch value {
    case nil: object = JSONObject()
    case .object(let given): object = given
    default: throw .invalidParams("params", "an object with named parameters")
    }
    for name in object.keys {
      guard let parameter = method.parameters.first(where: { $0.name == name }) else {
        let known = method.parameters.map(\.name).joined(separator: ", ")
        throw .invalidParams("params.\(String(name.prefix(60)))", known.isEmpty ? "no parameters" : "one of: \(known)")
      }
      if let value = object[name], value != .null { try parameter.check(value) }
    }
    for parameter in method.parameters where parameter.isRequired && !has(parameter.name) {
      throw .invalidParams("params.\(parameter.name)", "\(parameter.summary) (it is missing)")
    }
  }

  func has(_ name: String) -> Bool { object[name].map { $0 != .null } ?? false }
  func text(_ name: String) -> String? { object[name]?.stringValue }
  func integer(_ name: String) -> Int? { object[name]?.intValue }
  func flag(_ name: String) -> Bool { object[name]?.boolValue ?? false }

  /// A value of the core; nil where it is not given.
  func value<T: Decodable>(_ name: String, as type: T.Type = T.self) throws(RPCError) -> T? {
    guard let given = object[name], given != .null else { return nil }
    return try Self.decode(type, given, "params.\(name)")
  }

  /// A value of the core that the method's list requires.
  func required<T: Decodable>(_ name: String, as type: T.Type = T.self) throws(RPCError) -> T {
    guard let value = try value(name, as: type) else { throw .invalidParams("params.\(name)", "a value (it is missing)") }
    return value
  }

  /// Says in the caller's words what does not fit: the whole path, and for a word of a closed list the list.
  private static func misfit(_ error: DecodingError, _ type: any Decodable.Type, _ path: String) -> RPCError {
    var field = path
    var expected = error.plainDescription
    if let colon = expected.firstRange(of: ": "), !expected[..<colon.lowerBound].contains(" ") {
      let inner = expected[..<colon.lowerBound]
      field += inner.hasPrefix("[") ? String(inner) : "." + inner
      expected = String(expected[colon.upperBound...])
    }
    if expected.hasPrefix("expected ") { expected = String(expected.dropFirst(9)) }
    if expected.hasPrefix("Cannot initialize") || expected.hasPrefix("Could not convert") {
      expected = (type as? any CaseIterable.Type).map { "one of: \(words(of: $0).joined(separator: ", "))" } ?? "a word that is known here"
    }
    return .invalidParams(field, expected)
  }

  private static func words<C: CaseIterable>(of type: C.Type) -> [String] {
    type.allCases.compactMap { ($0 as? any RawRepresentable).map { "\($0.rawValue)" } }
  }

  static func decode<T: Decodable>(_ type: T.Type, _ value: JSONValue, _ path: String) throws(RPCError) -> T {
    do {
      return try StrictJSONDecoder().decode(type, from: value)
    } catch let error as DecodingError {
      throw misfit(error, type, path)
    } catch let refusal as Refusal {
      throw .invalidParams(path, refusal.name.rawValue)
    } catch {
      throw .invalidParams(path, "\(error)")
    }
  }
}
