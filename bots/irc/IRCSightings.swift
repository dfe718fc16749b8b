/// Which nickname was last seen logged in as which account, on one connection.
struct IRCSightings {
  private struct Seen {
    var account: String
    var at: ContinuousClock.Instant
  }

  /// By folded nickname.
  private var nicks: [String: Seen] = [:]
  /// The last nickname of an account.
  private var accounts: [String: String] = [:]
  /// Accounts for which nobody was found, and until when it is not looked for again.
  private var absent: [String: ContinuousClock.Instant] = [:]

  private static let capacity = 10_000

  /// A nickname says something, or comes, and the server names its account.
  mutating func saw(_ nick: String, folded: String, account: String, at now: ContinuousClock.Instant) {
    if nicks.count >= Self.capacity || accounts.count >= Self.capacity { self = IRCSightings() }
    nicks[folded] = Seen(account: account, at: now)
    accounts[account] = nick
    absent[account] = nil
  }

  /// Nobody has the nickname any more, or its owner has logged out.
  mutating func left(_ folded: String) { nicks[folded] = nil }

  mutating func renamed(_ folded: String, to nick: String, folded new: String) {
    guard let seen = nicks.removeValue(forKey: folded) else {
      nicks[new] = nil
      return
    }
    nicks[new] = seen
    accounts[seen.account] = nick
  }

  /// Whether the nickname was seen logged in as the account so lately that nobody else can have it.
  func isFresh(_ folded: String, account: String, now: ContinuousClock.Instant, within age: Duration) -> Bool {
    guard let seen = nicks[folded], seen.account == account else { return false }
    return now - seen.at < age
  }

  func nick(of account: String) -> String? { accounts[account] }

  mutating func missed(_ account: String, until: ContinuousClock.Instant) {
    if absent.count >= Self.capacity { absent = [:] }
    absent[account] = until
  }

  func isMissed(_ account: String, now: ContinuousClock.Instant) -> Bool { absent[account].map { $0 > now } ?? false }
}
