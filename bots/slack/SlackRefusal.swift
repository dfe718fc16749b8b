import BotWeb
import Messaging
import StrictJSON

/// What Slack's answers mean for a message (docs.slack.dev, "chat.postMessage", "Errors").
enum SlackRefusal {
  /// Faults of the set-up and of Slack itself: the same message goes through once they are mended.
  private static let passing: Set<String> = [
    "access_denied", "account_inactive", "ekm_access_denied", "enterprise_is_restricted", "fatal_error", "internal_error", "invalid_auth",
    "missing_scope", "no_permission", "not_allowed_token_type", "not_authed", "org_login_required", "request_timeout", "service_unavailable",
    "team_access_not_granted", "team_added_to_org", "token_expired", "token_revoked", "two_factor_setup_required",
  ]
  private static let rates: Set<String> = ["message_limit_exceeded", "rate_limited", "ratelimited"]

  /// Why an answer of the web interface is not a success; nil where it is one. Slack says so with status 200.
  static func error(in answer: WebCaller.Answer) -> PlatformError? {
    if answer.status == 429 { return .limited(answer.retryAfter ?? .seconds(1), wholeBot: true) }
    guard let json = answer.json, let isTaken = json["ok"]?.boolValue else {
      return .unavailable("an answer that is not Slack's, status \(answer.status)")
    }
    if isTaken { return nil }
    let code = word(json["error"]?.stringValue)
    if rates.contains(code) { return .limited(answer.retryAfter ?? .seconds(1), wholeBot: true) }
    return passing.contains(code) ? .unavailable(code) : .refused(code)
  }

  /// An error code is a word; nothing else gets into a log.
  private static func word(_ text: String?) -> String {
    String((text ?? "").unicodeScalars.filter { $0.isASCII && ($0.properties.isAlphabetic || $0 == "_" || $0 == "-") }.prefix(60).map(Character.init))
  }
}
