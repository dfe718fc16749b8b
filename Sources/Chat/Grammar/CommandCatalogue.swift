/// What can be done by chat.
public enum CommandName: String, CaseIterable, Sendable {
  case help, agenda, sessions, signup, leave, people, suggest, slots, book, meetings, confirm, decline, move, cancel, undo, badge, language, quiet, forum
  case propose, swap, handOver, invite, held, noShow, missed, wait, outcome, alliances, join
  case contact, myData, erase
  case table, away, zone
  /// For organisers.
  case approve, publish, announce, stats
  case whoAmI, link, unlink, start

  static let organisers: Set<CommandName> = [.approve, .publish, .announce, .stats]
}

/// Words that commands are made of, beside their names.
enum WordGroup: String, CaseIterable, Sendable {
  case yes, no, all, now, next, track, filler, off
  /// Of what is offered: "the second".
  case pickFirst, pickSecond, pickThird, pickFourth
  case interestNone, interestSome, interestStrong
  case stepNone, stepExchangeInformation, stepSecondMeeting, stepSiteVisit, stepProposal, stepNegotiation, stepAgreement
  /// Words between the parts of what somebody tells.
  case glue
  case rolePublicPartner, rolePrivatePartner, roleInvestor, roleAdviser
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
  /// By folded word; one word may be of several groups.
  var groups: [String: Set<WordGroup>] = [:]
  /// The words of days and times, by language.
  var times: [String: TimeVocabulary] = [:]
  /// The most words that one name is made of.
  var longest = 1

  /// What a language says of a command; English where that language says nothing.
  func entry(_ command: CommandName, in language: String) -> Entry? { entries[language]?[command] ?? entries["en"]?[command] }

  /// The command word that somebody may have meant; nil where none or more than one command is as near.
  package func nearest(to word: String) -> String? {
    var best: (distance: Int, word: String, command: CommandName)?
    var isUnique = true
    for (candidate, command) in commands.sorted(by: { $0.key < $1.key }) {
      guard let distance = editDistance(word, candidate, most: slips(in: word)) else { continue }
      if let current = best, current.distance < distance { continue }
      isUnique = best.map { $0.distance > distance || $0.command == command } ?? true
      if best.map({ $0.distance > distance }) ?? true { best = (distance, candidate, command) }
    }
    return isUnique ? best?.word : nil
  }
}
