import StrictJSON

/// Counts a programme's indicators from journals alone, by code of its own: it reads the JSON of the changes and knows nothing of the core.
struct Recount {
  /// One thing that counts, by its references.
  struct Found: Hashable {
    var references: Set<String>
    var countries: Set<String>
    var kinds: Set<String>
    var forums: Set<String>
    var amount: Int?
    var currency: String?
  }

  /// What is known of one forum.
  private struct Book {
    var name = ""
    var kind = ""
    var country = ""
    var programme = ""
    var organisations: [String: (name: String, kind: String, country: String)] = [:]
    var people: [String: Person] = [:]
    /// Sessions of the draft and of what is published: key to kind.
    var draft: [String: String] = [:]
    var published: [String: String] = [:]
    var placed: [String: Set<String>] = [:]
    var atSession: [String: Set<String>] = [:]
    var meetings: [String: (sides: [String], status: String)] = [:]
    var alliances: [String: Alliance] = [:]
  }

  private struct Person {
    var organisation: String
    var person: String
    var email: String?
    var status: String
    var came = false
  }

  private struct Alliance {
    var kind: String
    var members: [String]
    var signed = false
    var commitments: [Int: (organisation: String, amount: Int?, currency: String?)] = [:]
  }

  private var books: [Book] = []

  init(_ journals: [String: [String]], programme: String) throws {
    for (name, lines) in journals.sorted(by: { $0.key < $1.key }) {
      var book = Book()
      book.name = name
      for line in lines { Self.enter(try JSONValue(parsing: Array(line.utf8)), &book) }
      if book.programme == programme { books.append(book) }
    }
  }

  // MARK: - Keeping the book

  private static func enter(_ change: JSONValue, _ book: inout Book) {
    func text(_ key: String) -> String { change[key]?.stringValue ?? "" }
    let delegate = text("delegate")
    switch text("type") {
    case "forumCreated", "forumUpdated":
      book.kind = change["settings"]?["kind"]?.stringValue ?? ""
      book.country = change["settings"]?["country"]?.stringValue ?? ""
      book.programme = change["settings"]?["programme"]?.stringValue ?? ""
    case "organisationSet":
      let it = change["organisation"] ?? .null
      book.organisations[it["id"]?.stringValue ?? ""] = (it["name"]?.stringValue ?? "", it["kind"]?.stringValue ?? "", it["country"]?.stringValue ?? "")
    case "registrationSubmitted":
      let it = change["registration"] ?? .null
      book.people[it["id"]?.stringValue ?? ""] = Person(
        organisation: it["organisation"]?.stringValue ?? "", person: it["profile"]?["person"]?.stringValue ?? "",
        email: it["profile"]?["value"]?["email"]?.stringValue?.lowercased(), status: it["status"]?.stringValue ?? "")
    case "registrationApproved": book.people[delegate]?.status = "approved"
    case "registrationWaitlisted": book.people[delegate]?.status = "waitlisted"
    case "registrationRejected": book.people[delegate]?.status = "rejected"
    case "registrationCancelled": book.people[delegate]?.status = "cancelled"
    case "delegateCheckedIn": book.people[delegate]?.came = true
    case "agendaReplaced":
      book.draft = [:]
      for (key, session) in (change["agenda"]?["sessions"]?.objectValue ?? JSONObject()).members { book.draft[key] = session["kind"]?.stringValue }
    case "agendaPublished": book.published = book.draft
    case "signupAdded", "signupPromoted": book.placed[text("session"), default: []].insert(delegate)
    case "signupRemoved", "signupReleased": book.placed[text("session")]?.remove(delegate)
    case "signupCheckedIn": book.atSession[text("session"), default: []].insert(delegate)
    case "meetingRequested":
      let it = change["meeting"] ?? .null
      let sides = [it["requester"]?.stringValue, it["requested"]?.stringValue].compactMap { $0 }
      book.meetings[it["id"]?.stringValue ?? ""] = (sides, it["status"]?.stringValue ?? "")
    case "meetingConfirmed": book.meetings[text("meeting")]?.status = "confirmed"
    case "meetingAccepted": book.meetings[text("meeting")]?.status = "accepted"
    case "meetingDeclined": book.meetings[text("meeting")]?.status = "declined"
    case "meetingWithdrawn": book.meetings[text("meeting")]?.status = "withdrawn"
    case "meetingExpired": book.meetings[text("meeting")]?.status = "expired"
    case "meetingCancelled": book.meetings[text("meeting")]?.status = "cancelled"
    case "meetingAnswered": book.meetings[text("meeting")]?.status = text("status")
    default: enterAlliance(change, &book)
    }
  }

  private static func enterAlliance(_ change: JSONValue, _ book: inout Book) {
    let alliance = change["alliance"]?.stringValue ?? ""
    switch change["type"]?.stringValue {
    case "allianceCreated":
      let it = change["alliance"] ?? .null
      let members = it["members"]?.arrayValue?.compactMap { $0["organisation"]?.stringValue } ?? []
      book.alliances[it["id"]?.stringValue ?? ""] = Alliance(kind: it["kind"]?.stringValue ?? "", members: members)
    case "allianceJoined": book.alliances[alliance]?.members.append(change["member"]?["organisation"]?.stringValue ?? "")
    case "allianceLeft": book.alliances[alliance]?.members.removeAll { $0 == change["organisation"]?.stringValue }
    case "commitmentMade":
      let it = change["commitment"] ?? .null
      book.alliances[alliance]?.commitments[it["number"]?.intValue ?? 0] = (
        it["organisation"]?.stringValue ?? "", it["amount"]?["amount"]?.intValue, it["amount"]?["currency"]?.stringValue
      )
    case "commitmentWithdrawn": book.alliances[alliance]?.commitments[change["number"]?.intValue ?? 0] = nil
    case "milestoneReached" where change["milestone"]?["step"] == "signedAgreement": book.alliances[alliance]?.signed = true
    case "milestoneWithdrawn" where change["step"] == "signedAgreement": book.alliances[alliance]?.signed = false
    default: break
    }
  }

  // MARK: - Counting

  /// Everything that an indicator counts, of all countries.
  func found(_ indicator: String) -> Set<Found> {
    switch indicator {
    case "registeredPersons": persons { book in book.people.filter { $0.value.status != "rejected" && $0.value.status != "cancelled" }.map(\.key) }
    case "networkParticipants": persons(came)
    case "msmesTrained": msmes(trained)
    case "msmesAssisted": msmes(assisted)
    case "frameworkEvents":
      Set(
        books.filter { $0.kind == "frameworkEvent" && !came($0).isEmpty }.map {
          Found(references: [$0.name], countries: [$0.country], kinds: [], forums: [$0.name])
        })
    case "investmentAlliances": alliances { $0.signed && $0.kind == "investmentAlliance" }
    case "investmentStrategies": alliances { $0.signed && $0.kind == "investmentStrategy" }
    case "clusteringProgrammes": alliances { $0.signed && $0.kind == "clusteringProgramme" }
    case "circularEconomyProgrammes": alliances { $0.signed && $0.kind == "circularEconomyProgramme" }
    case "agreementsSigned": alliances(where: \.signed)
    case "meetingsRequested": meetings { _ in true }
    case "meetingsConfirmed": meetings { ["confirmed", "held", "noShow"].contains($0) }
    case "meetingsHeld": meetings { $0 == "held" }
    case "meetingsNoShow": meetings { $0 == "noShow" }
    case "amountsCommitted": amounts
    default: []
    }
  }

  private func came(_ book: Book) -> [String] {
    var all = Set(book.people.filter(\.value.came).keys)
    for (session, delegates) in book.atSession where book.published[session] != nil { all.formUnion(delegates) }
    for meeting in book.meetings.values where meeting.status == "held" { all.formUnion(meeting.sides) }
    return Array(all)
  }

  private func trained(_ book: Book) -> [(String, String)] {
    book.atSession.filter { book.published[$0.key] == "training" }.flatMap { session, delegates in
      delegates.filter { book.placed[session]?.contains($0) == true || (book.kind == "training" && book.people[$0]?.came == true) }.map { ($0, session) }
    }
  }

  private func assisted(_ book: Book) -> [(String, String)] {
    var all = book.atSession.filter { book.published[$0.key] == "clinic" }.flatMap { session, delegates in delegates.map { ($0, session) } }
    guard book.kind == "clinic" else { return all }
    for (id, meeting) in book.meetings where meeting.status == "held" {
      let kinds = meeting.sides.compactMap { book.organisations[book.people[$0]?.organisation ?? ""]?.kind }
      if !Set(kinds).isDisjoint(with: ["expert", "cluster", "researchBody"]) { all += meeting.sides.map { ($0, id) } }
    }
    return all
  }

  /// Groups of registrations that share a person's key or an address, found by spreading the lowest number until nothing changes.
  private func persons(_ who: (Book) -> [String]) -> Set<Found> {
    var labels: [String: Int] = [:]
    var groups: [String: [String]] = [:]
    for book in books {
      for (id, person) in book.people {
        let node = "\(book.name)/\(id)"
        labels[node] = labels.count
        groups["p:" + person.person, default: []].append(node)
        if let email = person.email { groups["e:" + email, default: []].append(node) }
      }
    }
    var isMoving = true
    while isMoving {
      isMoving = false
      for nodes in groups.values {
        let lowest = nodes.compactMap { labels[$0] }.min() ?? 0
        for node in nodes where labels[node] != lowest {
          labels[node] = lowest
          isMoving = true
        }
      }
    }
    var found: [Int: Found] = [:]
    for book in books {
      for id in Set(who(book)) {
        let node = "\(book.name)/\(id)"
        add(node, book.organisations[book.people[id]?.organisation ?? ""], book, to: &found[labels[node] ?? -1])
      }
    }
    return Set(found.values)
  }

  private func msmes(_ evidence: (Book) -> [(String, String)]) -> Set<Found> {
    var found: [String: Found] = [:]
    for book in books {
      for (delegate, reference) in evidence(book) {
        let id = book.people[delegate]?.organisation ?? ""
        guard let organisation = book.organisations[id], organisation.kind == "msme" else { continue }
        let key = organisation.name.lowercased().split(separator: " ").joined(separator: " ") + "|" + organisation.country
        for part in [id, delegate, reference] { add("\(book.name)/\(part)", organisation, book, to: &found[key]) }
      }
    }
    return Set(found.values)
  }

  private func meetings(where fits: (String) -> Bool) -> Set<Found> {
    var all: Set<Found> = []
    for book in books {
      for (id, meeting) in book.meetings where fits(meeting.status) {
        var one: Found?
        for side in meeting.sides { add("\(book.name)/\(id)", book.organisations[book.people[side]?.organisation ?? ""], book, to: &one) }
        if let one { all.insert(one) }
      }
    }
    return all
  }

  private func alliances(where fits: (Alliance) -> Bool) -> Set<Found> {
    var all: Set<Found> = []
    for book in books {
      for (id, alliance) in book.alliances where fits(alliance) {
        var one: Found?
        for member in alliance.members { add("\(book.name)/\(id)", book.organisations[member], book, to: &one) }
        if let one { all.insert(one) }
      }
    }
    return all
  }

  private var amounts: Set<Found> {
    var all: Set<Found> = []
    for book in books {
      for (id, alliance) in book.alliances {
        for (number, commitment) in alliance.commitments where commitment.amount != nil {
          var one: Found?
          add("\(book.name)/\(id)#\(number)", book.organisations[commitment.organisation], book, to: &one)
          one?.amount = commitment.amount
          one?.currency = commitment.currency
          if let one { all.insert(one) }
        }
      }
    }
    return all
  }

  private func add(_ reference: String, _ organisation: (name: String, kind: String, country: String)?, _ book: Book, to found: inout Found?) {
    var one = found ?? Found(references: [], countries: [], kinds: [], forums: [])
    one.references.insert(reference)
    one.forums.insert(book.name)
    if let organisation {
      one.countries.insert(organisation.country)
      one.kinds.insert(organisation.kind)
    }
    found = one
  }
}
