/// A funded programme of several forums, with what it is to reach (rule 28). Its forums name it in their settings.
public struct Programme: Hashable, Sendable, Codable {
  /// Such as `cluster4green`.
  public var id: ProgrammeID
  public var title: String
  /// Where it is to reach that, ISO 3166-1 alpha-2; empty means everywhere.
  public var countries: [String]
  /// What it promised; what is not named has no target.
  public var targets: [Indicator: Int]

  public init(id: ProgrammeID, title: String, countries: [String] = [], targets: [Indicator: Int] = [:]) {
    self.id = id
    self.title = title
    self.countries = countries
    self.targets = targets
  }

  /// - Throws: `badValue` naming the field and what is expected.
  public func check() throws(Refusal) {
    func require(_ holds: Bool, _ field: String, _ expected: String) throws(Refusal) {
      guard holds else { throw Refusal(.badValue, ["field": .text(field), "expected": .text(expected)]) }
    }
    try require((1...200).contains(title.trimmed.count) && title.isOneLine, "title", "1 to 200 characters on one line")
    try require(
      countries.count <= 250 && countries.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) } }, "countries",
      "two letters of ISO 3166-1 each, such as TN")
    try require(Set(countries).count == countries.count, "countries", "each country once")
    try require(targets.values.allSatisfy { (0...1_000_000_000).contains($0) }, "targets", "0 to 1000000000 each")
  }

  /// Whether a forum is one of its forums.
  public func has(_ forum: Forum) -> Bool { forum.settings?.programme == id.value }
}

public typealias ProgrammeID = Key<Programme>

/// Makes a programme known to the node, or changes it.
public struct SetProgramme: Command {
  public var programme: Programme

  public init(programme: Programme) {
    self.programme = programme
  }

  public func decide(_ house: House, by actor: Actor, at now: Instant) throws(Refusal) -> [HouseChange] {
    guard actor.isOrganiser else { throw Refusal(.organisersOnly) }
    try programme.check()
    return house.programmes[programme.id] == programme ? [] : [.programmeSet(programme)]
  }
}
