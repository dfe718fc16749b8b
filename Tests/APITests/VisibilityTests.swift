import API
import ForumCore
import StrictJSON
import Testing

/// Who sees what of whom, written down once more, field by field and looker by looker. `x` is shown, `h` is shown unless the person hides
/// it, and where nothing stands nothing is shown.
private let table = """
                   nobody observer stranger requested accepted confirmed held noShow cancelled declined unseen guest invited interpreter colleague manager pending gone own organiser operator
    name              -      x        x         x        x         x       x     x        x        x       x     x      x         x          x        x       -     -   x       x        x
    organisation      -      x        x         x        x         x       x     x        x        x       x     x      x         x          x        x       -     -   x       x        x
    role              -      x        x         x        x         x       x     x        x        x       x     x      x         x          x        x       -     -   x       x        x
    takesMeetings     -      x        x         x        x         x       x     x        x        x       x     x      x         x          x        x       -     -   x       x        x
    position          -      h        h         h        h         h       h     h        h        h       h     h      h         h          h        x       -     -   x       x        x
    speaks            -      h        h         h        h         h       h     h        h        h       h     h      h         h          h        x       -     -   x       x        x
    offers            -      h        h         h        h         h       h     h        h        h       h     h      h         h          h        x       -     -   x       x        x
    seeks             -      h        h         h        h         h       h     h        h        h       h     h      h         h          h        x       -     -   x       x        x
    topics            -      h        h         h        h         h       h     h        h        h       h     h      h         h          h        x       -     -   x       x        x
    about             -      h        h         h        h         h       h     h        h        h       h     h      h         h          h        x       -     -   x       x        x
    need              -      h        h         h        h         h       h     h        h        h       h     h      h         h          h        x       -     -   x       x        x
    ticket            -      h        h         h        h         h       h     h        h        h       h     h      h         h          h        x       -     -   x       x        x
    email             -      -        -         -        -         h       h     -        -        -       -     h      -         -          -        x       -     -   x       x        x
    phone             -      -        -         -        -         h       h     -        -        -       -     h      -         -          -        x       -     -   x       x        x
    language          -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        x       -     -   x       x        x
    status            -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        x       -     -   x       x        x
    submittedAt       -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        x       -     -   x       x        x
    checkedInAt       -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        x       -     -   x       x        x
    offerUntil        -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        x       -     -   x       x        x
    blocks            -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        x       -     -   x       x        x
    unavailable       -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        x       -     -   x       x        x
    quietHours        -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        x       -     -   x       x        x
    zone              -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        x       -     -   x       x        x
    hides             -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        x       -     -   x       x        x
    answers           -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        -       -     -   x       x        x
    consents          -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        -       -     -   x       x        x
    checkInCode       -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        -       -     -   x       x        x
    chats             -      -        -         -        -         -       -     -        -        -       -     -      -         -          -        -       -     -   x       -        -
  """

@Suite("Rule 29: who sees what of whom")
struct VisibilityTests {
  private typealias Cells = [String: [String: Character]]

  /// By looker, then by field.
  private static func cells() throws -> Cells {
    let lines = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let lookers = try #require(lines.first)
    #expect(lookers == PeopleStage.lookers.map(\.name))
    #expect(lines.dropFirst().map { $0[0] } == PersonField.allCases.map(\.rawValue))
    var cells: Cells = [:]
    for line in lines.dropFirst() {
      #expect(line.count == lookers.count + 1, "\(line[0])")
      for (looker, cell) in zip(lookers, line.dropFirst()) { cells[looker, default: [:]][line[0]] = cell.first }
    }
    return cells
  }

  private static func shown(_ view: JSONValue?) -> Set<String> { Set((view?.objectValue?.keys).map(Array.init) ?? []).subtracting(["delegate"]) }

  @Test("Rule 29: every field, every looker, with nothing hidden and with all", arguments: [[], Registration.Field.allCases])
  func everyCell(hides: [Registration.Field]) async throws {
    let cells = try Self.cells()
    let stage = try await PeopleStage(hides: hides)
    for looker in PeopleStage.lookers.map(\.name) {
      var expected = Set((cells[looker] ?? [:]).filter { $0.value == "x" || $0.value == "h" && hides.isEmpty }.keys)
      if hides.isEmpty { expected.remove("hides") }
      let response = try await stage.caller(looker).respond("delegate.get", ["delegate": "D-1", "forum": "north"])
      #expect(Self.shown(response["result"]) == expected, "\(looker): \(response.text)")
      let code: JSONValue? = looker == "nobody" ? -32001 : expected.isEmpty ? -32004 : nil
      #expect(response["error"]?["code"] == code, "\(looker)")
    }
  }

  @Test("Rule 29: a list shows each what looking at one shows; words find only in what is shown")
  func lists() async throws {
    let cells = try Self.cells()
    let stage = try await PeopleStage(hides: Registration.Field.allCases)
    for looker in PeopleStage.lookers.map(\.name) {
      let expected = Set((cells[looker] ?? [:]).filter { $0.value == "x" }.keys)
      func found(_ words: String) async throws -> JSONValue? {
        try await stage.caller(looker).respond("delegate.list", ["forum": "north", "words": .string(words)])["result"]?["delegates"]?.arrayValue?
          .first { $0["delegate"] == "D-1" }
      }
      #expect(Self.shown(try await found("salma")) == expected, "\(looker)")
      for words in ["water", "loans", "pumps"] {
        #expect(try await (found(words) != nil) == expected.contains("offers"), "\(looker): \(words)")
      }
    }
  }

  @Test("Rule 29: in a meeting its sides see how to reach each other once both have agreed, and not any more when it is called off")
  func meetings() async throws {
    for hides in [[], [Registration.Field.contact]] {
      let stage = try await PeopleStage(hides: hides)
      for (looker, meeting, isShown) in [
        ("requested", 3, false), ("accepted", 4, false), ("confirmed", 5, true), ("held", 6, true), ("noShow", 7, false), ("cancelled", 8, false),
        ("declined", 9, false), ("interpreter", 3, false), ("guest", 12, true), ("invited", 12, false), ("organiser", 5, true),
      ] {
        let view = try await stage.caller(looker).call("meeting.get", ["forum": "north", "meeting": .string("M-\(meeting)")])
        let side = [view["requester"], view["requested"]].compactMap { $0 }.first { $0["delegate"] == "D-1" }
        #expect(side?["name"] == "Salma Ben Ali", "\(looker)")
        #expect((side?["email"] != nil) == (isShown && (hides.isEmpty || looker == "organiser")), "\(looker): \(view.text)")
        if looker == "interpreter" { #expect(view["message"] == nil) }
        #expect(looker == "organiser" || !view.text.contains("SALMA-1") && !view.text.contains("@salma"))
      }
      for looker in ["stranger", "unseen", "colleague"] {
        #expect(try await stage.caller(looker).code("meeting.get", ["forum": "north", "meeting": looker == "unseen" ? "M-10" : "M-5"]) == -32004, "\(looker)")
      }
    }
  }

  @Test("Rule 29: who is not approved is not there for others, but for those whom they met", arguments: Registration.Status.allCases)
  func statuses(status: Registration.Status) async throws {
    let stage = try await PeopleStage(status: status)
    for looker in ["observer", "stranger", "colleague"] {
      #expect(try await stage.caller(looker).code("delegate.get", ["forum": "north", "delegate": "D-1"]) == (status == .approved ? nil : -32004), "\(looker)")
    }
    for looker in ["confirmed", "held", "manager", "own", "organiser"] {
      #expect(try await stage.caller(looker).code("delegate.get", ["forum": "north", "delegate": "D-1"]) == nil, "\(looker)")
    }
  }

  @Test("Rule 29: a person chooses what others see, and sees what they chose")
  func choosing() async throws {
    let stage = try await PeopleStage()
    func stranger() async throws -> Set<String> {
      Self.shown(try await stage.caller("stranger").call("delegate.get", ["forum": "north", "delegate": "D-1"]))
    }
    let own = try stage.caller("own")
    #expect(try await stranger().contains("offers"))
    _ = try await own.call("delegate.update", ["forum": "north", "hides": ["offers", "contact"]])
    #expect(try await !stranger().contains("offers"))
    #expect(try await own.call("delegate.get", ["forum": "north"])["hides"] == ["contact", "offers"])
    #expect(try await stage.caller("confirmed").call("delegate.get", ["forum": "north", "delegate": "D-1"])["email"] == nil)
    #expect(try await own.call("delegate.update", ["forum": "north", "hides": ["contact", "offers"]])["unchanged"] == true)
    _ = try await own.call("delegate.update", ["forum": "north", "hides": []])
    #expect(try await stranger().contains("offers"))
    #expect(try await own.code("delegate.update", ["forum": "north", "hides": ["name"]]) == -32602)
  }
}
