/// The profiles of a forum as they are looked through for suggestions: who offers and looks for what, and which words are where.
///
/// It follows from the forum's state alone. Whoever keeps one refreshes it before each use: that reads anew only the profiles that
/// have changed, and the result is the same as of an index made afresh.
public struct SuggestionIndex: Sendable {
  /// From what a document was read.
  private struct Source {
    var wishes: Wishes?
    var hidden: Set<Registration.Field>?
    var organisation: Organisation?
  }

  struct Document: Sendable {
    var delegate: DelegateID
    var organisation: OrganisationID
    var reading: ProfileReading
    /// The topics with their weights, to be gone through fast.
    var topics: [(topic: Int, sides: ProfileReading.Sides)]
    /// See `scale`.
    var offersScale: Double
    var seeksScale: Double
  }

  /// One document's share in a term.
  struct Posting: Sendable {
    var document: Int
    var sides: ProfileReading.Sides
  }

  private(set) var documents: [Document?] = []
  private(set) var postings: [[Posting]] = []
  private(set) var termNumbers: [String: Int] = [:]
  /// How many documents have a topic at all, by its place in the taxonomy.
  private(set) var topicCounts: [Int]
  private(set) var lengths = ProfileReading.Sides()
  private var sources: [DelegateID: (place: Int, source: Source)] = [:]
  private var free: [Int] = []

  public init() {
    topicCounts = Array(repeating: 0, count: Taxonomy.standard.topics.count)
  }

  public init(_ forum: Forum) {
    self.init()
    refresh(from: forum)
  }

  /// How many profiles are in it: those that are approved and take meetings.
  public var count: Int { sources.count }

  func place(of delegate: DelegateID) -> Int? { sources[delegate]?.place }

  /// Takes over what has changed since. Only what delegates show to others is read (rule 29).
  public mutating func refresh(from forum: Forum) {
    var seen = 0
    let registrations = forum.registrations.values
    // Member by member, for copying whole registrations would take longer than all the rest.
    for at in registrations.indices {
      guard registrations[at].status == .approved, registrations[at].takesMeetings, registrations[at].role != .interpreter,
        registrations[at].wishes.value != nil
      else { continue }
      seen += 1
      let known = sources[registrations[at].id]
      let organisation = forum.organisations[registrations[at].organisation]
      if let known, registrations[at].hidden == known.source.hidden, registrations[at].wishes.value == known.source.wishes,
        organisation == known.source.organisation
      {
        continue
      }
      if let known { remove(known.place) }
      enter(registrations[at], of: organisation)
    }
    guard seen < sources.count else { return }
    for (delegate, known) in sources {
      if let registration = forum.registrations[delegate], registration.isSuggested { continue }
      remove(known.place)
      sources[delegate] = nil
    }
  }

  private mutating func enter(_ registration: Registration, of organisation: Organisation?) {
    let place = free.popLast() ?? documents.count
    if place == documents.count { documents.append(nil) }
    sources[registration.id] = (place, Source(wishes: registration.wishes.value, hidden: registration.hidden, organisation: organisation))
    let reading = ProfileReading(registration.shownWishes, of: organisation)
    for (term, sides) in reading.terms {
      let number = termNumbers[term] ?? postings.count
      if number == postings.count {
        termNumbers[term] = number
        postings.append([])
      }
      postings[number].append(Posting(document: place, sides: sides))
    }
    lengths.add(reading.length)
    for topic in reading.topics.keys { topicCounts[topic] += 1 }
    let topics = reading.topics.sorted { $0.key < $1.key }.map { (topic: $0.key, sides: $0.value) }
    documents[place] = Document(
      delegate: registration.id, organisation: registration.organisation, reading: reading, topics: topics,
      offersScale: Self.scale(topics.map(\.sides.offers)), seeksScale: Self.scale(topics.map(\.sides.seeks)))
  }

  private mutating func remove(_ place: Int) {
    guard let document = documents[place] else { return }
    for term in document.reading.terms.keys {
      guard let number = termNumbers[term] else { continue }
      postings[number].removeAll { $0.document == place }
    }
    lengths.subtract(document.reading.length)
    for topic in document.reading.topics.keys { topicCounts[topic] -= 1 }
    documents[place] = nil
    free.append(place)
  }

  /// 1 over the root of the vector's length: whoever names much matches more, but each of it counts less.
  static func scale(_ weights: [Double]) -> Double {
    let square = weights.reduce(0) { $0 + $1 * $1 }
    return square > 0 ? 1 / square.squareRoot().squareRoot() : 0
  }
}

extension Registration {
  /// Whether others are pointed to them at all (rule 2); interpreters are there for others' meetings. `SuggestionIndex.refresh` asks the same.
  var isSuggested: Bool { status == .approved && takesMeetings && role != .interpreter && wishes.value != nil }
}

extension ProfileReading.Sides {
  mutating func add(_ other: Self) {
    offers += other.offers
    seeks += other.seeks
    about += other.about
  }

  mutating func subtract(_ other: Self) {
    offers -= other.offers
    seeks -= other.seeks
    about -= other.about
  }
}
