import NIOCore

/// Books and withdraws, one after the other, as fast as the server acknowledges.
final class BookingTalk: Talk {
  private let request: [UInt8]
  private let meter: Meter
  private let isKeyed: Bool
  private let name: String
  private var socket: LoadSocket?
  private var start: UInt64 = 0
  private var number = 0
  private var isBooking = false
  private(set) var isIdle = true

  /// - Parameter keyed: whether each command carries an idempotency key, as a careful client's does.
  init(with partner: String, name: String, keyed: Bool, meter: Meter) {
    request = Array(#"{"jsonrpc":"2.0","id":1,"method":"meeting.request","params":{"with":"\#(partner)"}}"#.utf8)
    self.meter = meter
    self.name = name
    isKeyed = keyed
  }

  var isReady: Bool { socket != nil }
  func opened(_ socket: LoadSocket) { self.socket = socket }
  func begin() { book() }

  func heard(_ message: ByteBufferView) {
    guard message.isResult else {
      meter.refuse(message)
      isIdle = true
      return
    }
    meter.took(since: start)
    if isBooking, let meeting = message.text(after: #""meeting":""#) {
      isBooking = false
      send(Array(#"{"jsonrpc":"2.0","id":1,"method":"meeting.cancel","params":{"meeting":"\#(meeting)"}}"#.utf8))
    } else if meter.isStopping {
      isIdle = true
    } else {
      book()
    }
  }

  private func book() {
    (isIdle, isBooking) = (false, true)
    send(request)
  }

  private func send(_ text: [UInt8]) {
    var text = text
    if isKeyed {
      number += 1
      text.removeLast(2)
      text.append(contentsOf: #","key":"\#(name)-\#(number)"}}"#.utf8)
    }
    start = moment()
    socket?.send(text)
  }
}

/// Says to an echo what a `BookingTalk` says to a node, in the same lengths.
final class EchoTalk: Talk {
  private let messages = [
    Array(#"{"jsonrpc":"2.0","id":1,"method":"meeting.request","params":{"with":"D-200"}}"#.utf8),
    Array(#"{"jsonrpc":"2.0","id":1,"method":"meeting.cancel","params":{"meeting":"M-123456"}}"#.utf8),
  ]
  private let meter: Meter
  private var socket: LoadSocket?
  private var start: UInt64 = 0
  private var turn = 0
  private(set) var isIdle = true

  init(meter: Meter) { self.meter = meter }

  var isReady: Bool { socket != nil }
  func opened(_ socket: LoadSocket) { self.socket = socket }

  func begin() {
    isIdle = false
    say()
  }

  func heard(_ message: ByteBufferView) {
    meter.took(since: start)
    if meter.isStopping { isIdle = true } else { say() }
  }

  private func say() {
    turn ^= 1
    start = moment()
    socket?.send(messages[turn])
  }
}

/// Opens and says nothing.
final class IdleTalk: Talk {
  private(set) var isReady = false
  var isIdle: Bool { true }
  func opened(_ socket: LoadSocket) { isReady = true }
  func begin() {}
  func heard(_ message: ByteBufferView) {}
}

extension ByteBufferView {
  /// The node's messages begin with the version, and then `result`, `error` or `method`.
  var isResult: Bool { dropFirst(18).first == UInt8(ascii: "r") }
  var isNotification: Bool { dropFirst(18).first == UInt8(ascii: "m") }

  func has(_ text: StaticString) -> Bool { end(of: text) != nil }

  /// What stands between a text and the next quotation mark.
  func text(after text: StaticString) -> String? {
    end(of: text).map { String(decoding: self[$0...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self) }
  }

  private func end(of text: StaticString) -> Int? {
    text.withUTF8Buffer { text in
      withUnsafeBytes { bytes in
        guard bytes.count >= text.count, let first = text.first else { return nil }
        for at in 0...(bytes.count - text.count) where bytes[at] == first && bytes[at..<at + text.count].elementsEqual(text) {
          return startIndex + at + text.count
        }
        return nil
      }
    }
  }
}
