import Logging
import Messaging

/// Does what one event asks for: follows an invitation, answers a message.
///
/// Effects are kept by the chat under the event's id, replies go out under transaction ids made of the event's id, and the inbox
/// knows which events of a room were answered last, so the same event may come any number of times.
struct MatrixListener: Sendable {
  let chat: any ChatService
  let inbox: any ChatInbox
  let client: MatrixClient
  let address: MatrixAddress
  let texts: MatrixTexts
  let members = RoomMembers()
  let invitations: MatrixInvitations

  init(chat: any ChatService, inbox: any ChatInbox, client: MatrixClient, texts: MatrixTexts) {
    self.chat = chat
    self.inbox = inbox
    self.client = client
    self.texts = texts
    address = MatrixAddress(speaker: client.speaker, displayName: texts.displayName)
    invitations = MatrixInvitations(client: client)
  }

  static let bot = "matrix"

  /// - Throws: where the event must come again: the store or the homeserver was not available.
  func hear(_ event: MatrixEvent) async throws {
    switch event.content {
    case .membership:
      members.forget(event.room)
      if event.isInvitation(of: address.userID) { try await follow(event) }
    case _ where event.sender == address.userID:
      break
    case .text(let text):
      try await answer(event, text)
    case .notText:
      if try await isPrivate(event) { try await receive(IncomingMessage.notText, event, isPrivate: true) }
    case .encrypted:
      guard let notice = texts.cannotReadEncrypted, try await isPrivate(event) else { break }
      try await say([ChatReply(notice)], to: event)
    case .other:
      break
    }
  }

  /// Joins the room and greets whoever invited the bot.
  private func follow(_ event: MatrixEvent) async throws {
    try await invitations.follow(to: event.room) {
      members.forget(event.room)
      try await receive(texts.greetingLine, event, isPrivate: try await isPrivate(event))
      // The homeserver pushes nothing of a room in which the bot is not yet.
      guard client.speaker.isService else { return }
      for missed in try await client.saidSinceInvitation(to: event.room).drop(while: { $0.id != event.id }).dropFirst() { try await hear(missed) }
    }
  }

  /// In a private room every line is meant for the bot; among others only those addressed to it.
  private func answer(_ event: MatrixEvent, _ text: MatrixText) async throws {
    let (line, isAddressed) = address.line(in: text)
    let isPrivate = try await isPrivate(event)
    guard isPrivate || isAddressed else { return }
    try await receive(line.isEmpty ? texts.greetingLine : line, event, isPrivate: isPrivate)
  }

  private func receive(_ line: String, _ event: MatrixEvent, isPrivate: Bool) async throws {
    let message = IncomingMessage(
      bot: Self.bot, chat: event.room, account: event.sender, messageID: event.id, text: line, isPrivate: isPrivate)
    guard try !inbox.isAnswered(message) else { return }
    try await say(try await chat.receive(message), to: event)
    try await inbox.answered(message)
  }

  private func say(_ replies: [ChatReply], to event: MatrixEvent) async throws {
    for (number, reply) in replies.enumerated() {
      for (part, notice) in MatrixNotice.notices(for: reply).enumerated() {
        do {
          try await client.send(notice, to: event.room, transactionID: "re-\(event.id)-\(number)-\(part)")
        } catch let error as MatrixError where error.isFinal {
          return note("the reply has nowhere to go", event, error)
        }
      }
    }
  }

  /// Whether the sender and the bot are the only two in the room, invited ones counted.
  private func isPrivate(_ event: MatrixEvent) async throws -> Bool {
    do {
      let members = try await members.members(of: event.room, ask: client.members)
      return members == [event.sender, address.userID]
    } catch let error as MatrixError {
      // Who cannot be seen is not trusted; the message is heard as if others listened.
      if error.isFinal { return false }
      if case .unreadable = error { return false }
      throw error
    }
  }

  private func note(_ what: Logger.Message, _ event: MatrixEvent, _ error: MatrixError) {
    client.logger.notice(what, metadata: ["room": "\(MatrixPath.encode(event.room))", "problem": "\(error)"])
  }
}
