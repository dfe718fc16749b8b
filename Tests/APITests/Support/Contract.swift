import ForumCore

/// Who may call what, written down once more: what is not here does not exist, and a change of the table has to be meant.
enum Contract {
  static let anybody = [
    "agenda.get", "connection.signIn", "forum.get", "forum.list", "registration.submit", "registration.submitDelegation", "rpc.discover",
    "topic.list",
  ]
  static let signedIn = [
    "connection.whoAmI"
  ]
  static let members = [
    "agenda.releases", "changes.subscribe", "changes.unsubscribe", "delegate.get", "delegate.list", "organisation.list",
  ]
  static let delegates = [
    "alliance.commit", "alliance.create", "alliance.invite", "alliance.join", "alliance.leave", "alliance.list", "alliance.milestone",
    "alliance.withdrawCommitment", "alliance.withdrawMilestone", "audit.list", "chat.send", "chat.subscribe", "delegate.addRepresentative",
    "delegate.erase", "delegate.export", "delegate.linkCode", "delegate.setAvailability", "delegate.update", "registration.update", "meeting.answer",
    "meeting.attendance", "meeting.cancel", "meeting.confirm", "meeting.decline", "meeting.get", "meeting.handOver", "meeting.invite",
    "meeting.list", "meeting.move", "meeting.outcome", "meeting.propose", "meeting.request", "meeting.slots", "meeting.suggest",
    "meeting.swap", "organisation.setManager", "registration.accept", "registration.cancel", "registration.checkInCode", "signup.add",
    "signup.list", "signup.remove",
  ]
  static let organisers = [
    "agenda.clashes", "agenda.edit", "agenda.import", "agenda.publish", "block.remove", "block.set", "forum.announce", "forum.setPhase", "forum.update",
    "meeting.mark", "programme.report", "registration.approve", "registration.approveAll", "registration.checkIn", "registration.import", "registration.list",
    "registration.reject", "registration.waitlist", "signup.checkIn",
    "table.remove", "table.set", "timetable.apply", "timetable.get", "timetable.propose", "timetable.stop", "token.create", "token.list", "token.revoke",
  ]
  static let operators = ["forum.create", "programme.set"]

  static var all: [String] { (anybody + signedIn + members + delegates + organisers + operators).sorted() }

  /// Whether that role may call the method in its own forum; nil is nobody.
  static func permits(_ role: Role?, _ method: String) -> Bool {
    guard let role else { return anybody.contains(method) }
    if operators.contains(method) { return role == .operator }
    if organisers.contains(method) { return role == .operator || role == .organiser }
    if delegates.contains(method) { return role != .observer }
    return true
  }
}
