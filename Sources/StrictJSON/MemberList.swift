/// The members of the object that is being read, and whether the next name is new.
///
/// A 64-bit mask of what the names look like answers nearly always without comparing: two ASCII names with different
/// bits differ. A name that is not ASCII may equal another of different bytes, so after one every name is compared.
struct MemberList {
  private var members: [(key: String, value: JSONValue)] = []
  private var index: [String: Int]?
  private var seen: UInt64 = 0

  init() { members.reserveCapacity(8) }

  /// Whether the name is new. `trait` has one bit for an ASCII name, all bits for any other.
  mutating func mayTake(_ key: String, _ trait: UInt64) -> Bool {
    defer { seen |= trait }
    guard seen & trait != 0 else { return true }
    if let index { return index[key] == nil }
    return !members.contains { $0.key == key }
  }

  mutating func append(_ key: String, _ value: JSONValue) {
    members.append((key, value))
    if index != nil {
      index?[key] = members.count - 1
    } else if members.count == JSONObject.indexedFrom {
      var fresh: [String: Int] = [:]
      for (place, member) in members.enumerated() { fresh[member.key] = place }
      index = fresh
    }
  }

  var object: JSONObject { JSONObject(distinct: members, index: index) }
}
