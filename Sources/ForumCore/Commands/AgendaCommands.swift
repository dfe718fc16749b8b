/// Replaces the draft of the agenda. What is published stays as it is (rule 24).
public struct ReplaceAgenda: Command {
  public var agenda: Agenda

  public init(agenda: Agenda) {
    self.agenda = agenda
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let settings = try forum.requireSettings()
    try agenda.check(in: forum)
    var agenda = agenda
    for (id, speaker) in agenda.speakers { agenda.speakers[id] = try speaker.owned(in: forum) }
    try agenda.checkIdentifiers(since: forum.published)
    try agenda.refuseClashes(settings)
    if agenda == forum.draft { return [] }
    return [.agendaReplaced(AgendaReplaced(agenda: agenda, clashes: agenda.warnedClashes(settings, besides: forum.draft)))]
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
    let edits = try edits.map { edit throws(Refusal) in try edit.owned(in: forum) }
    for edit in edits {
      try agenda.checkRemoval(edit)
      agenda.apply(edit)
    }
    try agenda.check(in: forum)
    try agenda.checkIdentifiers(since: forum.published)
    try agenda.refuseClashes(settings, besides: forum.draft)
    if agenda == forum.draft { return [] }
    return [.agendaEdited(AgendaEdited(edits: edits, clashes: agenda.warnedClashes(settings, besides: forum.draft)))]
  }
}

/// Publishes the draft as the next release. Meetings that a session now takes the time of are in the way: refused with a
/// list, or moved in the same step where `moveMeetings` says so (rules 7, 8, 24). Who waits for a place moves up where there are
/// more of them now.
///
/// Where the forum refuses two signups at once (rule 22), whom a release would put into two sessions at once keeps what they
/// speak in and what they signed up to first; later places are given back in the same step, and they are told. Clashes that were
/// there before the release stay.
public struct PublishAgenda: Command {
  public var moveMeetings: Bool

  public init(moveMeetings: Bool = false) {
    self.moveMeetings = moveMeetings
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let settings = try forum.requireSettings()
    try forum.draft.checkSpeakers(in: forum)
    try forum.draft.refuseClashes(settings)
    let differences = AgendaDifference.between(forum.published, forum.draft)
    guard forum.hasNews else { throw Refusal(.nothingToPublish, forum.releases.last.map { ["release": .number($0.number)] } ?? [:]) }
    try forum.checkSignups()
    let lost = forum.signupsGivenBack(at: now)
    let published = AgendaPublished(
      release: forum.releases.count + 1, differences: differences, concerned: forum.concerned(by: differences, lost),
      clashes: forum.draft.warnedClashes(settings, besides: forum.published))
    return try forum.moving([.agendaPublished(published)] + lost.map(Change.signupRemoved), moveMeetings, because: .release, at: now)
  }
}
