import Synchronization

/// A memory of the last few things, oldest forgotten first, so that nothing grows for ever.
public final class Recent<Value: Sendable>: Sendable {
  private struct State {
    var values: [String: Value] = [:]
    var order: [String] = []
    var first = 0
  }

  private let state = Mutex(State())
  private let most: Int

  /// - Parameter most: how many are remembered.
  public init(most: Int = 4096) { self.most = max(most, 1) }

  public subscript(key: String) -> Value? {
    get { state.withLock { $0.values[key] } }
    set { state.withLock { set(newValue, for: key, in: &$0) } }
  }

  /// What is remembered of the key; where nothing is, `value` is from now on.
  public func remembered(_ key: String, orElse value: Value) -> Value {
    state.withLock { state in
      if let known = state.values[key] { return known }
      set(value, for: key, in: &state)
      return value
    }
  }

  private func set(_ value: Value?, for key: String, in state: inout State) {
    let isNew = state.values.updateValueOrRemove(value, for: key)
    guard isNew else { return }
    state.order.append(key)
    while state.order.count - state.first > most {
      state.values[state.order[state.first]] = nil
      state.first += 1
    }
    if state.first > most {
      state.order.removeFirst(state.first)
      state.first = 0
    }
  }
}

extension Dictionary {
  /// Sets or removes, and tells whether the key was not there and is now.
  fileprivate mutating func updateValueOrRemove(_ value: Value?, for key: Key) -> Bool {
    let wasThere = self[key] != nil
    self[key] = value
    return !wasThere && value != nil
  }
}
