import ForumCore
import Yams

/// Composes YAML after the checks that keep a hostile file from costing more than an honest one.
///
/// Anchors and aliases are not taken: forum files have no use for them, and nine lines of them can stand for billions.
/// The composer shares aliased values instead of copying, but hashes the names of fields, so aliases are counted before it runs.
enum YAMLGuard {
  static let byteLimit = 4 << 20
  static let depthLimit = 24
  static let nodeLimit = 400_000
  private static let aliasLimit = 8

  /// - Returns: the top mapping of the document.
  static func compose(_ text: String) throws(ImportFaults) -> Node {
    guard text.utf8.count <= byteLimit else {
      throw ImportFaults("", "the file has \(text.utf8.count) bytes, more than the \(byteLimit) that a forum file may have")
    }
    if let line = lineOfAliases(Array(text.utf8)) { throw ImportFaults("line \(line)", noAliases) }
    let outcome = LargeStack.run { Result { try composed(text) } }
    switch outcome {
    case .success(let root): return root
    case .failure(let faults as ImportFaults): throw faults
    case .failure(let error as YamlError): throw ImportFaults([fault(error, text)])
    case .failure, nil: throw ImportFaults("", "the file can not be read as YAML")
    }
  }

  private static func composed(_ text: String) throws -> Node {
    let parser = try Parser(yaml: text, encoding: .utf8)
    // Anchors live as long as the parser.
    return try withExtendedLifetime(parser) {
      guard let root = try parser.singleRoot() else { throw ImportFaults("line 1", "the file is empty") }
      var nodes = 0
      try check(root, depth: 0, nodes: &nodes)
      return root
    }
  }

  private static let noAliases = "anchors (&name) and aliases (*name) are not taken; write the value where it is needed"

  /// The line of the first alias where there are more than a few, and anchors too. May take text for an alias, never
  /// an alias for text: an alias stands after a blank, a bracket, a comma, a colon or a quote.
  private static func lineOfAliases(_ bytes: [UInt8]) -> Int? {
    var line = 1
    var anchors = 0
    var aliases: [Int] = []
    var before = UInt8(ascii: " ")
    for (byte, after) in zip(bytes, bytes.dropFirst()) {
      if byte == UInt8(ascii: "\n") { line += 1 }
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "&"), startsNode(after: before), isNamed(after) {
        if byte == UInt8(ascii: "&") { anchors += 1 } else { aliases.append(line) }
      }
      before = byte
    }
    return anchors > 0 && aliases.count > aliasLimit ? aliases.first : nil
  }

  private static func startsNode(after byte: UInt8) -> Bool {
    byte <= 0x20 || byte >= 0x80 || "[]{},:\"'?".utf8.contains(byte)
  }

  private static func isNamed(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }

  private static func check(_ node: Node, depth: Int, nodes: inout Int) throws(ImportFaults) {
    nodes += 1
    let place = place(node.mark)
    guard node.anchor == nil else { throw ImportFaults(place, noAliases) }
    guard nodes <= nodeLimit else { throw ImportFaults(place, "more than \(nodeLimit) values are in the file") }
    guard depth <= depthLimit else { throw ImportFaults(place, "more than \(depthLimit) levels lie in each other") }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        try check(key, depth: depth + 1, nodes: &nodes)
        try check(value, depth: depth + 1, nodes: &nodes)
      }
    case .sequence(let sequence):
      for element in sequence { try check(element, depth: depth + 1, nodes: &nodes) }
    case .scalar, .alias: break
    }
  }

  static func place(_ mark: Mark?) -> String { mark.map { "line \($0.line), column \($0.column)" } ?? "" }

  private static func fault(_ error: YamlError, _ text: String) -> ImportFault {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _), .composer(let context, let problem, let mark, _):
      let context = context.map { " (\($0.text.trimmed) that begins at line \($0.mark.line))" } ?? ""
      return ImportFault(place: place(mark), message: "not YAML: \(problem)\(context)")
    case .reader(let problem, let offset, _, _):
      let line = text.prefix(offset ?? 0).count(where: \.isNewline) + 1
      return ImportFault(place: "line \(line)", message: "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let names, let context):
      let names = names.map { "\"\($0)\"" }.joined(separator: ", ")
      return ImportFault(place: place(context.mark), message: "given twice: \(names)")
    default:
      return ImportFault(place: "", message: "the file can not be read as YAML")
    }
  }
}
