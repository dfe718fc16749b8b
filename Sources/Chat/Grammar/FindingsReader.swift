import ForumCore

/// Reads words for what came of a meeting: interest, next step and amount, in any order. What is not understood is told, not guessed.
struct FindingsReader {
  private let words: [String]
  private let catalogue: CommandCatalogue
  private var position = 0
  private var findings = Intent.Findings()
  private var unread: [String] = []

  /// - Parameter words: folded.
  static func read(_ words: [String], _ note: String?, _ catalogue: CommandCatalogue) -> Intent.Findings {
    var reader = FindingsReader(words: words, catalogue: catalogue)
    while reader.position < words.count { reader.step() }
    reader.findings.note = note
    reader.findings.unread = reader.unread.isEmpty ? nil : reader.unread.joined(separator: " ")
    return reader.findings
  }

  private init(words: [String], catalogue: CommandCatalogue) {
    self.words = words
    self.catalogue = catalogue
  }

  private mutating func step() {
    for length in (1...4).reversed() where position + length <= words.count {
      let text = words[position..<position + length].joined(separator: " ")
      if take(text) ?? take(text.withoutEndMarks) ?? false {
        position += length
        return
      }
    }
    let word = words[position].withoutEndMarks
    // Words between the parts mean nothing by themselves.
    if !word.isEmpty, catalogue.groups[word]?.isDisjoint(with: [.filler, .glue]) != false { unread.append(words[position]) }
    position += 1
  }

  /// Whether the words say something that was not said yet; nil where they say nothing.
  private mutating func take(_ text: String) -> Bool? {
    let groups = catalogue.groups[text] ?? []
    if findings.interest == nil, let interest = groups.compactMap(\.interest).first {
      findings.interest = interest
      return true
    }
    if findings.nextStep == nil, let step = groups.compactMap(\.nextStep).first {
      findings.nextStep = step
      return true
    }
    if findings.amount == nil, let amount = Money(text) ?? Money(scaled: text, catalogue) {
      findings.amount = amount
      return true
    }
    return nil
  }
}

extension WordGroup {
  var interest: Outcome.Interest? {
    switch self {
    case .interestNone: Outcome.Interest.none
    case .interestSome: Outcome.Interest.some
    case .interestStrong: Outcome.Interest.strong
    default: nil
    }
  }

  var nextStep: Outcome.NextStep? {
    switch self {
    case .stepNone: Outcome.NextStep.none
    case .stepExchangeInformation: .exchangeInformation
    case .stepSecondMeeting: .secondMeeting
    case .stepSiteVisit: .siteVisit
    case .stepProposal: .proposal
    case .stepNegotiation: .negotiation
    case .stepAgreement: .agreement
    default: nil
    }
  }

  var kind: Alliance.Kind? {
    switch self {
    case .kindInvestmentAlliance: .investmentAlliance
    case .kindInvestmentStrategy: .investmentStrategy
    case .kindClusteringProgramme: .clusteringProgramme
    case .kindCircularEconomyProgramme: .circularEconomyProgramme
    default: nil
    }
  }

  var milestone: Alliance.Step? {
    switch self {
    case .milestoneExpressionOfInterest: .expressionOfInterest
    case .milestoneLetterOfIntent: .letterOfIntent
    case .milestoneMemorandum: .memorandum
    case .milestoneSignedAgreement: .signedAgreement
    default: nil
    }
  }

  var role: Alliance.MemberRole? {
    switch self {
    case .rolePublicPartner: .publicPartner
    case .rolePrivatePartner: .privatePartner
    case .roleInvestor: .investor
    case .roleAdviser: .adviser
    default: nil
    }
  }
}

extension Outcome.Interest {
  /// A word that is always understood for it.
  var word: String { rawValue }
}

extension Outcome.NextStep {
  /// Words that are always understood for it.
  var words: String {
    switch self {
    case .none: "nothing"
    case .exchangeInformation: "exchange information"
    case .secondMeeting: "second meeting"
    case .siteVisit: "site visit"
    case .proposal: "proposal"
    case .negotiation: "negotiation"
    case .agreement: "agreement"
    }
  }
}

extension Alliance.MemberRole {
  /// Words that are always understood for it.
  var words: String {
    switch self {
    case .publicPartner: "public partner"
    case .privatePartner: "private partner"
    case .investor: "investor"
    case .adviser: "adviser"
    }
  }
}

extension Alliance.Kind {
  /// Words that are always understood for it.
  var words: String {
    switch self {
    case .investmentAlliance: "investment alliance"
    case .investmentStrategy: "investment strategy"
    case .clusteringProgramme: "clustering programme"
    case .circularEconomyProgramme: "circular economy programme"
    }
  }
}

extension Alliance.Step {
  /// Words that are always understood for it.
  var words: String {
    switch self {
    case .expressionOfInterest: "expression of interest"
    case .letterOfIntent: "letter of intent"
    case .memorandum: "memorandum"
    case .signedAgreement: "signed agreement"
    }
  }
}

extension Intent.Findings {
  /// The same in words that are always understood, without the note.
  var line: String {
    [interest?.word, nextStep?.words, amount?.description].compactMap { $0 }.map { " \($0)" }.joined()
  }
}
