extension JSONValue: Codable {
  /// Takes the tree as it is from the strict decoder, and piece by piece from any other.
  public init(from decoder: any Decoder) throws {
    if let tree = decoder as? TreeDecoder {
      self = tree.value
    } else if let object = try? decoder.container(keyedBy: PathStep.self) {
      self = .object(
        JSONObject(
          uniqueKeys: try object.allKeys.map { ($0.stringValue, try object.decode(JSONValue.self, forKey: $0)) }))
    } else if var array = try? decoder.unkeyedContainer() {
      var elements: [JSONValue] = []
      while !array.isAtEnd { elements.append(try array.decode(JSONValue.self)) }
      self = .array(elements)
    } else {
      self = try Self.simple(decoder.singleValueContainer())
    }
  }

  private static func simple(_ container: any SingleValueDecodingContainer) throws -> JSONValue {
    if container.decodeNil() { return .null }
    if let truth = try? container.decode(Bool.self) { return .bool(truth) }
    if let number = try? container.decode(Int.self) { return .int(number) }
    if let number = try? container.decode(Double.self) { return .double(number) }
    return .string(try container.decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    if let tree = encoder as? TreeEncoder {
      guard isWritable else { throw tree.failure(self, "JSON has neither NaN nor infinity") }
      return tree.become(self)
    }
    switch self {
    case .object(let object):
      var container = encoder.container(keyedBy: PathStep.self)
      for (key, value) in object.members { try container.encode(value, forKey: .name(key)) }
    case .array(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(element) }
    default:
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let truth): try container.encode(truth)
      case .int(let number): try container.encode(number)
      case .double(let number): try container.encode(number)
      case .string(let text): try container.encode(text)
      default: try container.encodeNil()
      }
    }
  }
}

extension JSONObject: Codable {
  public init(from decoder: any Decoder) throws {
    guard case .object(let object) = try JSONValue(from: decoder) else {
      throw DecodingError.typeMismatch(
        JSONObject.self, .init(codingPath: decoder.codingPath, debugDescription: "expected an object"))
    }
    self = object
  }

  public func encode(to encoder: any Encoder) throws { try JSONValue.object(self).encode(to: encoder) }
}
