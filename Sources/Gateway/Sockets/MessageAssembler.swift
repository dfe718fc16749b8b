import NIOCore
import NIOWebSocket

/// The rules of RFC 6455 that the frame decoder of swift-nio leaves open, as a value: frames in, what to do out.
///
/// The decoder below has already refused frames over the limit, control frames over 125 bytes and fragmented control frames. This
/// adds: client frames are masked (5.1), no reserved bits (5.2, no extension is ever negotiated), no reserved opcodes
/// (5.2), no continuation without a beginning and no second beginning (5.4), text is UTF-8 (8.1, checked as it comes), close
/// payloads have a code that may be sent and a reason in UTF-8 (5.5.1, 7.4).
struct MessageAssembler {
  enum Step: Equatable {
    /// Nothing to do yet.
    case wait
    case message([UInt8], isBinary: Bool)
    case ping(ByteBuffer)
    case pong
    /// The peer closes, with its code if it gave one.
    case close(CloseCode?)
    /// The peer broke a rule; the connection is to be closed with this code.
    case fail(CloseCode, String)
  }

  let maxBytes: Int
  let maxFragments: Int
  let takesBinary: Bool

  private var bytes: [UInt8] = []
  private var fragments = 0
  private var started: WebSocketOpcode?
  private var check = UTF8Check()

  init(maxBytes: Int, maxFragments: Int, takesBinary: Bool) {
    self.maxBytes = maxBytes
    self.maxFragments = maxFragments
    self.takesBinary = takesBinary
  }

  mutating func take(_ frame: WebSocketFrame) -> Step {
    guard let key = frame.maskKey else { return .fail(.protocolError, "a client masks its frames") }
    guard frame.reservedBits.isEmpty else { return .fail(.protocolError, "reserved bits are 0 without an extension") }
    switch frame.opcode {
    case .text, .binary:
      guard started == nil else { return .fail(.protocolError, "the message before is not finished") }
      guard frame.opcode == .text || takesBinary else { return .fail(.unacceptableData, "only text is taken here") }
      started = frame.opcode
      check = UTF8Check()
      return extend(frame.data, key, isLast: frame.fin)
    case .continuation:
      guard started != nil else { return .fail(.protocolError, "there is no message to continue") }
      return extend(frame.data, key, isLast: frame.fin)
    case .ping: return .ping(frame.unmaskedData)
    case .pong: return .pong
    case .connectionClose: return closing(frame.unmaskedData)
    default: return .fail(.protocolError, "reserved opcode")
    }
  }

  private mutating func extend(_ data: ByteBuffer, _ key: WebSocketMaskingKey, isLast: Bool) -> Step {
    fragments += 1
    guard fragments <= maxFragments, data.readableBytes <= maxBytes - bytes.count else {
      return .fail(.messageTooBig, "a message has at most \(maxBytes) bytes in \(maxFragments) frames")
    }
    let from = bytes.count
    bytes.append(contentsOf: data.readableBytesView)
    bytes.unmask(key, from: from)
    let isText = started == .text
    if isText {
      guard check.accepts(bytes[from...]), check.isComplete || !isLast else {
        return .fail(.invalidText, "a text message is UTF-8")
      }
    }
    guard isLast else { return .wait }
    let whole = bytes
    (bytes, fragments, started) = ([], 0, nil)
    return .message(whole, isBinary: !isText)
  }

  private func closing(_ payload: ByteBuffer) -> Step {
    var payload = payload
    guard payload.readableBytes > 0 else { return .close(nil) }
    guard let code = payload.readInteger(as: UInt16.self).map(CloseCode.init(rawValue:)), code.mayBeSent else {
      return .fail(.protocolError, "no such close code")
    }
    var reason = UTF8Check()
    guard reason.accepts(payload.readableBytesView), reason.isComplete else {
      return .fail(.invalidText, "a close reason is UTF-8")
    }
    return .close(code)
  }
}

extension [UInt8] {
  /// Takes the mask of RFC 6455, section 5.3, off the bytes from `start` to the end, eight at a time.
  fileprivate mutating func unmask(_ key: WebSocketMaskingKey, from start: Int) {
    let mask = [key[0], key[1], key[2], key[3], key[0], key[1], key[2], key[3]]
    let word = mask.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    guard word != 0 else { return }
    withUnsafeMutableBytes { raw in
      var at = start
      while at + 8 <= raw.count {
        raw.storeBytes(
          of: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ word, toByteOffset: at, as: UInt64.self)
        at += 8
      }
      while at < raw.count {
        raw[at] ^= mask[(at - start) & 7]
        at += 1
      }
    }
  }
}
