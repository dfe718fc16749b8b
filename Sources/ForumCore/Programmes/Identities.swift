/// Who of several forums is one person, and which organisations are one (rule 28).
struct Identities {
  /// A delegate of one of the forums, by its place in the list.
  struct Member: Hashable {
    var forum: Int
    var delegate: DelegateID
  }

  struct Body: Hashable {
    var forum: Int
    var organisation: OrganisationID
  }

  /// The same number for the same person.
  private(set) var person: [Member: Int] = [:]
  /// The same number for the same organisation.
  private(set) var body: [Body: Int] = [:]

  private struct BodyKey: Hashable {
    var name: String
    var country: String
  }

  init(_ forums: [Forum]) {
    var sets = DisjointSets()
    var byPerson: [PersonID: Int] = [:]
    var byEmail: [String: Int] = [:]
    var nodes: [(member: Member, node: Int)] = []
    var bodies: [BodyKey: Int] = [:]
    for (place, forum) in forums.enumerated() {
      for registration in forum.registrations.values.sorted(by: { $0.id < $1.id }) {
        let node = sets.add()
        nodes.append((Member(forum: place, delegate: registration.id), node))
        func join<Key>(_ key: Key, _ known: inout [Key: Int]) {
          if let other = known[key] { sets.join(other, node) } else { known[key] = node }
        }
        join(registration.profile.person, &byPerson)
        if let email = registration.profile.value?.email?.trimmed.lowercased(), !email.isEmpty { join(email, &byEmail) }
      }
      for organisation in forum.organisations.values.sorted(by: { $0.id < $1.id }) {
        let words = organisation.name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let key = BodyKey(name: words, country: organisation.country.uppercased())
        let number = bodies[key] ?? bodies.count
        bodies[key] = number
        body[Body(forum: place, organisation: organisation.id)] = number
      }
    }
    for (member, node) in nodes { person[member] = sets.root(of: node) }
  }
}

/// Sets that grow together.
private struct DisjointSets {
  private var parent: [Int] = []

  mutating func add() -> Int {
    parent.append(parent.count)
    return parent.count - 1
  }

  /// The lowest number of its set.
  mutating func root(of node: Int) -> Int {
    var root = node
    while parent[root] != root { root = parent[root] }
    var step = node
    while parent[step] != root { (step, parent[step]) = (parent[step], root) }
    return root
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (root(of: a), root(of: b))
    parent[max(a, b)] = min(a, b)
  }
}
