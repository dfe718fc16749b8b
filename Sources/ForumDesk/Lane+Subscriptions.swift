import ForumCore
import Journal

// What a lane tells those who listen: first what was, then what comes.

extension Lane {
  /// Delivers every change after a position, in order, without gap or double. Reads the journal where the position is long
  /// past, so it is not to be called on an event loop. Deliveries must not block.
  /// - Returns: a number to unsubscribe with.
  func subscribe(after seq: Int, deliver: @escaping @Sendable ([Committed]) -> Void) throws -> Int {
    var position = max(seq, 0)
    while true {
      let joined = state.withLock { state -> Int? in
        let missed = state.recent(after: position, limit: Self.deliveredWhileJoining + 1)
        guard let missed, missed.count <= Self.deliveredWhileJoining else { return nil }
        // Within the lock, so that nothing comes between what was and what comes.
        if !missed.isEmpty { deliver(missed) }
        state.lastSubscriber += 1
        state.subscribers[state.lastSubscriber] = Subscriber(after: position, deliver: deliver)
        return state.lastSubscriber
      }
      if let joined { return joined }
      let page = try page(after: position, limit: 1000)
      if !page.isEmpty { deliver(page) }
      position = page.last?.seq ?? position
    }
  }

  /// So many changes are handed over under the lock at most.
  private static var deliveredWhileJoining: Int { 64 }

  func unsubscribe(_ number: Int) {
    state.withLock { $0.subscribers[number] = nil }
  }

  /// Committed changes after a position, at most so many; none where it is the last. May read the journal.
  func page(after position: Int, limit: Int) throws -> [Committed] {
    // What is stored may run ahead of what was told as committed; only that is given.
    let (recent, most) = state.withLock { state in
      (state.recent(after: position, limit: limit), min(limit, state.committed - position))
    }
    if let recent { return recent }
    let records = try journal.read(stream, after: position, limit: most)
    guard !records.isEmpty else { throw DeskError.damaged("\(stream): nothing is stored after \(position)") }
    let changes = try records.map { ($0, try Self.decode($0, cipher)) }
    return state.withLock { state in changes.map { committed($0, $1, state.machine) } }
  }

  /// A record as subscribers get it.
  func committed(_ record: Record, _ change: M.Change, _ machine: M) -> Committed {
    Committed(
      seq: record.seq, at: Instant(milliseconds: record.at), actor: Self.actor(record.actor), change: change,
      audience: events.audience(machine, change, record.seq))
  }
}

extension Lane.State {
  /// The committed changes after a position, if they are still at hand; nil where the journal has to be read.
  fileprivate func recent(after position: Int, limit: Int) -> [Lane.Committed]? {
    guard position < committed else { return [] }
    guard let oldest = recent.first?.seq, position + 1 >= oldest else { return nil }
    return Array(recent[(position + 1 - oldest)...].prefix(limit))
  }
}

extension Lane.Subscriber {
  func hear(_ news: [Lane.Committed]) {
    guard let last = news.last, last.seq > after else { return }
    deliver(news.first.map { $0.seq > after } ?? true ? news : news.filter { $0.seq > after })
  }
}
