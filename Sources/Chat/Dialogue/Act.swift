import ForumCore

/// Something with an effect that a line asks for, complete: nothing in it depends on when it is done.
enum Act: Hashable, Sendable {
  case book(DelegateID, SlotID?, message: String?)
  case confirm(MeetingID, SlotID?, version: Int?)
  case decline(MeetingID, reason: String?, version: Int?)
  case cancel(MeetingID, reason: String?, version: Int?)
  case move(MeetingID, SlotID?, reason: String?, version: Int?)
  case propose(MeetingID, [SlotID], version: Int?)
  case swap(MeetingID, MeetingID, reason: String?)
  case handOver(MeetingID, DelegateID, version: Int?)
  case invite(MeetingID, DelegateID, version: Int?)
  case went(MeetingID, Meeting.Answer, version: Int?)
  case wait(DelegateID)
  case outcome(MeetingID, side: DelegateID, Outcome.Interest, Outcome.NextStep, amount: Money?, note: String?)
  case join(AllianceID, Alliance.MemberRole)
  case leaveAlliance(AllianceID)
  case openAlliance(title: String, Alliance.Kind, Alliance.MemberRole, MeetingID?)
  case commit(AllianceID, Money?, what: String)
  case uncommit(AllianceID, Int)
  case reach(AllianceID, Alliance.Step, on: CivilDate)
  case unreach(AllianceID, Alliance.Step)
  case signUp(SessionID)
  case leave(SessionID)
  case takePlace
  case givePlaceBack(reason: String?)
  case badge
  case language(String, before: String?)
  case erase(DelegateID)
  case quiet(QuietHours, before: QuietHours)
  /// All times in which somebody can not meet, with the line that asked for it.
  case away(Absence, SetAvailability.Meetings?)
  case zone(String, before: String)
  // Of organisers.
  case approve(DelegateID)
  case approveAll
  case publish(moveMeetings: Bool)
  case announce(String)

  /// Who does it: an organiser where it is theirs to do.
  func actor(_ me: DelegateID, channel: String) -> Actor {
    switch self {
    case .approve, .approveAll, .publish, .announce: Actor(kind: .organiser, delegate: me, channel: channel)
    default: .delegate(me, channel: channel)
    }
  }

  /// The command of the core that does it.
  func command(by me: DelegateID) -> any Command<Forum> {
    switch self {
    case .book(let other, let slot, let message): RequestMeeting(requester: me, requested: other, slot: slot, message: message)
    case .confirm(let meeting, let slot, let version): ConfirmMeeting(meeting: meeting, slot: slot, version: version)
    case .decline(let meeting, let reason, let version): DeclineMeeting(meeting: meeting, reason: reason, version: version)
    case .cancel(let meeting, let reason, let version): CancelMeeting(meeting: meeting, reason: reason, version: version)
    case .move(let meeting, let slot, let reason, let version): MoveMeeting(meeting: meeting, slot: slot, reason: reason, version: version)
    case .propose(let meeting, let slots, let version): ProposeTimes(meeting: meeting, slots: slots, version: version)
    case .swap(let first, let second, let reason): SwapMeetings(first: first, second: second, reason: reason)
    case .handOver(let meeting, let heir, let version): HandOverMeeting(meeting: meeting, to: heir, version: version)
    case .invite(let meeting, let guest, let version): InviteGuest(meeting: meeting, guest: guest, version: version)
    case .went(let meeting, let answer, let version): AnswerMeeting(meeting: meeting, answer: answer, version: version)
    case .wait(let other): RequestMeeting(requester: me, requested: other, orWait: true)
    case .outcome(let meeting, let side, let interest, let step, let amount, let note):
      RecordOutcome(meeting: meeting, side: side, interest: interest, nextStep: step, amount: amount, note: note)
    case .join(let alliance, let role): JoinAlliance(alliance: alliance, role: role)
    case .leaveAlliance(let alliance): LeaveAlliance(alliance: alliance)
    case .openAlliance(let title, let kind, let role, let meeting): CreateAlliance(title: title, kind: kind, role: role, meeting: meeting)
    case .commit(let alliance, let amount, let what): Commit(alliance: alliance, amount: amount, what: what)
    case .uncommit(let alliance, let number): WithdrawCommitment(alliance: alliance, number: number)
    case .reach(let alliance, let step, let day): ReachMilestone(alliance: alliance, step: step, on: day)
    case .unreach(let alliance, let step): WithdrawMilestone(alliance: alliance, step: step)
    case .signUp(let session): AddSignup(session: session, delegate: me)
    case .leave(let session): RemoveSignup(session: session, delegate: me)
    case .takePlace: AcceptOffer(delegate: me)
    case .givePlaceBack(let reason): CancelRegistration(delegate: me, reason: reason)
    case .badge: IssueCheckInCode(delegate: me, code: Self.drawCode())
    case .language(let language, _): UpdateDelegate(delegate: me, language: language)
    case .erase(let delegate): EraseDelegate(delegate: delegate)
    case .quiet(let hours, _): UpdateDelegate(delegate: me, quietHours: hours)
    case .away(let absence, let meetings):
      SetAvailability(delegate: me, blocks: absence.blocks, unavailable: absence.spans, meetings: meetings)
    case .zone(let zone, _): UpdateDelegate(delegate: me, zone: zone)
    case .approve(let delegate): ApproveRegistration(delegate: delegate)
    case .approveAll: ApproveAllRegistrations()
    case .publish(let moveMeetings): PublishAgenda(moveMeetings: moveMeetings)
    case .announce(let text): Announce(text: text)
    }
  }

  /// The line that does it at once. Buttons send it, and it tells one request from another.
  var line: String {
    switch self {
    case .book(let other, let slot, let message): Self.line("book", "\(other)", slot: slot, free: message)
    case .confirm(let meeting, let slot, let version): Self.line("confirm", "\(meeting)", slot: slot, version: version)
    case .decline(let meeting, let reason, let version): Self.line("decline", "\(meeting)", version: version, free: reason)
    case .cancel(let meeting, let reason, let version): Self.line("cancel", "\(meeting)", version: version, free: reason)
    case .move(let meeting, let slot, let reason, let version): Self.line("move", "\(meeting)", slot: slot, version: version, free: reason)
    case .propose(let meeting, let slots, let version):
      (["propose \(meeting)"] + slots.map { "@\($0)" } + [version.map { "#\($0)" }, "#!"].compactMap { $0 }).joined(separator: " ")
    case .swap(let first, let second, let reason): Self.line("swap", "\(first) \(second)", free: reason)
    case .handOver(let meeting, let heir, let version): Self.line("handover", "\(meeting) \(heir)", version: version)
    case .invite(let meeting, let guest, let version): Self.line("invite", "\(meeting) \(guest)", version: version)
    case .went(let meeting, let answer, let version): Self.line(Self.word(answer), "\(meeting)", version: version)
    case .wait(let other): "wait \(other)"
    case .outcome(let meeting, _, let interest, let step, let amount, let note):
      Self.line("outcome", "\(meeting)" + Intent.Findings(interest: interest, nextStep: step, amount: amount).line, free: note)
    case .join(let alliance, let role): "join \(alliance) \(role.words) #!"
    case .leaveAlliance(let alliance): "leave \(alliance) #!"
    case .openAlliance(let title, let kind, let role, let meeting):
      "open alliance" + (meeting.map { " \($0)" } ?? "") + " \(kind.words) \(role.words) #! : \(title)"
    case .commit(let alliance, let amount, let what): "commit \(alliance)" + (amount.map { " \($0)" } ?? "") + " #! : \(what)"
    case .uncommit(let alliance, let number): "cancel \(alliance) \(number) #!"
    case .reach(let alliance, let step, let day): "milestone \(alliance) \(step.words) \(day) #!"
    case .unreach(let alliance, let step): "milestone \(alliance) off \(step.words) #!"
    case .signUp(let session): "signup \(session) #!"
    case .leave(let session): "leave \(session) #!"
    case .takePlace: "accept #!"
    case .givePlaceBack(let reason): "decline #!" + (reason.map { " : \($0)" } ?? "")
    case .badge: "badge"
    case .language(let language, _): "language \(language)"
    case .erase(let delegate): "erase me \(delegate)"
    case .quiet(let hours, _): hours.isOff ? "quiet off" : "quiet \(hours.from) \(hours.to)"
    case .away(let absence, let meetings): "away \(absence.words)" + (meetings.map { " #\($0.rawValue)" } ?? "") + " #!"
    case .zone(let zone, _): "zone \(zone)"
    case .approve(let delegate): "approve \(delegate) #!"
    case .approveAll: "approve all #!"
    case .publish(let moveMeetings): moveMeetings ? "publish #move #!" : "publish #!"
    case .announce(let text): "announce #! : \(text)"
    }
  }

  /// What was done where it can not be taken back: the command, and the meeting, person or alliance that it is about.
  var name: String {
    let words = line.split(separator: " ").prefix(2).map(String.init)
    let isReference = { (word: String) in MeetingID(word) != nil || DelegateID(word) != nil || AllianceID(word) != nil }
    return words.enumerated().filter { $0.offset == 0 || isReference($0.element) }.map(\.element).joined(separator: " ")
  }

  /// The command that gives an answer.
  static func word(_ answer: Meeting.Answer) -> String {
    switch answer {
    case .held: "held"
    case .otherDidNotCome: "noshow"
    case .couldNotCome: "missed"
    }
  }

  /// Of what is drawn only the first is kept, so that drawing again has no effect.
  private static func drawCode() -> String {
    var generator = SystemRandomNumberGenerator()
    return LinkSecret.make(using: &generator)
  }

  private static func line(_ command: String, _ what: String, slot: SlotID? = nil, version: Int? = nil, free: String? = nil) -> String {
    var parts = [command, what]
    if let slot { parts.append("@\(slot)") }
    if let version { parts.append("#\(version)") }
    parts.append("#!")
    if let free { parts.append(": \(free)") }
    return parts.joined(separator: " ")
  }
}

/// When somebody can not meet, as it is to be from now on.
struct Absence: Hashable, Sendable {
  var spans: [Span]
  /// In which blocks they take part; as it was.
  var blocks: [BlockID]?
  /// What is new of it; nil where nothing is left.
  var new: Span?
  /// What was so before.
  var before: [Span]
  /// In words that are always understood: `2027-03-10 10:00 12:00`, `off`.
  var words: String
}

/// How the last effect of a chat can be taken back.
enum Undo: Hashable, Sendable, Codable {
  /// A request or booking that is to be called off, if it is still as it was.
  case callOff(MeetingID, version: Int)
  /// A meeting that was called off; asked for again, if the place is free.
  case bookAgain(DelegateID, SlotID?)
  /// A confirmation; taking it back is a cancellation and is asked first.
  case unconfirm(MeetingID, version: Int)
  /// A request that was declined; only a new one can follow.
  case declined(DelegateID, SlotID?)
  case moveBack(MeetingID, SlotID, version: Int)
  case signUp(SessionID)
  case leave(SessionID)
  case leaveAlliance(AllianceID)
  case uncommit(AllianceID, Int)
  case unreach(AllianceID, Alliance.Step)
  case language(String)
  case quiet(QuietHours)
  case away([Span])
  case zone(String)
  /// What can not be taken back, by its name.
  case never(String)
}
