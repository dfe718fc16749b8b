import API
import ForumCore
import StrictJSON
import Testing

@Suite("Parameters are checked before anything is done")
struct ParameterTests {
  private func field(_ response: JSONValue) -> String? {
    response["error"]?["code"] == -32602 ? response["error"]?["data"]?["field"]?.stringValue : nil
  }

  @Test("a value of the wrong kind is refused by its name, for every parameter of every method", arguments: Method.all.map(\.name))
  func wrongKind(name: String) async throws {
    let stage = try await APIStage()
    let caller = stage.caller(.operator)
    let method = try #require(Method.all.first { $0.name == name })
    let before = try await stage.desk.read(stage.north) { $0 }
    for parameter in method.parameters {
      for value in Arguments.wrong(parameter) {
        var params = Arguments.required(method)
        params[parameter.name] = value
        let response = try await caller.respond(name, .object(params))
        #expect(field(response) == "params.\(parameter.name)", "\(parameter.name) = \(value.text): \(response.text)")
      }
    }
    #expect(try await stage.desk.read(stage.north) { $0 } == before)
  }

  @Test("what is missing and what is unknown is refused by its name", arguments: Method.all.map(\.name))
  func missingAndUnknown(name: String) async throws {
    let caller = try await APIStage().caller(.operator)
    let method = try #require(Method.all.first { $0.name == name })
    for parameter in method.parameters where parameter.isRequired {
      var params = Arguments.required(method)
      params[parameter.name] = nil
      #expect(field(try await caller.respond(name, .object(params))) == "params.\(parameter.name)")
      params[parameter.name] = .null
      #expect(field(try await caller.respond(name, .object(params))) == "params.\(parameter.name)")
    }
    var params = Arguments.required(method)
    params["nonsense"] = 1
    #expect(field(try await caller.respond(name, .object(params))) == "params.nonsense")
  }

  @Test(
    "references and words that do not exist are named",
    arguments: [
      ("meeting.get", #"{"forum":"north","meeting":"T-1"}"#, "params.meeting"), ("meeting.get", #"{"forum":"north","meeting":"M-"}"#, "params.meeting"),
      ("forum.setPhase", #"{"forum":"north","phase":"asleep"}"#, "params.phase"),
      ("meeting.request", #"{"forum":"north","with":"D-2","requester":"D-1","slot":"day"}"#, "params.slot"),
      ("table.set", #"{"forum":"north","table":"T-1","fixedTo":"M-1"}"#, "params.fixedTo"),
      ("changes.subscribe", #"{"forum":"north","after":-1}"#, "params.after"),
      ("changes.subscribe", #"{"forum":"north","after":9999}"#, "params.after"),
      ("forum.update", #"{"forum":"north","settings":{"colour":"red"}}"#, "params.settings.colour"),
      ("agenda.import", #"{"forum":"north","content":"","format":"xlsx"}"#, "params.format"),
      ("agenda.import", #"{"forum":"north","content":"","zone":"Mars"}"#, "params.zone"),
      ("block.remove", #"{"forum":"north","block":"day","key":""}"#, "params.key"),
    ])
  func unknownWords(method: String, params: String, expected: String) async throws {
    let caller = try await APIStage().caller(.operator)
    #expect(field(try await caller.respond(method, try JSONValue(parsing: Array(params.utf8)))) == expected)
  }

  @Test("a file with faults is refused with all of them, and nothing is taken over")
  func faultyFile() async throws {
    let stage = try await APIStage()
    let before = try await stage.desk.read(stage.north) { $0 }
    let response = try await stage.caller(.organiser).respond("agenda.import", ["content": "forum: north\ntitle: 7\nblocks: yes\n", "name": "a.yaml"])
    #expect(response["error"]?["code"] == -32602)
    #expect((response["error"]?["data"]?["faults"]?.arrayValue?.count ?? 0) >= 2)
    #expect(try await stage.desk.read(stage.north) { $0 } == before)
  }
}
