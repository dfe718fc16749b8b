import AsyncHTTPClient
import Messaging
import NIOCore
import StrictJSON

/// The queue of updates, and the two ways out of it.
extension FakeTelegram {
  func add(_ kind: String, _ value: JSONValue, chat: Int) {
    enqueue(Update(id: 0, chat: chat, kind: kind, inside: "\"\(kind)\":" + Self.escaped(value.text)))
  }

  func enqueue(_ update: Update) {
    if let allowed, !allowed.contains(update.kind) { return }
    history.append(update)
    for _ in 0..<max(copies, 1) {
      if held != nil { held?.append(update) } else { put(update) }
    }
    if held == nil { ring() }
  }

  func put(_ update: Update) {
    var update = update
    update.id = nextUpdateID
    nextUpdateID += 1
    queue.append(update)
  }

  /// Somebody may wait for updates.
  func ring() {
    wake?.yield()
    if webhook != nil { callWebhook() }
  }

  /// Holds the request back while there is nothing, as the Bot API does.
  func getUpdates(_ parameters: TelegramParameters) async throws(TelegramRefusal) -> JSONText {
    guard webhook == nil else {
      throw TelegramRefusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
    }
    let timeout = try parameters.int("timeout") ?? 0
    let limit = try parameters.int("limit") ?? 100
    let offset = try parameters.int("offset") ?? 0
    guard (1...100).contains(limit) else { throw TelegramRefusal(400, "Bad Request: limit must be between 1 and 100") }
    if let kinds = try parameters.json("allowed_updates") {
      guard let names = kinds.arrayValue?.map(\.stringValue), names.allSatisfy({ $0 != nil }) else {
        throw TelegramRefusal(400, "Bad Request: can't parse allowed_updates JSON array")
      }
      allowed = names.isEmpty ? nil : Set(names.compactMap(\.self))
    }
    confirm(before: offset)
    changed()
    poll += 1
    let mine = poll
    wake?.yield()
    if queue.isEmpty, timeout > 0 {
      let (rings, feed) = AsyncStream<Void>.makeStream()
      wake = feed
      let timer = Task {
        try await Task.sleep(for: .seconds(min(timeout, 50)))
        feed.finish()
      }
      for await _ in rings { break }
      timer.cancel()
      guard mine == poll else {
        throw TelegramRefusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
      }
      wake = nil
    }
    return JSONText("[" + queue.prefix(limit).map { "{\"update_id\":\($0.id),\($0.inside)}" }.joined(separator: ",") + "]")
  }

  /// An offset confirms all before it; a negative one all but the last few; one far ahead of all numbers nothing.
  private func confirm(before offset: Int) {
    if offset < 0 {
      queue.removeFirst(max(0, queue.count + offset))
    } else if offset <= (queue.last?.id ?? nextUpdateID) + 10 {
      queue.removeAll { $0.id < offset }
    }
  }

  /// Sends what is queued to the webhook: in order in each conversation, again until it is taken.
  func callWebhook() {
    for chat in Set(queue.map(\.chat)).subtracting(lanes) {
      lanes.insert(chat)
      Task {
        var pause = Duration.milliseconds(20)
        while let (update, hook) = self.next(of: chat) {
          if await Self.post(update, to: hook) {
            self.queue.removeAll { $0.id == update.id }
            self.changed()
            pause = .milliseconds(20)
          } else {
            do { try await Task.sleep(for: pause) } catch { break }
            pause *= 2
          }
        }
        self.lanes.remove(chat)
        if self.webhook != nil, self.queue.contains(where: { $0.chat == chat }) { self.callWebhook() }
      }
    }
  }

  private func next(of chat: Int) -> (Update, (address: String, secret: String))? {
    guard let webhook, let update = queue.first(where: { $0.chat == chat }) else { return nil }
    return (update, webhook)
  }

  private static func post(_ update: Update, to hook: (address: String, secret: String)) async -> Bool {
    var request = HTTPClientRequest(url: hook.address)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    if !hook.secret.isEmpty { request.headers.add(name: "X-Telegram-Bot-Api-Secret-Token", value: hook.secret) }
    request.body = .bytes(ByteBuffer(string: "{\"update_id\":\(update.id),\(update.inside)}"))
    let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(10))
    return response.map { (200..<300).contains($0.status.code) } ?? false
  }

  /// JSON as Telegram writes it: ASCII only.
  static func escaped(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var out = ""
    for unit in text.utf16 {
      if unit < 0x80 {
        out.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      } else {
        let digits = String(unit, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return out
  }
}
