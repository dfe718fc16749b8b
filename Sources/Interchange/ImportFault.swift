/// One thing in a file that stands in the way of taking it over.
public struct ImportFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where it is: `line 12, column 3, sessions[3].start`, `row 7`, `schedule.conference.days[0]`.
  public var place: String
  /// What is wrong and what would be right, in a sentence without a full stop.
  public var message: String

  public init(place: String, message: String) {
    self.place = place
    self.message = message
  }

  public var description: String { place.isEmpty ? message : "\(place): \(message)" }
}

/// All that stands in the way, so that a file can be put right in one go. Nothing of the file was taken over.
public struct ImportFaults: Error, Hashable, Sendable, CustomStringConvertible {
  /// The first faults, in the order of the file.
  public var faults: [ImportFault]
  /// How many there are in all, those that are not listed included.
  public var count: Int

  /// The most faults that are listed.
  public static let listed = 200

  public init(_ faults: [ImportFault]) {
    self.faults = Array(faults.prefix(Self.listed))
    count = faults.count
  }

  public var description: String {
    let lines = faults.map(\.description) + (count > faults.count ? ["and \(count - faults.count) more"] : [])
    return lines.joined(separator: "\n")
  }
}

/// Gathers the faults and notes of one import while it is read.
final class Findings {
  private(set) var faults: [ImportFault] = []
  private(set) var notes: [String] = []
  private var unlisted = 0

  func fault(_ place: String, _ message: String) {
    if faults.count < ImportFaults.listed {
      faults.append(ImportFault(place: place, message: message))
    } else {
      unlisted += 1
    }
  }

  func note(_ text: String) {
    if notes.count < ImportFaults.listed { notes.append(text) }
  }

  /// - Throws: all faults, where there are any.
  func check() throws(ImportFaults) {
    guard !faults.isEmpty else { return }
    var all = ImportFaults(faults)
    all.count += unlisted
    throw all
  }
}

extension ImportFaults {
  /// The single fault of a file that can not be read at all.
  init(_ place: String, _ message: String) { self.init([ImportFault(place: place, message: message)]) }
}
