import ForumCore

/// The phrases that follow from the core's own lists: one for each case, so that a new refusal without a sentence is found.
public enum PhraseTables {
  static let kinds = OrganisationKind.allCases.map { "kind.\($0.rawValue)" } + ["kind.all"]
  static let states = Meeting.Status.allCases.map { "status.\($0.rawValue)" }
  static let registrations = Registration.Status.allCases.map { "registration.\($0.rawValue)" }
  static let suggestions = MeetingSuggestion.Reason.Kind.allCases.map { "suggestion.\($0.rawValue)" }
  static let timeModes = ["whenRequesting", "whenAccepting", "organiser"].map { "timeMode.\($0)" }
  static let outcomes = Outcome.Interest.allCases.map { "interest.\($0.rawValue)" } + Outcome.NextStep.allCases.map { "nextStep.\($0.rawValue)" }
  static let alliances =
    Alliance.Kind.allCases.map { "allianceKind.\($0.rawValue)" } + Alliance.MemberRole.allCases.map { "allianceRole.\($0.rawValue)" }
    + Alliance.Step.allCases.map { "milestone.\($0.rawValue)" }
  static let expectations = Refusal.Expectation.Kind.allCases.map { "expected.\($0.rawValue)" }
  /// What people say by chat that may be wrong; other values go by the name that programs know.
  static let fields = [
    "message", "reason", "note", "with", "guest", "guests", "unavailable", "side", "from", "table", "slots", "amount.amount", "amount.currency", "what",
    "title", "alliance", "organisation", "on", "text", "language", "zone",
  ].map { "field.\($0)" }
  static let refusals = Refusal.Name.allCases.map { "refusal.\($0.rawValue)" }

  /// The keys of all phrases of a language.
  public static let keys = Set(
    PhraseKey.allCases.map(\.rawValue) + kinds + states + registrations + suggestions + timeModes + outcomes + alliances + expectations + fields + refusals)
}
