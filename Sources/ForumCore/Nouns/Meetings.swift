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
