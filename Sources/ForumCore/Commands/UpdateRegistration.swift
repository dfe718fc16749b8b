/// Corrects what a registration says of its person, and what they answer and agree to, in the wording of now (rule 21).
///
/// What is nil stays as it is; an empty text takes away what was there. The address is a person's name to the node, so organisers alone
/// correct it; answers and consents are the person's own, who may take back any that the forum does not require.
public struct UpdateRegistration: Command {
  public var delegate: DelegateID
  public var givenName: String?
  public var familyName: String?
  public var email: String?
  public var phone: String?
  public var position: String?
  /// For organisers to give: an organiser may do by chat what organisers may.
  public var role: Role?
  /// By question; an empty one takes the answer away. Those that are not named stay.
  public var answers: [String: String]?
  /// The names of all that are given now.
  public var consents: [String]?

  public init(
    delegate: DelegateID, givenName: String? = nil, familyName: String? = nil, email: String? = nil, phone: String? = nil, position: String? = nil,
    role: Role? = nil, answers: [String: String]? = nil, consents: [String]? = nil
  ) {
    self.delegate = delegate
    self.givenName = givenName
    self.familyName = familyName
    self.email = email
    self.phone = phone
    self.position = position
    self.role = role
    self.answers = answers
    self.consents = consents
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.require(actor, actsFor: delegate)
    let known = try forum.delegate(delegate)
    guard let before = known.profile.value else { throw Refusal(.noSuchDelegate, ["reference": .text(delegate.description)]) }
    let profile = try corrected(before, forum, actor)
    let (answers, consents) = try given(known, forum, settings, actor, at: now)
    if let role, role != known.role {
      try forum.requireOrganiser(actor)
      guard role != .operator else { throw Refusal(.badValue, ["field": .text("role"), "expected": .text("a role in a forum")]) }
    }
    let update = DelegateUpdated(
      delegate: delegate, role: role == known.role ? nil : role, profile: profile == before ? nil : known.personal(profile),
      answers: answers == known.answers?.value ?? [:] ? nil : known.personal(answers), consents: consents == known.consents ?? [] ? nil : consents)
    return update == DelegateUpdated(delegate: delegate) ? [] : [.delegateUpdated(update)]
  }

  private func corrected(_ before: Profile, _ forum: Forum, _ actor: Actor) throws(Refusal) -> Profile {
    func text(_ new: String?, _ old: String?) -> String? { new.map { $0.isEmpty ? nil : $0 } ?? old }
    var profile = before
    if let givenName { profile.givenName = givenName }
    if let familyName { profile.familyName = familyName }
    profile.email = text(email, before.email)
    profile.phone = text(phone, before.phone)
    profile.position = text(position, before.position)
    try profile.check()
    guard profile.email != before.email else { return profile }
    try forum.requireOrganiser(actor)
    if let other = forum.registration(email: profile.email), other.id != delegate { throw Refusal(.alreadyRegistered, ["delegate": .delegate(other.id)]) }
    return profile
  }

  private func given(
    _ known: Registration, _ forum: Forum, _ settings: ForumSettings, _ actor: Actor, at now: Instant
  ) throws(Refusal) -> ([String: String], [Registration.Consent]) {
    let before = (answers: known.answers?.value ?? [:], consents: known.consents ?? [])
    guard answers != nil || consents != nil else { return before }
    guard actor.isOrganiser || actor.delegate == delegate, let kind = forum.kind(of: delegate) else { throw Refusal(.notYours) }
    var entry = ForumContent.Entry(
      person: known.profile.person, profile: Profile(givenName: "", familyName: ""), organisationName: "", organisationKind: kind, country: "")
    // What was answered to questions of then stays.
    let asked = Set(settings.questions.map(\.id))
    entry.answers = before.answers.filter { asked.contains($0.key) }.merging(answers ?? [:]) { $1 }
    entry.consents = consents ?? before.consents.map(\.id).filter { id in settings.consents.contains { $0.id == id } }
    try entry.checkAnswers(settings, kind, isOwn: !actor.isOrganiser)
    let all = before.answers.merging(entry.answers) { $1 }.filter { !$0.value.isEmpty }
    guard consents != nil else { return (all, before.consents) }
    // What was agreed to before keeps its wording and its moment.
    return (all, entry.given(settings, at: now).map { new in before.consents.first { $0.id == new.id } ?? new })
  }
}
