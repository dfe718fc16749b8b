/// Something wrong with a phrase file, for the translator.
public struct PhraseFault: Hashable, Sendable, CustomStringConvertible {
  /// Such as `fr.yaml`.
  public var file: String
  /// The phrase or entry, such as `meetings.title`; nil where the whole file is meant.
  public var key: String?
  public var problem: String

  public init(_ file: String, _ key: String?, _ problem: String) {
    self.file = file
    self.key = key
    self.problem = problem
  }

  public var description: String { key.map { "\(file): \($0): \(problem)" } ?? "\(file): \(problem)" }
}

/// Every fault that was found, not the first alone.
public struct PhraseFaults: Error, Hashable, Sendable, CustomStringConvertible {
  public var faults: [PhraseFault]

  public init(_ faults: [PhraseFault]) {
    self.faults = faults
  }

  public var description: String { faults.map(\.description).joined(separator: "\n") }
}
