import ForumCore

extension PhraseBook {
  /// The refusal in words: the rule, what stands in the way, and what would be possible instead.
  ///
  /// The places that are offered instead are not in the sentence; they go beside it, as data or as buttons.
  /// - Parameter viewer: who reads it; people whose name they may not see are named by their reference.
  public func sentence(for refusal: Refusal, in forum: Forum, to viewer: Viewer) -> String {
    let values = Dictionary(
      uniqueKeysWithValues: refusal.values.map { name, value in (name, written(value, named: name, of: refusal.name, in: forum, to: viewer)) })
    let sentence = text(named: variant(of: refusal), values)
    guard case .number(let person) = refusal.values["person"] else { return sentence }
    return text(.refusalOfPerson, ["person": .number(person), "refusal": .phrase(sentence)])
  }

  /// Some refusals have a sentence of their own where they know more: the time, the block, who names what is not there.
  private func variant(of refusal: Refusal) -> String {
    let has = { (name: String) in refusal.values[name] != nil }
    let key: PhraseKey? =
      switch refusal.name {
      case .noSuchDelegate where has("speaker"): .refusalNoSuchDelegateNamed
      case .noSuchRoom where has("session"): .refusalNoSuchRoomNamed
      case .noSuchTrack where has("session"): .refusalNoSuchTrackNamed
      case .noSuchSpeaker where has("session"): .refusalNoSuchSpeakerNamed
      case .noSuchCode where has("on"): .refusalNoSuchCodeOnBadge
      case .noPlaceLeft where has("taken"): .refusalPlacesTaken
      case .nothingToPublish where has("release"): .refusalNothingNew
      case .sessionFull where has("time"): .refusalSessionFullUntil
      case .stillWaiting where has("time"): .refusalStillWaitingUntil
      case .alreadyRegistered where has("delegate"): .refusalAlreadyRegisteredAs
      case .noSharedBlock where has("time"): .refusalNoSharedBlockThen
      case .limitReached where has("block"): .refusalLimitReachedInBlock
      case .otherLimitReached where has("block"): .refusalOtherLimitReachedInBlock
      case .meetingOver where stands(refusal.values["status"]): .refusalMeetingStands
      default: nil
      }
    return key?.rawValue ?? "refusal.\(refusal.name.rawValue)"
  }

  /// Whether a meeting that can not be answered any more is not over at all: it is agreed, and can be called off.
  private func stands(_ status: Refusal.Value?) -> Bool {
    guard case .text(let word) = status else { return false }
    return Meeting.Status(rawValue: word)?.isOpen == true
  }

  private func written(_ value: Refusal.Value, named name: String, of refusal: Refusal.Name, in forum: Forum, to viewer: Viewer) -> PhraseValue {
    let zone = forum.settings?.zone ?? .utc
    switch value {
    case .number(let number): return .number(number)
    case .instant(let instant): return .time(instant, zone)
    case .delegate(let id):
      let isShown = forum.visible(id, to: viewer).contains(.name)
      return .text((isShown ? forum.registrations[id]?.displayName : nil) ?? id.description)
    case .meeting(let id): return name == "by" ? .phrase(text(.busyMeeting, ["meeting": .text(id.description)])) : .text(id.description)
    case .meetings(let ids): return .text(ids.map(\.description).joined(separator: ", "))
    case .session(let id):
      let title = PhraseValue.text((forum.published.sessions[id] ?? forum.draft.sessions[id])?.title ?? id.value)
      return name == "by" ? .phrase(text(.busySession, ["title": title])) : title
    case .organisation(let id): return .text(forum.organisations[id]?.name ?? id.description)
    case .day(let day): return .day(day)
    case .expected(let expectation): return .phrase(text(for: expectation))
    case .text(let word):
      guard let key = table(of: refusal, name).map({ "\($0).\(word)" }), phrases[key] != nil else { return .text(word) }
      return .phrase(text(named: key))
    }
  }

  private func text(for expectation: Refusal.Expectation) -> String {
    var values: [String: PhraseValue] = [:]
    values["least"] = expectation.least.map { .number($0) }
    values["most"] = expectation.most.map { .number($0) }
    values["day"] = expectation.day.map { .day($0) }
    return text(named: "expected.\(expectation.kind.rawValue)", values)
  }

  /// The table in which a word of the core is translated; nil for words that people gave.
  private func table(of refusal: Refusal.Name, _ name: String) -> String? {
    switch (refusal, name) {
    case (.kindsMayNotMeet, _), (.noPlaceLeft, "kind"): "kind"
    case (.meetingOver, "status"), (.didNotTakePlace, "status"): "status"
    case (.alreadyReached, "step"), (.notReached, "step"): "milestone"
    case (.wrongStatus, "status"): "registration"
    case (.notYetPossible, "mode"): "timeMode"
    case (.youAreBusy, "by"): "busy"
    case (.badValue, "field"): "field"
    default: nil
    }
  }
}
