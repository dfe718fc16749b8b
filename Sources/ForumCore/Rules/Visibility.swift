// Who sees what of whom, field by field (rule 29). Everything that shows one person to another goes through here: the API's
// views, the chat, what words find. What is not said here is not shown.

/// Who looks.
public enum Viewer: Hashable, Sendable {
  /// Nobody that is known, or a token that is bound to no delegate and may read nothing of people.
  case `public`
  /// Reads a forum without taking part in it.
  case observer
  case delegate(DelegateID)
  case organiser
}

/// What somebody who looks is to the person they look at.
public enum Standing: String, CaseIterable, Hashable, Sendable {
  /// No part in the forum, or none yet: their own registration is not approved. The person is not there for them.
  case outsider
  /// May read the forum and takes no part in it.
  case observer
  /// Takes part as they do.
  case stranger
  /// Has or had a request or meeting with them, none of which was ever agreed on and stands.
  case requested
  /// Is to interpret between them and somebody else.
  case interpreter
  /// Has a confirmed meeting with them, or had one that took place.
  case met
  /// Manages their organisation's delegation and acts for them (rule 13).
  case manager
  case own
  /// An organiser of the forum, or an operator.
  case organiser
}

/// What a forum keeps of a person.
public enum PersonField: String, CaseIterable, Hashable, Sendable {
  case name, organisation, role, takesMeetings
  case position, speaks, offers, seeks
  /// What an enterprise needs and what an investor gives, with the topics of both.
  case topics, about, need, ticket
  case email, phone
  case language, status, submittedAt, checkedInAt, offerUntil
  case blocks, unavailable, quietHours, zone
  /// What they keep to themselves.
  case hides
  case answers, consents, checkInCode
  /// Accounts on messaging platforms.
  case chats

  /// The choice by which its person keeps it from other delegates; nil where they have none.
  public var choice: Registration.Field? {
    switch self {
    case .email, .phone: .contact
    default: Registration.Field(rawValue: rawValue)
    }
  }

  /// Who sees it of somebody that is there for them, before its person hides it.
  var audience: Set<Standing> {
    switch self {
    case .name, .organisation, .role, .takesMeetings, .position, .speaks, .offers, .seeks, .topics, .about, .need, .ticket:
      [.observer, .stranger, .requested, .interpreter, .met, .manager, .own, .organiser]
    case .email, .phone: [.met, .manager, .own, .organiser]
    case .language, .status, .submittedAt, .checkedInAt, .offerUntil, .blocks, .unavailable, .quietHours, .zone, .hides: [.manager, .own, .organiser]
    case .answers, .consents, .checkInCode: [.own, .organiser]
    case .chats: [.own]
    }
  }
}

extension Standing {
  /// Whether what a person hides is hidden from these.
  var heedsChoices: Bool {
    switch self {
    case .outsider, .observer, .stranger, .requested, .interpreter, .met: true
    case .manager, .own, .organiser: false
    }
  }

  /// Whether people are there for these also when they do not, or not any more, take part.
  var seesWhoIsNotThere: Bool {
    switch self {
    case .outsider, .observer, .stranger: false
    case .requested, .interpreter, .met, .manager, .own, .organiser: true
    }
  }
}

extension Forum {
  /// What that viewer is to a delegate.
  public func standing(of viewer: Viewer, to delegate: DelegateID) -> Standing {
    switch viewer {
    case .organiser: return .organiser
    case .public: return .outsider
    case .observer: return .observer
    case .delegate(let me):
      if me == delegate { return .own }
      // Who is not approved reads of nobody but themselves.
      guard registrations[me]?.status == .approved else { return .outsider }
      if manages(me, delegate) { return .manager }
      return acquaintance(of: me, with: delegate)
    }
  }

  /// What that viewer is to one side of a meeting, where the meeting itself is shown to them; it may be over long ago.
  public func standing(of viewer: Viewer, to delegate: DelegateID, in meeting: Meeting) -> Standing {
    let usual = standing(of: viewer, to: delegate)
    guard case .delegate(let me) = viewer, [.outsider, .stranger, .requested, .interpreter].contains(usual) else { return usual }
    guard let here = standing(of: me, to: delegate, in: meeting) else { return usual }
    return usual == .outsider ? .requested : here
  }

  /// Whether a viewer sees a field of that registration.
  public func shows(_ field: PersonField, of registration: Registration, to standing: Standing) -> Bool {
    guard registration.status == .approved || standing.seesWhoIsNotThere, field.audience.contains(standing) else { return false }
    guard standing.heedsChoices, let choice = field.choice else { return true }
    return registration.hidden?.contains(choice) != true
  }

  /// All that a viewer sees of a delegate; empty where that one is not there for them.
  public func visible(_ delegate: DelegateID, to viewer: Viewer) -> Set<PersonField> {
    guard let registration = registrations[delegate] else { return [] }
    let standing = standing(of: viewer, to: delegate)
    return Set(PersonField.allCases.filter { shows($0, of: registration, to: standing) })
  }

  /// The words by which that viewer may find a delegate: of their name, and of what they say of themselves and show.
  public func searchable(_ registration: Registration, to viewer: Viewer) -> [String] {
    let fields = visible(registration.id, to: viewer)
    var texts: [String] = []
    if fields.contains(.name) { texts.append(registration.displayName) }
    if fields.contains(.offers) { texts += registration.offers }
    if fields.contains(.seeks) { texts += registration.seeks }
    if fields.contains(.about), let about = registration.wishes.value?.about { texts.append(about) }
    return texts
  }

  /// What the meetings of two that still count make them to one another.
  private func acquaintance(of me: DelegateID, with delegate: DelegateID) -> Standing {
    var found = Standing.stranger
    for meeting in (index.openMeetings[me] ?? []).lazy.compactMap({ self.meetings[$0] }) where meeting.has(delegate) {
      guard let standing = self.standing(of: me, to: delegate, in: meeting) else { continue }
      if standing == .met { return .met }
      if found != .requested { found = standing }
    }
    return found
  }

  /// What a meeting alone makes two to one another; nil where it makes them nothing. Who manages a side is shown what that side is.
  private func standing(of me: DelegateID, to delegate: DelegateID, in meeting: Meeting) -> Standing? {
    guard meeting.has(delegate) else { return nil }
    let seats = meeting.participants.filter { $0 == me || manages(me, $0) }
    guard !seats.isEmpty else { return meeting.heldPlaces.contains { $0.interpreter == me } ? .interpreter : nil }
    // A request that waits for a place is only its requester's business.
    if meeting.isUnseen == true && !seats.contains(meeting.requester) { return nil }
    return seats.contains(where: meeting.wasAgreed) && meeting.wasAgreed(by: delegate) ? .met : .requested
  }

  /// Whether a viewer is a side of a meeting, or acts for one.
  public func isSide(_ viewer: Viewer, of meeting: Meeting) -> Bool {
    switch viewer {
    case .public, .observer: false
    case .organiser: true
    case .delegate(let me): side(of: meeting, for: .delegate(me)) != nil
    }
  }
}

extension Meeting {
  /// Whether it is confirmed or took place, and that side said yes to it. Of a group a guest who has not answered did not.
  public func wasAgreed(by delegate: DelegateID) -> Bool {
    switch status {
    case .confirmed, .held: guests?.first { $0.delegate == delegate }?.hasAccepted ?? true
    case .waiting, .requested, .accepted, .noShow, .declined, .withdrawn, .expired, .cancelled: false
    }
  }
}
