import Crypto
import ForumCore
import Foundation
import Synchronization

/// Enciphers what is personal with a key a person (AES-256-GCM); the person's name is bound in, so that text moved
/// from one person to another does not open.
///
/// Keys live in memory. A key is made when a person is first sealed for, and waits until a batch takes it to the
/// journal. Order that keeps every record readable: gather the entries of a batch first, then call `takeNewKeys`; if
/// the batch failed, `putBack` the keys.
public final class Vault: PersonalCipher, Sendable {
  private struct State {
    /// `nil` for a person who was erased.
    var keys: [PersonID: SymmetricKey?] = [:]
    var new: [PersonKey] = []
  }

  private let state: Mutex<State>

  /// - Parameter keys: as the journal has them.
  public init(_ keys: [PersonKey] = []) {
    var start = State()
    for key in keys { start.keys[key.person] = .some(key.key.map { SymmetricKey(data: $0) }) }
    state = Mutex(start)
  }

  /// - Returns: `nil` for a person who was erased.
  public func seal(_ plain: [UInt8], for person: PersonID) throws -> String? {
    guard let key = state.withLock({ state in Self.key(of: person, &state) }) else { return nil }
    let box = try AES.GCM.seal(plain, using: key, authenticating: Array(person.value.utf8))
    guard let combined = box.combined else { throw VaultError.altered(person) }
    return combined.base64EncodedString()
  }

  /// - Returns: `nil` for a person who was erased.
  /// - Throws: `VaultError.altered` where the text was changed or is another person's, `unknown` where there never
  ///   was a key.
  public func open(_ sealed: String, of person: PersonID) throws -> [UInt8]? {
    guard let known = state.withLock({ $0.keys[person] }) else { throw VaultError.unknown(person) }
    guard let key = known else { return nil }
    guard let bytes = Data(base64Encoded: sealed), let box = try? AES.GCM.SealedBox(combined: bytes),
      let plain = try? AES.GCM.open(box, using: key, authenticating: Array(person.value.utf8))
    else { throw VaultError.altered(person) }
    return Array(plain)
  }

  /// The keys made since the last call, for the batch that is about to be written.
  public func takeNewKeys() -> [PersonKey] {
    state.withLock { state in
      defer { state.new = [] }
      return state.new
    }
  }

  /// Takes keys back whose batch was not written, but for persons who were erased meanwhile: their keys would be
  /// refused with every batch after.
  public func putBack(_ keys: [PersonKey]) {
    state.withLock { state in
      let wanted = keys.filter { key in if case .some(.some) = state.keys[key.person] { true } else { false } }
      state.new.insert(contentsOf: wanted, at: 0)
    }
  }

  /// Forgets a person's key. Call it once the journal has erased it.
  public func erase(_ person: PersonID) {
    state.withLock { state in
      state.keys[person] = .some(nil)
      state.new.removeAll { $0.person == person }
    }
  }

  /// Whether there is a key for the person that is not erased.
  public func has(_ person: PersonID) -> Bool {
    state.withLock { state in if case .some(.some) = state.keys[person] { true } else { false } }
  }

  /// Whether there is a key for the person, or was one.
  func knows(_ person: PersonID) -> Bool { state.withLock { $0.keys[person] != nil } }

  private static func key(of person: PersonID, _ state: inout State) -> SymmetricKey? {
    switch state.keys[person] {
    case .some(let key): return key
    case .none:
      let key = SymmetricKey(size: .bits256)
      state.keys[person] = .some(key)
      state.new.append(PersonKey(person: person, key: key.withUnsafeBytes { Array($0) }))
      return key
    }
  }
}

/// Why the vault refused.
public enum VaultError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The sealed text was changed, or belongs to another person.
  case altered(PersonID)
  /// There never was a key for this person.
  case unknown(PersonID)

  public var description: String {
    switch self {
    case .altered(let person): "what is kept of \(person) was altered"
    case .unknown(let person): "there is no key for \(person)"
    }
  }
}
