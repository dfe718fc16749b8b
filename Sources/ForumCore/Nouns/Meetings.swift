/// A window of meeting time, cut into slots of one length (rule 11).
public struct Block: Hashable, Sendable, Codable {
  public var id: BlockID
  public var title: String
  public var start: Instant
  public var end: Instant
  /// 5 to 120.
  public var slotMinutes: Int
  /// Minutes between two slots, 0 or more.
  public var gapMinutes: Int
  /// Only tables of this zone are used; nil means all.
  public var zone: String?
  /// Meetings of a virtual block need no table and have no limit of tables.
  public var isVirtual: Bool

  public init(
    id: BlockID, title: String, start: Instant, end: Instant, slotMinutes: Int, gapMinutes: Int = 0, zone: String? = nil, isVirtual: Bool = false
  ) {
    self.id = id
    self.title = title
    self.start = start
    self.end = end
    self.slotMinutes = slotMinutes
    self.gapMinutes = gapMinutes
    self.zone = zone
    self.isVirtual = isVirtual
  }

  /// As many slots as whole lengths fit: 09:00-11:00 at 45 minutes gives 2.
  public var slots: [Slot] {
    guard slotMinutes > 0, gapMinutes >= 0 else { return [] }
    var slots: [Slot] = []
    var start = start
    while start.adding(minutes: slotMinutes) <= end {
      slots.append(Slot(id: SlotID(block: id, index: slots.count + 1), span: Span(start: start, end: start.adding(minutes: slotMinutes))))
      start = start.adding(minutes: slotMinutes + gapMinutes)
    }
    return slots
  }
}

/// One meeting's time window.
public struct Slot: Hashable, Sendable, Codable {
  public var id: SlotID
  public var span: Span

  public init(id: SlotID, span: Span) {
    self.id = id
    self.span = span
  }
}

/// Where a meeting sits (rule 10).
public struct Table: Numbered, Hashable, Sendable, Codable {
  public static let letter: Character = "T"

  public enum Owner: Hashable, Sendable {
    case delegate(DelegateID)
    case organisation(OrganisationID)
  }

  public var id: TableID
  /// What the sign on it says, where that is more than its number.
  public var label: String?
  public var zone: String?
  /// The delegate or organisation whose meetings all sit here.
  public var fixedTo: Owner?
  /// The address of a virtual table; nil for one of wood.
  public var link: String?

  public init(id: TableID, label: String? = nil, zone: String? = nil, fixedTo: Owner? = nil, link: String? = nil) {
    self.id = id
    self.label = label
    self.zone = zone
    self.fixedTo = fixedTo
    self.link = link
  }
}

/// On paper `{"delegate":"D-7"}` or `{"organisation":"O-3"}`.
extension Table.Owner: Codable {
  private enum Member: String, CodingKey, CaseIterable { case delegate, organisation }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Member.self)
    switch try container.onlyKey() {
    case .delegate: self = .delegate(try container.decode(DelegateID.self, forKey: .delegate))
    case .organisation: self = .organisation(try container.decode(OrganisationID.self, forKey: .organisation))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Member.self)
    switch self {
    case .delegate(let id): try container.encode(id, forKey: .delegate)
    case .organisation(let id): try container.encode(id, forKey: .organisation)
    }
  }
}

/// A slot and a table: where a meeting would take place or does.
public struct Place: Hashable, Sendable, Codable {
  public var slot: SlotID
  public var span: Span
  /// Nil only in virtual blocks.
  public var table: TableID?

  public init(slot: SlotID, span: Span, table: TableID?) {
    self.slot = slot
    self.span = span
    self.table = table
  }
}

/// A meeting between two delegates, from the request on.
public struct Meeting: Numbered, Hashable, Sendable, Codable {
  public static let letter: Character = "M"

  public enum Status: String, Codable, Sendable, CaseIterable {
    /// Waits for the other side; holds its place, where it has one, until `holdUntil`.
    case requested
    /// Both sides want it and the organiser's timetable gives it a place (rule 1).
    case accepted
    case confirmed
    case declined, withdrawn, expired, cancelled

    /// Whether it still counts for places, quotas and lists of what is to come.
    public var isOpen: Bool { self == .requested || self == .accepted || self == .confirmed }
  }

  public var id: MeetingID
  /// Who asked.
  public var requester: DelegateID
  /// Who was asked.
  public var requested: DelegateID
  public var status: Status
  public var place: Place?
  /// Whose answer is awaited while it is requested.
  public var awaiting: DelegateID?
  /// When the request and its hold end by themselves.
  public var holdUntil: Instant?
  public var requestedAt: Instant
  public var message: Personal<String>?
  /// Raised at every change, so that an old button can be told from a new one.
  public var version: Int

  public init(
    id: MeetingID, requester: DelegateID, requested: DelegateID, status: Status, place: Place?, awaiting: DelegateID?, holdUntil: Instant?,
    requestedAt: Instant, message: Personal<String>? = nil, version: Int = 1
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
  }

  public var participants: [DelegateID] { [requester, requested] }

  public func has(_ delegate: DelegateID) -> Bool { requester == delegate || requested == delegate }

  /// The other side; nil where the delegate is not in it.
  public func other(than delegate: DelegateID) -> DelegateID? {
    requester == delegate ? requested : requested == delegate ? requester : nil
  }
}
