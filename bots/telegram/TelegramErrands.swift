import Logging
import Messaging
import StrictJSON

/// What a pressed button is owed beside an answer: its waiting ends, and it shows that it was pressed.
///
/// None of it matters enough to be tried again: the app gives up waiting by itself.
struct TelegramErrands: Sendable {
  private let client: TelegramClient
  private let logger: Logger
  private let presses: AsyncStream<TelegramPress>
  private let feed: AsyncStream<TelegramPress>.Continuation

  private static let mostAtOnce = 4
  private static let mostWaiting = 1000

  init(client: TelegramClient, logger: Logger) {
    self.client = client
    self.logger = logger
    (presses, feed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.mostWaiting))
  }

  func add(_ press: TelegramPress) { feed.yield(press) }

  /// Runs them until the task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      let places = AsyncStream<Void>.makeStream()
      for _ in 0..<Self.mostAtOnce { places.continuation.yield() }
      var free = places.stream.makeAsyncIterator()
      for await press in presses {
        guard await free.next() != nil else { return }
        group.addTask {
          await settle(press)
          places.continuation.yield()
        }
      }
    }
  }

  private func settle(_ press: TelegramPress) async {
    await attempt("answerCallbackQuery", ["callback_query_id": .string(press.id)])
    // In a group the buttons are everybody's, and show nothing of one.
    guard let data = press.data, let place = press.place, place.chat.isPrivate, let keyboard = place.keyboard else { return }
    guard let marked = TelegramKeyboard.marked(keyboard, pressed: data) else { return }
    await attempt("editMessageReplyMarkup", ["chat_id": .int(place.chat.id), "message_id": .int(place.message), "reply_markup": marked])
  }

  private func attempt(_ method: String, _ parameters: JSONValue) async {
    do { try await client.call(method, parameters) } catch { logger.debug("telegram: \(method): \(error)") }
  }
}
