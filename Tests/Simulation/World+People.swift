import ForumCore

extension World {
  mutating func drawDelegate(_ kind: Act.Kind) -> Act {
    let delegate = someDelegate()
    var act = Act(kind: kind, command: ExpireHolds(), actor: someActor(delegate))
    switch kind {
    case .addSignup: act.command = AddSignup(session: dice.pick(Cast.sessions), delegate: delegate)
    case .removeSignup:
      let session = dice.pick(Cast.sessions)
      let placed = referee.lists[session]?.placed ?? []
      let whose = placed.isEmpty || dice.oneIn(3) ? delegate : dice.pick(placed)
      act.command = RemoveSignup(session: session, delegate: whose)
      act.actor = someActor(whose)
    case .setAvailability:
      let command = drawAvailability(delegate)
      act.command = command
      act.reasoned = command.reason?.isEmpty == false
    case .updateDelegate:
      act.command = UpdateDelegate(
        delegate: delegate, language: dice.oneIn(2) ? "fr" : nil, takesMeetings: !dice.oneIn(6),
        speaks: dice.oneIn(8) ? Array(repeating: "fr", count: dice.roll(in: 0...60)) : dice.oneIn(3) ? dice.pick(Cast.languages) : nil,
        offers: dice.oneIn(2) ? ["water"] : nil,
        quietHours: dice.oneIn(8) ? .off : dice.oneIn(2) ? drawQuietHours() : nil,
        zone: dice.oneIn(3) ? dice.pick(Cast.zones).name : dice.oneIn(20) ? "Nowhere" : nil)
    case .issueLinkCode:
      act.command = IssueLinkCode(delegate: delegate, digest: "code-\(delegate)-\(dice.roll(1000))", validMinutes: dice.roll(in: 0...40))
      act.repeatable = true
    case .linkChat:
      act.command = LinkChat(
        digest: forum.linkCodes.isEmpty || dice.oneIn(4) ? "guessed" : dice.pick(forum.linkCodes).digest, bot: "matrix",
        account: ChatAccount(account: "@a\(dice.roll(12)):example.org", chat: "!c:example.org"))
    default:
      let link = forum.chatLinks.isEmpty ? nil : dice.pick(forum.chatLinks)
      let whose = link?.delegate ?? delegate
      act.command = UnlinkChat(delegate: whose, bot: "matrix", account: link?.account.value?.account ?? "@a1:example.org")
      act.actor = someActor(whose)
    }
    return act
  }

  private mutating func drawAvailability(_ delegate: DelegateID) -> SetAvailability {
    let blocks = dice.oneIn(3) ? Cast.blocks.filter { _ in !dice.oneIn(3) } : nil
    let spans = (0..<dice.roll(3)).map { _ in
      let start = now.adding(minutes: dice.roll(in: -60...600))
      return Span(start: start, end: start.adding(minutes: dice.roll(in: dice.oneIn(20) ? -10...0 : 10...60)))
    }
    return SetAvailability(
      delegate: delegate, blocks: blocks, unavailable: spans, meetings: dice.oneIn(3) ? nil : dice.pick(SetAvailability.Meetings.allCases), reason: someText())
  }

  /// Mostly one who is not approved yet.
  private mutating func someApplicant() -> DelegateID {
    let first = dice.roll(max(forum.lastDelegate, 1))
    for step in 0..<forum.lastDelegate where !dice.oneIn(8) {
      let delegate = DelegateID(1 + (first + step) % max(forum.lastDelegate, 1))
      if [.pending, .waitlisted, .offered].contains(referee.status[delegate]) { return delegate }
    }
    return someDelegate()
  }

  mutating func drawRegistration(_ kind: Act.Kind) -> Act {
    let delegate = kind == .checkIn || kind == .cancelRegistration ? someDelegate() : someApplicant()
    let reason = someText()
    var act = Act(kind: kind, command: ExpireHolds(), actor: organiser(), reasoned: reason?.isEmpty == false)
    switch kind {
    case .submitRegistration:
      let entry = drawEntry()
      act.command = SubmitRegistration(entry: entry)
      act.actor = dice.oneIn(3) ? .organiser() : .guest()
      act.repeatable = entry.profile.email == nil
    case .approveAll: act.command = ApproveAllRegistrations()
    case .approveRegistration: act.command = ApproveRegistration(delegate: delegate, reason: reason)
    case .waitlistRegistration: act.command = WaitlistRegistration(delegate: delegate)
    case .rejectRegistration: act.command = RejectRegistration(delegate: delegate, reason: reason)
    case .cancelRegistration:
      act.command = CancelRegistration(delegate: delegate, reason: reason)
      act.actor = someActor(delegate)
    default: act.command = CheckIn(dice.oneIn(2) ? someBadge() : .delegate(delegate))
    }
    return act
  }

  mutating func drawEntry() -> ForumContent.Entry {
    let email = dice.oneIn(30) ? nil : dice.oneIn(60) ? "nobody" : dice.pick(Cast.emails)
    let profile = Profile(givenName: dice.oneIn(80) ? "" : "Ada", familyName: dice.oneIn(80) ? "" : "Rossi", email: email)
    var entry = ForumContent.Entry(
      person: PersonID("p-\(dice.roll(1_000_000))"), profile: profile, organisationName: dice.pick(Cast.organisations),
      organisationKind: dice.pick(Cast.kinds), country: dice.oneIn(40) ? "Italy" : "IT")
    entry.approved = !dice.oneIn(3)
    entry.takesMeetings = !dice.oneIn(12)
    entry.speaks = dice.pick(Cast.languages)
    if dice.oneIn(6) {
      entry.role = .interpreter
      entry.speaks = dice.pick(Cast.interpreters)
    }
    answer(&entry)
    return entry
  }
}
