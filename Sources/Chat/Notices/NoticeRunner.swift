import ForumCore
import ForumDesk
import Logging
import Messaging
import Synchronization

/// Tells people on one platform what happened: follows every forum from what is kept durably and delivers at least once.
public final class NoticeRunner: Sendable {
  private let desk: Desk
  private let transport: any ChatTransport
  private let house: ChatHouse?
  private let notices: Notices
  private let patience: NoticePatience
  private let logger: Logger
  private let outboxes = Mutex<[ForumID: Outbox]>([:])

  /// - Parameter house: who answers in the same chats, and so is to know what a notice offers there.
  public init(
    desk: Desk, transport: any ChatTransport, house: ChatHouse? = nil, library: PhraseLibrary = .standard, patience: NoticePatience = NoticePatience(),
    logger: Logger = Logger(label: "rialto.notices")
  ) {
    self.desk = desk
    self.transport = transport
    self.house = house
    notices = Notices(library: library)
    self.patience = patience
    self.logger = logger
  }

  /// Runs until the task is cancelled. Forums that are made meanwhile are followed too.
  public func run() async {
    await withTaskGroup(of: Void.self) { group in
      var followed: Set<ForumID> = []
      while !Task.isCancelled {
        for forum in desk.forums where followed.insert(forum).inserted {
          group.addTask { await self.follow(forum) }
        }
        let now = desk.now
        for outbox in outboxes.withLock({ $0.values.filter { $0.wakeAt.map { $0 <= now } ?? false } }) { await outbox.release() }
        try? await Task.sleep(for: patience.betweenLooks)
      }
      group.cancelAll()
    }
  }

  private func follow(_ forum: ForumID) async {
    while !Task.isCancelled {
      let outbox = Outbox(desk: desk, forum: forum, transport: transport, house: house, notices: notices, patience: patience, logger: logger)
      do {
        try await outbox.open()
        outboxes.withLock { $0[forum] = outbox }
        try await follow(forum, into: outbox)
        await outbox.stop()
      } catch {
        await outbox.stop()
        logger.warning("\(transport.bot): notices of \(forum) are interrupted: \(error)")
        try? await Task.sleep(for: patience.firstWait)
      }
    }
  }

  private func follow(_ forum: ForumID, into outbox: Outbox) async throws {
    let known = try await desk.read(forum) { $0.seq }
    try await outbox.catchUp()
    let (changes, feed) = AsyncStream<[CommittedChange]>.makeStream()
    let subscription = try desk.subscribe(forum, after: await outbox.taken) { feed.yield($0) }
    defer { subscription.cancel() }
    for await batch in changes {
      // What is still owed may name who is erased: it is read anew from the journal.
      if batch.contains(where: { $0.seq > known && $0.change.kind == .delegateErased }) { return }
      try await outbox.take(batch)
    }
  }

  // MARK: - For those who drive the clock themselves

  /// Takes over all that is committed and sends all that may be sent now; returns when nothing is left to do at this moment. Not
  /// beside `run`.
  public func round() async throws {
    for forum in desk.forums {
      let outbox: Outbox
      if let known = outboxes.withLock({ $0[forum] }) {
        outbox = known
      } else {
        outbox = Outbox(desk: desk, forum: forum, transport: transport, house: house, notices: notices, patience: patience, logger: logger)
        try await outbox.open()
        outboxes.withLock { $0[forum] = outbox }
      }
      try await outbox.catchUp()
      await outbox.release()
      await outbox.idle()
    }
  }

  /// The first moment at which something that waits may be sent; nil where nothing waits.
  public var nextRelease: Instant? { outboxes.withLock { $0.values.compactMap(\.wakeAt).min() } }
}
