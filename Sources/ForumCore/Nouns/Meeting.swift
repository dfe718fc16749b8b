/// A slot and a table: where a meeting would take place or does.
public struct Place: Hashable, Sendable, Codable {
  public var slot: SlotID
  public var span: Span
  /// Nil only in virtual blocks.
  public var table: TableID?
  /// Who interprets there, where the sides share no language (rule 19).
  public var interpreter: DelegateID?

  public init(slot: SlotID, span: Span, table: TableID?, interpreter: DelegateID? = nil) {
    self.slot = slot
    self.span = span
    self.table = table
    self.interpreter = interpreter
  }
}

/// A meeting between two delegates, or of a host and guests (rule 12), from the request on.
public struct Meeting: Numbered, Hashable, Sendable, Codable {
  public static let letter: Character = "M"

  public enum Status: String, Codable, Sendable, CaseIterable {
    /// Finds no place yet and is offered the next that becomes free (rule 16). Only who asked knows of it.
    case waiting
    /// Waits for the other side; holds its place, where it has one, until `holdUntil`.
    case requested
    /// Both sides want it and the organiser's timetable gives it a place (rule 1).
    case accepted
    case confirmed
    /// It took place, as one side says and none denies (rule 17).
    case held
    /// One side says that it did not take place (rule 17).
    case noShow
    case declined, withdrawn, expired, cancelled

    /// Whether it may still change: be answered, moved or called off.
    public var isOpen: Bool {
      switch self {
      case .waiting, .requested, .accepted, .confirmed: true
      case .held, .noShow, .declined, .withdrawn, .expired, .cancelled: false
      }
    }

    /// Whether it takes its sides' time and counts against their limits.
    public var counts: Bool { isOpen || self == .held }
  }

  /// A guest of a group meeting who is still in it.
  public struct Guest: Hashable, Sendable, Codable {
    public var delegate: DelegateID
    /// Whether they said yes.
    public var hasAccepted: Bool

    public init(_ delegate: DelegateID, hasAccepted: Bool = false) {
      self.delegate = delegate
      self.hasAccepted = hasAccepted
    }
  }

  /// What a side says of a meeting whose time has come (rule 17).
  public enum Answer: String, Codable, Sendable, CaseIterable {
    case held, otherDidNotCome, couldNotCome
  }

  /// Which of its people were told what (rule 20). A meeting that is moved begins anew.
  public struct Reminded: Hashable, Sendable, Codable {
    /// When whose answer is awaited was last told so, where that was not by the request itself.
    public var told: [DelegateID: Instant]?
    /// Who was told that the request is about to expire.
    public var ending: [DelegateID]?
    /// Who was told that it is about to begin, or could not be told in time.
    public var starting: [DelegateID]?

    public init() {}
  }

  /// Whom a meeting concerned once, and up to which position of the journal.
  public struct Former: Hashable, Sendable, Codable {
    public var until: Int
    public var people: [DelegateID]
  }

  public var id: MeetingID
  /// Who asked; of a group the host.
  public var requester: DelegateID
  /// Who was asked; of a group the first guest who is still in it.
  public var requested: DelegateID
  public var status: Status
  public var place: Place?
  /// Whose answer is awaited while it is requested; nil in groups, where every guest who has not accepted is.
  public var awaiting: DelegateID?
  /// When the request and its hold end by themselves; in a confirmed group, the time of those who have not answered.
  public var holdUntil: Instant?
  public var requestedAt: Instant
  public var message: Personal<String>?
  /// Raised at every change, so that an old button can be told from a new one.
  public var version: Int
  /// The guests of a group meeting, in the order of invitation; nil where it is a pair.
  public var guests: [Guest]?
  /// Up to three places of which the awaited side picks one (rule 6); all are held, and `place` is nil meanwhile.
  public var offers: [Place]?
  /// How much it matters to the organisers; nil is 0, more goes first (rule 16, timetable).
  public var priority: Int?
  /// Whether only organisers give it another time, and the timetable none.
  public var isLocked: Bool?
  /// Whether its sides share no language, and it is to have an interpreter (rule 19).
  public var wantsInterpreter: Bool?
  /// What its sides said of it afterwards.
  public var answers: [DelegateID: Answer]?
  /// What came of it, as each side says (rule 27).
  public var outcomes: [DelegateID: Outcome]?
  public var reminded: Reminded?
  /// Whether only its requester knows of it: it waits for a place, or ended while it did.
  public var isUnseen: Bool?
  /// Whom it concerned before, in order; nil where these never were others. Who may see a change goes by those of its time.
  public internal(set) var former: [Former]?

  public init(
    id: MeetingID, requester: DelegateID, requested: DelegateID, status: Status, place: Place?, awaiting: DelegateID?, holdUntil: Instant?,
    requestedAt: Instant, message: Personal<String>? = nil, version: Int = 1, guests: [Guest]? = nil, wantsInterpreter: Bool? = nil,
    priority: Int? = nil
  ) {
    self.id = id
    self.requester = requester
    self.requested = requested
    self.status = status
    self.place = place
    self.awaiting = awaiting
    self.holdUntil = holdUntil
    self.requestedAt = requestedAt
    self.message = message
    self.version = version
    self.guests = guests
    self.wantsInterpreter = wantsInterpreter
    self.priority = priority
    isUnseen = status == .waiting ? true : nil
  }

  /// Its sides: who asked first.
  public var participants: [DelegateID] { [requester] + others }

  /// Who was asked: one, or the guests of a group.
  public var others: [DelegateID] { guests?.map(\.delegate) ?? [requested] }

  public var isGroup: Bool { guests != nil }

  /// Whom it concerns: its sides and who interprets there; of one that waits for a place only who asked.
  public var people: [DelegateID] {
    if isUnseen == true { return [requester] }
    let interpreters = heldPlaces.compactMap(\.interpreter)
    return interpreters.isEmpty ? participants : participants + interpreters
  }

  /// Whom it concerned at a position of the journal.
  func people(at position: Int) -> [DelegateID] { former?.first { $0.until >= position }?.people ?? people }

  public func has(_ delegate: DelegateID) -> Bool {
    requester == delegate || requested == delegate || guests?.contains { $0.delegate == delegate } == true
  }

  /// The other side; nil where the delegate is not in it. In a group the host's is the first guest, a guest's is the host.
  public func other(than delegate: DelegateID) -> DelegateID? {
    requester == delegate ? requested : has(delegate) ? requester : nil
  }

  /// The places that it keeps from others: its own, or all that are offered.
  public var heldPlaces: [Place] { place.map { [$0] } ?? offers ?? [] }

  /// Whether that place of it takes that delegate's time: as a side, or as who interprets there.
  func takes(_ delegate: DelegateID, at place: Place) -> Bool { has(delegate) || place.interpreter == delegate }

  /// Those whose answer is awaited.
  var awaited: [DelegateID] {
    guard let guests else { return status == .requested ? awaiting.map { [$0] } ?? [] : [] }
    return status.isOpen && status != .waiting ? guests.filter { !$0.hasAccepted }.map(\.delegate) : []
  }

  /// Those who come: both sides, of a group the host and the guests who said yes, and who interprets.
  public var attending: [DelegateID] {
    [requester] + (guests?.filter(\.hasAccepted).map(\.delegate) ?? [requested]) + (place?.interpreter.map { [$0] } ?? [])
  }

  /// Whether that delegate's answer is awaited.
  public func awaits(_ delegate: DelegateID) -> Bool {
    guard let guests else { return status == .requested && awaiting == delegate }
    return status.isOpen && guests.contains { $0.delegate == delegate && !$0.hasAccepted }
  }
}

/// What came of a meeting, as one side says (rule 27).
public struct Outcome: Hashable, Sendable, Codable {
  public enum Interest: String, Codable, Sendable, CaseIterable { case none, some, strong }
  public enum NextStep: String, Codable, Sendable, CaseIterable {
    case none, exchangeInformation, secondMeeting, siteVisit, proposal, negotiation, agreement
  }

  public var interest: Interest
  public var nextStep: NextStep
  /// What they intend to invest or to pay, where they say so.
  public var amount: Money?
  public var note: Personal<String>?
  public var recordedAt: Instant

  public init(interest: Interest, nextStep: NextStep = .none, amount: Money? = nil, note: Personal<String>? = nil, recordedAt: Instant) {
    self.interest = interest
    self.nextStep = nextStep
    self.amount = amount
    self.note = note
    self.recordedAt = recordedAt
  }
}
