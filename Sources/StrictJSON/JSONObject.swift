/// The members of a JSON object, in the order they were written, each name once.
///
/// Small objects are searched in a line, which is faster than hashing; from `indexedFrom` members on an index is
/// kept, so that a hostile message with ten thousand names costs no more than an honest one.
/// Names are compared as Swift compares strings (canonical equivalence).
public struct JSONObject: Sendable {
  /// The members in order.
  public private(set) var members: [(key: String, value: JSONValue)] = []
  private var index: [String: Int]?

  static let indexedFrom = 24

  /// An object without members.
  public init() {}

  /// The given members in order; of a name given twice the later value stays, at the earlier place.
  public init(uniqueKeys members: some Sequence<(String, JSONValue)>) {
    for (key, value) in members { self[key] = value }
  }

  /// Takes over members whose names the caller knows to differ.
  init(distinct members: [(key: String, value: JSONValue)], index: [String: Int]?) {
    self.members = members
    self.index = index
  }

  /// The names in order.
  public var keys: [String] { members.map(\.key) }
  public var count: Int { members.count }
  public var isEmpty: Bool { members.isEmpty }

  /// The value of that name. Setting `nil` takes the member away, a new name goes to the end.
  public subscript(key: String) -> JSONValue? {
    get { position(of: key).map { members[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let place?, let value?): members[place].value = value
      case (nil, let value?): append(key, value)
      case (let place?, nil): remove(at: place)
      case (nil, nil): break
      }
    }
  }

  /// Where the member of that name stands in `members`.
  func position(of key: String) -> Int? {
    if let index { return index[key] }
    for place in members.indices where members[place].key == key { return place }
    return nil
  }

  /// Sets a member and tells where it stands.
  @discardableResult
  mutating func set(_ key: String, _ value: JSONValue) -> Int {
    if let place = position(of: key) {
      members[place].value = value
      return place
    }
    append(key, value)
    return members.count - 1
  }

  /// Replaces the value of the member at a place that `set` gave.
  mutating func replace(at place: Int, with value: JSONValue) {
    guard members.indices.contains(place) else { return }
    members[place].value = value
  }

  mutating func reserveCapacity(_ count: Int) { members.reserveCapacity(count) }

  private mutating func append(_ key: String, _ value: JSONValue) {
    members.append((key, value))
    if index != nil {
      index?[key] = members.count - 1
    } else if members.count >= Self.indexedFrom {
      index = Self.index(of: members)
    }
  }

  private mutating func remove(at place: Int) {
    members.remove(at: place)
    index = members.count >= Self.indexedFrom ? Self.index(of: members) : nil
  }

  private static func index(of members: [(key: String, value: JSONValue)]) -> [String: Int] {
    var index: [String: Int] = [:]
    for (place, member) in members.enumerated() { index[member.key] = place }
    return index
  }
}

extension JSONObject: Hashable {
  /// Equal where the same names have the same values; their order does not count.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.count == right.count else { return false }
    for (place, member) in left.members.enumerated() {
      let beside = right.members[place]
      if beside.key == member.key {
        guard beside.value == member.value else { return false }
      } else {
        guard right[member.key] == member.value else { return false }
      }
    }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    var sum = 0
    for member in members {
      var one = Hasher()
      one.combine(member.key)
      one.combine(member.value)
      sum &+= one.finalize()
    }
    hasher.combine(sum)
    hasher.combine(members.count)
  }
}

extension JSONObject: CustomStringConvertible {
  /// The object as JSON text.
  public var description: String { JSONValue.object(self).text }
}
