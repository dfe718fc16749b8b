// Why something was done, in somebody's words (rules 6, 14, 29).

extension Forum {
  /// A reason as it is recorded: personal to the delegate who gives it, or to the one concerned where an organiser does; nil
  /// where that one is erased.
  /// - Throws: `badValue` where it has more than 2000 bytes, or control characters.
  func recorded(_ reason: String?, by actor: Actor, about concerned: DelegateID?) throws(Refusal) -> Personal<String>? {
    guard let reason, !reason.isEmpty else { return nil }
    try reason.checkWords("reason")
    let giver = actor.isOrganiser ? nil : actor.delegate.flatMap { registrations[$0] }
    return (giver ?? concerned.flatMap { registrations[$0] })?.personal(reason)
  }
}

extension String {
  /// What people write to each other, or note: a message, a reason.
  /// - Throws: `badValue` naming the field, where it has more than 2000 bytes or characters that a screen obeys.
  func checkWords(_ field: String) throws(Refusal) {
    guard utf8.count <= 2000 else { throw Refusal.badValue(field, .bytes, most: 2000) }
    guard isPlainText else { throw Refusal.badValue(field, .plainText) }
  }
}
