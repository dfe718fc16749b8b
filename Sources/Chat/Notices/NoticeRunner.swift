import ForumCore
import ForumDesk
import Logging

/// Tells people on one platform what happened: follows every forum from a durable cursor and delivers at least once.
public final class NoticeRunner: Sendable {
  private let desk: Desk
  private let transport: any ChatTransport
  private let notices: Notices
  private let patience: NoticePatience
  private let logger: Logger

  public init(
    desk: Desk, transport: any ChatTransport, library: PhraseLibrary = .standard, patience: NoticePatience = NoticePatience(),
    logger: Logger = Logger(label: "rialto.notices")
  ) {
    self.desk = desk
    self.transport = transport
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
        try? await Task.sleep(for: patience.betweenLooks)
      }
      group.cancelAll()
    }
  }

  /// The name of the note that keeps how far a forum's notices are delivered.
  private func cursorName(_ forum: ForumID) -> String { "outbox:\(transport.bot):\(forum)" }

  private func follow(_ forum: ForumID) async {
    while !Task.isCancelled {
      do {
        let cursor = try desk.note(cursorName(forum)).flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
        let name = cursorName(forum)
        let outbox = Outbox(transport: transport, after: cursor, patience: patience, logger: logger) { [desk] seq in
          try await desk.setNote(name, Array(String(seq).utf8))
        }
        try await follow(forum, after: cursor, into: outbox)
      } catch {
        logger.warning("\(transport.bot): notices of \(forum) are interrupted: \(error)")
        try? await Task.sleep(for: patience.firstWait)
      }
    }
  }

  private func follow(_ forum: ForumID, after cursor: Int, into outbox: Outbox) async throws {
    let known = try await desk.read(forum) { $0.seq }
    let (changes, feed) = AsyncStream<[CommittedChange]>.makeStream()
    let subscription = try desk.subscribe(forum, after: cursor) { feed.yield($0) }
    defer { subscription.cancel() }
    do {
      for await batch in changes {
        guard let last = batch.last else { continue }
        // What is still owed may name who is erased: it is written anew from the cursor on.
        if batch.contains(where: { $0.seq > known && $0.change.kind == .delegateErased }) { break }
        await outbox.take(try await owed(batch, in: forum), upTo: last.seq)
      }
    } catch {
      await outbox.stop()
      throw error
    }
    await outbox.stop()
  }

  /// The messages to the accounts that were linked before the change. Links made later hear of what happens later.
  private func owed(_ batch: [CommittedChange], in forum: ForumID) async throws -> [Outbox.Owed] {
    let now = desk.now
    return try await desk.read(forum) { state in
      let links = Dictionary(grouping: state.chatLinks.filter { $0.bot == self.transport.bot }, by: \.delegate)
      guard !links.isEmpty else { return [] }
      return batch.flatMap { change in
        self.notices.of(change, in: state, now: now).flatMap { notice -> [Outbox.Owed] in
          let reached = (links[notice.recipient] ?? []).filter { $0.position < change.seq }.compactMap(\.account.value)
          return reached.enumerated().filter { $0.element.account != notice.exceptAccount }.map { number, account in
            let key = "\(forum):\(change.seq):\(notice.recipient):\(self.transport.bot)" + (number == 0 ? "" : ":\(number + 1)")
            return Outbox.Owed(seq: change.seq, message: OutgoingMessage(key: key, chat: account.chat, reply: notice.reply))
          }
        }
      }
    }
  }
}
