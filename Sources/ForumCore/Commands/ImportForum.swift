/// Takes a file's content over, whole or not at all. What is there already and the same is left alone, so a repeated import
/// changes nothing twice. Who or what comes twice in one file is refused.
public struct ImportForum: Command {
  public var content: ForumContent
  /// Whether a forum is made where there is none.
  public var create: Bool

  public init(content: ForumContent, create: Bool = true) {
    self.content = content
    self.create = create
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    var work = Work(before: forum, after: forum, actor: actor, now: now)
    if let settings = content.settings {
      if forum.settings == nil {
        guard create else { throw Refusal(.noSuchForum) }
        try work.run(CreateForum(forum: content.forum, settings: settings))
      } else {
        try work.run(UpdateForum(settings: settings))
      }
    }
    _ = try work.after.requireSettings()
    try checkKeys()
    var entered: [DelegateID: Int] = [:]
    for (index, entry) in content.registrations.enumerated() {
      let delegate = try enter(entry, &work)
      guard let first = entered.updateValue(index, forKey: delegate) else { continue }
      throw twice("registrations[\(index)]", "registrations[\(first)] is the same person, by address or by name and organisation")
    }
    for block in content.blocks { try work.run(SetBlock(block: block)) }
    for table in content.tables { try work.run(SetTable(table: withOwner(table, work.after))) }
    if let agenda = content.agenda { try work.run(ReplaceAgenda(agenda: linked(agenda, work.after))) }
    if content.publish && work.after.hasNews { try work.run(PublishAgenda()) }
    return work.changes
  }

  /// - Throws: `badValue` where a block or table comes twice: the second would undo the first, at every import anew.
  private func checkKeys() throws(Refusal) {
    var blocks: Set<BlockID> = []
    for block in content.blocks where !blocks.insert(block.id).inserted { throw twice("blocks", "\(block.id) comes twice") }
    var tables: Set<TableID> = []
    for table in content.tables where !tables.insert(table.id).inserted { throw twice("tables", "\(table.id) comes twice") }
  }

  /// By the place in the file, not by name or address: what is personal is not for refusals.
  private func twice(_ field: String, _ why: String) -> Refusal {
    Refusal(.badValue, ["field": .text(field), "expected": .text("each once; \(why)")])
  }

  /// - Returns: who it is.
  private func enter(_ entry: ForumContent.Entry, _ work: inout Work) throws(Refusal) -> DelegateID {
    if let known = work.after.registration(like: entry) {
      if entry.approved && known.status == .pending { try work.run(ApproveRegistration(delegate: known.id, reason: "import")) }
      try work.run(
        UpdateDelegate(
          delegate: known.id, language: entry.language, takesMeetings: entry.takesMeetings, speaks: entry.speaks, offers: entry.offers,
          seeks: entry.seeks, topics: entry.topics, about: entry.about, ticket: entry.ticket, need: entry.need))
      return known.id
    }
    try work.run(SubmitRegistration(entry: entry))
    return DelegateID(work.after.lastDelegate)
  }

  /// Speakers keep the person and delegate that they have; new ones are found by their address.
  private func linked(_ agenda: Agenda, _ forum: Forum) -> Agenda {
    var agenda = agenda
    for (id, speaker) in agenda.speakers {
      let known = forum.draft.speakers[id]
      let delegate = content.speakerEmails[id].flatMap { forum.registration(email: $0) }
      var speaker = speaker
      if let profile = speaker.profile.value, let person = known?.profile.person ?? delegate?.profile.person {
        speaker.profile = Personal(profile, of: person)
      }
      speaker.delegate = delegate?.id ?? speaker.delegate ?? known?.delegate
      agenda.speakers[id] = speaker
    }
    return agenda
  }

  private func withOwner(_ table: Table, _ forum: Forum) throws(Refusal) -> Table {
    guard let owner = content.tableOwners[table.id] else { return table }
    var table = table
    if let registration = forum.registration(email: owner) {
      table.fixedTo = .delegate(registration.id)
    } else if let organisation = forum.organisation(named: owner) {
      table.fixedTo = .organisation(organisation.id)
    } else if owner.contains("@") {
      throw Refusal(.badValue, ["field": .text("tables.\(table.id).fixedTo"), "expected": .text("the address of a registration")])
    } else {
      throw Refusal(.noSuchOrganisation, ["reference": .text(owner)])
    }
    return table
  }
}
