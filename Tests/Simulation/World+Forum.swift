import ForumCore

extension World {
  mutating func drawForum(_ kind: Act.Kind) -> Act {
    var act = Act(kind: kind, command: ExpireHolds(), actor: organiser())
    switch kind {
    case .createForum: if let id = Cast.forum { act.command = CreateForum(forum: id, settings: drawSettings()) }
    case .updateForum: act.command = UpdateForum(settings: drawSettings())
    case .setPhase: act.command = SetPhase(phase: forum.phase == .open && dice.oneIn(2) ? dice.pick(Phase.allCases) : .open)
    case .announce:
      act.command = Announce(text: dice.oneIn(8) ? "" : "The buses leave at six.", isUrgent: dice.oneIn(2))
      act.repeatable = true
    case .importForum: if let content = drawContent() { act.command = ImportForum(content: content) }
    default: act.actor = .timer
    }
    return act
  }

  mutating func drawSettings() -> ForumSettings {
    var settings = ForumSettings(
      title: dice.oneIn(60) ? "" : "Drill", place: "Tunis", country: "TN", zone: dice.pick(Cast.zones), firstDay: Cast.days[0], lastDay: Cast.days[1])
    settings.registrationMode = dice.oneIn(2) ? .automatic : .approval
    settings.placesInAll = dice.oneIn(3) ? dice.roll(in: 4...10) : nil
    if dice.oneIn(3) { settings.places = [.msme: dice.roll(in: 1...5), .privateInvestor: dice.roll(in: 1...3)] }
    settings.requestMode = dice.oneIn(4) ? .automatic : .approval
    settings.timeMode = dice.oneIn(2) ? .whenRequesting : dice.oneIn(2) ? .whenAccepting : .organiser
    settings.holdMinutes = dice.oneIn(60) ? 5 : dice.roll(in: 15...400)
    settings.cutoffMinutes = dice.oneIn(2) ? dice.roll(in: 0...120) : 0
    settings.asksReasons = dice.oneIn(4)
    if dice.oneIn(4) { settings.forbiddenRequests = [.init(from: .privateInvestor, to: .privateInvestor)] }
    settings.limits = .init(
      perForum: dice.oneIn(4) ? dice.roll(in: 2...5) : nil, perBlock: dice.oneIn(4) ? dice.roll(in: 1...3) : nil,
      requests: dice.oneIn(4) ? dice.roll(in: 1...4) : nil)
    if dice.oneIn(4) { settings.limitsByKind = [.msme: .init(perForum: dice.roll(in: 1...4))] }
    let modes: [ForumSettings.ClashMode] = [.block, .warn, .off]
    settings.roomClash = dice.pick(modes)
    settings.speakerClash = dice.pick(modes)
    settings.availabilityClash = dice.pick(modes)
    settings.signupClash = dice.pick(modes)
    askAndOffer(&settings)
    settings.reminders = .init(
      waiting: dice.oneIn(3) ? 0 : dice.roll(in: 60...240), ending: dice.oneIn(3) ? 0 : dice.roll(in: 5...120),
      starting: dice.oneIn(3) ? 0 : dice.roll(in: 1...30), none: dice.oneIn(3) ? 0 : dice.roll(in: 60...600))
    settings.quietHours = drawQuietHours()
    return settings
  }

  /// None, a night, a short one that ends where the clocks are set, or any.
  mutating func drawQuietHours() -> QuietHours? {
    switch dice.roll(8) {
    case 0...2: QuietHours(fromMinute: 1320, toMinute: 420)
    case 3: QuietHours(fromMinute: dice.pick([0, 60, 1380]), toMinute: dice.pick([30, 150, 180]))
    case 4: QuietHours(fromMinute: dice.roll(1440), toMinute: dice.roll(1440))
    default: nil
    }
  }

  private mutating func drawContent() -> ForumContent? {
    guard let id = Cast.forum else { return nil }
    var content = ForumContent(forum: id)
    content.settings = dice.oneIn(4) ? drawSettings() : nil
    var addresses: Set<String> = []
    content.registrations = (0..<dice.roll(4)).map { _ in drawEntry() }.filter { $0.profile.email.map { addresses.insert($0).inserted } ?? false }
    content.blocks = dice.oneIn(3) ? [drawBlock(dice.pick(Cast.blocks))] : []
    content.tables = dice.oneIn(3) ? [drawTable(dice.pick(Cast.tables))] : []
    if dice.oneIn(4) { content.tableOwners = [dice.pick(Cast.tables): dice.oneIn(2) ? dice.pick(Cast.emails) : dice.pick(Cast.organisations)] }
    content.agenda = dice.oneIn(4) ? drawWholeAgenda() : nil
    content.publish = dice.oneIn(3)
    return content
  }

  /// What is needed before anything can happen: a forum that is open, people, tables, blocks and an agenda.
  mutating func opening() -> [Act] {
    guard let id = Cast.forum else { return [] }
    func organiser(_ kind: Act.Kind, _ command: any Command<Forum>) -> Act { Act(kind: kind, command: command, actor: .organiser(), repeatable: true) }
    var settings = drawSettings()
    settings.title = "Drill"
    settings.holdMinutes = max(settings.holdMinutes, 15)
    var acts = [organiser(.createForum, CreateForum(forum: id, settings: settings)), organiser(.setPhase, SetPhase(phase: .open))]
    for email in Cast.emails.prefix(dice.roll(in: 6...10)) {
      var entry = drawEntry()
      entry.profile = Profile(givenName: "Ada", familyName: "Rossi", email: email)
      entry.country = "IT"
      entry.approved = true
      acts.append(organiser(.submitRegistration, SubmitRegistration(entry: entry)))
    }
    for table in Cast.tables.prefix(dice.roll(in: 1...2)) { acts.append(organiser(.setTable, SetTable(table: Table(id: table)))) }
    for block in Cast.blocks.prefix(2) { acts.append(organiser(.setBlock, SetBlock(block: drawBlock(block)))) }
    acts.append(organiser(.replaceAgenda, ReplaceAgenda(agenda: drawWholeAgenda())))
    acts.append(organiser(.publishAgenda, PublishAgenda()))
    return acts
  }
}
