import StrictJSON

/// A kind of thing that forums number, such as meetings (`M-42`) and delegates (`D-7`).
public protocol Numbered {
  /// The letter before the number in references that people read and type.
  static var letter: Character { get }
}

/// A number that a forum gives to one of its things, in the order in which they came; never reused.
///
/// Written `M-42` everywhere: API, chat, journal. The kind is part of the type, so a table can not be taken for a meeting.
public struct Number<Kind: Numbered>: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let value: Int

  public init(_ value: Int) {
    self.value = value
  }

  /// Reads `M-42`, `m-42` or `M42`; nil for anything else, another kind's letter included.
  public init?(_ text: some StringProtocol) {
    guard let first = text.first, first.uppercased() == String(Kind.letter) else { return nil }
    let digits = text.dropFirst().first == "-" ? text.dropFirst(2) : text.dropFirst()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(digits) else { return nil }
    self.value = value
  }

  public var description: String { "\(Kind.letter)-\(value)" }

  public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

extension Number: Codable, CodingKeyRepresentable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let number = Self(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected a reference such as \(Kind.letter)-1, found \"\(text.prefix(40))\""))
    }
    self = number
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  public var codingKey: any CodingKey { PlainKey(description) }
  public init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }
}

/// A name that organisers give to a thing of the agenda, stable over all releases: `opening-plenary`, `aula-magna`.
///
/// 1 to 64 characters of `A-Z a-z 0-9 . _ -`.
public struct Key<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let value: String

  /// Nil where the text is not of the form above.
  public init?(_ text: some StringProtocol) {
    guard (1...64).contains(text.utf8.count),
      text.utf8.allSatisfy({ byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
      })
    else { return nil }
    value = String(text)
  }

  public var description: String { value }

  public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

extension Key: Codable, CodingKeyRepresentable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let key = Self(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "expected a key of 1 to 64 letters, digits, '.', '_' or '-', found \"\(text.prefix(40))\""))
    }
    self = key
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }

  public var codingKey: any CodingKey { PlainKey(value) }
  public init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }
}

/// A member name that is only a string.
struct PlainKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(_ text: String) { stringValue = text }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

public typealias DelegateID = Number<Registration>
public typealias OrganisationID = Number<Organisation>
public typealias MeetingID = Number<Meeting>
public typealias TableID = Number<Table>
public typealias TokenID = Number<Token>
public typealias AllianceID = Number<Alliance>
public typealias SessionID = Key<Session>
public typealias TrackID = Key<Track>
public typealias RoomID = Key<Room>
public typealias SpeakerID = Key<Speaker>
public typealias BlockID = Key<Block>
/// The name of a forum in addresses and commands; also the name of its journal.
public typealias ForumID = Key<Forum>

/// One slot: the block that it is cut from and its place in it, counted from 1. Written `day1-morning.3`.
public struct SlotID: Hashable, Comparable, Sendable, CustomStringConvertible, Codable {
  public let block: BlockID
  public let index: Int

  public init(block: BlockID, index: Int) {
    self.block = block
    self.index = index
  }

  public init?(_ text: some StringProtocol) {
    guard let dot = text.lastIndex(of: "."), let block = BlockID(text[..<dot]) else { return nil }
    let digits = text[text.index(after: dot)...]
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let index = Int(digits), index > 0 else { return nil }
    self.init(block: block, index: index)
  }

  public var description: String { "\(block).\(index)" }

  public static func < (a: Self, b: Self) -> Bool { (a.block, a.index) < (b.block, b.index) }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let slot = Self(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected a slot such as day1-morning.3, found \"\(text.prefix(40))\""))
    }
    self = slot
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
