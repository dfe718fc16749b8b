import BotMatrix
import Foundation
import TestSupport
import Testing

@Suite("The registration file") struct ConfigurationTests {
  private func read(_ text: String, serverName: String? = nil) throws -> MatrixConfiguration {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("registration-\(UUID().uuidString)")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      return try MatrixConfiguration(
        registrationFile: file.path, homeserver: "http://127.0.0.1:8008/", serverName: serverName)
    } catch let error as MatrixConfigurationError {
      throw MatrixConfigurationError(error.problem.replacing(file.path, with: "FILE"))
    }
  }

  private func yaml(
    asToken: String = FakeHomeserver.asToken, hsToken: String = FakeHomeserver.hsToken, bot: String = "rialto",
    regex: String = #"@rialto:example\.org"#
  ) -> String {
    """
    id: one
    url: http://127.0.0.1:8080/hooks/matrix
    as_token: \(asToken)
    hs_token: "\(hsToken)"
    sender_localpart: \(bot)
    namespaces: {users: [{exclusive: true, regex: '\(regex)'}], aliases: [], rooms: []}
    """
  }

  @Test("what the homeserver reads is read alike, as YAML or JSON") func bothForms() throws {
    let expected = try MatrixConfiguration(
      homeserver: "http://127.0.0.1:8008", asToken: FakeHomeserver.asToken, hsToken: FakeHomeserver.hsToken,
      serverName: "example.org", registrationID: "one")
    #expect(try read(yaml()) == expected)
    let json = """
      {"id": "one", "as_token": "\(FakeHomeserver.asToken)", "hs_token": "\(FakeHomeserver.hsToken)",
       "sender_localpart": "rialto", "namespaces": {"users": [{"regex": "^@rialto:example\\\\.org$"}]}}
      """
    #expect(try read(json) == expected)
    #expect(expected.botUserID == "@rialto:example.org")
  }

  @Test("the server's name may be given where the file does not tell it") func serverName() throws {
    #expect(try read(yaml(regex: "@rialto.*"), serverName: "example.org").serverName == "example.org")
  }

  @Test(
    "a file that cannot be used is refused by name and reason",
    arguments: [
      ("", "FILE: the file is empty or cannot be read"),
      ("- a\n- b", "FILE: not a registration: it holds no fields such as as_token"),
      ("id: x", "FILE: as_token is missing"),
      ("id: [x]", "FILE: line 1: id must be text"),
    ])
  func badFiles(_ text: String, _ problem: String) {
    #expect(throws: MatrixConfigurationError(problem)) { try read(text) }
  }

  @Test("values that cannot be used are refused by name and reason") func badValues() {
    func refused(_ text: String, _ problem: String) {
      #expect(throws: MatrixConfigurationError("FILE: " + problem)) { try read(text) }
    }
    refused(yaml(asToken: String(repeating: "a", count: 31)), "as_token has 31 characters; 32 are the least")
    refused(yaml(hsToken: "short"), "hs_token has 5 characters; 32 are the least")
    refused(yaml(hsToken: #"\r\n"# + FakeHomeserver.hsToken), "hs_token may hold visible ASCII characters only")
    refused(yaml(asToken: FakeHomeserver.hsToken), "as_token and hs_token must differ")
    refused(yaml(bot: "Rialto Bot"), "sender_localpart may hold a-z, 0-9 and ._=-/+ only")
    refused(
      yaml(regex: "@rialto:.*"),
      "the server's name does not follow from namespaces.users: write the bot's exact user id there, as in "
        + #"'@rialto:example\.org', or give the name"#)
  }

  @Test("a file that is not YAML, not there or far too large is refused with a clear reason") func unreadable() {
    #expect(throws: MatrixConfigurationError.self) { try read("id: 'open") }
    #expect(throws: MatrixConfigurationError.self) { try read("id: x\nid: y") }
    #expect(throws: MatrixConfigurationError("FILE: the file is larger than a registration ever is (64 KiB)")) {
      try read(String(repeating: "#", count: 70_000))
    }
    #expect(throws: MatrixConfigurationError("/nowhere: the file cannot be opened")) {
      try MatrixConfiguration(registrationFile: "/nowhere", homeserver: "http://127.0.0.1")
    }
  }

  @Test(
    "an address of the homeserver that is none is refused",
    arguments: [
      "", "example.org", "ftp://example.org", "http://", "https://user:secret@example.org", "http://example.org/?x=1",
    ])
  func addresses(_ address: String) {
    #expect(throws: MatrixConfigurationError("the homeserver's address must look like http://127.0.0.1:8008")) {
      try MatrixConfiguration(
        homeserver: address, asToken: FakeHomeserver.asToken, hsToken: FakeHomeserver.hsToken,
        serverName: "example.org")
    }
  }

  @Test("a new registration has fresh tokens, is private to its owner and never overwrites") func generated() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("registration-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let made = try MatrixRegistration(hookURL: "http://127.0.0.1:8080/hooks/matrix", serverName: "matrix.example.org")
    try made.write(to: path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o600)
    #expect(
      try MatrixConfiguration(registrationFile: path, homeserver: "http://127.0.0.1:8008")
        == MatrixConfiguration(
          homeserver: "http://127.0.0.1:8008", asToken: made.asToken, hsToken: made.hsToken,
          serverName: "matrix.example.org"))
    #expect(made.asToken.count == 64 && made.hsToken.count == 64 && made.asToken != made.hsToken)
    let other = try MatrixRegistration(hookURL: "http://127.0.0.1:8080/hooks/matrix", serverName: "example.org")
    #expect(other.asToken != made.asToken && other.hsToken != made.hsToken)
    #expect(throws: MatrixConfigurationError("\(path): File exists")) { try other.write(to: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == made.yaml)
  }

  @Test("the example names its fields but cannot be used as it stands") func example() throws {
    let path = Repository.root.appendingPathComponent("bots/matrix/registration.example.yaml").path
    #expect(throws: MatrixConfigurationError("\(path): as_token may hold visible ASCII characters only")) {
      try MatrixConfiguration(registrationFile: path, homeserver: "http://127.0.0.1:8008")
    }
  }

  @Test("tokens do not show when a configuration is printed") func printed() throws {
    let configuration = try read(yaml())
    for text in ["\(configuration)", String(reflecting: configuration)] {
      #expect(text == "@rialto:example.org at http://127.0.0.1:8008")
    }
  }

  @Test("an account that cannot be used is refused by name and reason") func accounts() throws {
    let token = FakeHomeserver.asToken
    func refused(_ problem: String, _ make: () throws -> MatrixAccount) {
      #expect(throws: MatrixConfigurationError(problem)) { try make() }
    }
    for id in ["", "rialto", "@rialto", "@:example.org", "@rialto:", "@rialto:ex ample", "@ri alto:example.org"] {
      #expect(throws: MatrixConfigurationError.self) { try MatrixAccount(homeserver: "http://h", userID: id, accessToken: token) }
    }
    refused("the homeserver's address must look like http://127.0.0.1:8008") {
      try MatrixAccount(homeserver: "example.org", userID: "@rialto:example.org", accessToken: token)
    }
    refused("the access token may hold visible ASCII characters only") {
      try MatrixAccount(homeserver: "http://h", userID: "@rialto:example.org", accessToken: "syt_\r\nX: y")
    }
    refused("the access token has 1 characters; 8 are the least") {
      try MatrixAccount(homeserver: "http://h", userID: "@rialto:example.org", accessToken: "x")
    }
    refused("the password is empty") { try MatrixAccount(homeserver: "http://h", userID: "@rialto:example.org", password: "") }
    let account = try MatrixAccount(homeserver: "http://h/", userID: "@Rialto.1:example.org:8448", password: "secret word")
    #expect(["\(account)", String(reflecting: account)] == Array(repeating: "@Rialto.1:example.org:8448 at http://h", count: 2))
  }
}
