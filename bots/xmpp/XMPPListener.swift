import Logging
import Messaging

/// Does what one stanza asks for.
struct XMPPListener: Sendable {
  let configuration: XMPPConfiguration
  let queue: IntakeQueue
  let platform: XMPPPlatform
  let info: XMPPInfo
  let texts: XMPPTexts
  let floods: FloodGuard
  let logger: Logger

  private var addressing: Addressing { Addressing(names: [configuration.botName, texts.displayName]) }

  /// - Throws: where the connection is gone.
  func hear(_ stanza: XMLNode, on stream: XMPPStream) async throws {
    if stream.isOwnPing(stanza) { return }
    // The bot's own never come back to it; what claims to is not answered.
    guard let from = stanza.attributes["from"].flatMap({ JID($0) }), from.domain != configuration.domain else { return }
    switch stanza.name {
    case "message" where stanza.attributes["type"] == "error": cameBack(stanza, from, on: stream)
    case "message": try await message(stanza, on: stream)
    case "presence": try await presence(stanza, from, on: stream)
    case "iq":
      guard floods.allows("iq " + from.bare) else { return }
      if let answer = info.answer(to: stanza) { try await stream.write(answer) }
    default: break
    }
  }

  private func message(_ stanza: XMLNode, on stream: XMPPStream) async throws {
    guard let message = XMPPMessage(stanza) else { return }
    guard message.to.bare == configuration.botAddress || message.to.bare == configuration.domain else {
      return try await bounce(message, type: "cancel", condition: "item-not-found", on: stream)
    }
    guard floods.allows(message.from.bare) else {
      return try await bounce(message, type: "wait", condition: "resource-constraint", on: stream)
    }
    switch message.content {
    case .encrypted:
      guard let notice = texts.cannotReadEncrypted else { return }
      try await stream.write(XMPPPlatform.message(notice, from: message.to.bare, to: message.from.bare, id: XMPPMessage.digest("encrypted " + message.key)))
    case .notText:
      try await take(IncomingMessage.notText, message, on: stream)
    case .text(let text):
      let line = addressing.line(in: text).line
      try await take(line.isEmpty ? texts.greetingLine : line, message, on: stream)
    }
  }

  private func take(_ text: String, _ message: XMPPMessage, on stream: XMPPStream) async throws {
    let incoming = IncomingMessage(
      bot: XMPPBot.name, chat: message.from.bare, account: message.from.bare, messageID: message.key, text: text, isPrivate: true)
    let isTaken = queue.offer(Arrival(incoming, handle: ["to": message.to.bare])) {
      if let receipt = Self.receipt(for: message) { try? await platform.current?.write(receipt) }
    }
    if !isTaken { try await bounce(message, type: "wait", condition: "resource-constraint", on: stream) }
  }

  /// Tells the sender's client that the message has come and will be answered (XEP-0184).
  private static func receipt(for message: XMPPMessage) -> String? {
    guard message.wantsReceipt, let id = message.id else { return nil }
    return "<message type='chat' id='\(XMPPMessage.digest("receipt " + message.key))' from='\(XMLText.escaped(message.to.bare))' "
      + "to='\(XMLText.escaped(fullAddress(message.from)))'><received xmlns='urn:xmpp:receipts' id='\(XMLText.escaped(id))'/></message>"
  }

  /// Tells the sender that the message was not taken.
  private func bounce(_ message: XMPPMessage, type: String, condition: String, on stream: XMPPStream) async throws {
    let id = message.id.map { " id='\(XMLText.escaped($0))'" } ?? ""
    try await stream.write(
      "<message type='error'\(id) from='\(XMLText.escaped(message.to.bare))' to='\(XMLText.escaped(Self.fullAddress(message.from)))'>"
        + "<error type='\(type)'><\(condition) xmlns='\(StanzaError.namespace)'/></error></message>")
  }

  private static func fullAddress(_ jid: JID) -> String { jid.resource.map { "\(jid.bare)/\($0)" } ?? jid.bare }

  /// A message of the bot came back. It is never answered: two machines could go on with that for ever.
  private func cameBack(_ stanza: XMLNode, _ from: JID, on stream: XMPPStream) {
    let error = StanzaError(stanza)
    if let id = stanza.attributes["id"], stream.cameBack(id, error) { return }
    logger.notice("a message came back", metadata: ["from": "\(from.domain)", "problem": "\(error.forSender)"])
  }

  /// Whoever asks to see the bot may, and is greeted.
  private func presence(_ stanza: XMLNode, _ from: JID, on stream: XMPPStream) async throws {
    let answers = info.answers(to: stanza)
    guard !answers.isEmpty, floods.allows("presence " + from.bare) else { return }
    for answer in answers { try await stream.write(answer) }
    guard stanza.attributes["type"] == "subscribe", from.local != nil, let to = stanza.attributes["to"].flatMap({ JID($0) }) else { return }
    let greeting = IncomingMessage(
      bot: XMPPBot.name, chat: from.bare, account: from.bare, messageID: "subscribe \(stanza.attributes["id"] ?? XMPPMessage.random())",
      text: texts.greetingLine, isPrivate: true)
    _ = queue.offer(Arrival(greeting, handle: ["to": to.bare]))
  }
}
