import NIOCore

/// Two delegates who follow the forum: one asks, the other confirms on hearing of it, and the first hears of that and cancels. What is
/// measured is from the sending of the confirmation to its arrival, as a change, at the one who asked.
final class Pair {
  private let meter: Meter
  private let request: [UInt8]
  /// Rest between two meetings.
  private let rest: TimeAmount
  private let loop: any EventLoop
  private var start: UInt64 = 0
  fileprivate var asker: LoadSocket?
  fileprivate var asked: LoadSocket?
  fileprivate var isIdle = true

  init(asking partner: String, rest: TimeAmount, loop: any EventLoop, meter: Meter) {
    request = Array(#"{"jsonrpc":"2.0","id":1,"method":"meeting.request","params":{"with":"\#(partner)"}}"#.utf8)
    self.rest = rest
    self.loop = loop
    self.meter = meter
  }

  fileprivate func ask() {
    isIdle = false
    asker?.send(request)
  }

  fileprivate func heard(_ message: ByteBufferView, byAsker: Bool) {
    guard message.isNotification else {
      if !message.isResult { meter.refuse(message) }
      return
    }
    if byAsker, message.has(#""type":"meetingConfirmed""#), let meeting = message.text(after: #""meeting":""#) {
      meter.took(since: start)
      asker?.send(Array(#"{"jsonrpc":"2.0","id":1,"method":"meeting.cancel","params":{"meeting":"\#(meeting)"}}"#.utf8))
    } else if byAsker, message.has(#""type":"meetingCancelled""#) {
      if meter.isStopping { isIdle = true } else { askLater() }
    } else if !byAsker, message.has(#""type":"meetingRequested""#), let meeting = message.text(after: #""id":""#) {
      start = moment()
      asked?.send(Array(#"{"jsonrpc":"2.0","id":1,"method":"meeting.confirm","params":{"meeting":"\#(meeting)"}}"#.utf8))
    }
  }

  private func askLater() {
    loop.assumeIsolated().scheduleTask(in: rest) { [self] in
      if meter.isStopping { isIdle = true } else { ask() }
    }
  }
}

/// One side of a pair.
final class PairTalk: Talk {
  private let pair: Pair
  private let isAsker: Bool
  private(set) var isReady = false

  init(_ pair: Pair, isAsker: Bool) {
    self.pair = pair
    self.isAsker = isAsker
  }

  var isIdle: Bool { pair.isIdle }

  /// The other side.
  var partner: PairTalk { PairTalk(pair, isAsker: !isAsker) }

  func opened(_ socket: LoadSocket) {
    if isAsker { pair.asker = socket } else { pair.asked = socket }
    socket.send(Array(#"{"jsonrpc":"2.0","id":0,"method":"changes.subscribe","params":{}}"#.utf8))
  }

  func begin() { if isAsker { pair.ask() } }

  func heard(_ message: ByteBufferView) {
    if isReady { pair.heard(message, byAsker: isAsker) } else { isReady = message.isResult }
  }
}
