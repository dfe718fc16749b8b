import ForumCore

/// What registration tools write for kinds and roles.
enum RegistrationWords {
  /// The kind of an organisation; nil where the words say nothing that we know.
  static func kind(_ text: String) -> OrganisationKind? {
    let text = text.lowercased()
    if let kind = OrganisationKind.allCases.first(where: { $0.rawValue.lowercased() == text.filter(\.isLetter) }) { return kind }
    let tokens = Set(text.split { !$0.isLetter }.map(String.init))
    return words.first { words, _ in words.contains { $0.contains(" ") ? text.contains($0) : tokens.contains($0) } }?.1
  }

  private static let words: [(Set<String>, OrganisationKind)] = [
    (["cluster", "association", "chamber", "federation"], .cluster),
    (["public investor", "development bank", "public fund", "sovereign fund"], .publicInvestor),
    (["investor", "investors", "investment", "bank", "fund", "venture", "finance", "financial"], .privateInvestor),
    (["university", "research", "academia", "academic", "institute", "laboratory", "r&d"], .researchBody),
    (["authority", "government", "ministry", "municipality", "agency", "administration", "public"], .publicAuthority),
    (["expert", "consultant", "consultancy", "consulting", "adviser", "advisor"], .expert),
    (["msme", "sme", "smes", "startup", "start", "company", "enterprise", "business", "micro", "industry", "corporate"], .msme),
    (["other"], .other),
  ]

  static func role(_ text: String) -> Role? {
    let tokens = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
    let words: [(Set<String>, Role)] = [
      (["investor"], .investor), (["speaker", "panelist", "panellist"], .speaker), (["interpreter"], .interpreter),
      (["observer", "visitor", "press"], .observer), (["attendee", "participant", "delegate", "exhibitor", "guest"], .attendee),
    ]
    return words.first { !$0.0.isDisjoint(with: tokens) }?.1
  }

  /// Yes or no, in the words of spreadsheets.
  static func truth(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "y", "true", "1", "x": true
    case "no", "n", "false", "0": false
    default: nil
    }
  }
}
