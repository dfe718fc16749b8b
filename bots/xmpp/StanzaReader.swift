import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads what the framer cut: a stanza, or the stream's header.
enum StanzaReader {
  static let streams = "http://etherx.jabber.org/streams"
  static let component = "jabber:component:accept"

  private static let open = "<stream:stream xmlns='\(component)' xmlns:stream='\(streams)'>"
  private static let close = "</stream:stream>"

  /// The element of a stanza; nil where it is not well-formed.
  static func stanza(_ bytes: [UInt8]) -> XMLNode? {
    guard let stream = read(Array(open.utf8) + bytes + Array(close.utf8)), stream.children.count == 1 else { return nil }
    return stream.children.first
  }

  /// The element of a stream's header; nil where it is none.
  static func header(_ bytes: [UInt8]) -> XMLNode? {
    guard let stream = read(bytes + Array(close.utf8)), stream.name == "stream", stream.namespace == streams else { return nil }
    return stream
  }

  private static func read(_ bytes: [UInt8]) -> XMLNode? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    let builder = Builder()
    let parser = XMLParser(data: Data(bytes))
    parser.shouldProcessNamespaces = true
    parser.shouldResolveExternalEntities = false
    parser.delegate = builder
    // The parser is content with some texts that end too early, so what is still open counts too.
    guard parser.parse(), builder.open.isEmpty, !builder.isBroken else { return nil }
    return builder.root
  }

  private final class Builder: NSObject, XMLParserDelegate {
    var root: XMLNode?
    var open: [XMLNode] = []
    var isBroken = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      let local = name.split(separator: ":").last.map(String.init) ?? name
      open.append(XMLNode(name: local, namespace: namespaceURI ?? "", attributes: attributes))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      guard let node = open.popLast() else {
        isBroken = true
        return
      }
      if open.isEmpty {
        if root != nil { isBroken = true }
        root = node
      } else {
        open[open.count - 1].children.append(node)
      }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { add(string) }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { add(String(decoding: block, as: UTF8.self)) }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
      // libxml2 warns of namespaces that are no absolute addresses (99, 100), as OMEMO's is none.
      if ![99, 100].contains((error as NSError).code) { isBroken = true }
    }

    private func add(_ text: String) {
      if !open.isEmpty { open[open.count - 1].text += text }
    }
  }
}
