/// A sentence with places for values: `Booked: {meeting} with {name}.`
package struct Template: Sendable, Hashable {
  enum Part: Sendable, Hashable {
    case text(String)
    case place(String)
  }

  let parts: [Part]

  /// - Throws: what is wrong with it, as text.
  init(_ source: String) throws(Template.Malformed) {
    var parts: [Part] = []
    var rest = source[...]
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      if brace > rest.startIndex { parts.append(.text(String(rest[..<brace]))) }
      guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
        throw Malformed(problem: "a brace without its partner")
      }
      let name = rest[rest.index(after: brace)..<end]
      guard !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isLetter }) else {
        throw Malformed(problem: "{\(name)} is not a name of a value")
      }
      parts.append(.place(String(name)))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  struct Malformed: Error {
    let problem: String
  }

  /// The names of the values that it wants.
  var places: Set<String> {
    Set(parts.compactMap { part in if case .place(let name) = part { name } else { nil } })
  }

  /// A value that is not given stays visible as `{name}`; a test looks for that.
  func filled(_ value: (String) -> String?) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .place(let name): value(name) ?? "{\(name)}"
      }
    }.joined()
  }
}
