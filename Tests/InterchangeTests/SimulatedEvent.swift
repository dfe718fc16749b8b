import ForumCore
import Foundation
import Interchange
import StrictJSON

/// The four sample forums from their files to the end of the programme: people come, are trained, meet, ally. Everything follows from the
/// seed. What happened is kept as journals, a line of JSON for each change, as the store has them.
struct SimulatedEvent {
  static let files = ["framework-event", "investment-alliance", "training-clinic", "northern-industry"]

  private(set) var forums: [ForumID: Forum] = [:]
  /// By forum: the changes on paper, in order.
  private(set) var journals: [ForumID: [String]] = [:]
  private var now = Instant(seconds: 0)
  private var dice: Dice
  private var persons: [String: PersonID] = [:]

  init(seed: UInt64) throws {
    dice = Dice(state: seed)
    for file in Self.files {
      var made = 0
      var options = ImportOptions {
        made += 1
        return PersonID("p-\(file)-\(made)")
      }
      // As a node does: whoever is known by their address stays the same person. Every fourth is not found, and only the address tells.
      options.persons = persons.filter { $0.key.utf8.reduce(0) { ($0 + Int($1)) % 4 } != 0 }
      let content = try readForum(bytes(of: packageRoot.appending(path: "schedules/\(file).yaml")), named: file, format: nil, options: options).content
      guard let settings = content.settings else { throw Missing() }
      now = settings.zone.instants(WallTime(date: settings.firstDay.adding(days: -30), minuteOfDay: 600)).first ?? now
      try play(content, settings)
    }
  }

  struct Missing: Error {}

  /// Something that happens on the days of a forum.
  private struct Step {
    var at: Instant
    var session: SessionID?
    var meeting: MeetingID?
  }

  // MARK: - One forum

  private mutating func play(_ content: ForumContent, _ settings: ForumSettings) throws {
    let id = content.forum
    try perform(ImportForum(content: content), in: id)
    try? perform(PublishAgenda(), in: id)
    try perform(SetPhase(phase: .open), in: id)
    let delegates = state(id).registrations.values.filter { $0.status == .approved }.map(\.id).sorted()
    for registration in state(id).registrations.values where registration.profile.value?.email != nil {
      persons[registration.profile.value?.email?.lowercased() ?? ""] = registration.profile.person
    }
    for session in state(id).published.inOrder where session.capacity != nil {
      for delegate in delegates where dice.oneIn(3) { try? perform(AddSignup(session: session.id, delegate: delegate), in: id, by: .delegate(delegate)) }
    }
    book(delegates, in: id)
    try perform(SetPhase(phase: .running), in: id)
    try come(delegates, in: id, settings)
    try perform(SetPhase(phase: .closed), in: id)
    ally(in: id, settings)
  }

  private mutating func book(_ delegates: [DelegateID], in id: ForumID) {
    for _ in 0..<400 {
      let (one, other) = (delegates[dice.below(delegates.count)], delegates[dice.below(delegates.count)])
      guard (try? perform(RequestMeeting(requester: one, requested: other), in: id, by: .delegate(one))) != nil else { continue }
      let meeting = MeetingID(state(id).lastMeeting)
      guard state(id).meetings[meeting]?.status == .requested else { continue }
      switch dice.below(5) {
      case 0: try? perform(DeclineMeeting(meeting: meeting, reason: "no time"), in: id, by: .delegate(other))
      case 1: break
      default: try? perform(ConfirmMeeting(meeting: meeting), in: id, by: .delegate(other))
      }
    }
    for meeting in state(id).meetings.values.filter({ $0.status == .confirmed }).map(\.id).sorted() where dice.oneIn(12) {
      try? perform(CancelMeeting(meeting: meeting, reason: "ill"), in: id)
    }
  }

  /// People are checked in at the door, then at the sessions; after each meeting its sides say how it went. All in order of time.
  private mutating func come(_ delegates: [DelegateID], in id: ForumID, _ settings: ForumSettings) throws {
    now = settings.zone.instants(WallTime(date: settings.firstDay, minuteOfDay: 400)).first ?? now
    for delegate in delegates where !dice.oneIn(5) { try perform(CheckIn(delegate: delegate), in: id) }
    var steps = state(id).published.inOrder.map { Step(at: $0.start, session: $0.id) }
    for meeting in state(id).meetings.values.sorted(by: { $0.id < $1.id }) where meeting.status == .confirmed {
      if let place = meeting.place { steps.append(Step(at: place.span.end, meeting: meeting.id)) }
    }
    for step in steps.enumerated().sorted(by: { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }).map(\.element) {
      now = max(now, step.at)
      if let session = step.session {
        let placed = Set(state(id).signups[session]?.placed ?? [])
        for delegate in delegates where placed.contains(delegate) ? !dice.oneIn(4) : dice.oneIn(40) {
          try record(#"{"type":"signupCheckedIn","session":"\#(session)","delegate":"\#(delegate)"}"#, in: id)
        }
      }
      if let meeting = step.meeting.flatMap({ state(id).meetings[$0] }) { meet(meeting, in: id) }
    }
  }

  private mutating func meet(_ meeting: Meeting, in id: ForumID) {
    let answer: Meeting.Answer? = dice.oneIn(8) ? .otherDidNotCome : dice.oneIn(10) ? nil : .held
    if let answer { try? perform(AnswerMeeting(meeting: meeting.id, answer: answer), in: id, by: .delegate(meeting.requester)) }
    guard answer == .held else { return }
    let interest = Outcome.Interest.allCases[dice.below(3)]
    let amount = dice.oneIn(2) ? Money(amount: 1000 * (1 + dice.below(900)), currency: dice.oneIn(4) ? "TND" : "EUR") : nil
    let kind = Alliance.Kind.allCases[dice.below(Alliance.Kind.allCases.count)]
    let opens =
      interest == .strong && dice.oneIn(3)
      ? RecordOutcome.Opening(title: "Alliance after \(meeting.id)", kind: kind, role: role(of: meeting.requester, in: id)) : nil
    try? perform(
      RecordOutcome(meeting: meeting.id, side: meeting.requester, interest: interest, nextStep: .proposal, amount: amount, opens: opens), in: id,
      by: .delegate(meeting.requester))
  }

  /// In the weeks after: the invited join, commit themselves, and some sign.
  private mutating func ally(in id: ForumID, _ settings: ForumSettings) {
    now = now.adding(minutes: 30 * 1440)
    for alliance in state(id).alliances.values.sorted(by: { $0.id < $1.id }) {
      guard let meeting = alliance.meeting.flatMap({ state(id).meetings[$0] }) else { continue }
      let (host, guest) = (meeting.requester, meeting.requested)
      if dice.oneIn(4) { continue }
      try? perform(JoinAlliance(alliance: alliance.id, role: role(of: guest, in: id)), in: id, by: .delegate(guest))
      for delegate in [host, guest] {
        let amount = Money(amount: 5000 * (1 + dice.below(400)), currency: ["EUR", "EUR", "TND", "EGP"][dice.below(4)])
        try? perform(Commit(alliance: alliance.id, amount: dice.oneIn(6) ? nil : amount, what: "A share"), in: id, by: .delegate(delegate))
      }
      if dice.oneIn(5) { try? perform(WithdrawCommitment(alliance: alliance.id, number: 1), in: id, by: .delegate(host)) }
      if dice.oneIn(8) { try? perform(LeaveAlliance(alliance: alliance.id), in: id, by: .delegate(guest)) }
      let day = settings.lastDay.adding(days: 1 + dice.below(25))
      for step in Alliance.Step.allCases where step == .signedAgreement || dice.oneIn(2) {
        try? perform(ReachMilestone(alliance: alliance.id, step: step, on: day), in: id, by: .delegate(host))
      }
      if dice.oneIn(7) { try? perform(WithdrawMilestone(alliance: alliance.id, step: .signedAgreement, reason: "not signed by all"), in: id) }
    }
  }

  private func role(of delegate: DelegateID, in id: ForumID) -> Alliance.MemberRole {
    switch state(id).kind(of: delegate) {
    case .publicAuthority, .publicInvestor, .cluster: .publicPartner
    case .privateInvestor: .investor
    case .expert, .researchBody: .adviser
    default: .privatePartner
    }
  }

  // MARK: - Steps

  private func state(_ id: ForumID) -> Forum { forums[id] ?? Forum() }

  private mutating func perform(_ command: some Command<Forum>, in id: ForumID, by actor: Actor = .organiser()) throws {
    for change in try command.decide(state(id), by: actor, at: now) { try take(change, in: id) }
  }

  private mutating func record(_ text: String, in id: ForumID) throws {
    try take(try StrictJSONDecoder().decode(Change.self, from: Array(text.utf8)), in: id)
  }

  private mutating func take(_ change: Change, in id: ForumID) throws {
    journals[id, default: []].append(String(decoding: try StrictJSONEncoder().encode(change), as: UTF8.self))
    let seq = state(id).seq + 1
    forums[id, default: Forum()].apply(change, seq: seq, at: now)
  }
}

/// Numbers that follow from a seed (SplitMix64).
struct Dice {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ most: Int) -> Int { Int(next() % UInt64(max(most, 1))) }
  mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }
}
