/// Cuts the bytes of an XML stream into its header and its stanzas, without understanding them.
///
/// It follows tags, quotation marks and CDATA sections only, and keeps one stanza at most: of one that is too long or too deep nothing
/// is kept. What XMPP forbids (RFC 6120, 11.1) ends the stream: with a document type no entity is ever declared.
struct StanzaFramer {
  enum Piece: Equatable {
    /// The header, `<stream:stream ...>`.
    case header([UInt8])
    case stanza([UInt8])
    /// A stanza that was too long or too deep.
    case leftOut
    /// The other side has ended the stream.
    case end
  }

  /// Why the stream cannot go on.
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  private enum Place {
    case text
    /// After `<`.
    case begin
    /// In a start tag; in a value, within which quotation marks; whether a slash came last.
    case startTag(quote: UInt8?, slash: Bool)
    case endTag
    case xmlDeclaration
    /// So many bytes of `<![CDATA[` were seen.
    case cdataStart(Int)
    /// So many of `]]` were seen.
    case cdata(Int)
  }

  private static let cdataMark = Array("<![CDATA[".utf8)
  private static let deepest = 64

  private let maximumBytes: Int
  private var place = Place.text
  private var depth = 0
  private var isFirst = true
  private var kept: [UInt8] = []
  private var isLeftOut = false

  init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

  /// - Throws: `Fault`.
  mutating func feed(_ bytes: some Sequence<UInt8>) throws -> [Piece] {
    var pieces: [Piece] = []
    for byte in bytes {
      if let piece = try take(byte) { pieces.append(piece) }
    }
    return pieces
  }

  private mutating func take(_ byte: UInt8) throws -> Piece? {
    // Between stanzas there is white space only, to keep the connection open.
    let isBetween = if case .text = place { depth <= 1 } else { false }
    if !isBetween || byte == UInt8(ascii: "<") { keep(byte) }
    switch place {
    case .text:
      if byte == UInt8(ascii: "<") { place = .begin }
      return nil
    case .begin:
      switch byte {
      case UInt8(ascii: "/"): place = .endTag
      case UInt8(ascii: "!") where depth > 1: place = .cdataStart(2)
      case UInt8(ascii: "?") where depth == 0 && isFirst: place = .xmlDeclaration
      case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "<"), UInt8(ascii: ">"): throw Fault(description: "what XMPP forbids in a stream")
      default: place = .startTag(quote: nil, slash: false)
      }
      return nil
    case .startTag(let quote?, _):
      if byte == quote { place = .startTag(quote: nil, slash: false) }
      return nil
    case .startTag(nil, let slash):
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): place = .startTag(quote: byte, slash: false)
      case UInt8(ascii: "<"): throw Fault(description: "a tag in a tag")
      case UInt8(ascii: ">"): return try opened(isClosed: slash)
      default: place = .startTag(quote: nil, slash: byte == UInt8(ascii: "/"))
      }
      return nil
    case .endTag:
      guard byte == UInt8(ascii: ">") else { return nil }
      place = .text
      return try closed()
    case .xmlDeclaration:
      if byte == UInt8(ascii: ">") {
        place = .text
        isFirst = false
        kept = []
      }
      return nil
    case .cdataStart(let seen):
      guard byte == Self.cdataMark[seen] else { throw Fault(description: "what XMPP forbids in a stream") }
      place = seen + 1 == Self.cdataMark.count ? .cdata(0) : .cdataStart(seen + 1)
      return nil
    case .cdata(let seen):
      if byte == UInt8(ascii: "]") { place = .cdata(min(seen + 1, 2)) } else { place = byte == UInt8(ascii: ">") && seen == 2 ? .text : .cdata(0) }
      return nil
    }
  }

  private mutating func keep(_ byte: UInt8) {
    guard !isLeftOut else { return }
    if kept.count >= maximumBytes { leaveOut() } else { kept.append(byte) }
  }

  private mutating func leaveOut() {
    isLeftOut = true
    kept = []
  }

  private mutating func opened(isClosed: Bool) throws -> Piece? {
    place = .text
    isFirst = false
    if depth == 0 {
      guard !isClosed, !isLeftOut else { throw Fault(description: "no stream was opened") }
      depth = 1
      defer { kept = [] }
      return .header(kept)
    }
    if isClosed { return depth == 1 ? whole() : nil }
    depth += 1
    if depth > Self.deepest { leaveOut() }
    return nil
  }

  private mutating func closed() throws -> Piece? {
    guard depth > 0 else { throw Fault(description: "an end without a beginning") }
    depth -= 1
    if depth == 0 { return .end }
    return depth == 1 ? whole() : nil
  }

  private mutating func whole() -> Piece {
    defer {
      kept = []
      isLeftOut = false
    }
    return isLeftOut ? .leftOut : .stanza(kept)
  }
}
