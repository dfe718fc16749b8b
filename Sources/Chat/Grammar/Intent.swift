import ForumCore

/// What a line asks for, before anything is looked up.
package enum Intent: Hashable, Sendable {
  case start(code: String)
  case help(String)
  case agenda(AgendaWish)
  case sessions
  case signUp(String)
  case leave(String)
  case people(String)
  case suggest
  /// The free times with somebody, on that day or then where one is named.
  case slots(Booking)
  case book(Booking)
  case meetings
  case confirm(Target)
  case decline(Target, reason: String?)
  case cancel(Target, reason: String?)
  case move(Target, When?, reason: String?)
  /// Other times for a request, instead of a yes.
  case propose(Target, [When])
  case swap(Target, Target)
  case handOver(Target, String)
  case invite(Target, String)
  /// How a meeting went.
  case went(Target, Meeting.Answer)
  /// A request that waits for a time that becomes free.
  case wait(String)
  case outcome(Target, Findings)
  /// All of the speaker's, or one of them.
  case alliances(AllianceID?)
  case join(Joining)
  case openAlliance(Founding)
  case commit(Pledge)
  case milestone(Reaching)
  /// Takes a commitment back, by its number.
  case uncommit(AllianceID, Int)
  case badge
  /// Where a meeting is, and what comes before and after it.
  case table(Target)
  case away(Away)
  case zone(String)
  case language(String)
  case quiet(QuietWish)
  case forum(String)
  case undo
  case link(String)
  case unlink
  case whoAmI
  case contact(Target)
  case myData
  /// With what was typed to confirm it.
  case erase(String)
  /// Lets registrations in: those that the text names, or shows who waits.
  case approve(String)
  case publish
  case announce(String?)
  case stats
  case yes, no
  case thanks
  /// The number of an offered choice, counted from 1.
  case choice(Int)
  /// A picture, a voice, a file.
  case notText
  /// Nothing that is known, and the line that may have been meant.
  case unclear(suggestion: String?)

  package enum AgendaWish: Hashable, Sendable {
    case usual, now, next
    case day(When.Day)
    /// A time or a part of a day.
    case then(When)
    case track(String)
  }

  package struct Booking: Hashable, Sendable {
    package var name: String
    package var when: When?
    package var message: String?
    /// The same words with more of them in the name, the longest name first: words of days and times are names too.
    package var longerNames: [NameAndWhen] = []

    package init(name: String, when: When?, message: String?, longerNames: [NameAndWhen] = []) {
      self.name = name
      self.when = when
      self.message = message
      self.longerNames = longerNames
    }
  }

  package struct NameAndWhen: Hashable, Sendable {
    package var name: String
    package var when: When?
  }

  /// What somebody says that came of a meeting; nil is not said.
  package struct Findings: Hashable, Sendable {
    package var interest: Outcome.Interest?
    package var nextStep: Outcome.NextStep?
    package var amount: Money?
    package var note: String?
    /// Words that were not understood.
    package var unread: String?

    package init(
      interest: Outcome.Interest? = nil, nextStep: Outcome.NextStep? = nil, amount: Money? = nil, note: String? = nil, unread: String? = nil
    ) {
      self.interest = interest
      self.nextStep = nextStep
      self.amount = amount
      self.note = note
      self.unread = unread
    }
  }

  package struct Joining: Hashable, Sendable {
    package var alliance: AllianceID?
    package var role: Alliance.MemberRole?
    /// All that was typed, where it begins with no reference.
    package var text: String

    package init(alliance: AllianceID?, role: Alliance.MemberRole? = nil, text: String = "") {
      self.alliance = alliance
      self.role = role
      self.text = text
    }
  }

  /// An alliance that is to be opened; nil is not said.
  package struct Founding: Hashable, Sendable {
    /// The meeting from which it comes.
    package var meeting: MeetingID?
    package var kind: Alliance.Kind?
    package var role: Alliance.MemberRole?
    package var title: String?

    package init(meeting: MeetingID? = nil, kind: Alliance.Kind? = nil, role: Alliance.MemberRole? = nil, title: String? = nil) {
      self.meeting = meeting
      self.kind = kind
      self.role = role
      self.title = title
    }
  }

  /// To what an organisation commits itself in an alliance; nil is not said.
  package struct Pledge: Hashable, Sendable {
    package var alliance: AllianceID?
    package var amount: Money?
    package var what: String?
    /// Words before the colon that are no amount.
    package var unread: String?

    package init(alliance: AllianceID?, amount: Money? = nil, what: String? = nil, unread: String? = nil) {
      self.alliance = alliance
      self.amount = amount
      self.what = what
      self.unread = unread
    }
  }

  /// A step that an alliance has reached; nil is not said.
  package struct Reaching: Hashable, Sendable {
    package var alliance: AllianceID?
    package var step: Alliance.Step?
    package var day: When.Day?
    /// Whether it was not reached after all.
    package var isTakenBack = false
    /// Words that were not understood.
    package var unread: String?

    package init(alliance: AllianceID?, step: Alliance.Step? = nil, day: When.Day? = nil, isTakenBack: Bool = false, unread: String? = nil) {
      self.alliance = alliance
      self.step = step
      self.day = day
      self.isTakenBack = isTakenBack
      self.unread = unread
    }
  }

  /// When somebody can not meet.
  package enum Away: Hashable, Sendable {
    case show, off, unclear
    /// All of a day. A weekday may be said beside the day: 1 is Monday.
    case day(When.Day, weekday: Int?)
    case span(When.Day, weekday: Int?, fromMinute: Int, toMinute: Int)
  }

  /// What is wished of quiet hours.
  package enum QuietWish: Hashable, Sendable {
    case show, off
    case hours(QuietHours)
    case unclear
  }

  /// The meeting that is meant.
  package enum Target: Hashable, Sendable {
    case any
    case meeting(MeetingID)
    case name(String)
  }
}

/// One line as it was understood.
package struct Line: Hashable, Sendable {
  package var intent: Intent
  package var marks = Marks()
  /// As typed, without what turns the order of a line.
  package var text: String

  /// What a button adds to a command, so that pressing it needs no memory and a stale one is known.
  ///
  /// `book D-7 @day1-morning.3 #!` and `confirm M-42 #2 #!`: `@` names the slot, `#` the version of the meeting that the
  /// button was made for, and `#!` says that the question was answered: it is done at once. `#move`, `#cancel` and `#keep` say
  /// what becomes of meetings in the way.
  package struct Marks: Hashable, Sendable {
    package var slot: SlotID?
    /// More slots behind the first, where several are proposed.
    package var moreSlots: [SlotID] = []
    package var version: Int?
    /// The mark of the choices among which a button chose.
    package var offer: String?
    package var isSure = false
    /// Where and for whom the button was made.
    package var seat: SeatMark?
    /// What becomes of meetings that are in the way.
    package var meetings: SetAvailability.Meetings?

    package init(slot: SlotID? = nil, version: Int? = nil, offer: String? = nil, isSure: Bool = false) {
      self.slot = slot
      self.offer = offer
      self.version = version
      self.isSure = isSure
    }
  }

  var isChoice: Bool { if case .choice = intent { true } else { false } }

  init(intent: Intent, marks: Marks = Marks(), text: String) {
    self.intent = intent
    self.marks = marks
    self.text = text
  }
}

extension Intent {
  /// Whether it may change the language, or take that back.
  var choosesLanguage: Bool {
    switch self {
    case .language, .undo: true
    default: false
    }
  }

  /// Whether the answer is for one person's eyes: codes, addresses, what is kept of them.
  var isForOneAlone: Bool {
    switch self {
    case .badge, .contact, .myData, .erase: true
    default: false
    }
  }

  /// Whether it tells of other people; only who is approved reads of others (rule 29). What is new here is so until it says otherwise.
  var readsOthers: Bool {
    switch self {
    case .start, .help, .agenda, .sessions, .signUp, .leave, .language, .zone, .quiet, .forum, .undo, .link, .unlink, .whoAmI, .myData, .erase, .yes,
      .no, .thanks, .choice, .notText, .unclear:
      false
    default: true
    }
  }
}
