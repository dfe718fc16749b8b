import ForumCore

// Rule 9.

extension Referee {
  func limits(of delegate: DelegateID) -> ForumSettings.Limits {
    guard let all = settings?.limits else { return .init() }
    guard let kind = kindOf[delegate], let own = settings?.limitsByKind[kind] else { return all }
    return .init(perForum: own.perForum ?? all.perForum, perBlock: own.perBlock ?? all.perBlock, requests: own.requests ?? all.requests)
  }

  /// How many meetings of theirs count, in the forum or in a block; what they interpret does not.
  func count(of delegate: DelegateID, but numbers: [Int], in block: BlockID? = nil) -> Int {
    open.count { position in
      guard !numbers.contains(rows[position].number), rows[position].counts(for: delegate) else { return false }
      return block == nil || rows[position].places.contains { $0.slot.block == block }
    }
  }

  func checkLimit(of delegate: DelegateID, but numbers: [Int]) throws(Violation) {
    guard let most = limits(of: delegate).perForum else { return }
    let count = count(of: delegate, but: numbers)
    if count >= most { throw Violation(.limit, "\(delegate) has \(count) of \(most)") }
  }

  func checkLimit(of delegate: DelegateID, in block: BlockID, but numbers: [Int]) throws(Violation) {
    guard let most = limits(of: delegate).perBlock else { return }
    let count = count(of: delegate, but: numbers, in: block)
    if count >= most { throw Violation(.limit, "\(delegate) has \(count) of \(most) in \(block)") }
  }
}
