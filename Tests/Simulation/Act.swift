import ForumCore

/// One command with who gives it, as the generators make them.
package struct Act {
  /// The commands there are. How often each is drawn stands in `weights`.
  package enum Kind: String, CaseIterable, Sendable {
    case requestMeeting, confirmMeeting, declineMeeting, cancelMeeting, moveMeeting
    case proposeTimes, swapMeetings, handOverMeeting, inviteGuest, markMeeting, answerMeeting
    case applyTimetable
    case setManager, addRepresentative
    case recordOutcome, createAlliance, inviteToAlliance, joinAlliance, leaveAlliance, commit, withdrawCommitment, reachMilestone, withdrawMilestone
    case addSignup, removeSignup
    case setAvailability, updateDelegate, issueLinkCode, linkChat, unlinkChat
    case submitRegistration, approveRegistration, approveAll, waitlistRegistration, rejectRegistration, cancelRegistration, checkIn
    case acceptOffer, submitDelegation, issueCheckInCode, checkInToSession, updateRegistration, eraseDelegate
    case setBlock, removeBlock, setTable, removeTable
    case editAgenda, replaceAgenda, publishAgenda
    case createForum, updateForum, setPhase, announce, importForum, expireHolds

    var weight: Int {
      switch self {
      case .requestMeeting: 260
      case .confirmMeeting, .moveMeeting: 130
      case .addSignup: 90
      case .cancelMeeting: 80
      case .proposeTimes, .answerMeeting: 60
      case .inviteGuest, .handOverMeeting, .swapMeetings: 40
      case .recordOutcome, .joinAlliance: 30
      case .commit: 20
      case .createAlliance, .inviteToAlliance, .reachMilestone: 16
      case .withdrawCommitment, .withdrawMilestone, .leaveAlliance: 10
      case .removeSignup: 40
      case .setAvailability, .markMeeting: 30
      case .declineMeeting: 30
      case .approveRegistration, .submitRegistration, .checkInToSession: 24
      case .setBlock, .publishAgenda: 20
      case .editAgenda, .setTable, .setPhase, .linkChat, .issueLinkCode: 12
      case .updateDelegate, .waitlistRegistration, .cancelRegistration, .unlinkChat: 8
      case .submitDelegation, .acceptOffer: 12
      case .applyTimetable: 40
      case .setManager, .addRepresentative: 6
      case .issueCheckInCode: 5
      case .updateRegistration: 8
      case .eraseDelegate: 3
      case .removeBlock, .removeTable, .checkIn, .rejectRegistration, .updateForum: 5
      case .replaceAgenda, .importForum: 4
      case .createForum, .expireHolds, .announce, .approveAll: 2
      }
    }

    /// Every kind as often as its weight says, to draw from.
    static let weights: [Kind] = allCases.flatMap { Array(repeating: $0, count: $0.weight) }
  }

  package var kind: Kind
  package var command: any Command<Forum>
  package var actor: Actor
  /// The table that an organiser names.
  var table: TableID? = nil
  /// Whether a reason was given.
  var reasoned = false
  /// Whether the same command again may rightly do something again (a move to "the next" place, another code, an entry
  /// without an address).
  var repeatable = false

  /// The meeting that it is about, where it names one.
  var meeting: MeetingID? {
    switch command {
    case let it as ConfirmMeeting: it.meeting
    case let it as DeclineMeeting: it.meeting
    case let it as CancelMeeting: it.meeting
    case let it as MoveMeeting: it.meeting
    case let it as ProposeTimes: it.meeting
    case let it as HandOverMeeting: it.meeting
    case let it as InviteGuest: it.meeting
    case let it as MarkMeeting: it.meeting
    case let it as AnswerMeeting: it.meeting
    default: nil
    }
  }
}
