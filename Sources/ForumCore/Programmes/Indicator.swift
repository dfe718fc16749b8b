/// What a programme is measured by (rule 28). Every number is counted from what happened in the programme's forums; none is typed in.
///
/// This is the one place where it is said what counts. In all of them:
/// - A forum is of a programme when its settings name it. Kinds and countries are those that stand when the report is made; sessions
///   are those of the last published agenda.
/// - A delegate of two forums is one person where they have the same `PersonID` or the same e-mail address, whatever its case.
/// - An organisation of two forums is one where name and country are the same; case and spaces do not matter.
/// - Where the programme names countries, only what belongs to one of them counts; the rest is told apart, as elsewhere. A person or an
///   organisation belongs to the organisation's country, a meeting to those of its sides, an alliance to those of its members, a
///   forum to its own.
/// - What belongs to several countries, kinds or forums stands under each of them, so the parts may add up to more than the whole.
/// - An erasure takes nothing away: who came is still counted, by reference.
public enum Indicator: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
  case registeredPersons
  case networkParticipants
  case msmesTrained
  case msmesAssisted
  case frameworkEvents
  case investmentAlliances
  case investmentStrategies
  case clusteringProgrammes
  case circularEconomyProgrammes
  case meetingsRequested
  case meetingsConfirmed
  case meetingsHeld
  case meetingsNoShow
  case agreementsSigned
  case amountsCommitted

  public var title: String {
    switch self {
    case .registeredPersons: "Registered persons"
    case .networkParticipants: "Network participants"
    case .msmesTrained: "MSMEs trained"
    case .msmesAssisted: "MSMEs assisted one to one"
    case .frameworkEvents: "Framework events held"
    case .investmentAlliances: "Investment alliances forged"
    case .investmentStrategies: "Investment strategies"
    case .clusteringProgrammes: "Clustering programmes"
    case .circularEconomyProgrammes: "Circular-economy programmes"
    case .meetingsRequested: "Meetings requested"
    case .meetingsConfirmed: "Meetings confirmed"
    case .meetingsHeld: "Meetings held"
    case .meetingsNoShow: "Meetings that did not take place"
    case .agreementsSigned: "Agreements signed"
    case .amountsCommitted: "Amounts committed"
    }
  }

  /// What counts, in words that a report can show.
  public var meaning: String {
    switch self {
    case .registeredPersons: "Distinct persons who applied to a forum, those turned down or cancelled not among them."
    case .networkParticipants:
      "Distinct persons who came: checked in at a forum or at a session, or a side of a meeting that was held (in a group who said yes)."
    case .msmesTrained:
      """
      Distinct MSMEs of whom somebody was checked in at a session of kind training for which they had signed up, or at one in a forum of kind \
      training at which they were checked in as well.
      """
    case .msmesAssisted:
      """
      Distinct MSMEs of whom somebody held a meeting with an expert, a cluster or a research body in a forum of kind clinic, or was checked in \
      at a session of kind clinic.
      """
    case .frameworkEvents: "Forums of kind framework event to which somebody came."
    case .investmentAlliances: "Alliances of kind investment alliance with a signed agreement."
    case .investmentStrategies: "Alliances of kind investment strategy with a signed agreement."
    case .clusteringProgrammes: "Alliances of kind clustering programme with a signed agreement."
    case .circularEconomyProgrammes: "Alliances of kind circular-economy programme with a signed agreement."
    case .meetingsRequested: "All meetings that were asked for, whatever became of them."
    case .meetingsConfirmed: "Meetings on which both sides agreed and that were not called off: to come, held, or not taken place."
    case .meetingsHeld: "Meetings that took place, as one side says and none denies."
    case .meetingsNoShow: "Meetings that were agreed on and of which one side says that they did not take place."
    case .agreementsSigned: "Alliances of all kinds with a signed agreement."
    case .amountsCommitted: "Commitments in money of the members of alliances, signed or not; those taken back are not among them. The sums are by currency."
    }
  }

  /// The kind of alliance that it counts, where it counts one.
  public var allianceKind: Alliance.Kind? {
    switch self {
    case .investmentAlliances: .investmentAlliance
    case .investmentStrategies: .investmentStrategy
    case .clusteringProgrammes: .clusteringProgramme
    case .circularEconomyProgrammes: .circularEconomyProgramme
    default: nil
    }
  }
}
