import ForumCore

// Programmes, and who is the same person in several forums (rule 28).

extension Desk {
  /// Makes a programme known or changes it.
  /// - Returns: the position in the journal of the house.
  public func setProgramme(_ programme: Programme, by actor: Actor) async throws -> Int {
    try await perform(SetProgramme(programme: programme), by: actor).seq
  }

  /// The programmes that are known, by name.
  public func programmes() async throws -> [Programme] {
    try await withCheckedThrowingContinuation { continuation in
      house.read({ $0.programmes.values.sorted { $0.id < $1.id } }) { continuation.resume(with: $0) }
    }
  }

  /// Counts a programme's indicators from what its forums are now.
  /// - Parameter only: counts that forum alone, which has to be one of the programme's.
  /// - Throws: `noSuchProgramme`.
  public func programmeReport(_ id: ProgrammeID, only: ForumID? = nil) async throws -> ProgrammeReport {
    guard let programme = try await programmes().first(where: { $0.id == id }) else { throw Self.noSuch(id) }
    var counted: [Forum] = []
    for forum in only.map({ [$0] }) ?? forums {
      // The state is shared until the forum changes; it is counted outside its lock.
      let state = try await read(forum) { programme.has($0) ? $0 : nil }
      if let state { counted.append(state) }
    }
    if only != nil && counted.isEmpty { throw Self.noSuch(id) }
    return ProgrammeReport(programme, over: counted)
  }

  private static func noSuch(_ id: ProgrammeID) -> Refusal { Refusal(.noSuchProgramme, ["reference": .text(id.value)]) }

  /// The person who has that address in a forum of the node; nil where nobody has. So whoever comes to a second forum is the same
  /// person there, and stays it when the address is erased.
  public func person(address: String?) -> PersonID? {
    guard let address = address?.lowercased(), !address.isEmpty else { return nil }
    for lane in lanesInOrder {
      if let found = lane.peek({ forum in forum.person(address: address) }) { return found }
    }
    return nil
  }

  /// The persons of all addresses, in lower case; for many at once.
  public func persons() -> [String: PersonID] {
    var found: [String: PersonID] = [:]
    for lane in lanesInOrder { found.merge(lane.peek(\.personsByAddress)) { first, _ in first } }
    return found
  }
}
