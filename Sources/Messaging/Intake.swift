import Foundation
import Logging
import StrictJSON
import Synchronization

/// A bot's way in: answers what arrives, in order in each conversation, conversations beside each other.
///
/// A platform is told that something was taken only after it was answered, or kept durably to be answered. What comes again is answered
/// once: while it is under way it is the same, afterwards the inbox knows of it; its effect has happened once in any case.
///
/// A conversation that writes faster than it is answered takes up no more memory than `most` messages: what is beyond is in the inbox alone and is
/// taken up, in its order, when those are answered. It is asked for patience once each time that it comes to that.
public final class Intake: Sendable {
  private let chat: any ChatService
  private let courier: Courier
  private let inbox: any ChatInbox
  private let most: Int
  private let logger: Logger
  private let lanes = ChatLanes()
  private let book = Mutex(Book())
  private let isResumed = Mutex(false)
  private let lastTaken = Mutex(0)

  /// One arrival under way.
  private struct Work {
    let arrival: Arrival
    let task: Task<Void, Never>
    /// Whether it is kept durably.
    var isKept = false
  }

  /// What one conversation has in the inbox alone.
  private struct Flood {
    /// How many are being written there just now.
    var keeping = 0
    /// How many have come to it.
    var arrivals = 0
    /// Whether it is about to be taken up.
    var isTakenUp = false
  }

  private struct Book {
    var works: [String: Work] = [:]
    /// How many of them each conversation has.
    var counts: [String: Int] = [:]
    /// By conversation.
    var floods: [String: Flood] = [:]
  }

  /// What `start` has made of arrivals.
  private struct Started {
    var names: [String] = []
    var tasks: [Task<Void, Never>] = []
    /// Those that go to the inbox alone.
    var held: [Arrival] = []
    /// The first of those for each conversation that did not have any.
    var firsts: [Arrival] = []
  }

  /// - Parameter most: how many messages of one conversation are in memory.
  public init(chat: any ChatService, courier: Courier, inbox: any ChatInbox, most: Int = 256, logger: Logger) {
    self.chat = chat
    self.courier = courier
    self.inbox = inbox
    self.most = max(most, 1)
    self.logger = logger
  }

  /// Answers what arrived.
  ///
  /// - Parameter patience: what is not answered by then is kept durably and goes on by itself; zero where the platform waits for no answer.
  /// - Throws: where the store is not available; then the platform has to deliver all of it again.
  public func take(_ arrivals: [Arrival], within patience: Duration = .seconds(2)) async throws {
    try resume()
    let started = start(arrivals, areKept: false)
    for arrival in started.firsts { askForPatience(arrival.message) }
    if started.held.isEmpty, patience > .zero, await Self.ended(started.tasks, within: patience) { return }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for arrival in started.held { group.addTask { try await self.hold(arrival) } }
      for name in started.names {
        guard let work = book.withLock({ $0.works[name] }), !work.isKept else { continue }
        group.addTask {
          let arrival = work.arrival
          try await self.keep(arrival)
          let isUnderWay = self.book.withLock { book in
            book.works[name]?.isKept = true
            return book.works[name] != nil
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
    let kept = try kept()
    if !kept.isEmpty { logger.info("\(courier.bot): answers \(kept.count) messages from before") }
    _ = start(kept, areKept: true)
  }

  /// How many messages are under way, without those that are in the inbox alone.
  public var underWay: Int { book.withLock { $0.works.count } }

  /// Begins what is not under way yet, or leaves it to the inbox.
  private func start(_ arrivals: [Arrival], areKept: Bool) -> Started {
    book.withLock { book in
      var started = Started()
      for arrival in arrivals {
        let (name, chat) = (Self.name(of: arrival), arrival.message.chat)
        var stamped = arrival
        if !areKept { stamped.takenAt = stamp() }
        if let work = book.works[name] {
          started.names.append(name)
          started.tasks.append(work.task)
        } else if book.floods[chat] == nil, book.counts[chat, default: 0] < most {
          started.names.append(name)
          started.tasks.append(begin(stamped, name, isKept: areKept, in: &book))
        } else {
          if book.floods[chat] == nil { started.firsts.append(stamped) }
          started.held.append(stamped)
          book.floods[chat, default: Flood()].arrivals += 1
          if !areKept { book.floods[chat]?.keeping += 1 }
        }
      }
      return started
    }
  }

  private func begin(_ arrival: Arrival, _ name: String, isKept: Bool, in book: inout Book) -> Task<Void, Never> {
    let task = lanes.begin(in: arrival.message.chat) {
      let wasKept = await self.work(on: arrival, name)
      await self.end(arrival, name, wasKept: wasKept)
    }
    book.works[name] = Work(arrival: arrival, task: task, isKept: isKept)
    book.counts[arrival.message.chat, default: 0] += 1
    return task
  }

  private static func name(of arrival: Arrival) -> String { "\(arrival.message.chat)\n\(arrival.message.messageID)" }

  private func stamp() -> Int {
    let now = Int(Date.now.timeIntervalSince1970 * 1_000_000)
    return lastTaken.withLock { last in
      last = max(last + 1, now)
      return last
    }
  }

  /// Ends the work on an arrival. What was kept of it after the inbox had been told that it is answered is let go.
  private func end(_ arrival: Arrival, _ name: String, wasKept: Bool) async {
    let chat = arrival.message.chat
    let isKept = book.withLock { book in
      let left = (book.counts[chat] ?? 1) - 1
      book.counts[chat] = left > 0 ? left : nil
      return book.works.removeValue(forKey: name)?.isKept ?? false
    }
    if isKept, !wasKept {
      do { try await inbox.answered(arrival.message) } catch {
        logger.warning("\(courier.bot): an answered message stays in the inbox until the next start: \(error)")
      }
    }
    goOn(chat)
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
        let wasKept = book.withLock { $0.works[name]?.isKept ?? false }
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

  // MARK: - What is in the inbox

  private func keep(_ arrival: Arrival) async throws { try await inbox.keep(StrictJSONEncoder().encode(arrival), of: arrival.message) }

  /// What is kept and not answered, in the order in which it came.
  private func kept() throws -> [Arrival] {
    try inbox.unanswered(by: courier.bot).compactMap { bytes -> Arrival? in
      do { return try StrictJSONDecoder().decode(Arrival.self, from: bytes) } catch {
        logger.error("\(courier.bot): a kept message can not be read: \(error)")
        return nil
      }
    }.sorted { ($0.takenAt ?? 0) < ($1.takenAt ?? 0) }
  }

  /// Keeps what has to wait there until its conversation has been answered so far.
  private func hold(_ arrival: Arrival) async throws {
    let chat = arrival.message.chat
    defer {
      book.withLock { $0.floods[chat]?.keeping -= 1 }
      goOn(chat)
    }
    try await keep(arrival)
  }

  /// Takes up what is held of a conversation, where nothing of it is under way.
  private func goOn(_ chat: String) {
    let isDue = book.withLock { book in
      guard book.counts[chat] == nil, book.floods[chat]?.isTakenUp == false else { return false }
      book.floods[chat]?.isTakenUp = true
      return true
    }
    if isDue { lanes.begin(in: chat) { await self.takeUp(chat) } }
  }

  private func takeUp(_ chat: String) async {
    let patience = Patience()
    var failures = 0
    while !Task.isCancelled {
      let arrivals = book.withLock { $0.floods[chat]?.arrivals }
      do {
        let held = try kept().filter { $0.message.chat == chat }
        if begin(held, of: chat, seen: arrivals) { return }
      } catch {
        failures += 1
        if failures == 1 { logger.error("\(courier.bot): what is held waits, the store is not there: \(error)") }
        try? await Task.sleep(for: patience.pause(afterFailures: failures))
      }
    }
  }

  /// Begins what was found held of a conversation.
  /// - Parameter seen: how many had come to it before it was looked for.
  /// - Returns: false where it has to be looked for once more.
  private func begin(_ held: [Arrival], of chat: String, seen: Int?) -> Bool {
    book.withLock { book in
      for arrival in held.prefix(most) { _ = begin(arrival, Self.name(of: arrival), isKept: true, in: &book) }
      guard let flood = book.floods[chat] else { return true }
      if held.count <= most, flood.keeping == 0, flood.arrivals == seen {
        book.floods[chat] = nil
        return true
      }
      // When one is answered, or kept, the next are taken up; where there is neither, one came between.
      guard !held.isEmpty || flood.keeping > 0 else { return false }
      book.floods[chat]?.isTakenUp = false
      return true
    }
  }

  private func askForPatience(_ message: IncomingMessage) {
    logger.notice("\(courier.bot): a conversation writes more than is answered at once; the rest is held in the inbox")
    Task {
      guard let reply = await chat.askForPatience(message) else { return }
      do { try await courier.deliver(OutgoingMessage(key: "patience-\(message.messageID)", chat: message.chat, reply: reply)) } catch {
        logger.debug("\(courier.bot): a conversation could not be asked for patience: \(error)")
      }
    }
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
