import ForumCore
import ForumDesk

extension ChatHouse {
  /// In which forum and as whom somebody speaks.
  struct Seat: Hashable, Sendable {
    var forum: ForumID
    var delegate: DelegateID
  }

  /// Works out what a line leads to, does it, and says what came of it.
  func answer(_ line: Line?, in seat: Seat, _ conversation: Conversation, _ memory: inout Memory) async throws -> Answer {
    let (undo, wasAsked) = (memory.undo, !memory.offered.isEmpty && memory.offeredIn == nil)
    let plan = try await scene(seat) { scene in
      var scene = scene
      scene.undo = undo
      scene.wasAsked = wasAsked
      guard let line else {
        let answer = self.tooLong(scene.book)
        return Plan.say(memory.isOffering ? memory.still(answer.text) : answer)
      }
      return Self.plan(line, scene, memory)
    }
    let mark = SeatMark(forum: seat.forum, delegate: seat.delegate)
    switch plan {
    case .say(let answer): return answer
    // In a room whoever likes presses; what was asked of somebody else is not theirs to answer.
    case .act where line?.marks.seat.map { $0 != mark } == true: return notYours(try await scene(seat) { $0.book })
    case .act(let act):
      do {
        let key = RequestKey(principal: conversation.principal, key: conversation.message, fingerprint: act.line)
        let receipt = try await desk.perform(
          act.command(by: seat.delegate), in: seat.forum, by: act.actor(seat.delegate, channel: conversation.channel), key: key)
        let answer = try await scene(seat) { $0.done(act, receipt.changes) }
        if case .erase = act {
          memory = Memory()
          return answer
        }
        memory.keep(act, of: conversation.message, mark)
        if line?.intent == .undo {
          memory.undo = nil
        } else if let undo = answer.undo ?? (receipt.changes.isEmpty || act == .badge ? nil : .never(act.name)) {
          // What was done before is not what somebody means who takes back something else now.
          memory.undo = undo
        }
        return answer
      } catch let refusal as Refusal {
        return try await scene(seat) { $0.refused(act, refusal) }
      }
    }
  }

  /// A number or a yes that answers no offer needs the offer to be explained.
  private static func plan(_ line: Line, _ scene: Scene, _ memory: Memory) -> Plan {
    if memory.isStale(line) {
      guard !memory.offered.isEmpty else { return .say(Answer(scene.book.text(.staleNothing))) }
      return .say(memory.still(scene.book.text(.staleChoice)))
    }
    if memory.isOffering {
      switch line.intent {
      // A slip in a command is asked about, unless a yes is waited for.
      case .unclear(let suggestion) where suggestion == nil || memory.yes != nil:
        return .say(memory.still(scene.book.text(.unclearStands, ["text": .text(String(line.text.prefix(80)))])))
      case .notText: return .say(memory.still(scene.book.text(.unclearTextOnly)))
      default: break
      }
    }
    guard line.intent == .yes || line.isChoice, !memory.offered.isEmpty else { return scene.plan(line) }
    return .say(memory.still(scene.book.text(.unclearNumber, ["most": .number(memory.offered.count)])))
  }

  /// Looks at a forum as a delegate does, in their language.
  func scene<T: Sendable>(_ seat: Seat, _ look: (Scene) -> T) async throws -> T {
    try await desk.read(seat.forum) { forum in
      let book = self.library.book(for: forum.registrations[seat.delegate]?.language)
      return look(Scene(forum: forum, me: seat.delegate, book: book, library: self.library, now: self.desk.now))
    }
  }

  /// A button of another forum than those of the account, or of somebody else.
  func notYours(_ book: PhraseBook) -> Answer { Answer(book.text(.staleNotYours)) }

  func tooLong(_ book: PhraseBook) -> Answer { Answer(book.text(.unclearTooLong, ["most": .number(Self.mostCharacters)])) }
}
