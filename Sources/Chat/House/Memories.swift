import ForumDesk
import Synchronization

/// The memories of conversations: the durable part as notes of the desk, the rest of those that spoke last at hand.
final class Memories: Sendable {
  private struct Recent {
    var memory: Memory
    /// What the note said when this was put here; where it says something else by now, the note is right.
    var kept: [UInt8]?
    var used: Int
  }

  private struct State {
    var recent: [String: Recent] = [:]
    var uses = 0
    var erasures = 0
  }

  private let desk: Desk
  private let most: Int
  private let state = Mutex(State())

  /// - Parameter most: how many conversations are at hand.
  init(desk: Desk, most: Int = 5000) {
    self.desk = desk
    self.most = most
  }

  func recall(_ note: String) throws -> Memory {
    let kept = try desk.note(note)
    return state.withLock { state in
      var memory = Memory(kept)
      if let recent = state.recent[note], recent.kept == kept { memory = recent.memory }
      memory.erasures = state.erasures
      return memory
    }
  }

  /// Forgets what replies said, everybody's: somebody was erased who may have been named in them. What is durable names nobody.
  func forgetReplies() {
    state.withLock { state in
      state.erasures += 1
      state.recent = [:]
    }
  }

  /// Returns when the durable part is durable; writes only where it is another than before.
  func keep(_ memory: Memory, as note: String) async throws {
    let bytes = memory.isWorthKeeping ? try memory.bytes() : nil
    var kept = try desk.note(note)
    if kept != bytes {
      try await desk.setNote(note, bytes)
      kept = bytes
    }
    state.withLock { state in
      guard memory.erasures == state.erasures else { return }
      state.uses += 1
      state.recent[note] = Recent(memory: memory, kept: kept, used: state.uses)
      if state.recent.count > most {
        let limit = state.uses - most / 2
        state.recent = state.recent.filter { $0.value.used > limit }
      }
    }
  }
}
