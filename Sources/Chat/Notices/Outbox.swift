import ForumCore
import ForumDesk
import Logging
import Messaging
import StrictJSON
import Synchronization

/// What one bot still owes to people because of one forum: in order for each chat, chats beside each other.
///
/// What is owed to a chat and not sent yet is noted by its positions in the journal, so nothing is lost by a crash; what was being sent
/// then is sent again as the same message with the same key. The cursor stands before the first change that no note knows of.
actor Outbox {
  private let desk: Desk
  private let forum: ForumID
  private let transport: any ChatTransport
  private let house: ChatHouse?
  private let notices: Notices
  private let patience: NoticePatience
  private let logger: Logger

  /// By the position at which the chat was linked.
  private var lanes: [Int: NoticeLane] = [:]
  private var running: [Int: Task<Void, Never>] = [:]
  /// All changes up to there are distributed to the lanes.
  private(set) var taken = 0
  private var kept = 0
  private var isKeeping = false
  private nonisolated let wake = Mutex<Instant?>(nil)

  /// How far the cursor may fall behind, so that not every change writes it.
  private static let slack = 500
  /// Changes that are read at once.
  private static let page = 1000

  init(desk: Desk, forum: ForumID, transport: any ChatTransport, house: ChatHouse?, notices: Notices, patience: NoticePatience, logger: Logger) {
    self.desk = desk
    self.forum = forum
    self.transport = transport
    self.house = house
    self.notices = notices
    self.patience = patience
    self.logger = logger
  }

  /// The first moment at which some chat's quiet hours end; nil where none waits for that.
  nonisolated var wakeAt: Instant? { wake.withLock { $0 } }

  // MARK: - Taking over

  /// Loads what was kept when the program ended.
  func open() async throws {
    taken = try desk.note(cursorName).flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    kept = taken
    let bot = transport.bot
    let links = try await desk.read(forum) { state in state.chatLinks.filter { $0.bot == bot }.map { ($0.position, $0.delegate) } }
    for (link, delegate) in links {
      guard let bytes = try desk.note(noteName(link)) else { continue }
      let note = try StrictJSONDecoder().decode(NoticeLane.Note.self, from: bytes)
      let changes = try note.owed.flatMap { try desk.changes(forum, after: $0 - 1, limit: 1) }
      let owed = try await desk.read(forum) { state in changes.map { NoticeLane.Owed(change: $0, isUrgent: $0.isUrgent(in: state)) } }
      lanes[link] = NoticeLane(link: link, delegate: delegate, note, owed: owed)
      start(link)
    }
  }

  /// Takes over all that is committed and was not taken yet.
  func catchUp() async throws {
    while true {
      var changes = try desk.changes(forum, after: taken, limit: Self.page)
      guard let last = changes.last else { return }
      // The changes of one command are taken together.
      if changes.count == Self.page, let end = changes.lastIndex(where: { !$0.isOfSameCommand(as: last) }) {
        changes.removeLast(changes.count - 1 - end)
      }
      try await take(changes)
    }
  }

  /// Takes over changes, in order; those that were taken before are passed over.
  ///
  /// A chat hears of what happened after it was linked.
  func take(_ batch: [CommittedChange]) async throws {
    guard let last = batch.last, last.seq > taken else { return }
    let bot = transport.bot
    typealias News = (link: Int, delegate: DelegateID, owed: NoticeLane.Owed)
    let news = try await desk.read(forum) { [notices] state -> [News] in
      let told = batch.map { ($0, notices.told(of: $0, in: state)) }
      let recipients = Set(told.flatMap(\.1))
      guard !recipients.isEmpty else { return [] }
      let links = Dictionary(grouping: state.chatLinks.filter { $0.bot == bot && recipients.contains($0.delegate) }, by: \.delegate)
      return told.flatMap { change, recipients -> [News] in
        let except = Notices.exceptAccount(change.change)
        return recipients.flatMap { recipient -> [News] in
          (links[recipient] ?? []).filter { $0.position < change.seq && ($0.account.value?.account ?? except) != except }.map {
            ($0.position, recipient, NoticeLane.Owed(change: change, isUrgent: change.isUrgent(in: state)))
          }
        }
      }
    }
    for (link, delegate, owed) in news { lanes[link, default: NoticeLane(link: link, delegate: delegate)].take(owed) }
    taken = max(taken, last.seq)
    for link in Set(news.map(\.link)) { start(link) }
    if batch.contains(where: { $0.change.mayEndQuiet }) { for link in lanes.keys { start(link) } }
    if taken - kept >= Self.slack { await keepCursor() }
  }

  /// Looks after the chats whose quiet hours are over.
  func release() {
    let now = desk.now
    for (link, lane) in lanes { if let end = lane.wakeAt, end <= now { start(link) } }
    let next = lanes.values.compactMap(\.wakeAt).min()
    wake.withLock { $0 = next }
  }

  /// Returns when nothing is being sent.
  func idle() async {
    while let task = running.values.first { await task.value }
  }

  /// Ends the deliveries; what is not delivered stays owed.
  func stop() async {
    for task in running.values { task.cancel() }
    await idle()
    await keepCursor()
  }

  // MARK: - Sending

  private func start(_ link: Int) {
    guard running[link] == nil, lanes[link]?.owed.isEmpty == false else { return }
    lanes[link]?.wakeAt = nil
    running[link] = Task {
      await self.run(link)
      self.end(link)
    }
  }

  private func end(_ link: Int) {
    running[link] = nil
    // What came while it was about to end.
    if let lane = lanes[link], !lane.owed.isEmpty, lane.wakeAt == nil, !Task.isCancelled { start(link) }
  }

  private func run(_ link: Int) async {
    while !Task.isCancelled, let lane = lanes[link] {
      do {
        let (bot, now, grace) = (transport.bot, desk.now, patience.afterQuiet)
        switch try await desk.read(forum, { [notices] in lane.next(in: $0, bot: bot, now: now, grace: grace, notices) }) {
        case .nothing: return
        case .gone:
          lanes[link] = nil
          return try await desk.setNote(noteName(link), nil)
        case .wait(let end):
          lanes[link]?.wait(until: end)
          wake.withLock { $0 = min($0 ?? end, end) }
          if lane.through > lane.notedThrough { try await keep(link) }
          // What has come meanwhile may not be able to wait.
          if lanes[link]?.through == lane.through { return }
        case .send(let seqs, let message, let account):
          let mustNote = lane.mustNote(seqs)
          lanes[link]?.begin(seqs)
          if mustNote { try await keep(link) }
          guard await deliver(message, to: link, account) else { continue }
          lanes[link]?.finish()
          try await keep(link)
        }
      } catch {
        if Task.isCancelled { return }
        logger.warning("\(transport.bot): notices of \(forum) wait, the store is not there: \(error)")
        try? await Task.sleep(for: patience.firstWait)
      }
    }
  }

  /// Whether the message has arrived or is given up; else it is to be tried again.
  private func deliver(_ message: OutgoingMessage?, to link: Int, _ account: ChatAccount) async -> Bool {
    guard var message else { return true }
    do {
      if let house { message.reply = try await house.named(message.reply, of: forum, bot: transport.bot, account: account) }
      try await transport.deliver(message)
      // Where that can not be kept a number finds nothing to choose from; the message has arrived all the same.
      try? await house?.heard(message.reply, of: forum, bot: transport.bot, account: account)
      return true
    } catch {
      let failures = (lanes[link]?.failures ?? 0) + 1
      if Task.isCancelled { return false }
      lanes[link]?.failures = failures
      guard failures < max(1, patience.attempts) else {
        logger.error("\(transport.bot): notice \(message.key) is given up after \(failures) attempts")
        return true
      }
      if failures == 1 { logger.warning("\(transport.bot): a notice could not be delivered and is tried again: \(error)") }
      try? await Task.sleep(for: patience.wait(after: failures))
      return false
    }
  }

  // MARK: - What is kept

  private var cursorName: String { "outbox:\(transport.bot):\(forum)" }
  private func noteName(_ link: Int) -> String { "outbox:\(transport.bot):\(forum):\(link)" }

  /// Notes what is owed to a chat.
  private func keep(_ link: Int) async throws {
    guard let note = lanes[link]?.note else { return }
    try await desk.setNote(noteName(link), try StrictJSONEncoder().encode(note))
    lanes[link]?.notedThrough = note.through
  }

  private func keepCursor() async {
    guard !isKeeping else { return }
    isKeeping = true
    defer { isKeeping = false }
    let cursor = min(taken, lanes.values.compactMap(\.lastSafe).min() ?? taken)
    guard cursor > kept else { return }
    do {
      try await desk.setNote(cursorName, Array(String(cursor).utf8))
      kept = cursor
    } catch {
      logger.warning("\(transport.bot): the cursor could not be kept: \(error)")
    }
  }
}

extension Change {
  /// Whether somebody's quiet hours may end by it, or their chat be linked no more.
  fileprivate var mayEndQuiet: Bool {
    switch self {
    case .forumUpdated, .chatUnlinked, .chatLinked, .delegateErased: true
    case .delegateUpdated(let it): it.quietHours != nil
    default: false
    }
  }
}
