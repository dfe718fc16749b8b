import ForumCore
import Foundation

/// A forum of invented people of whom is known who would gain by meeting whom: the measure of suggestions.
package struct MatchWorld: Sendable {
  package let forum: Forum
  package let delegates: [DelegateID]
  private let people: [MatchPerson]
  private let truth: MatchTruth
  private let seed: UInt64
  private let chemistry: Double

  /// - Parameter seed: the same seed gives the same forum, on every machine.
  package init(people count: Int, seed: UInt64, noise: MatchNoise = MatchNoise()) throws {
    var dice = SplitMix64(seed: seed)
    let truth = MatchTruth(using: &dice)
    let writer = MatchProfile(topics: truth.topics, noise: noise, using: &dice)
    var people: [MatchPerson] = []
    for number in 0..<count {
      var person = MatchPerson(number: number, topics: truth.topics, using: &dice)
      if person.organisation != number { (person.kind, person.country) = (people[person.organisation].kind, people[person.organisation].country) }
      people.append(person)
    }
    forum = try Self.forum(of: people.enumerated().map { Self.entry($0.offset, $0.element, writer.wishes(of: $0.element, using: &dice)) })
    delegates = (1...max(1, count)).map { DelegateID($0) }
    self.people = people
    self.truth = truth
    self.seed = seed
    chemistry = noise.chemistry
  }

  package static let now = Instant(seconds: 1_800_000_000)

  private static func entry(_ number: Int, _ person: MatchPerson, _ wishes: Wishes) -> ForumContent.Entry {
    let profile = Profile(givenName: "Given\(number)", familyName: "Family\(number)", email: "d\(number)@match.example")
    var entry = ForumContent.Entry(
      person: PersonID("p-\(number)"), profile: profile, organisationName: "House \(person.organisation)", organisationKind: person.kind,
      country: person.country)
    (entry.speaks, entry.offers, entry.seeks) = (wishes.speaks, wishes.offers, wishes.seeks)
    (entry.topics, entry.about, entry.ticket, entry.need) = (wishes.topics, wishes.about, wishes.ticket, wishes.need)
    entry.approved = true
    return entry
  }

  private static func forum(of entries: [ForumContent.Entry]) throws -> Forum {
    struct Malformed: Error {}
    guard let id = ForumID("match"), let zone = ForumZone("Africa/Tunis"), let day = CivilDate("2190-03-10"), let block = BlockID("day"),
      let start = Instant("2190-03-10T08:00:00Z")
    else { throw Malformed() }
    var forum = Forum()
    func take(_ command: some Command<Forum>) throws {
      for change in try command.decide(forum, by: .organiser(), at: now) { forum.apply(change, seq: forum.seq + 1, at: now) }
    }
    let settings = ForumSettings(title: "Match", place: "Tunis", country: "TN", zone: zone, firstDay: day, lastDay: day)
    try take(CreateForum(forum: id, settings: settings))
    try take(SetPhase(phase: .open))
    try take(SetBlock(block: Block(id: block, title: "Day", start: start, end: start.adding(minutes: 600), slotMinutes: 20)))
    try take(SetTable(table: Table(id: TableID(1))))
    for entry in entries { try take(SubmitRegistration(entry: entry)) }
    return forum
  }

  /// How much a meeting would be worth to the one who looks, without chance.
  func worth(_ asker: DelegateID, _ other: DelegateID) -> Double {
    let (a, b) = (people[asker.value - 1], people[other.value - 1])
    return asker == other || a.organisation == b.organisation ? 0 : truth.worth(a, b)
  }

  /// The same with chance, in four grades: 0 is nothing, 3 very much.
  func grade(_ asker: DelegateID, _ other: DelegateID) -> Int {
    let worth = worth(asker, other)
    guard worth > 0 else { return 0 }
    var dice = SplitMix64(seed: seed &+ UInt64(asker.value) &* 1_000_003 &+ UInt64(other.value))
    // Twelve even ones make nearly a normal one.
    let normal = (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &dice) }
    let felt = worth * exp(chemistry * normal)
    return felt >= 0.8 ? 3 : felt >= 0.5 ? 2 : felt >= 0.3 ? 1 : 0
  }
}
