extension KeyedDecodingContainer where Key: CaseIterable & RawRepresentable<String> {
  /// The key of a value that is written as an object of one member, `{"delegate":"D-7"}`.
  /// - Throws: with the names that are possible, where there is none of them or more than one.
  func onlyKey() throws -> Key {
    guard let key = allKeys.first, allKeys.count == 1 else {
      let names = Key.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "expected exactly one of \(names)"))
    }
    return key
  }
}
