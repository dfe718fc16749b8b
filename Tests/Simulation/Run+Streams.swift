import ForumCore

extension Run {
  /// A reader who comes and goes and asks for what came after the last position they saw gets each change that they may see
  /// once and in order; who may see a change is the same later as when it happened.
  mutating func checkStreams() throws(Violation) {
    for number in 0...min(world.forum.lastDelegate, 6) {
      let reader = DelegateID(number)
      let whole = visible(to: reader, after: 0, most: .max)
      var read: [Int] = []
      while true {
        let page = visible(to: reader, after: read.last ?? 0, most: world.dice.roll(in: 1...20))
        if page.isEmpty { break }
        read += page
      }
      guard read == whole, zip(read, read.dropFirst()).allSatisfy({ $0 < $1 }) else { throw Violation(.stream, "\(reader)") }
    }
    for (position, entry) in world.journal.enumerated() where entry.audience != world.forum.audience(of: entry.change, at: position + 1) {
      // Who manages a delegation is for those to know who are in it now.
      if case .managerSet = entry.change { continue }
      // What is of an alliance is for those who are in it now.
      if entry.change.isOfAlliance { continue }
      throw Violation(.stream, "the audience of \(position + 1) is another one later")
    }
  }

  private func visible(to reader: DelegateID, after position: Int, most: Int) -> [Int] {
    var found: [Int] = []
    for number in position..<world.journal.count where world.journal[number].audience?.includes(.attendee, reader) == true {
      found.append(number + 1)
      if found.count == most { break }
    }
    return found
  }
}
