/// What a programme has reached: every indicator with its target, by country, kind of organisation and forum, and the list behind each
/// number (rule 28). It names organisations and references, no persons.
public struct ProgrammeReport: Hashable, Sendable, Codable {
  /// A forum that was counted, as it stood.
  public struct ForumLine: Hashable, Sendable, Codable {
    public var forum: ForumID
    public var title: String
    public var kind: ForumSettings.Kind
    public var place: String
    public var country: String
    public var firstDay: CivilDate
    public var lastDay: CivilDate
    public var phase: Phase
    /// The position in its journal up to which it was counted.
    public var seq: Int
  }

  /// One thing that was counted: a person, an organisation, a meeting, an alliance.
  public struct Item: Hashable, Sendable, Codable {
    /// Of organisations their names, of an alliance or a forum its title.
    public var name: String
    /// Where it is to be found: `framework-event-tunis-2027/D-7`.
    public var references: [String]
    public var countries: [String]
    public var kinds: [OrganisationKind]
    public var forums: [ForumID]
    public var amount: Money?
    /// The day on which an agreement was signed.
    public var signedOn: CivilDate?
  }

  /// The share of one country, kind or forum.
  public struct Part: Hashable, Sendable, Codable {
    public var key: String
    public var value: Int
    /// The sums, where amounts are counted.
    public var amounts: [Money]?
  }

  public struct Figure: Hashable, Sendable, Codable {
    public var indicator: Indicator
    public var value: Int
    public var target: Int?
    /// How many more there are that belong to none of the programme's countries; they count for nothing else here.
    public var elsewhere: Int
    /// The sums by currency, where amounts are counted.
    public var amounts: [Money]?
    /// The programme's countries in its order, then others.
    public var byCountry: [Part]
    public var byKind: [Part]
    /// Every forum of the programme.
    public var byForum: [Part]
    public var items: [Item]
  }

  public var programme: Programme
  /// By first day, then name.
  public var forums: [ForumLine]
  /// In the order of the indicators.
  public var figures: [Figure]

  public subscript(indicator: Indicator) -> Figure? { figures.first { $0.indicator == indicator } }

  /// Counts. Forums that are not the programme's are left out.
  public init(_ programme: Programme, over forums: [Forum]) {
    let count = ProgrammeCount(forums.filter(programme.has))
    self.programme = programme
    self.forums = count.forums.compactMap(ForumLine.init)
    figures = Indicator.allCases.map { Figure($0, count.items(of: $0), of: programme, in: count.forums.compactMap(\.id)) }
  }
}

extension ProgrammeReport.ForumLine {
  fileprivate init?(_ forum: Forum) {
    guard let id = forum.id, let settings = forum.settings else { return nil }
    self.init(
      forum: id, title: settings.title, kind: settings.kind, place: settings.place, country: settings.country, firstDay: settings.firstDay,
      lastDay: settings.lastDay, phase: forum.phase, seq: forum.seq)
  }
}

extension ProgrammeReport.Figure {
  fileprivate init(_ indicator: Indicator, _ all: [ProgrammeReport.Item], of programme: Programme, in forums: [ForumID]) {
    let items = programme.countries.isEmpty ? all : all.filter { !Set($0.countries).isDisjoint(with: programme.countries) }
    self.indicator = indicator
    self.items = items
    value = items.count
    target = programme.targets[indicator]
    elsewhere = all.count - items.count
    let isMoney = indicator == .amountsCommitted
    amounts = isMoney ? Money.sums(of: items.compactMap(\.amount)) : nil
    func part(_ key: String, _ fits: (ProgrammeReport.Item) -> Bool) -> ProgrammeReport.Part {
      let own = items.filter(fits)
      return .init(key: key, value: own.count, amounts: isMoney ? Money.sums(of: own.compactMap(\.amount)) : nil)
    }
    let others = Set(items.flatMap(\.countries)).subtracting(programme.countries).sorted()
    byCountry = (programme.countries + others).map { country in part(country) { $0.countries.contains(country) } }
    byKind = OrganisationKind.allCases.map { kind in part(kind.rawValue) { $0.kinds.contains(kind) } }.filter { $0.value > 0 }
    byForum = forums.map { forum in part(forum.value) { $0.forums.contains(forum) } }
  }
}

extension Money {
  /// The sums by currency, in the order of the codes. A sum that is more than a number can hold stays at the most that it can.
  public static func sums(of amounts: [Money]) -> [Money] {
    var sums: [String: Int] = [:]
    for money in amounts {
      let (sum, overflows) = sums[money.currency, default: 0].addingReportingOverflow(money.amount)
      sums[money.currency] = overflows ? .max : sum
    }
    return sums.sorted { $0.key < $1.key }.map { Money(amount: $0.value, currency: $0.key) }
  }
}
