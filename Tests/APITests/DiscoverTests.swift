import API
import ForumCore
import StrictJSON
import Testing

@Suite("rpc.discover")
struct DiscoverTests {
  @Test("lists exactly the table that dispatches, with parameters and roles")
  func table() async throws {
    let document = try await APIStage().caller(nil).call("rpc.discover")
    #expect(document["openrpc"]?.stringValue?.hasPrefix("1.") == true)
    let methods = try #require(document["methods"]?.arrayValue)
    #expect(methods.compactMap { $0["name"]?.stringValue }.sorted() == Contract.all)
    for entry in methods {
      let name = try #require(entry["name"]?.stringValue)
      let method = try #require(Method.all.first { $0.name == name })
      #expect(entry["params"]?.arrayValue?.map { $0["name"]?.stringValue } == method.parameters.map { $0.name })
      #expect(entry["params"]?.arrayValue?.map { $0["required"]?.boolValue } == method.parameters.map { $0.isRequired })
      #expect(entry["params"]?.arrayValue?.allSatisfy { $0["schema"]?["type"] != nil } == true)
      #expect(entry["summary"]?.stringValue?.isEmpty == false && entry["result"]?["schema"] != nil)
      let roles = entry["x-roles"]?.arrayValue?.compactMap { $0.stringValue } ?? []
      let expected: [String] =
        Contract.anybody.contains(name)
        ? ["anybody"] : Contract.signedIn.contains(name) ? ["signed in"] : Role.allCases.filter { Contract.permits($0, name) }.map(\.rawValue).sorted()
      #expect(roles == expected, "\(name)")
    }
  }
}
