import Chat
import Dispatch
import ForumCore
import ForumDesk
import Foundation
import Planning
import StrictJSON

extension Method {
  static let live: [Method] = [
    Method(
      "changes.subscribe", "Sends every change that the caller may see, from a position on, as changes.next {forum, seq, at, change}.", .members,
      [.forum, .optional("after", .integer, "the last position that is known; from now on where left out")], result: "seq, from which it goes on"
    ) { call, answer in
      guard let notify = call.connection.notify, let principal = call.principal else { throw RPCError.invalidRequest("subscriptions need a WebSocket") }
      // How far a timetable is concerns whoever may ask for one.
      let teller = principal.isOrganiser ? notify : nil
      try follow(call, as: "changes", timetablesTo: teller, answer: answer) { changes in
        for change in changes where change.audience.includes(principal.role, principal.delegate) {
          notify(Self.notification("changes.next", Views.change(change, to: principal.role, principal.delegate)))
        }
      }
    },
    Method("changes.unsubscribe", "Ends the subscription to a forum.", .members, [.forum], result: "whether there was one") { call, answer in
      answer(.success(["ended": .bool(call.connection.drop("changes:\(try call.forum())"))]))
    },
    .later(
      "chat.send", "Says a line to the forum's bot as the caller's delegate.", .delegates,
      [
        .forum, .required("text", .text, "the line"),
        .optional("chat", .text, "names the conversation, where a token has several: numbers and yes answer what this one was asked"),
        .optional("key", .text, "an idempotency key: the same key has no second effect"),
      ],
      result: "replies with text and buttons"
    ) { call in
      let forum = try call.forum()
      guard let delegate = call.principal?.delegate, let token = call.principal?.token else {
        throw RPCError.notAllowed("the chat is for delegates; this token is not one's")
      }
      let replies = try await call.service.chat.answer(
        call.params.text("text") ?? "", forum: forum, delegate: delegate, chat: conversation(call, of: token),
        messageID: call.params.text("key") ?? UUID().uuidString,
        channel: "chat")
      return ["replies": Views.json(replies)]
    },
    Method(
      "chat.subscribe",
      "Sends what the forum tells the caller's delegate, in their language, as chat.next {forum, seq, text, buttons}: at once, one message for the changes of one command. What a message offers can be answered by chat.send with a number, a label or yes.",
      .delegates,
      [
        .forum, .optional("after", .integer, "the last position that is known; from now on where left out"),
        .optional("chat", .text, "the conversation, as in chat.send, in which what is offered can be answered"),
      ], result: "seq, from which it goes on"
    ) { call, answer in
      guard let notify = call.connection.notify else { throw RPCError.invalidRequest("subscriptions need a WebSocket") }
      guard let delegate = call.principal?.delegate, let token = call.principal?.token else {
        throw RPCError.notAllowed("the chat is for delegates; this token is not one's")
      }
      let forum = try call.forum()
      let service = call.service
      let teller = ChatTeller(service.chat, forum, delegate, conversation: conversation(call, of: token), channel: "chat", notify: notify)
      try follow(call, as: "chat", together: true, answer: answer) { changes in
        guard let seq = changes.last?.seq else { return }
        let now = service.desk.now
        service.desk.read(forum, { service.notices.of(changes, in: $0, now: now) }) { result in
          for notice in (try? result.get()) ?? [] where notice.recipient == delegate {
            let message = Self.notification(
              "chat.next",
              [
                "forum": .string(forum.value), "seq": .int(seq), "text": .string(notice.reply.text),
                "buttons": Views.json(notice.reply.buttons),
              ])
            teller.tell(notice.reply, as: message)
          }
        }
      }
    },
  ]

  /// The conversation that a call of the chat is about.
  private static func conversation(_ call: Call, of token: TokenID) -> String {
    "\(token)" + (call.params.text("chat").map { ":\($0.prefix(64))" } ?? "")
  }

  /// Follows the call's forum from the position it names, or from now on.
  /// - Parameter teller: is told for as long how far the forum's timetables are.
  private static func follow(
    _ call: Call, as name: String, together: Bool = false, timetablesTo teller: (@Sendable ([UInt8]) -> Void)? = nil, answer: @escaping Answer,
    send: @escaping @Sendable ([CommittedChange]) throws -> Void
  ) throws {
    let forum = try call.forum()
    let connection = call.connection
    let desk = call.desk
    let planner = call.service.planner
    let given = call.params.integer("after")
    if let given, given < 0 { throw RPCError.invalidParams("params.after", "0 or more") }
    desk.read(forum, { $0.seq }) { result in
      // The journal may have to be read: not on this thread.
      DispatchQueue.global().async {
        do {
          let head = try result.get()
          let after = given ?? head
          guard after <= head else { throw RPCError.invalidParams("params.after", "a position that is there; the last is \(head)") }
          let feed = Feed(desk: desk, forum: forum, after: after, together: together, hasRoom: connection.hasRoom, send: send)
          if let teller {
            let listening = tellOfTimetables(planner, forum, teller)
            feed.whenEnded { listening.cancel() }
          }
          answer(.success(["seq": .int(after)]))
          connection.keep(feed, as: "\(name):\(forum)")
          try feed.start(head: head)
        } catch { answer(.failure(error)) }
      }
    }
  }

  static func notification(_ method: String, _ params: JSONValue) -> [UInt8] {
    JSONValue.object(["jsonrpc": "2.0", "method": .string(method), "params": params]).bytes
  }
}
