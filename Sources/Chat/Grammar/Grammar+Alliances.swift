import ForumCore

// What is said of alliances: opening one, commitments, steps.

extension Grammar {
  /// A meeting's reference, and in any order the kind of alliance and one's role in it; the title is behind a colon, or it is what is left.
  func founding(_ words: [Token], _ free: String?) -> Intent.Founding {
    var founding = Intent.Founding(meeting: words.first.flatMap { MeetingID($0.folded.withoutEndMarks) }, title: free)
    let words = founding.meeting == nil ? words : Array(words.dropFirst())
    var rest: [Token] = []
    take(words, unread: &rest) { groups in
      if founding.kind == nil, let kind = groups.compactMap(\.kind).first {
        founding.kind = kind
      } else if founding.role == nil, let role = groups.compactMap(\.role).first {
        founding.role = role
      } else {
        return false
      }
      return true
    }
    // Without a colon a title may be made of words that mean something; only where none of them does it is one.
    let title = free == nil && founding.kind == nil && founding.role == nil ? bare(words) : ""
    if !title.isEmpty { founding.title = title }
    return founding
  }

  /// An alliance's reference, an amount, and to what: behind a colon, or all that is not the amount.
  func pledge(_ words: [Token], _ free: String?) -> Intent.Pledge {
    var pledge = Intent.Pledge(alliance: words.first.flatMap { AllianceID($0.folded.withoutEndMarks) }, what: free)
    var rest = pledge.alliance == nil ? words : Array(words.dropFirst())
    search: for length in (1...Self.mostWordsOfMoney).reversed() where length <= rest.count {
      for start in 0...(rest.count - length) {
        let text = rest[start..<start + length].map(\.folded).joined(separator: " ")
        guard let amount = Money(text) ?? Money(text.withoutEndMarks) else { continue }
        pledge.amount = amount
        // With the word before it that only leads to it: `with 250000 EUR`.
        let isJoint = start > 0 && catalogue.groups[rest[start - 1].folded]?.isDisjoint(with: [.filler, .glue]) == false
        rest.removeSubrange((isJoint ? start - 1 : start)..<start + length)
        break search
      }
    }
    let left = bare(rest)
    guard !left.isEmpty else { return pledge }
    if free == nil { pledge.what = left } else { pledge.unread = left }
    return pledge
  }

  /// `250 000 000 EUR`
  private static let mostWordsOfMoney = 5

  /// An alliance's reference, a step, and the day on which it was reached.
  func reaching(_ words: [Token]) -> Intent.Reaching {
    var reaching = Intent.Reaching(alliance: words.first.flatMap { AllianceID($0.folded.withoutEndMarks) })
    var rest: [Token] = []
    take(reaching.alliance == nil ? words : Array(words.dropFirst()), unread: &rest) { groups in
      if reaching.step == nil, let step = groups.compactMap(\.milestone).first {
        reaching.step = step
      } else if groups.contains(.off) {
        reaching.isTakenBack = true
      } else {
        return false
      }
      return true
    }
    if let when = when(rest), when.readings.count == 1, when == When(day: when.day, weekday: when.weekday) {
      reaching.day = when.day
    } else if !bare(rest).isEmpty {
      reaching.unread = bare(rest)
    }
    return reaching
  }

  /// `A-3 2`, `A-3 no. 2`: a commitment of an alliance, by its number.
  func commitment(_ words: [Token]) -> (alliance: AllianceID, number: Int)? {
    guard (2...3).contains(words.count), let alliance = AllianceID(words[0].folded), let last = words.last,
      let number = Int(last.folded.withoutEndMarks), number > 0
    else { return nil }
    return (alliance, number)
  }

  private static let mostWordsOfGroup = 5

  /// Goes through the words, the longest phrases first; what is not taken and no mere joint between others is left over.
  private func take(_ words: [Token], unread: inout [Token], _ take: (Set<WordGroup>) -> Bool) {
    var position = 0
    next: while position < words.count {
      for length in (1...Self.mostWordsOfGroup).reversed() where position + length <= words.count {
        let text = words[position..<position + length].map(\.folded).joined(separator: " ")
        guard let groups = catalogue.groups[text] ?? catalogue.groups[text.withoutEndMarks], take(groups) else { continue }
        position += length
        continue next
      }
      if catalogue.groups[words[position].folded]?.contains(.glue) != true { unread.append(words[position]) }
      position += 1
    }
  }
}
