import ForumCore
import ForumDesk
import Messaging

// Linking a chat account to a registration by a single-use code.

extension ChatHouse {
  func isAboutLinking(_ line: Line) -> Bool {
    switch line.intent {
    case .link: true
    case .start(let code): !code.isEmpty
    default: false
    }
  }

  /// Shows whose code it is, hidden but for initials, and asks; with `#!` it links.
  func link(_ line: Line, _ message: IncomingMessage, _ conversation: Conversation, _ memory: inout Memory) async throws -> Answer {
    let book = library.book(for: grammar.language(of: line) ?? message.language)
    let code: String =
      switch line.intent {
      case .link(let code), .start(let code): code
      default: ""
      }
    guard !code.isEmpty else { return Answer(book.text(.linkNeedsCode)) }
    // What can be no code is not looked up, and counts as no attempt.
    guard LinkSecret.isCode(code) else { return unknown(book) }
    let digest = LinkSecret.digest(of: code)
    guard message.isPrivate else {
      try await void(digest, conversation)
      return Answer(book.text(.linkPrivately))
    }
    let names = LinkSecret.isLong(code) ? [] : ["\(message.bot):account:\(message.account)", "\(message.bot):chat:\(message.chat)"]
    guard attempts.mayTry(names, at: desk.now) else { return Answer(book.text(.linkTooMany)) }

    if !line.marks.isSure {
      for id in desk.forums { if let answer = try await ask(whetherToLink: code, digest, to: message, in: id) { return answer } }
      return wrong(names, book)
    }
    let command = LinkChat(digest: digest, bot: message.bot, account: ChatAccount(account: message.account, chat: message.chat))
    let key = RequestKey(principal: conversation.principal, key: conversation.message, fingerprint: "link \(digest)")
    for id in desk.forums {
      do {
        let receipt = try await desk.perform(command, in: id, by: .guest(channel: message.bot), key: key)
        guard case .chatLinked(let it) = receipt.changes.last else { continue }
        memory.forum = id
        return try await scene(Seat(forum: id, delegate: it.link.delegate)) { scene in
          var answer = scene.greeting
          answer.text = scene.book.text(.linkDone) + " " + answer.text
          // Whoever links a chat learns of those that were linked before: a stranger's would be among them.
          let others = scene.forum.chatLinks.filter { $0.delegate == it.link.delegate && $0.position != scene.forum.chatLinks.last?.position }.map(\.bot)
          if !others.isEmpty { answer.text += "\n" + scene.book.text(.linkOthers, ["chats": .text(Set(others).sorted().joined(separator: ", "))]) }
          return answer
        }
      } catch let refusal as Refusal where refusal.name == .noSuchCode { continue } catch let refusal as Refusal {
        return try await desk.read(id) { Answer(book.sentence(for: refusal, in: $0, to: .public)) }
      }
    }
    return wrong(names, book)
  }

  /// Parts the account from the registration; asks first.
  func unlink(_ line: Line, _ message: IncomingMessage, _ conversation: Conversation, from seat: Seat, _ memory: inout Memory) async throws -> Answer {
    if let mark = line.marks.seat, mark.delegate != seat.delegate { return notYours(try await scene(seat) { $0.book }) }
    guard line.marks.isSure else {
      return try await scene(seat) { scene in
        let buttons = [Button(label: scene.book.text(.buttonYes), send: "unlink #!"), Button(label: scene.book.text(.buttonNo), send: "no")]
        return Answer(scene.book.text(.unlinkAsk, ["forum": scene.title]), buttons: buttons, yes: "unlink #!")
      }
    }
    let done = try await scene(seat) { Answer($0.book.text(.unlinkDone, ["forum": $0.title])) }
    let key = RequestKey(principal: conversation.principal, key: conversation.message, fingerprint: "unlink")
    let command = UnlinkChat(delegate: seat.delegate, bot: message.bot, account: message.account)
    _ = try await desk.perform(command, in: seat.forum, by: .delegate(seat.delegate, channel: message.bot), key: key)
    if memory.forum == seat.forum { memory.forum = nil }
    memory.undo = nil
    return done
  }

  /// A code that others have read is good no more: one that nobody knows takes its place.
  private func void(_ digest: String, _ conversation: Conversation) async throws {
    for id in desk.forums {
      let owner = try await desk.read(id) { [now = desk.now] state in state.linkCodes.first { $0.digest == digest && $0.expiresAt > now }?.delegate }
      guard let owner else { continue }
      var generator = SystemRandomNumberGenerator()
      let other = IssueLinkCode(delegate: owner, digest: LinkSecret.digest(of: LinkSecret.makeLong(using: &generator)), validMinutes: 1)
      _ = try await desk.perform(other, in: id, by: .delegate(owner, channel: conversation.channel))
    }
  }

  private func wrong(_ names: [String], _ book: PhraseBook) -> Answer {
    if !names.isEmpty { attempts.failed(names, at: desk.now) }
    return unknown(book)
  }

  private func unknown(_ book: PhraseBook) -> Answer {
    Answer(book.text(named: "refusal.\(Refusal.Name.noSuchCode.rawValue)"))
  }

  private func ask(whetherToLink code: String, _ digest: String, to message: IncomingMessage, in forum: ForumID) async throws -> Answer? {
    let now = desk.now
    return try await desk.read(forum) { state -> Answer? in
      guard let owner = state.linkCodes.first(where: { $0.digest == digest && $0.expiresAt > now })?.delegate,
        let registration = state.registrations[owner]
      else { return nil }
      let scene = Scene(forum: state, me: owner, book: self.library.book(for: registration.language), library: self.library, now: now)
      var values = scene.person(owner)
      values["name"] = .text(Self.masked(registration.displayName))
      values["forum"] = scene.title
      let yes = "link \(LinkSecret.normalised(code)) #!"
      let buttons = [Button(label: scene.book.text(.buttonYes), send: yes), Button(label: scene.book.text(.buttonNo), send: "no")]
      var answer = Answer(scene.book.text(.linkAsk, values), buttons: buttons, yes: yes)
      // An account is one person's in a forum: whoever was it before is not any more.
      if let before = self.links.delegate(of: message, in: state), before != owner {
        answer.text += "\n" + scene.book.text(.linkInstead, scene.person(before))
      }
      return answer
    }
  }

  /// `K••• H•••`
  static func masked(_ name: String) -> String {
    name.split(separator: " ").map { $0.prefix(1) + "•••" }.joined(separator: " ")
  }
}
