import Dispatch
import ForumCore
import ForumDesk
import Foundation
import Logging
import StrictJSON
import Synchronization
import Timetabling

/// Makes timetables for the forums of a node, keeps the last proposal of each, and tells those who listen how far one is.
///
/// A proposal changes nothing. The last one of a forum outlives a stop of the node; one that is being made does not.
public final class Planner: Sendable {
  /// What an organiser wants.
  public struct Wish: Sendable {
    public var moving: MeetingPlan.Moving
    /// The blocks whose times are planned; all where left out.
    public var blocks: [BlockID]?
    /// How long it may take.
    public var seconds: Double
    public var seed: UInt64

    public init(moving: MeetingPlan.Moving = .all, blocks: [BlockID]? = nil, seconds: Double = 10, seed: UInt64 = 1) {
      self.moving = moving
      self.blocks = blocks
      self.seconds = seconds
      self.seed = seed
    }
  }

  /// How far a proposal is.
  public struct Progress: Hashable, Sendable, Codable {
    public var forum: ForumID
    public var proposal: Int
    public var state: Proposal.State
    public var seconds: Double
    public var priority: Int?
    public var priorityBound: Int
    public var breaks: Int?
    public var breaksBound: Int
  }

  /// So many timetables are made at a time; each takes a thread or more for itself.
  public static let mostAtOnce = 2

  /// Why no timetable is begun.
  public struct Busy: Error {
    /// When there may be room again.
    public var retryAfterSeconds: Int
  }

  private final class Run: Sendable {
    let first: Proposal
    let ends: Double
    private let isStopped = Atomic<Bool>(false)

    init(_ first: Proposal, ends: Double) {
      self.first = first
      self.ends = ends
    }

    func stop() { isStopped.store(true, ordering: .relaxed) }
    var isAskedToStop: Bool { isStopped.load(ordering: .relaxed) }
  }

  private struct State {
    /// What is being made. One that was let go is none of them: it ends within some milliseconds.
    var runs: [ForumID: Run] = [:]
    /// The last finished proposals; those of before the node's start are read when somebody asks.
    var last: [ForumID: Proposal] = [:]
    var listeners: [Int: (forum: ForumID, tell: @Sendable (Progress) -> Void)] = [:]
    var lastListener = 0
  }

  private let desk: Desk
  private let threads: Int
  private let logger: Logger
  private let state = Mutex(State())
  private let start = ContinuousClock.now

  /// - Parameter threads: how many work on one timetable; one core fewer than there are where left out, so that the node answers meanwhile.
  public init(_ desk: Desk, threads: Int? = nil, logger: Logger = Logger(label: "rialto.timetable")) {
    self.desk = desk
    self.threads = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount - 1)
    self.logger = logger
  }

  // MARK: - Making

  /// Begins a timetable. One that is being made for the same forum is let go.
  /// - Returns: the proposal as it is before the work.
  /// - Throws: `Refusal` where the forum can not be planned; `Busy` where enough are being made.
  public func propose(_ wish: Wish, in id: ForumID) async throws -> Proposal {
    let now = desk.now
    // The state is a value: it is taken out whole, and the forum goes on meanwhile.
    let forum = try await desk.read(id) { $0 }
    _ = try forum.requireSettings()
    let plan = try MeetingPlan(forum, blocks: wish.blocks, moving: wish.moving, at: now)
    // The last one is read before: two who ask at once get two numbers.
    let before = try await proposal(in: id, running: true)?.number ?? 0
    let first = Proposal(plan, number: before + 1, forum: id, moving: wish.moving, at: now)
    let run = try state.withLock { state in
      let others = state.runs.filter { $0.key != id }.values
      guard others.count < Self.mostAtOnce else {
        throw Busy(retryAfterSeconds: max(1, Int(((others.map(\.ends).min() ?? seconds) - seconds).rounded(.up))))
      }
      var mine = first
      mine.number = max(before, state.runs[id]?.first.number ?? 0, state.last[id]?.number ?? 0) + 1
      let run = Run(mine, ends: seconds + wish.seconds)
      state.runs.updateValue(run, forKey: id)?.stop()
      return run
    }
    DispatchQueue(label: "rialto.timetable", qos: .utility).async { [self] in
      let proposal = make(wish, run, plan, forum)
      finish(proposal, run)
    }
    return run.first
  }

  private var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  private func make(_ wish: Wish, _ run: Run, _ plan: MeetingPlan, _ forum: Forum) -> Proposal {
    var proposal = run.first
    let began = seconds
    var timetable: Solution
    if wish.moving == .few {
      timetable = Repair(plan.problem, present: plan.present, adding: plan.meetings.indices.filter { plan.meetings[$0].place == nil }).run().solution
      proposal.priorityBound = Bounds.priority(of: plan.problem) { run.isAskedToStop }
    } else {
      let said = Mutex(0.0)
      let result = Solver(plan.problem, Solver.Options(seconds: wish.seconds, threads: threads, seed: wish.seed)).run(
        now: { [self] in seconds }, isCancelled: { run.isAskedToStop },
        progress: { [self] progress in
          // A few times a second is as much as anybody can see.
          let isTime = said.withLock { last in
            guard progress.seconds >= last + 0.2 else { return false }
            last = progress.seconds
            return true
          }
          if isTime { tell(Progress(run.first, progress)) }
        })
      timetable = result.status == .infeasible || result.status == .unknown ? plan.present : result.solution
      proposal.isOptimal = result.status == .optimal
      proposal.priorityBound = result.priorityBound
      proposal.breaksBound = result.breaksBound
    }
    proposal.take(timetable, of: plan, in: forum)
    proposal.state = .done
    proposal.seconds = ((seconds - began) * 1000).rounded() / 1000
    return proposal
  }

  private func finish(_ proposal: Proposal, _ run: Run) {
    let isWanted = state.withLock { state in
      guard state.runs[proposal.forum] === run else { return false }
      state.runs[proposal.forum] = nil
      state.last[proposal.forum] = proposal
      return true
    }
    guard isWanted else { return }
    keep(proposal)
    tell(Progress(proposal))
  }

  /// Lets the work on a forum's timetable end with the best that there is.
  /// - Returns: whether there was any.
  public func stop(in forum: ForumID) -> Bool {
    let run = state.withLock { $0.runs[forum] }
    run?.stop()
    return run != nil
  }

  // MARK: - Keeping

  private static func key(_ forum: ForumID) -> String { "timetable:\(forum)" }

  private func keep(_ proposal: Proposal) {
    do {
      try desk.setNote(Self.key(proposal.forum), StrictJSONEncoder().encode(proposal)) { [logger] result in
        if case .failure(let error) = result { logger.warning("a timetable is not kept: \(error)") }
      }
    } catch { logger.warning("a timetable is not kept: \(error)") }
  }

  /// The last proposal of a forum.
  /// - Parameter running: whether one that is being made comes before it.
  public func proposal(in forum: ForumID, running: Bool) async throws -> Proposal? {
    let known = state.withLock { state in (running ? state.runs[forum]?.first : nil) ?? state.last[forum] }
    if let known { return known }
    let bytes = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { [desk] in continuation.resume(with: Result { try desk.note(Self.key(forum)) }) }
    }
    // What another version wrote and nobody can read any more is as good as gone.
    guard let bytes, let proposal = try? StrictJSONDecoder().decode(Proposal.self, from: bytes) else { return nil }
    return state.withLock { state in
      state.last[forum] = state.last[forum] ?? proposal
      return state.last[forum]
    }
  }

  /// Marks a proposal as applied.
  public func applied(_ proposal: Proposal) {
    var proposal = proposal
    proposal.state = .applied
    let isLast = state.withLock { state in
      guard state.last[proposal.forum]?.number == proposal.number else { return false }
      state.last[proposal.forum] = proposal
      return true
    }
    if isLast { keep(proposal) }
  }

  // MARK: - Listening

  /// Tells of each step of the timetables of a forum, until it is cancelled. `tell` must not block.
  public func listen(_ forum: ForumID, _ tell: @escaping @Sendable (Progress) -> Void) -> Listening {
    let number = state.withLock { state in
      state.lastListener += 1
      state.listeners[state.lastListener] = (forum, tell)
      return state.lastListener
    }
    return Listening { [weak self] in self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) } }
  }

  public struct Listening: Sendable {
    fileprivate let end: @Sendable () -> Void
    public func cancel() { end() }
  }

  private func tell(_ progress: Progress) {
    for listener in state.withLock({ $0.listeners.values.filter { $0.forum == progress.forum } }) { listener.tell(progress) }
  }
}

extension Planner.Progress {
  init(_ proposal: Proposal, _ progress: Solver.Progress) {
    self.init(
      forum: proposal.forum, proposal: proposal.number, state: .running, seconds: (progress.seconds * 1000).rounded() / 1000, priority: progress.priority,
      priorityBound: progress.priorityBound, breaks: progress.breaks, breaksBound: progress.breaksBound)
  }

  init(_ proposal: Proposal) {
    self.init(
      forum: proposal.forum, proposal: proposal.number, state: proposal.state, seconds: proposal.seconds, priority: proposal.after.priority,
      priorityBound: proposal.priorityBound, breaks: proposal.after.breaks, breaksBound: proposal.breaksBound)
  }
}
