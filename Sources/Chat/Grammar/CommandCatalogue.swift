/// What can be done by chat.
public enum CommandName: String, CaseIterable, Sendable {
  case help, agenda, sessions, signup, leave, people, suggest, slots, book, meetings, confirm, decline, move, cancel, undo, badge, language, quiet, forum
  case propose, swap, handOver, invite, held, noShow, missed, wait, outcome, alliances, join
  case openAlliance, commit, milestone
  case contact, myData, erase
  case table, away, zone
  /// For organisers.
  case approve, publish, announce, stats
  case whoAmI, link, unlink, start

  static let organisers: Set<CommandName> = [.approve, .publish, .announce, .stats]
}

/// Words that commands are made of, beside their names.
enum WordGroup: String, CaseIterable, Sendable {
  case yes, no, all, now, next, track, filler, off, wholeDay
  /// Of what is offered: "the second".
  case pickFirst, pickSecond, pickThird, pickFourth
  case interestNone, interestSome, interestStrong
  case stepNone, stepExchangeInformation, stepSecondMeeting, stepSiteVisit, stepProposal, stepNegotiation, stepAgreement
  /// Words between the parts of what somebody tells.
  case glue
  case rolePublicPartner, rolePrivatePartner, roleInvestor, roleAdviser
  case kindInvestmentAlliance, kindInvestmentStrategy, kindClusteringProgramme, kindCircularEconomyProgramme
  case milestoneExpressionOfInterest, milestoneLetterOfIntent, milestoneMemorandum, milestoneSignedAgreement
  /// Words that mean nothing by themselves in a question: "who is from …", "when is the …".
  case aside
  /// Before a reason.
  case because
  case thanks
  /// Behind a number of money.
  case thousand, million
}

/// The words of all commands, days and times in all languages, understood at any time.
package struct CommandCatalogue: Sendable {
  package struct Entry: Sendable, Hashable {
    /// As the translator wrote them; the first is shown.
    package var words: [String]
    package var help: String
    package var example: String
  }

  /// By language.
  package var entries: [String: [CommandName: Entry]] = [:]
  /// By folded word.
  package var commands: [String: CommandName] = [:]
  /// The languages that have a command's word, by folded word.
  var languages: [String: Set<String>] = [:]
  /// The same words taken apart, in order.
  private var spellings: [Spelling] = []
  /// By folded word; one word may be of several groups.
  var groups: [String: Set<WordGroup>] = [:]
  /// The words of days and times, by language.
  var times: [String: TimeVocabulary] = [:]
  /// The most words that one name is made of.
  var longest = 1

  /// What a language says of a command; English where that language says nothing.
  func entry(_ command: CommandName, in language: String) -> Entry? { entries[language]?[command] ?? entries["en"]?[command] }

  /// Whether a folded word means nothing by itself beside a name or a title.
  func isAside(_ word: String) -> Bool { groups[word]?.isDisjoint(with: [.filler, .aside]) == false }

  private struct Spelling: Sendable {
    var word: String
    var letters: [Character]
    var command: CommandName
  }

  /// Takes the words of commands apart, once all of them are there.
  mutating func settle() {
    spellings = commands.sorted { $0.key < $1.key }.map { Spelling(word: $0.key, letters: Array($0.key), command: $0.value) }
  }

  /// No word that is a slip of a command's is longer, in bytes.
  private static let longestSlip = 120

  /// The command word that somebody may have meant; nil where none or more than one command is as near.
  /// - Parameter language: the reader's: of words that are as near its own is meant.
  package func nearest(to word: String, in language: String? = nil) -> String? {
    guard word.utf8.count <= Self.longestSlip, groups[word]?.contains(.aside) != true else { return nil }
    let (letters, most) = (Array(word), slips(in: word))
    var best: (distance: Int, isForeign: Bool, spelling: Spelling)?
    var isUnique = true
    for spelling in spellings {
      guard let distance = editDistance(letters, spelling.letters, most: most) else { continue }
      let isForeign = language.map { languages[spelling.word]?.contains($0) != true } ?? false
      guard let current = best, (current.distance, current.isForeign ? 1 : 0) <= (distance, isForeign ? 1 : 0) else {
        best = (distance, isForeign, spelling)
        isUnique = true
        continue
      }
      if (current.distance, current.isForeign) == (distance, isForeign), current.spelling.command != spelling.command { isUnique = false }
    }
    return isUnique ? best?.spelling.word : nil
  }
}
