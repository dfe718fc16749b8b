import ForumCore
import Journal

// What a lane does when a commit failed or its outcome is not known.

extension Lane {
  /// On the writer's thread, after a commit failed: starts again from what is stored.
  func reload() {
    let (withdrawn, waiting, stored) = state.withLock { state in
      let withdrawn = writer.withdraw(stream)
      let waiting = state.waiting
      state.waiting = []
      state.undelivered = []
      state.nextSnapshot = nil
      do {
        let loaded = try Self.load(stream: stream, journal: journal, vault: vault)
        // What is stored although its commit was told as failed is delivered now.
        let more = loaded.seq - state.committed
        let news = more > 0 ? try journal.read(stream, after: state.committed, limit: more) : []
        state.undelivered = try news.map { committed($0, try Self.decode($0, vault), loaded.machine) }
        state.machine = loaded.machine
        state.head = loaded.seq
        state.lastAt = max(state.lastAt, loaded.at)
        state.keys = loaded.keys
        state.broken = nil
        setBegun(loaded.seq > 0)
      } catch {
        state.broken = .unavailable("\(error)")
      }
      noteDue(state)
      return (withdrawn, waiting, state.broken == nil ? state.head : state.committed)
    }
    let why = DeskError.unavailable("a change before it could not be stored")
    for order in withdrawn { order.done(.failure(why)) }
    for waiter in waiting { waiter.resume(.failure(why)) }
    committed(stored)
  }

  /// Tries again where the store could not be read after a failure.
  func mend() {
    if isToBeMended { reload() }
  }
}
