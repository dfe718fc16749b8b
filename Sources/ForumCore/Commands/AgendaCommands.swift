/// Replaces the draft of the agenda. What is published stays as it is (rule 24).
public struct ReplaceAgenda: Command {
  public var agenda: Agenda

  public init(agenda: Agenda) {
    self.agenda = agenda
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let settings = try forum.requireSettings()
    try agenda.check()
    try agenda.checkIdentifiers(since: forum.published)
    try agenda.refuseClashes(settings)
    return agenda == forum.draft ? [] : [.agendaReplaced(AgendaReplaced(agenda: agenda))]
  }
}

/// Changes the draft, all edits or none.
public struct EditAgenda: Command {
  public var edits: [AgendaEdit]

  public init(edits: [AgendaEdit]) {
    self.edits = edits
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let settings = try forum.requireSettings()
    var agenda = forum.draft
    for edit in edits {
      try agenda.checkRemoval(edit)
      agenda.apply(edit)
    }
    try agenda.check()
    try agenda.checkIdentifiers(since: forum.published)
    try agenda.refuseClashes(settings, besides: forum.draft)
    return agenda == forum.draft ? [] : [.agendaEdited(AgendaEdited(edits: edits))]
  }
}

/// Publishes the draft as the next release. Meetings that a session now takes the time of are in the way: refused with a
/// list, or moved in the same step where `moveMeetings` says so (rules 7, 8, 24). Who waits for a place moves up where there are
/// more of them now.
public struct PublishAgenda: Command {
  public var moveMeetings: Bool

  public init(moveMeetings: Bool = false) {
    self.moveMeetings = moveMeetings
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let settings = try forum.requireSettings()
    try forum.draft.refuseClashes(settings)
    let differences = AgendaDifference.between(forum.published, forum.draft)
    guard !(forum.releases.isEmpty ? forum.draft.sessions.isEmpty : forum.published == forum.draft) else { throw Refusal(.nothingToPublish) }
    let published = Change.agendaPublished(
      AgendaPublished(release: forum.releases.count + 1, differences: differences, concerned: forum.concerned(by: differences)))
    try forum.checkSignups(after: published, at: now)
    return forum.promoting(try forum.moving([published], moveMeetings, by: actor, at: now), at: now)
  }
}

extension Forum {
  /// Delegates to whom it matters that a session moves or is gone: who speaks there, before or now, and who signed up.
  func concerned(by differences: [AgendaDifference]) -> [DelegateID] {
    var delegates: Set<DelegateID> = []
    for difference in differences where difference.kind == .moved || difference.kind == .removed {
      delegates.formUnion(signups[difference.session]?.placed ?? [])
      delegates.formUnion(signups[difference.session]?.waiting ?? [])
      for agenda in [published, draft] {
        for speaker in agenda.sessions[difference.session]?.speakers ?? [] {
          if let delegate = agenda.speakers[speaker]?.delegate { delegates.insert(delegate) }
        }
      }
    }
    return delegates.sorted()
  }

  /// A capacity below what is taken would break a promise.
  func checkSignups(after published: Change, at now: Instant) throws(Refusal) {
    for (id, list) in signups.sorted(by: { $0.key < $1.key }) {
      guard let capacity = draft.sessions[id]?.capacity, list.placed.count > capacity else { continue }
      throw Refusal(.noPlaceLeft, ["kind": .text(draft.sessions[id]?.title ?? id.value), "places": .number(capacity)])
    }
  }
}
