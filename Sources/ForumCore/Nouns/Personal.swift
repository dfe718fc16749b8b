import StrictJSON

/// A person, over all forums and years, by a random name that says nothing of them.
public struct PersonID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let value: String

  public init(_ value: String) {
    self.value = value
  }

  /// Makes a name of 128 random bits.
  public init(using generator: inout some RandomNumberGenerator) {
    let words = [generator.next() as UInt64, generator.next() as UInt64]
    value =
      "p-"
      + words.map { word in
        let text = String(word, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
      }.joined()
  }

  public var description: String { value }

  /// The name of the key with which what one forum keeps of the person is enciphered. Each forum has its own, so that a person
  /// can be erased from one and stay in another.
  public func inForum(_ forum: String) -> PersonID { PersonID("\(value)@\(forum)") }

  public static func < (a: Self, b: Self) -> Bool { a.value < b.value }

  public init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

/// Enciphers what is personal, with one key a person. Whoever erases the key erases the person (rule 29).
public protocol PersonalCipher: Sendable {
  /// Text that only this person's key opens; nil once that is erased, for nothing more may be kept of them then.
  func seal(_ plain: [UInt8], for person: PersonID) throws -> String?
  /// The plain bytes; nil once the person's key is erased.
  /// - Throws: where the text was altered.
  func open(_ sealed: String, of person: PersonID) throws -> [UInt8]?
}

extension CodingUserInfoKey {
  /// Where an encoder or decoder for the store finds its `PersonalCipher`. Without one, personal values are plain.
  public static let personalCipher = CodingUserInfoKey(rawValue: "rialto.personalCipher").unsafelyUnwrapped
}

/// A value that tells something of a person: in memory plain, in the store enciphered with that person's key.
public struct Personal<Value: Codable & Hashable & Sendable>: Hashable, Sendable {
  public let person: PersonID
  /// Nil once the person was erased.
  public let value: Value?

  public init(_ value: Value, of person: PersonID) {
    self.person = person
    self.value = value
  }

  private init(erased person: PersonID) {
    self.person = person
    value = nil
  }

  /// What is left of a value once its person is erased.
  public static func erased(_ person: PersonID) -> Personal { Personal(erased: person) }
}

extension Personal: Codable {
  private enum Member: String, CodingKey { case person, value, sealed }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Member.self)
    person = try container.decode(PersonID.self, forKey: .person)
    if let sealed = try container.decodeIfPresent(String.self, forKey: .sealed) {
      guard let cipher = decoder.userInfo[.personalCipher] as? any PersonalCipher else {
        throw DecodingError.dataCorruptedError(forKey: .sealed, in: container, debugDescription: "enciphered, and no cipher was given")
      }
      value = try cipher.open(sealed, of: person).map { try StrictJSONDecoder().decode(Value.self, from: $0) }
    } else {
      value = try container.decodeIfPresent(Value.self, forKey: .value)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Member.self)
    try container.encode(person, forKey: .person)
    guard let value else { return }
    if let cipher = encoder.userInfo[.personalCipher] as? any PersonalCipher {
      try container.encodeIfPresent(cipher.seal(StrictJSONEncoder().encode(value), for: person), forKey: .sealed)
    } else {
      try container.encode(value, forKey: .value)
    }
  }
}
