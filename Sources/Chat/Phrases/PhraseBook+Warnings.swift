import ForumCore

/// Something that was taken although it should be looked at, with the rule behind it.
public struct Warning: Hashable, Sendable {
  public var rule: Int
  public var sentence: String
}

extension PhraseBook {
  /// What is to be said of recorded changes, each once: clashes of which the forum warns, and what is outside of its days.
  /// - Parameters:
  ///   - isYours: whether the reader is the delegate whose signup it is.
  ///   - title: how a session is named.
  public func warnings(of changes: [Change], isYours: Bool = false, title: (SessionID) -> String) -> [Warning] {
    var warnings: [Warning] = []
    func add(_ rule: Int, _ key: PhraseKey, _ values: [String: PhraseValue]) {
      let warning = Warning(rule: rule, sentence: text(key, values))
      if !warnings.contains(warning) { warnings.append(warning) }
    }
    func add(_ clashes: [Clash]?) {
      for clash in clashes ?? [] {
        var values: [String: PhraseValue] = ["first": .text(title(clash.first)), "what": .text(clash.what)]
        if let second = clash.second { values["second"] = .text(title(second)) }
        let keys: [Clash.Kind: PhraseKey] = [.room: .warningRoomClash, .speaker: .warningSpeakerClash, .availability: .warningAvailabilityClash]
        if let key = keys[clash.kind] { add(23, key, values) }
      }
    }
    for change in changes {
      switch change {
      case .signupAdded(let it), .signupWaitlisted(let it):
        for other in it.despite ?? [] {
          add(22, isYours ? .warningSignupClashYours : .warningSignupClash, ["session": .text(title(it.session)), "other": .text(title(other))])
        }
      case .agendaReplaced(let it): add(it.clashes)
      case .agendaEdited(let it): add(it.clashes)
      case .agendaPublished(let it): add(it.clashes)
      case .forumUpdated(let it):
        for session in it.outside?.sessions ?? [] { add(24, .warningSessionOutside, ["session": .text(title(session))]) }
        for block in it.outside?.blocks ?? [] { add(11, .warningBlockOutside, ["block": .text(block.value)]) }
      default: break
      }
    }
    return warnings
  }
}
