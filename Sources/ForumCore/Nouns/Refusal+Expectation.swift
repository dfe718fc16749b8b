extension Refusal {
  /// What a value should have been where it was not: a kind, with its numbers. Those that people meet in a chat are kinds, so that they are
  /// said in any language (`expected.<kind>` in the phrase files); what only programs meet stays a text.
  public struct Expectation: Hashable, Sendable, Codable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
      /// So many characters, on any number of lines or on one.
      case characters, line
      case bytes, plainText
      case anotherMeeting, meetingAtAnotherTime, guests, oneGuestMore, spans, sideOfAnswer, sideOfSeat, freeTable
      case slotsEachOnce, otherSlots, slotsAtDifferentTimes
      case amount, amountAboveZero, currency
      case dayUpTo
      case fewerMembers, fewerCommitments, fewerInvitations
      case language, zone
    }

    public var kind: Kind
    public var least: Int?
    public var most: Int?
    public var day: CivilDate?

    public init(_ kind: Kind, least: Int? = nil, most: Int? = nil, day: CivilDate? = nil) {
      self.kind = kind
      self.least = least
      self.most = most
      self.day = day
    }
  }
}

extension Refusal.Expectation: CustomStringConvertible {
  /// In English, for programs.
  public var description: String {
    let (least, most) = ("\(least ?? 0)", "\(most ?? 0)")
    return switch kind {
    case .characters: "\(least) to \(most) characters"
    case .line: "\(least) to \(most) characters on one line"
    case .bytes: "at most \(most) bytes"
    case .plainText: "text without control characters"
    case .anotherMeeting: "another meeting"
    case .meetingAtAnotherTime: "a meeting at another time"
    case .guests: "at most \(most) guests, each once"
    case .oneGuestMore: "at most \(most) guests"
    case .spans: "at most \(most) spans whose end is after their start"
    case .sideOfAnswer: "the side whose answer it is"
    case .sideOfSeat: "the side whose seat is handed over"
    case .freeTable: "a table of the block's zone that is not kept for somebody else"
    case .slotsEachOnce: "one to three slots, each once"
    case .otherSlots: "other slots than the one that was asked for"
    case .slotsAtDifferentTimes: "slots at different times"
    case .amount: "0 to \(most), in whole units"
    case .amountAboveZero: "more than 0; leave the amount out where it is no money"
    case .currency: "three letters of ISO 4217, such as EUR"
    case .dayUpTo: "a day not after today, \(day?.description ?? "")"
    case .fewerMembers: "one with fewer than \(most) members"
    case .fewerCommitments: "one with fewer than \(most) commitments"
    case .fewerInvitations: "at most \(most) open invitations in one alliance"
    case .language: "the tag of a language such as fr"
    case .zone: "a zone such as Europe/Rome"
    }
  }
}
