import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An XML element with its place in the file.
final class XMLElement {
  let name: String
  let attributes: [String: String]
  let line: Int
  fileprivate(set) var children: [XMLElement] = []
  /// The text directly inside, in one piece.
  fileprivate(set) var text = ""

  init(name: String, attributes: [String: String], line: Int) {
    self.name = name
    self.attributes = attributes
    self.line = line
  }

  var place: String { "line \(line)" }

  /// The first child of that name.
  func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// The text of the first child of that name.
  func text(_ name: String) -> String? { child(name)?.text }
}

/// Reads XML into a tree of elements.
///
/// Refused before the parser sees it: a document type declaration, so no entity is ever declared, let alone expanded or
/// fetched; and any encoding but UTF-8, in which such a declaration could hide.
enum XMLTree {
  static let depthLimit = 32
  static let elementLimit = 1_000_000

  static func read(_ text: String, named name: String) throws(ImportFaults) -> XMLElement {
    var scanner = PrologScanner(text)
    try scanner.check()
    let builder = Builder()
    // Given as a stream: from data in one piece the parser takes no more than 10 MB and passes over what follows the end.
    let parser = XMLParser(stream: InputStream(data: Data(text.utf8)))
    parser.shouldResolveExternalEntities = false
    parser.delegate = builder
    let parsed = parser.parse()
    if let trouble = builder.trouble { throw ImportFaults([trouble]) }
    guard parsed, let root = builder.root else {
      let reason = (parser.parserError as NSError?).map { words[$0.code] ?? "parser error \($0.code)" } ?? "there is no element"
      throw ImportFaults("line \(max(1, parser.lineNumber)), column \(max(1, parser.columnNumber))", "not well-formed XML: \(reason)")
    }
    // The parser is content with many a file that ends too early.
    if let open = builder.open.last {
      throw ImportFaults("line \(max(1, parser.lineNumber))", "the file is cut off: <\(open.name.prefix(40))> of line \(open.line) is not closed")
    }
    return root
  }

  /// What the parser's usual error codes mean (libxml2's `xmlParserErrors`).
  private static let words: [Int: String] = [
    4: "the file is empty", 5: "something follows the end of the first element", 9: "a character that XML does not allow",
    26: "an entity that is not declared", 27: "an entity that is not declared", 38: "\"<\" inside an attribute's value",
    39: "an attribute's value without quotes", 41: "an attribute without a value", 42: "an attribute comes twice",
    45: "a comment that does not end", 62: "\"]]>\" in a text", 63: "a CDATA section that does not end",
    65: "a space is missing", 68: "a name is missing", 73: "a tag without its \">\"", 74: "\"</\" is missing",
    76: "an end tag that does not match the start tag", 77: "the file is cut off inside an element", 81: "an encoding that is not known",
  ]

  private final class Builder: NSObject, XMLParserDelegate {
    var root: XMLElement?
    var trouble: ImportFault?
    var open: [XMLElement] = []
    private var count = 0

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      count += 1
      let element = XMLElement(name: name, attributes: attributes, line: max(1, parser.lineNumber))
      if open.count >= XMLTree.depthLimit { return stop(parser, "more than \(XMLTree.depthLimit) elements lie in each other") }
      if count > XMLTree.elementLimit { return stop(parser, "more than \(XMLTree.elementLimit) elements are in the file") }
      if let parent = open.last { parent.children.append(element) } else if root == nil { root = element }
      open.append(element)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      if !open.isEmpty { open.removeLast() }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { open.last?.text += String(decoding: block, as: UTF8.self) }

    private func stop(_ parser: XMLParser, _ message: String) {
      if trouble == nil { trouble = ImportFault(place: "line \(max(1, parser.lineNumber))", message: message) }
      parser.abortParsing()
    }
  }
}
