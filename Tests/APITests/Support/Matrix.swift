import API
import ForumCore
import ForumDesk
import StrictJSON

/// What every caller is to get from every method, for what is theirs and for what is somebody else's. Written down apart from the code
/// under test; a method that is not here fails the tests, and so does one that is here and not there.
///
/// A new method gets one line: who may call it at all, valid parameters for the caller's own, and where it has an object that can be
/// somebody else's, valid parameters for that one with what those get who may not touch it. `$delegate`, `$organisation`, `$meeting`
/// and `$alliance` stand for the caller's own.
enum Matrix {
  /// Who asks, in the order of the cells below.
  enum Caller: Int, CaseIterable, Sendable {
    case nobody, observer, attendee, investor, speaker, interpreter, organiser, `operator`
    /// A delegate and an organiser of another forum.
    case foreigner, foreignOrganiser
    /// Whose token was revoked.
    case revoked
    /// Delegates of the forum whose registration was cancelled, and is not approved yet.
    case gone, pending
  }

  /// What comes back: `+` anything but a closed door, else the closed door.
  enum Cell: Character, Sendable {
    case allowed = "+"
    case notSignedIn = "1"
    case notAllowed = "3"
    case notFound = "4"

    static let codes: [Int: Cell] = [-32001: .notSignedIn, -32003: .notAllowed, -32004: .notFound]
  }

  /// Who may call a method at all; one cell a caller.
  enum Door: String, Sendable {
    case anybody = "+ + ++++ ++ ++ + ++"
    /// Whatever the token; it says nothing of the caller.
    case signIn = "1 1 1111 11 11 1 11"
    case signedIn = "1 + ++++ ++ ++ 1 ++"
    case members = "1 + ++++ ++ 33 1 33"
    /// Also those who are not approved, for what is theirs.
    case membersOwn = "1 + ++++ ++ 33 1 ++"
    case delegates = "1 3 ++++ ++ 33 1 33"
    case delegatesOwn = "1 3 ++++ ++ 33 1 ++"
    /// Delegates alone; organisers are none.
    case chat = "1 3 ++++ 33 33 1 ++"
    case managers = "1 3 ++++ 33 33 1 33"
    case organisers = "1 3 3333 ++ 33 1 33"
    case operators = "1 3 3333 3+ 33 1 33"
    /// For organisers of any forum, each of their own; what is named is of another.
    case organisersOfTheirs = "1 3 3333 ++ 34 1 33"
    case organisersOfAny = "1 3 3333 ++ 3+ 1 33"
    /// Of something that is not there.
    case organisersOfNothing = "1 3 3333 44 33 1 33"

    var cells: [Cell] { rawValue.compactMap { Cell(rawValue: $0) } }
  }

  struct Row: Sendable {
    var door: Door
    var own: JSONObject
    var foreign: JSONObject?
    /// What those get for somebody else's who get through the door and are no organisers.
    var closed: Cell = .notAllowed
    /// The same for organisers, operators not included.
    var organisers: Cell = .allowed

    init(_ door: Door, _ own: JSONObject = [:], foreign: JSONObject? = nil, _ closed: Cell = .notAllowed, organisers: Cell = .allowed) {
      (self.door, self.own, self.foreign, self.closed, self.organisers) = (door, own, foreign, closed, organisers)
    }

    func expected(_ caller: Caller, isOwn: Bool) -> Cell {
      let cell = door.cells[caller.rawValue]
      guard !isOwn, cell == .allowed else { return cell }
      switch caller {
      case .operator: return .allowed
      case .organiser, .foreignOrganiser: return organisers
      default: return closed
      }
    }
  }

  static let rows: [String: Row] = [
    // Connection
    "connection.signIn": Row(.signIn, ["token": "rialto_guess"]), "connection.whoAmI": Row(.signedIn), "rpc.discover": Row(.anybody),
    // Forums
    "forum.create": Row(.operators, ["forum": "east", "settings": settings]), "forum.get": Row(.anybody, north), "forum.list": Row(.anybody),
    "forum.announce": Row(.organisers, ["forum": "north", "text": "The buses leave at six."]),
    "forum.setPhase": Row(.organisers, ["forum": "north", "phase": "running"]),
    "forum.update": Row(.organisers, ["forum": "north", "settings": ["holdMinutes": 60]]),
    // Agenda
    "agenda.clashes": Row(.organisers, north), "agenda.edit": Row(.organisers, ["forum": "north", "edits": []]), "agenda.get": Row(.anybody, north),
    "agenda.import": Row(.organisers, ["forum": "north", "content": "no forum", "name": "forum.yaml"]), "agenda.publish": Row(.organisers, north),
    "agenda.releases": Row(.membersOwn, north),
    // People
    "registration.submit": Row(.anybody, newcomer), "registration.submitDelegation": Row(.anybody, delegation),
    "registration.accept": Row(.delegatesOwn, mine, foreign: sixth), "registration.approve": Row(.organisers, seventh),
    "registration.approveAll": Row(.organisers, north),
    "registration.cancel": Row(.delegatesOwn, mine, foreign: sixth), "registration.checkIn": Row(.organisers, sixth),
    "registration.checkInCode": Row(.delegates, mine, foreign: sixth), "registration.import": Row(.organisers, ["forum": "north", "content": "nothing"]),
    "registration.list": Row(.organisers, north),
    "registration.update": Row(.delegatesOwn, with(mine, ["phone": "1"]), foreign: with(sixth, ["phone": "1"])),
    "registration.reject": Row(.organisers, seventh), "registration.waitlist": Row(.organisers, seventh),
    "delegate.addRepresentative": Row(.managers, ["forum": "north", "givenName": "New"]),
    "delegate.erase": Row(
      .delegatesOwn, ["forum": "north", "delegate": "$delegate", "confirm": "$delegate"],
      foreign: ["forum": "north", "delegate": "D-6", "confirm": "D-6"]),
    "delegate.export": Row(.delegatesOwn, mine, foreign: sixth), "delegate.get": Row(.membersOwn, mine, foreign: hidden, .notFound),
    "delegate.linkCode": Row(.delegatesOwn, mine, foreign: sixth), "delegate.list": Row(.members, north),
    "delegate.setAvailability": Row(.delegatesOwn, mine, foreign: sixth),
    "delegate.update": Row(.delegatesOwn, with(mine, ["language": "fr"]), foreign: with(sixth, ["language": "fr"])),
    "organisation.list": Row(.members, north),
    "organisation.setManager": Row(
      .delegates, ["forum": "north", "organisation": "$organisation", "manager": "$delegate"],
      foreign: ["forum": "north", "organisation": "O-5", "manager": "D-5"]),
    "audit.list": Row(.delegatesOwn, mine, foreign: sixth),
    // Sessions
    "signup.add": Row(.delegates, with(mine, opening), foreign: with(sixth, opening)), "signup.checkIn": Row(.organisers, with(sixth, opening)),
    "signup.list": Row(.delegates, mine, foreign: sixth), "signup.remove": Row(.delegates, with(mine, opening), foreign: with(sixth, opening)),
    // Times and tables
    "block.remove": Row(.organisers, ["forum": "north", "block": "day"]),
    "block.set": Row(
      .organisers,
      ["forum": "north", "block": "late", "title": "Late", "start": "2027-03-10T17:00", "end": "2027-03-10T18:00", "slotMinutes": 20]),
    "table.remove": Row(.organisers, ["forum": "north", "table": "T-4"]), "table.set": Row(.organisers, ["forum": "north", "table": "T-5"]),
    // Meetings
    "meeting.answer": meeting(["answer": "held"]), "meeting.attendance": Row(.delegates, mine, foreign: sixth), "meeting.cancel": meeting(),
    "meeting.confirm": meeting(), "meeting.decline": meeting(), "meeting.get": meeting(), "meeting.handOver": meeting(["to": "D-6"]),
    "meeting.invite": meeting(["guest": "D-6"]), "meeting.list": Row(.delegates, mine, foreign: sixth),
    "meeting.mark": Row(.organisers, ["forum": "north", "meeting": "M-1", "priority": 1]), "meeting.move": meeting(),
    "meeting.outcome": meeting(["interest": "some"]), "meeting.propose": meeting(["slots": ["day.5"]]),
    "meeting.request": Row(
      .delegates, ["forum": "north", "requester": "$delegate", "with": "D-6"], foreign: ["forum": "north", "requester": "D-6", "with": "D-5"]),
    "meeting.slots": Row(
      .delegates, ["forum": "north", "requester": "$delegate", "with": "D-6"], foreign: ["forum": "north", "requester": "D-6", "with": "D-5"]),
    "meeting.suggest": Row(.delegates, mine, foreign: sixth),
    "meeting.swap": Row(
      .delegates, ["forum": "north", "meeting": "$meeting", "with": "$meeting"], foreign: ["forum": "north", "meeting": "$meeting", "with": "M-1"], .notFound),
    "topic.list": Row(.anybody),
    // Alliances and programmes
    "alliance.commit": alliance(["what": "help"]),
    "alliance.create": Row(
      .delegates, ["forum": "north", "title": "New", "kind": "investmentAlliance", "role": "privatePartner", "organisation": "$organisation"],
      foreign: ["forum": "north", "title": "New", "kind": "investmentAlliance", "role": "privatePartner", "organisation": "O-5"]),
    "alliance.invite": alliance(["organisation": "O-6"]), "alliance.join": alliance(["role": "privatePartner"]), "alliance.leave": alliance(),
    "alliance.list": Row(.delegates, north), "alliance.milestone": alliance(["step": "expressionOfInterest", "on": "2026-12-01"]),
    "alliance.withdrawCommitment": alliance(["number": 1]), "alliance.withdrawMilestone": alliance(["step": "memorandum"]),
    "programme.report": Row(.organisersOfTheirs, ["programme": "green"]), "programme.set": Row(.operators, ["programme": "blue", "title": "Blue"]),
    // Live
    "changes.subscribe": Row(.membersOwn, north), "changes.unsubscribe": Row(.membersOwn, north),
    "chat.send": Row(.chat, ["forum": "north", "text": "help"]), "chat.subscribe": Row(.chat, north),
    // Tokens
    "timetable.apply": Row(.organisersOfNothing, ["forum": "north", "proposal": 99]), "timetable.get": Row(.organisers, north),
    "timetable.propose": Row(.organisers, ["forum": "north", "seconds": 1]), "timetable.stop": Row(.organisers, north),
    "token.create": Row(.organisers, ["forum": "north", "role": "observer"]), "token.list": Row(.organisersOfAny),
    "token.revoke": Row(.organisersOfTheirs, ["token": "$token"], foreign: ["token": "$operatorToken"], .notFound, organisers: .notFound),
  ]

  // MARK: - Parameters

  private static let north: JSONObject = ["forum": "north"]
  private static let mine: JSONObject = ["forum": "north", "delegate": "$delegate"]
  private static let sixth: JSONObject = ["forum": "north", "delegate": "D-6"]
  private static let seventh: JSONObject = ["forum": "north", "delegate": "D-7"]
  /// Whose registration waits: not there for others.
  private static let hidden: JSONObject = ["forum": "north", "delegate": "D-9"]
  private static let opening: JSONObject = ["session": "opening"]
  private static let settings: JSONValue = [
    "title": "East", "place": "Beirut", "country": "LB", "zone": "Asia/Beirut", "firstDay": "2027-04-01", "lastDay": "2027-04-02",
  ]
  private static let newcomer: JSONObject = [
    "forum": "north", "givenName": "New", "email": "new@elsewhere.example", "organisation": "New Ltd", "kind": "msme", "country": "TN",
  ]
  private static let delegation: JSONObject = [
    "forum": "north", "organisation": "New Ltd", "kind": "msme", "country": "TN", "people": [["givenName": "New", "email": "new@elsewhere.example"]],
  ]

  private static func with(_ object: JSONObject, _ more: JSONObject) -> JSONObject {
    var all = object
    for member in more.members { all[member.key] = member.value }
    return all
  }

  /// A meeting of the caller's, and M-1, which is as if it were not there.
  private static func meeting(_ more: JSONObject = [:]) -> Row {
    Row(.delegates, with(["forum": "north", "meeting": "$meeting"], more), foreign: with(["forum": "north", "meeting": "M-1"], more), .notFound)
  }

  /// An alliance of the caller's organisation, and A-1, which is as if it were not there.
  private static func alliance(_ more: JSONObject = [:]) -> Row {
    Row(.delegates, with(["forum": "north", "alliance": "$alliance"], more), foreign: with(["forum": "north", "alliance": "A-1"], more), .notFound)
  }
}
