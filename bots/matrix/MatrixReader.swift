import Logging
import Messaging

/// Listens as an account: asks the homeserver again and again what is new.
///
/// The place up to which it has read is kept after all before it was answered; whatever happens in between is read again.
/// What was said before the account was first used is not read.
struct MatrixReader: Sendable {
  private let listener: MatrixListener
  private let place: MatrixPlaceKeeper
  private let rooms: MatrixRoomReader

  /// How long the homeserver may wait for something to tell.
  private static let wait = Duration.seconds(30)
  private static let longestPause = Duration.seconds(60)
  /// The longest pause where the homeserver is there but something in a room could not be done.
  private static let longestRoomPause = Duration.seconds(5)
  /// How many rooms are heard beside each other.
  private static let roomsAtOnce = 16
  /// How many events of a room are told at once.
  private static let timeline = 20

  /// Some rooms must be heard again.
  private struct Unheard: Error, CustomStringConvertible {
    /// Of each room why.
    let problems: [String]
    var description: String { "\(problems.count) rooms must be heard again, such as \(problems.first ?? "")" }
  }

  init(listener: MatrixListener, inbox: any ChatInbox) {
    self.listener = listener
    place = MatrixPlaceKeeper(inbox: inbox, userID: listener.address.userID)
    rooms = MatrixRoomReader(listener: listener, place: place)
  }

  private var client: MatrixClient { listener.client }

  /// Listens until the task is cancelled.
  func run() async {
    var failures = 0
    var refusals = 0
    var most = Self.timeline
    var isReady = false
    var isAnew = false
    while !Task.isCancelled {
      do {
        if !isReady {
          try await begin(anew: isAnew)
          (isReady, isAnew) = (true, false)
          client.logger.info("the Matrix bot is ready", metadata: ["bot": "\(listener.address.userID)"])
        }
        try await listen(most: most)
        if failures > 0 { client.logger.info("the Matrix bot hears again", metadata: ["after": "\(failures) failures"]) }
        (failures, refusals, most) = (0, 0, Self.timeline)
      } catch {
        if Task.isCancelled { return }
        failures += 1
        // One event a room makes the smallest answer; the rest is asked for piece by piece.
        if case MatrixError.unreadable = error { most = 1 }
        if case MatrixError.refused(400, let code, _) = error, !code.isEmpty { refusals += 1 }
        if isReady, refusals == 3 {
          client.logger.error("the homeserver does not know the place up to which the bot has read; what was said in the meantime is not heard")
          (isReady, isAnew) = (false, true)
        }
        let longest = error is Unheard ? Self.longestRoomPause : Self.longestPause
        let pause = min(client.patience.pause(afterFailures: failures), longest)
        report(error, failures, pause)
        try? await Task.sleep(for: pause)
      }
    }
  }

  /// Makes the account ready and follows the invitations that wait. On the very first time what is there already is left unread.
  private func begin(anew: Bool = false) async throws {
    try await client.establish(displayName: listener.texts.displayName)
    let now = try await client.sync(since: nil, wait: .zero, most: 1)
    if try await place.current() == nil || anew { try await place.keep(since: now.nextBatch) }
    for room in now.invitations { listener.invitations.followAside(to: room) }
  }

  /// Hears once what is new.
  private func listen(most: Int) async throws {
    guard let since = try await place.current() else { return try await begin() }
    let answer = try await client.sync(since: since.since, wait: Self.wait, most: most)
    if answer.unreadable > 0 {
      client.logger.warning("left out what cannot be read", metadata: ["events": "\(answer.unreadable)"])
    }
    for room in answer.invitations { listener.invitations.followAside(to: room) }
    guard try await hear(answer.rooms, since: since) else { return }
    if answer.nextBatch == since.since, answer.rooms.isEmpty { try await Task.sleep(for: client.patience.firstPause) }
    try await place.keep(since: answer.nextBatch)
  }

  /// What came of hearing one room.
  private enum Outcome {
    case all, some
    case problem(String)
  }

  /// Hears rooms beside each other; one that fails does not hold back the others. Returns whether all was heard.
  private func hear(_ news: [MatrixSyncAnswer.Room], since: MatrixPlace) async throws -> Bool {
    var isAll = true
    var problems: [String] = []
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      var waiting = news.makeIterator()
      for _ in 0..<Self.roomsAtOnce { begin(&waiting, in: &group, since) }
      while let outcome = try await group.next() {
        switch outcome {
        case .all: break
        case .some: isAll = false
        case .problem(let problem): problems.append(problem)
        }
        begin(&waiting, in: &group, since)
      }
    }
    try Task.checkCancellation()
    if !problems.isEmpty { throw Unheard(problems: problems) }
    return isAll
  }

  private func begin(
    _ waiting: inout IndexingIterator<[MatrixSyncAnswer.Room]>, in group: inout ThrowingTaskGroup<Outcome, any Error>, _ since: MatrixPlace
  ) {
    guard let room = waiting.next() else { return }
    group.addTask {
      do {
        return try await rooms.hear(room, since: since) ? .all : .some
      } catch {
        try Task.checkCancellation()
        return .problem("\(MatrixPath.encode(room.id)): \(error)")
      }
    }
  }

  private func report(_ error: any Error, _ failures: Int, _ pause: Duration) {
    var what: Logger.Message = "the Matrix bot hears nothing for now"
    if case MatrixError.refused(401, _, _) = error { what = "the homeserver does not take the bot's access token any more; give Rialto a new one" }
    // Each failure that is reported comes twice as late as the one before.
    guard failures & (failures - 1) == 0 else { return }
    client.logger.error(what, metadata: ["problem": "\(error)", "failures": "\(failures)", "triesAgainIn": "\(pause)"])
  }
}
