import BotWeb
import Messaging
import StrictJSON

/// What an error of the Cloud API means for a message (developers.facebook.com, "Cloud API error codes").
enum WhatsAppRefusal: Error, Equatable {
  /// The person has not written for a day: only a template is taken.
  case needsTemplate
  case platform(PlatformError)

  static let reEngagement = 131_047

  /// Faults of the set-up and of Meta itself: the same message goes through once they are mended.
  private static let passing: Set<Int> = [
    0, 1, 2, 3, 10, 190, 368, 131_000, 131_005, 131_016, 131_031, 131_037, 131_042, 131_045, 131_057, 132_001, 132_015, 132_016, 133_010,
  ]
  /// Too much from this number, or for this app.
  private static let rates: Set<Int> = [4, 80_007, 130_429, 131_048, 133_016]
  private static let pairRate = 131_056

  /// Why an answer is not a success; nil where it is one.
  static func error(in answer: WebCaller.Answer) -> WhatsAppRefusal? {
    if (200..<300).contains(answer.status) { return nil }
    let error = answer.json?["error"]
    guard let code = error?["code"]?.intValue else {
      return .platform(answer.status == 429 ? .limited(answer.retryAfter ?? .seconds(5), wholeBot: true) : .unavailable("status \(answer.status)"))
    }
    switch code {
    case reEngagement: return .needsTemplate
    case pairRate: return .platform(.limited(answer.retryAfter ?? .seconds(6), wholeBot: false))
    case _ where rates.contains(code): return .platform(.limited(answer.retryAfter ?? .seconds(5), wholeBot: true))
    // 100 with 33: this number does not exist for this token, which the set-up may mend.
    case 100 where error?["error_subcode"]?.intValue == 33: return .platform(.unavailable("100: no such number for this token"))
    case _ where passing.contains(code) || (200..<300).contains(code) || answer.status >= 500: return .platform(.unavailable("error \(code)"))
    case _ where answer.status == 429: return .platform(.limited(answer.retryAfter ?? .seconds(5), wholeBot: true))
    default: return .platform(.refused("error \(code)"))
    }
  }
}
