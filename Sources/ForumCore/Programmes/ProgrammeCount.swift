/// Counts what happened in the forums of a programme. What counts stands with each `Indicator`.
struct ProgrammeCount {
  typealias Item = ProgrammeReport.Item

  /// By first day, then name.
  let forums: [Forum]
  private let identities: Identities

  init(_ forums: [Forum]) {
    self.forums = forums.sorted { a, b in
      guard let first = a.settings?.firstDay, let second = b.settings?.firstDay, first != second else { return (a.id?.value ?? "") < (b.id?.value ?? "") }
      return first < second
    }
    identities = Identities(self.forums)
  }

  func items(of indicator: Indicator) -> [Item] {
    switch indicator {
    case .registeredPersons: persons { $0.registered }
    case .networkParticipants: persons { $0.came }
    case .msmesTrained: msmes { $0.trained }
    case .msmesAssisted: msmes { $0.assisted }
    case .frameworkEvents: forums.filter { $0.settings?.kind == .frameworkEvent && !$0.came.isEmpty }.map(Item.init)
    case .investmentAlliances, .investmentStrategies, .clusteringProgrammes, .circularEconomyProgrammes:
      alliances { $0.isSigned && $0.kind == indicator.allianceKind }
    case .agreementsSigned: alliances(where: \.isSigned)
    case .meetingsRequested: meetings { _ in true }
    case .meetingsConfirmed: meetings { [.confirmed, .held, .noShow].contains($0) }
    case .meetingsHeld: meetings { $0 == .held }
    case .meetingsNoShow: meetings { $0 == .noShow }
    case .amountsCommitted: commitments
    }
  }

  // MARK: - Persons and organisations

  private func persons(_ who: (Forum) -> [DelegateID]) -> [Item] {
    var drafts: [Int: Draft] = [:]
    for (place, forum) in forums.enumerated() {
      for delegate in Set(who(forum)).sorted() {
        guard let person = identities.person[.init(forum: place, delegate: delegate)] else { continue }
        drafts[person, default: Draft()].add("\(delegate)", forum.organisation(of: delegate), forum)
      }
    }
    return Draft.items(drafts)
  }

  /// - Parameter evidence: what of a forum makes a delegate's organisation count: the delegate, and a reference to it.
  private func msmes(_ evidence: (Forum) -> [(delegate: DelegateID, reference: String)]) -> [Item] {
    var drafts: [Int: Draft] = [:]
    for (place, forum) in forums.enumerated() {
      for (delegate, reference) in evidence(forum) {
        guard let organisation = forum.organisation(of: delegate), organisation.kind == .msme,
          let body = identities.body[.init(forum: place, organisation: organisation.id)]
        else { continue }
        for part in ["\(organisation.id)", "\(delegate)", reference] { drafts[body, default: Draft()].add(part, organisation, forum) }
      }
    }
    return Draft.items(drafts)
  }

  // MARK: - Meetings and alliances

  private func meetings(where fits: (Meeting.Status) -> Bool) -> [Item] {
    forums.flatMap { forum in
      forum.meetings.values.filter { fits($0.status) }.sorted { $0.id < $1.id }.map { meeting in
        Draft(of: "\(meeting.id)", meeting.participants.compactMap(forum.organisation), forum).item
      }
    }
  }

  private func alliances(where fits: (Alliance) -> Bool) -> [Item] {
    forums.flatMap { forum in
      forum.alliances.values.filter(fits).sorted { $0.id < $1.id }.map { alliance in
        var item = Draft(of: "\(alliance.id)", alliance.members.compactMap { forum.organisations[$0.organisation] }, forum).item
        item.name = "\(alliance.title) (\(item.name))"
        item.signedOn = alliance.milestone(.signedAgreement)?.on
        return item
      }
    }
  }

  private var commitments: [Item] {
    forums.flatMap { forum in
      forum.alliances.values.sorted { $0.id < $1.id }.flatMap { alliance in
        alliance.standing.filter { $0.amount != nil }.map { commitment in
          var item = Draft(of: "\(alliance.id)#\(commitment.number)", [forum.organisations[commitment.organisation]].compactMap { $0 }, forum).item
          item.name = "\(alliance.title): \(item.name)"
          item.amount = commitment.amount
          item.signedOn = alliance.milestone(.signedAgreement)?.on
          return item
        }
      }
    }
  }
}

// MARK: - What happened in one forum

extension Forum {
  fileprivate func organisation(of delegate: DelegateID) -> Organisation? {
    registrations[delegate].flatMap { organisations[$0.organisation] }
  }

  fileprivate var registered: [DelegateID] {
    registrations.values.filter { !($0.erasedAs ?? $0.status).isOver }.map(\.id)
  }

  fileprivate var came: [DelegateID] {
    let atTheDoor = registrations.values.filter { $0.checkedInAt != nil }.map(\.id)
    let inSessions = published.sessions.keys.flatMap { signups[$0]?.checkedIn.map { Array($0.keys) } ?? [] }
    return atTheDoor + inSessions + meetings.values.filter { $0.status == .held }.flatMap(\.agreed)
  }

  fileprivate var trained: [(delegate: DelegateID, reference: String)] {
    attended(.training).filter { delegate, session in
      signups[session]?.placed.contains(delegate) == true || (settings?.kind == .training && registrations[delegate]?.checkedInAt != nil)
    }.map { ($0, $1.value) }
  }

  fileprivate var assisted: [(delegate: DelegateID, reference: String)] {
    let helpers: Set<OrganisationKind> = [.expert, .cluster, .researchBody]
    let held = settings?.kind == .clinic ? meetings.values.filter { $0.status == .held }.sorted { $0.id < $1.id } : []
    let met = held.flatMap { meeting -> [(delegate: DelegateID, reference: String)] in
      let isWithHelper = meeting.agreed.contains { organisation(of: $0).map { helpers.contains($0.kind) } ?? false }
      return isWithHelper ? meeting.agreed.map { ($0, "\(meeting.id)") } : []
    }
    return met + attended(.clinic).map { ($0, $1.value) }
  }

  /// Who was checked in at published sessions of a kind, by session and delegate.
  private func attended(_ kind: Session.Kind) -> [(DelegateID, SessionID)] {
    published.sessions.values.filter { $0.kind == kind }.map(\.id).sorted().flatMap { session in
      (signups[session]?.checkedIn ?? [:]).keys.sorted().map { ($0, session) }
    }
  }
}

// MARK: - Putting an item together

/// An item of which more and more is known.
private struct Draft {
  var names: [String] = []
  var references: [String] = []
  var countries: Set<String> = []
  var kinds: Set<OrganisationKind> = []
  var forums: [ForumID] = []

  init() {}

  init(of reference: String, _ organisations: [Organisation], _ forum: Forum) {
    add(reference, nil, forum)
    for organisation in organisations { add(reference, organisation, forum) }
  }

  mutating func add(_ reference: String, _ organisation: Organisation?, _ forum: Forum) {
    guard let id = forum.id else { return }
    let whole = "\(id)/\(reference)"
    if !references.contains(whole) { references.append(whole) }
    if !forums.contains(id) { forums.append(id) }
    guard let organisation else { return }
    if !names.contains(organisation.name) { names.append(organisation.name) }
    countries.insert(organisation.country)
    kinds.insert(organisation.kind)
  }

  var item: ProgrammeReport.Item {
    .init(
      name: names.joined(separator: ", "), references: references, countries: countries.sorted(),
      kinds: OrganisationKind.allCases.filter(kinds.contains), forums: forums)
  }

  /// By name, then reference.
  static func items(_ drafts: [Int: Draft]) -> [ProgrammeReport.Item] {
    drafts.values.map(\.item).sorted { ($0.name, $0.references.first ?? "") < ($1.name, $1.references.first ?? "") }
  }
}

extension ProgrammeReport.Item {
  fileprivate init(_ forum: Forum) {
    self.init(
      name: forum.settings?.title ?? "", references: [forum.id?.value ?? ""], countries: [forum.settings?.country ?? ""], kinds: [],
      forums: forum.id.map { [$0] } ?? [])
  }
}
