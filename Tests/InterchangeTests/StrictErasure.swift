import ForumCore
import StrictJSON

/// Makes personal values as the store gives them back after an erasure.
enum StrictErasure {
  static func erased<Value: Codable & Hashable & Sendable>(_ type: Value.Type, of person: PersonID) throws -> Personal<Value> {
    try StrictJSONDecoder().decode(Personal<Value>.self, from: .object(["person": .string(person.value)]))
  }
}
