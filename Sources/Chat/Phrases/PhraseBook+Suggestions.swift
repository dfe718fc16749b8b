import ForumCore
import Foundation

extension PhraseBook {
  /// Why two should meet, in one line.
  public func sentence(for reasons: [MeetingSuggestion.Reason]) -> String {
    reasons.map { sentence(for: $0) }.joined(separator: semicolon)
  }

  /// Between the parts of a line.
  var semicolon: String { direction == .rtl ? "؛ " : "; " }

  public func sentence(for reason: MeetingSuggestion.Reason) -> String {
    text(named: "suggestion.\(reason.kind.rawValue)", values(of: reason))
  }

  private func values(of reason: MeetingSuggestion.Reason) -> [String: PhraseValue] {
    switch reason {
    case .theyOfferWhatYouSeek(let topics), .theySeekWhatYouOffer(let topics):
      ["topics": list(topics.map { Taxonomy.standard[$0]?.title(in: language) ?? $0 })]
    case .wordsInCommon(let words): ["words": list(words)]
    case .ticketFitsNeed(let ticket, let need), .needFitsTicket(let need, let ticket):
      [
        "smallest": money(Money(amount: ticket.smallest, currency: ticket.currency)),
        "largest": money(Money(amount: ticket.largest, currency: ticket.currency)), "need": money(need),
      ]
    case .theyAreWhomYouSeek(let kind), .theySeekYourKind(let kind): ["kind": self.kind(kind)]
    case .kindsComplement(let theirs, let yours): ["theirs": self.kind(theirs), "yours": self.kind(yours)]
    case .countryYouSeek(let country), .sameCountry(let country): ["country": .text(self.country(country))]
    case .sharedLanguages(let languages): ["languages": list(languages.map { clocks.locale.localizedString(forLanguageCode: $0) ?? $0 })]
    }
  }

  private func kind(_ kind: OrganisationKind) -> PhraseValue { .phrase(text(named: "kind.\(kind.rawValue)")) }

  private func money(_ money: Money) -> PhraseValue {
    .phrase(text(.suggestMoney, ["amount": .number(money.amount), "currency": .text(money.currency)]))
  }

  private func list(_ words: [String]) -> PhraseValue { .phrase(words.map { written(.text($0)) }.joined(separator: ", ")) }
}
