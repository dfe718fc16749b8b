/// Which kinds of organisations gain by meeting, and which amounts fit.
enum Complements {
  /// 0 to 1, the same both ways.
  static func kinds(_ a: OrganisationKind, _ b: OrganisationKind) -> Double {
    if a == b { return same[a] ?? 0.2 }
    return pairs[Set([a, b])] ?? 0.2
  }

  /// From here on it is worth a reason.
  static let worthSaying = 0.6

  private static let same: [OrganisationKind: Double] = [
    .cluster: 0.6, .msme: 0.5, .researchBody: 0.4, .publicAuthority: 0.3, .publicInvestor: 0.2, .privateInvestor: 0.2, .expert: 0.1, .other: 0.2,
  ]

  private static let pairs: [Set<OrganisationKind>: Double] = [
    [.msme, .privateInvestor]: 1, [.msme, .publicInvestor]: 1, [.msme, .cluster]: 0.7, [.msme, .researchBody]: 0.6, [.msme, .expert]: 0.6,
    [.msme, .publicAuthority]: 0.6, [.cluster, .privateInvestor]: 0.6, [.cluster, .publicInvestor]: 0.7, [.cluster, .publicAuthority]: 0.7,
    [.cluster, .researchBody]: 0.6, [.cluster, .expert]: 0.4, [.publicAuthority, .publicInvestor]: 0.6, [.publicAuthority, .privateInvestor]: 0.6,
    [.publicAuthority, .researchBody]: 0.4, [.publicAuthority, .expert]: 0.5, [.researchBody, .publicInvestor]: 0.4, [.researchBody, .privateInvestor]: 0.4,
    [.researchBody, .expert]: 0.3, [.publicInvestor, .privateInvestor]: 0.4, [.expert, .privateInvestor]: 0.2, [.expert, .publicInvestor]: 0.2,
  ]

  /// Whether an amount that is needed lies within what is given: 1 inside, 0 at a factor of 1.4 outside, -1 from a factor of 2 on; nil where the
  /// currencies differ, for the core knows no rates.
  static func fit(_ ticket: Ticket?, _ need: Money?) -> Double? {
    guard let ticket, let need, ticket.currency == need.currency, need.amount > 0, ticket.largest > 0 else { return nil }
    let factor =
      if need.amount > ticket.largest {
        Double(need.amount) / Double(ticket.largest)
      } else if need.amount < ticket.smallest {
        Double(ticket.smallest) / Double(need.amount)
      } else {
        1.0
      }
    return max(-1, 1 - (factor - 1) * 2.4142)
  }
}
