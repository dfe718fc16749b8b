import ForumCore
import Messaging

/// Where a line is said: one state of the forum, who speaks, in which language and when. Everything that follows from a line
/// is worked out here, without changing anything.
struct Scene {
  let forum: Forum
  let me: DelegateID
  let book: PhraseBook
  let library: PhraseLibrary
  let now: Instant
  var undo: Undo?
  /// Whether the last reply asked something.
  var wasAsked = false

  var zone: ForumZone { forum.settings?.zone ?? .utc }
  var title: PhraseValue { .text(forum.settings?.title ?? forum.id?.value ?? "") }
  var actor: Actor { .delegate(me, channel: "chat") }
  /// The day on the clocks of the forum.
  var today: CivilDate { forum.settings?.day(of: now) ?? zone.wall(now).date }

  func plan(_ line: Line) -> Plan {
    switch line.intent {
    case .confirm(.any) where !readsOthers: acceptPlace(line.marks)
    case .decline(.any, let reason) where !readsOthers: givePlaceBack(reason, line.marks)
    case .yes where keptPlace != nil && !wasAsked: acceptPlace(line.marks)
    case .start: keptPlace.map(Plan.say) ?? take(line)
    default: line.intent.readsOthers && !readsOthers ? .say(keptPlace ?? notApproved) : take(line)
    }
  }

  private func take(_ line: Line) -> Plan {
    switch line.intent {
    case .start: .say(welcome)
    case .help(let topic): .say(Help(book: book, library: library, isOrganiser: isOrganiser).answer(topic))
    case .agenda(let wish): .say(agenda(wish))
    case .sessions: .say(sessions)
    case .signUp(let name): signup(name, line.marks, leaving: false)
    case .leave(let name): leave(alliance: name, line.marks) ?? signup(name, line.marks, leaving: true)
    case .people(let words): .say(people(words, page: line.marks.version ?? 1))
    case .suggest: .say(suggestions)
    case .slots(let booking): slots(booking)
    case .book(let booking): book(booking, line.marks)
    case .meetings: .say(meetings)
    case .confirm(let target): confirm(target, line.marks)
    case .decline(let target, let reason): decline(target, reason, line.marks)
    case .cancel(.any, _) where wasAsked: .say(Answer(book.text(.unclearStopped)))
    case .cancel(let target, let reason): cancel(target, reason, line.marks)
    case .move(let target, let when, let reason): move(target, when, reason, line.marks)
    case .propose(let target, let whens): propose(target, whens, line.marks)
    case .swap(let first, let second): swap(first, second, line)
    case .handOver(let target, let name): handOver(target, name, line.marks)
    case .invite(let target, let name): invite(target, name, line.marks)
    case .went(let target, let answer): went(target, answer, line.marks)
    case .wait(let name): wait(name)
    case .outcome(let target, let findings): outcome(target, findings)
    case .alliances(let id): .say(id.map(allianceDetails) ?? alliances)
    case .openAlliance(let founding): openAlliance(founding, line.marks)
    case .commit(let pledge): commit(pledge, line.marks)
    case .milestone(let reaching): reach(reaching, line.marks)
    case .uncommit(let alliance, let number): uncommit(alliance, number, line.marks)
    case .join(let joining): join(joining, line.marks)
    case .badge: badge
    case .language(let name): language(name)
    case .quiet(let wish): quiet(wish)
    case .undo: undoing
    case .whoAmI: .say(whoAmI)
    case .contact(let target): contact(target)
    case .myData: .say(myData)
    case .erase(let confirmation): erase(confirmation)
    case .link: .say(Answer(book.text(.linkHere)))
    case .no: .say(Answer(book.text(.unclearStopped)))
    case .yes: .say(Answer(book.text(.unclearYesToWhat)))
    case .thanks: .say(Answer(book.text(.greetingThanks)))
    case .table(let target): table(target)
    case .away(let wish): away(wish, line.marks)
    case .zone(let name): zone(name)
    case .approve, .publish, .announce, .stats: organise(line)
    case .unlink: .say(Answer(book.text(.unlinkHere)))
    case .notText: .say(Answer(book.text(.unclearTextOnly)))
    case .choice, .unclear, .forum: .say(Help(book: book, library: library, isOrganiser: isOrganiser).unclear(line))
    }
  }

  var greeting: Answer {
    Answer(book.text(.greetingLinked, ["name": .text(name(of: me)), "forum": title]), buttons: [Button(label: book.text(.buttonHelp), send: "help")])
  }

  /// The greeting, and what waits for the speaker's answer.
  private var welcome: Answer {
    let waiting = readsOthers ? forum.meetings(of: me).filter { $0.awaits(me) } : []
    guard let reminder = awaited(.reminderWaiting, waiting) else { return greeting }
    return Answer(greeting.text + "\n" + reminder.text, buttons: reminder.buttons, yes: reminder.buttons.onlyYes)
  }

  private var whoAmI: Answer {
    Answer(
      book.text(
        .whoAmILine,
        [
          "name": .text(name(of: me)), "organisation": .text(organisation(of: me)?.name ?? ""), "kind": .phrase(kind(of: me)),
          "reference": .text(me.description), "forum": title,
        ]))
  }

  private func language(_ name: String) -> Plan {
    let wanted = name.folded
    let buttons = library.languages.map { Button(label: $0.name, send: "language \($0.language)") }
    guard !wanted.isEmpty else { return .say(Answer(book.text(.languageWhich, ["language": .text(book.name)]), buttons: buttons).asking("language")) }
    guard let found = library.languages.first(where: { $0.language == wanted || $0.name.folded == wanted }) else {
      return .say(Answer(book.text(.languageUnknown, ["text": .text(name)]), buttons: buttons).asking("language"))
    }
    return .act(.language(found.language, before: forum.registrations[me]?.language))
  }
}
