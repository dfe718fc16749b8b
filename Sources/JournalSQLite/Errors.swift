import Foundation
import GRDB
import Journal

extension JournalError {
  /// What SQLite said, in our words.
  package init(_ error: DatabaseError) {
    switch error.resultCode {
    case .SQLITE_FULL: self = .full
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_NOTADB: self = .corrupt("it is not an SQLite database")
    case .SQLITE_CORRUPT: self = .corrupt("it was damaged or cut short")
    case .SQLITE_CANTOPEN: self = .failed("its file could not be opened")
    default: self = .failed(error.message ?? "SQLite error \(error.extendedResultCode.rawValue)")
    }
  }

  /// Runs work and lets nothing but a `JournalError` out.
  static func guarding<T>(_ work: () throws -> T) throws(JournalError) -> T {
    do {
      return try work()
    } catch let error as JournalError {
      throw error
    } catch let error as DatabaseError {
      throw JournalError(error)
    } catch {
      throw .failed("\(error)")
    }
  }
}

extension Row {
  /// The value of a column, checked: a damaged file may hold anything.
  func take<Value: DatabaseValueConvertible>(_ column: Int, _ type: Value.Type = Value.self) throws -> Value {
    let value: DatabaseValue = self[column]
    guard let found = Value.fromDatabaseValue(value) else {
      throw JournalError.corrupt("a column holds a value of the wrong kind")
    }
    return found
  }

  /// The bytes of a column that is not NULL.
  func bytes(_ column: Int) throws -> [UInt8] {
    try withUnsafeData(atIndex: column) { data in
      guard let data else { throw JournalError.corrupt("a column has no value") }
      return [UInt8](data)
    }
  }

  /// The bytes of a column; `nil` where it is NULL.
  func bytesIfAny(_ column: Int) throws -> [UInt8]? { try withUnsafeData(atIndex: column) { $0.map { [UInt8]($0) } } }
}
