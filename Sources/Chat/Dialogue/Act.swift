import ForumCore

/// Something with an effect that a line asks for, complete: nothing in it depends on when it is done.
enum Act: Hashable, Sendable {
  case book(DelegateID, SlotID?, message: String?)
  case confirm(MeetingID, version: Int?)
  case decline(MeetingID, reason: String?, version: Int?)
  case cancel(MeetingID, reason: String?, version: Int?)
  case move(MeetingID, SlotID?, version: Int?)
  case signUp(SessionID)
  case leave(SessionID)
  case language(String, before: String?)

  /// The command of the core that does it.
  func command(by me: DelegateID) -> any Command<Forum> {
    switch self {
    case .book(let other, let slot, let message): RequestMeeting(requester: me, requested: other, slot: slot, message: message)
    case .confirm(let meeting, let version): ConfirmMeeting(meeting: meeting, version: version)
    case .decline(let meeting, let reason, let version): DeclineMeeting(meeting: meeting, reason: reason, version: version)
    case .cancel(let meeting, let reason, let version): CancelMeeting(meeting: meeting, reason: reason, version: version)
    case .move(let meeting, let slot, let version): MoveMeeting(meeting: meeting, slot: slot, version: version)
    case .signUp(let session): AddSignup(session: session, delegate: me)
    case .leave(let session): RemoveSignup(session: session, delegate: me)
    case .language(let language, _): UpdateDelegate(delegate: me, language: language)
    }
  }

  /// The line that does it at once. Buttons send it, and it tells one request from another.
  var line: String {
    switch self {
    case .book(let other, let slot, let message): Self.line("book", "\(other)", slot: slot, free: message)
    case .confirm(let meeting, let version): Self.line("confirm", "\(meeting)", version: version)
    case .decline(let meeting, let reason, let version): Self.line("decline", "\(meeting)", version: version, free: reason)
    case .cancel(let meeting, let reason, let version): Self.line("cancel", "\(meeting)", version: version, free: reason)
    case .move(let meeting, let slot, let version): Self.line("move", "\(meeting)", slot: slot, version: version)
    case .signUp(let session): "signup \(session) !"
    case .leave(let session): "leave \(session) !"
    case .language(let language, _): "language \(language)"
    }
  }

  private static func line(_ command: String, _ what: String, slot: SlotID? = nil, version: Int? = nil, free: String? = nil) -> String {
    var parts = [command, what]
    if let slot { parts.append("@\(slot)") }
    if let version { parts.append("#\(version)") }
    parts.append("!")
    if let free { parts.append(": \(free)") }
    return parts.joined(separator: " ")
  }
}

/// How the last effect of a chat can be taken back.
enum Undo: Hashable, Sendable, Codable {
  /// A request or booking that is to be called off, if it is still as it was.
  case callOff(MeetingID, version: Int)
  /// A meeting that was called off; asked for again, if the place is free.
  case bookAgain(DelegateID, SlotID?)
  /// A confirmation; taking it back is a cancellation and is asked first.
  case unconfirm(MeetingID, version: Int)
  /// A request that was declined; only a new one can follow.
  case declined(DelegateID, SlotID?)
  case moveBack(MeetingID, SlotID, version: Int)
  case signUp(SessionID)
  case leave(SessionID)
  case language(String)
}
