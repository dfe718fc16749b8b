/// One frame of a server, as it lies on the wire (RFC 6455, section 5.2).
struct Frame: Equatable {
  var opcode: UInt8
  var payload: [UInt8]
  /// How many bytes it took.
  var size: Int

  var text: String { String(decoding: payload, as: UTF8.self) }

  /// The close code, where this is a close frame with one.
  var code: Int? { payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil }

  /// The frame that these bytes begin with; nil while it is not whole.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 2 else { return nil }
    let short = Int(bytes[1] & 0x7F)
    let lengthBytes = short == 126 ? 2 : short == 127 ? 8 : 0
    guard bytes.count >= 2 + lengthBytes else { return nil }
    let length = lengthBytes == 0 ? short : bytes[2..<(2 + lengthBytes)].reduce(0) { $0 << 8 | Int($1) }
    size = 2 + lengthBytes + length
    guard bytes.count >= size else { return nil }
    opcode = bytes[0] & 0x0F
    payload = Array(bytes[(2 + lengthBytes)..<size])
  }
}

/// A client's frame. `first` overrides the whole first byte; `isMasked` false breaks the rule that clients mask.
func frame(
  _ opcode: UInt8, _ payload: [UInt8] = [], fin: Bool = true, first: UInt8? = nil, isMasked: Bool = true
) -> [UInt8] {
  var bytes = [first ?? ((fin ? 0x80 : 0) | opcode)]
  let mask: UInt8 = isMasked ? 0x80 : 0
  switch payload.count {
  case ..<126: bytes.append(mask | UInt8(payload.count))
  case ..<65536: bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
  default: bytes += [mask | 127] + (0..<8).reversed().map { UInt8(payload.count >> ($0 * 8) & 0xFF) }
  }
  guard isMasked else { return bytes + payload }
  let key: [UInt8] = [0x12, 0xAB, 0x00, 0xFF]
  return bytes + key + payload.enumerated().map { $0.element ^ key[$0.offset & 3] }
}

func text(_ text: String, fin: Bool = true) -> [UInt8] { frame(1, Array(text.utf8), fin: fin) }

/// The payload of a close frame.
func closing(_ code: Int, _ reason: [UInt8] = []) -> [UInt8] { [UInt8(code >> 8), UInt8(code & 0xFF)] + reason }

/// A sound opening handshake with the key of RFC 6455's own example; `headers` are added, and replace those of the same name.
func handshake(path: String = "/ws", headers: [String] = [], without: [String] = []) -> String {
  let usual = [
    "Host: node.example:8080", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ]
  func name(_ header: String) -> String { header.prefix { $0 != ":" }.lowercased() }
  let gone = Set(headers.map(name) + without.map { $0.lowercased() })
  let kept = usual.filter { !gone.contains(name($0)) }
  return (["GET \(path) HTTP/1.1"] + kept + headers).joined(separator: "\r\n") + "\r\n\r\n"
}
