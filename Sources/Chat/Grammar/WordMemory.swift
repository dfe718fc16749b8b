import Synchronization

/// Remembers the folded words of names, so that looking through thousands of people costs no folding each time.
final class WordMemory: Sendable {
  static let shared = WordMemory()

  private let known = Mutex<[String: [String]]>([:])
  private let most = 20_000

  /// Forgets all of them: somebody was erased.
  func forget() { known.withLock { $0.removeAll() } }

  func words(of text: String) -> [String] {
    if let words = known.withLock({ $0[text] }) { return words }
    let words = text.foldedWords
    known.withLock { known in
      if known.count >= most { known.removeAll() }
      known[text] = words
    }
    return words
  }
}
