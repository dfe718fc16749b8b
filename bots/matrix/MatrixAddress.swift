import Messaging

/// How people speak to the bot in a room: `!help`, `rialto: help`, `@rialto:example.org help`.
struct MatrixAddress: Sendable {
  let userID: String
  /// The names that people may write before a colon, the localpart and the displayed name.
  let names: [String]

  init(speaker: MatrixSpeaker, displayName: String) {
    userID = speaker.userID
    names = [speaker.localpart, "@" + speaker.localpart, displayName]
  }

  /// The line without the way the bot was addressed, and whether it was addressed at all.
  ///
  /// One leading `!` is taken off, because clients keep `/` to themselves. A name counts where a colon or a comma
  /// follows, the full user id or a linked mention also before a space.
  func line(in text: MatrixText) -> (line: String, isAddressed: Bool) {
    let isMentioned = text.mentions.contains(userID)
    let (line, isAddressed) = Addressing(names: names, mentions: [userID] + (isMentioned ? names : [])).line(in: text.body)
    return (line, isAddressed || isMentioned)
  }
}
