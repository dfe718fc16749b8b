import Foundation
import Logging
import StrictJSON
import Synchronization

/// A bot's way in: answers what arrives, in order in each conversation, conversations beside each other.
///
/// A platform is told that something was taken only after it was answered, or kept durably to be answered. What comes again is answered
/// once: while it is under way it is the same, afterwards the inbox knows of it; its effect has happened once in any case.
public final class Intake: Sendable {
  private let chat: any ChatService
  private let courier: Courier
  private let inbox: any ChatInbox
  private let logger: Logger
  private let lanes = ChatLanes()
  private let running = Mutex<[String: Work]>([:])
  private let isResumed = Mutex(false)
  private let lastTaken = Mutex(0)

  /// One arrival under way.
  private struct Work {
    let arrival: Arrival
    let task: Task<Void, Never>
    /// Whether it is kept durably.
    var isKept = false
  }

  public init(chat: any ChatService, courier: Courier, inbox: any ChatInbox, logger: Logger) {
    self.chat = chat
    self.courier = courier
    self.inbox = inbox
    self.logger = logger
  }

  /// Answers what arrived.
  ///
  /// - Parameter patience: what is not answered by then is kept durably and goes on by itself; zero where the platform waits for no answer.
  /// - Throws: where the store is not available; then the platform has to deliver all of it again.
  public func take(_ arrivals: [Arrival], within patience: Duration = .seconds(2)) async throws {
    try resume()
    let (names, tasks) = start(arrivals, areKept: false)
    if patience > .zero, await Self.ended(tasks, within: patience) { return }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for name in names {
        guard let work = running.withLock({ $0[name] }), !work.isKept else { continue }
        group.addTask {
          let arrival = work.arrival
          let bytes = try StrictJSONEncoder().encode(arrival)
          try await self.inbox.keep(bytes, of: arrival.message)
          let isUnderWay = self.running.withLock { running in
            running[name]?.isKept = true
            return running[name] != nil
          }
          // It was answered in the meantime: nothing is kept of it.
          if !isUnderWay { try await self.inbox.answered(arrival.message) }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Begins to answer what was kept and not answered when the program ended; once, before anything is taken, however often it is called.
  /// - Throws: where the store is not available.
  public func resume() throws {
    try isResumed.withLock { isResumed in
      if !isResumed { try resumeKept() }
      isResumed = true
    }
  }

  private func resumeKept() throws {
    let kept = try inbox.unanswered(by: courier.bot).compactMap { bytes -> Arrival? in
      do { return try StrictJSONDecoder().decode(Arrival.self, from: bytes) } catch {
        logger.error("\(courier.bot): a kept message can not be read: \(error)")
        return nil
      }
    }
    if !kept.isEmpty { logger.info("\(courier.bot): answers \(kept.count) messages from before") }
    _ = start(kept.sorted { ($0.takenAt ?? 0) < ($1.takenAt ?? 0) }, areKept: true)
  }

  /// How many messages are under way.
  public var underWay: Int { running.withLock { $0.count } }

  /// Begins what is not under way yet.
  private func start(_ arrivals: [Arrival], areKept: Bool) -> (names: [String], tasks: [Task<Void, Never>]) {
    let names = arrivals.map { "\($0.message.chat)\n\($0.message.messageID)" }
    let tasks = running.withLock { running in
      zip(names, arrivals).map { name, arrival in
        if let work = running[name] { return work.task }
        let task = lanes.begin(in: arrival.message.chat) {
          let wasKept = await self.work(on: arrival, name)
          await self.end(arrival, name, wasKept: wasKept)
        }
        var stamped = arrival
        if !areKept { stamped.takenAt = self.stamp() }
        running[name] = Work(arrival: stamped, task: task, isKept: areKept)
        return task
      }
    }
    return (names, tasks)
  }

  private func stamp() -> Int {
    let now = Int(Date.now.timeIntervalSince1970 * 1_000_000)
    return lastTaken.withLock { last in
      last = max(last + 1, now)
      return last
    }
  }

  /// Ends the work on an arrival. What was kept of it after the inbox had been told that it is answered is let go.
  private func end(_ arrival: Arrival, _ name: String, wasKept: Bool) async {
    let isKept = running.withLock { $0.removeValue(forKey: name)?.isKept ?? false }
    guard isKept, !wasKept else { return }
    do { try await inbox.answered(arrival.message) } catch {
      logger.warning("\(courier.bot): an answered message stays in the inbox until the next start: \(error)")
    }
  }

  /// Answers an arrival, however long the store is away.
  /// - Returns: whether it was kept when the inbox was told that it is answered.
  private func work(on arrival: Arrival, _ name: String) async -> Bool {
    var failures = 0
    let patience = Patience()
    var replies: [ChatReply]?
    var isSent = false
    while !Task.isCancelled {
      do {
        if replies == nil {
          if try inbox.isAnswered(arrival.message) { isSent = true }
          replies = isSent ? [] : try await chat.receive(arrival.message)
        }
        if !isSent { try await courier.answer(replies ?? [], to: arrival) }
        isSent = true
        let wasKept = running.withLock { $0[name]?.isKept ?? false }
        try await inbox.answered(arrival.message)
        return wasKept
      } catch {
        if Task.isCancelled { return true }
        failures += 1
        if failures == 1 { logger.error("\(courier.bot): a message waits, the store is not there: \(error)") }
        try? await Task.sleep(for: patience.pause(afterFailures: failures))
      }
    }
    return true
  }

  /// Whether all have ended in time.
  private static func ended(_ tasks: [Task<Void, Never>], within patience: Duration) async -> Bool {
    let (ends, feed) = AsyncStream<Bool>.makeStream()
    Task {
      for task in tasks { await task.value }
      feed.yield(true)
      feed.finish()
    }
    let timer = Task {
      try? await Task.sleep(for: patience)
      feed.yield(false)
      feed.finish()
    }
    defer { timer.cancel() }
    return await ends.first { _ in true } ?? false
  }
}
