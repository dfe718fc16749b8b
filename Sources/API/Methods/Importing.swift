import Dispatch
import ForumCore
import Interchange
import StrictJSON

/// Reads a file that came through the API and takes it over.
enum Importing {
  static func run(_ call: Call, answer: @escaping Method.Answer) throws {
    let forum = try call.forum()
    let bytes = Array((call.params.text("content") ?? "").utf8)
    let name = call.params.text("name") ?? ""
    let format = try format(call.params)
    let zone = try zone(call.params)
    // What is there keeps its settings; where there is no forum yet, an operator's file makes one.
    call.desk.read(forum, { $0.settings }) { result in
      let existing = try? result.get()
      // A large file takes a while: not on this thread.
      DispatchQueue.global().async { take(bytes, name, format, zone, existing, forum, call, answer) }
    }
  }

  private static func take(
    _ bytes: [UInt8], _ name: String, _ format: ImportFormat?, _ zone: ForumZone?, _ existing: ForumSettings?, _ forum: ForumID, _ call: Call,
    _ answer: @escaping Method.Answer
  ) {
    let isOperator = call.principal?.role == .operator
    var options = ImportOptions(forum: forum, zone: zone) {
      var generator = SystemRandomNumberGenerator()
      return PersonID(using: &generator)
    }
    options.existing = existing
    options.persons = call.desk.persons()
    do {
      let (content, notes) = try readForum(bytes, named: name, format: format, options: options)
      try call.write(ImportForum(content: content, create: isOperator), creating: isOperator) { result in
        answer(
          result.map { value in
            var object = value.objectValue ?? JSONObject()
            object["notes"] = .array(notes.map { .string($0) })
            return .object(object)
          })
      }
    } catch let error as ImportFaults {
      answer(.failure(RPCError(-32602, "The file has faults; nothing was taken over", data: faults(error))))
    } catch {
      answer(.failure(error))
    }
  }

  private static func format(_ params: Params) throws(RPCError) -> ImportFormat? {
    guard let named = params.text("format") else { return nil }
    guard let known = ImportFormat(rawValue: named) else {
      throw .invalidParams("params.format", "one of: \(ImportFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return known
  }

  private static func zone(_ params: Params) throws(RPCError) -> ForumZone? {
    guard let named = params.text("zone") else { return nil }
    guard let known = ForumZone(named) else { throw .invalidParams("params.zone", "a zone such as Africa/Tunis") }
    return known
  }

  static func faults(_ faults: ImportFaults) -> JSONValue {
    ["faults": .array(faults.faults.map { ["place": .string($0.place), "message": .string($0.message)] })]
  }
}
