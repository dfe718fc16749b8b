import Logging

/// What one bot still owes to people because of one forum: in order for each conversation, conversations beside each other.
///
/// The cursor stands behind the last position of the journal up to which all is delivered, so nothing is lost by a crash;
/// what was delivered beyond it is delivered again with the same key.
actor Outbox {
  private let transport: any ChatTransport
  private let patience: NoticePatience
  private let logger: Logger
  private let keep: @Sendable (Int) async throws -> Void

  private var queues: [String: [Owed]] = [:]
  private var lanes: [String: Task<Void, Never>] = [:]
  /// How many messages of each position are not delivered yet.
  private var open: [Int: Int] = [:]
  private var taken: Int
  private var kept: Int
  private var isKeeping = false

  struct Owed: Sendable {
    var seq: Int
    var message: OutgoingMessage
  }

  /// How far the cursor may fall behind while nothing is owed, so that not every change writes it.
  private static let slack = 500

  init(
    transport: any ChatTransport, after cursor: Int, patience: NoticePatience, logger: Logger, keep: @escaping @Sendable (Int) async throws -> Void
  ) {
    self.transport = transport
    self.patience = patience
    self.logger = logger
    self.keep = keep
    taken = cursor
    kept = cursor
  }

  /// Takes over what is owed up to a position of the journal.
  func take(_ owed: [Owed], upTo seq: Int) async {
    taken = max(taken, seq)
    for one in owed {
      open[one.seq, default: 0] += 1
      queues[one.message.chat, default: []].append(one)
    }
    for chat in Set(owed.map(\.message.chat)) where lanes[chat] == nil {
      lanes[chat] = Task { await self.run(chat) }
    }
    if taken - kept >= Self.slack { await keepCursor() }
  }

  /// Ends the deliveries; what is not delivered stays owed.
  func stop() async {
    let running = lanes.values
    for lane in running { lane.cancel() }
    for lane in running { await lane.value }
    await keepCursor()
  }

  private func run(_ chat: String) async {
    while !Task.isCancelled, let next = queues[chat]?.first {
      guard await deliver(next.message) else { break }
      queues[chat]?.removeFirst()
      open[next.seq, default: 1] -= 1
      if open[next.seq] == 0 { open[next.seq] = nil }
      await keepCursor()
    }
    if queues[chat]?.isEmpty == true { queues[chat] = nil }
    lanes[chat] = nil
  }

  /// False where the runner was stopped meanwhile.
  private func deliver(_ message: OutgoingMessage) async -> Bool {
    var wait = patience.firstWait
    for attempt in 1...max(1, patience.attempts) {
      do {
        try await transport.deliver(message)
        return true
      } catch {
        if Task.isCancelled { return false }
        if attempt == 1 { logger.warning("\(transport.bot): a notice could not be delivered and is tried again: \(error)") }
        do { try await Task.sleep(for: wait) } catch { return false }
        wait = min(wait * 2, patience.longestWait)
      }
    }
    logger.error("\(transport.bot): notice \(message.key) is given up after \(patience.attempts) attempts")
    return true
  }

  private func keepCursor() async {
    guard !isKeeping else { return }
    isKeeping = true
    defer { isKeeping = false }
    while true {
      let cursor = open.keys.min().map { $0 - 1 } ?? taken
      guard cursor > kept else { return }
      do {
        try await keep(cursor)
        kept = cursor
      } catch {
        logger.warning("\(transport.bot): the cursor could not be kept: \(error)")
        return
      }
    }
  }
}
