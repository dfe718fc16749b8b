import ForumCore

/// What an import needs to know besides the file.
public struct ImportOptions {
  /// The forum that the content is for. Nil means the one that the file names; only forum files name one.
  public var forum: ForumID?
  /// The settings of the forum where it is there already. A schedule or a table of people then leaves them as they are.
  public var existing: ForumSettings?
  /// The zone of wall-clock times where neither the file nor the forum says one.
  public var zone: ForumZone?
  /// Makes a fresh random name of a person; randomness is the caller's.
  public var makePerson: () -> PersonID
  /// The persons who are known already, by their addresses in lower case: whoever comes to a second forum is the same person.
  public var persons: [String: PersonID] = [:]
  /// Whether rows of a table that have faults are left out, with a note each, instead of refusing the whole.
  public var skipsFaultyRows = false

  public init(forum: ForumID? = nil, existing: ForumSettings? = nil, zone: ForumZone? = nil, makePerson: @escaping () -> PersonID) {
    self.forum = forum
    self.existing = existing
    self.zone = zone
    self.makePerson = makePerson
  }

  /// The person with that address, or a new one.
  func person(_ email: String?) -> PersonID { email.flatMap { persons[$0.lowercased()] } ?? makePerson() }
}
