import BotWeb
import Messaging
import StrictJSON

/// What Discord's answers mean for a message (docs.discord.com, "Opcodes and status codes", "Rate limits").
enum DiscordRefusal {
  static let unknownChannel = 10_003
  /// What says that an interaction cannot be answered any more.
  private static let over: Set<Int> = [10_008, 10_015, 10_062, 50_027]
  /// What says that its token has ended, however young it is.
  private static let endedToken = 50_027
  /// Faults of the set-up: the same message goes through once they are mended.
  private static let passing: Set<Int> = [0, 40_001, 40_002, 40_333, 50_014]
  private static let rates: Set<Int> = [20_016, 20_022, 20_028, 20_029, 31_001, 31_002, 40_003, 40_004, 40_062]

  /// Whether an answer says that the interaction is over: then the message goes another way.
  static func isOver(_ answer: WebCaller.Answer) -> Bool {
    (400..<500).contains(answer.status) && code(answer).map(over.contains) ?? false
  }

  /// Whether it may be that Discord does not know the interaction yet.
  static func mayBeTooEarly(_ answer: WebCaller.Answer) -> Bool { isOver(answer) && code(answer) != endedToken }

  static func code(_ answer: WebCaller.Answer) -> Int? { answer.json?["code"]?.intValue }

  /// Why an answer is not a success; nil where it is one.
  static func error(in answer: WebCaller.Answer) -> PlatformError? {
    if (200..<300).contains(answer.status) { return nil }
    let code = code(answer)
    if answer.status == 429 {
      // An answer of the gate before Discord has no JSON; it means the whole bot.
      let isGlobal = answer.json?["global"]?.boolValue ?? (answer.headers["x-ratelimit-scope"] == nil)
      return .limited(pause(answer), wholeBot: isGlobal || answer.headers["x-ratelimit-scope"] == "global")
    }
    if let code, rates.contains(code) { return .limited(pause(answer), wholeBot: true) }
    guard (400..<500).contains(answer.status), answer.status != 401, answer.status != 408, let code, !passing.contains(code) else {
      return .unavailable("status \(answer.status), error \(code ?? 0)")
    }
    return .refused("status \(answer.status), error \(code)")
  }

  private static func pause(_ answer: WebCaller.Answer) -> Duration {
    let seconds = answer.json?["retry_after"]?.doubleValue.flatMap { $0 >= 0 ? Duration.seconds(min($0, 3600)) : nil }
    return seconds ?? answer.retryAfter ?? .seconds(5)
  }
}
