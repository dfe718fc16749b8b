import Testing
import Timetabling

@Suite("Files: the published form and JSON")
struct DznFileTests {
  private let text = """
    % three people, two meetings
    nBusiness = 3;
    nMeetings = 2;
    nTables = 2;
    nTotalSlots = 4;
    nMorningSlots = 2;
    requested = [|1, 2,1,
    |3, 1,3,
    |];
    meetingsxBusiness = [{2,3},
    {1,2},
    {3}];
    nMeetingsBusiness = [2,1,1];
    forbidden = [{0},
    {1,3},
    {}];
    fixed = [0,4];
    precedences = [{},
    {1}];
    """

  private var expected: Problem {
    Problem(
      people: [Problem.Person(), Problem.Person(unavailable: [0, 2]), Problem.Person()], slots: 4,
      tables: [Problem.Table(open: .first(4)), Problem.Table(open: .first(4))],
      meetings: [
        Problem.Meeting(participants: [0, 1], allowed: [0, 1]), Problem.Meeting(participants: [2, 0], allowed: [3], after: [0]),
      ], fairness: 2)
  }

  @Test("a file says what it says") func reads() throws { #expect(try DznFile(text.utf8).problem == expected) }

  @Test("fairness is 2 where all is required, none where there are priorities, or what is asked for") func fairness() throws {
    #expect(try DznFile(text.utf8, fairness: .limit(1)).problem.fairness == 1)
    #expect(try DznFile(text.utf8, fairness: .none).problem.fairness == nil)
    let optional = try DznFile((text + "\npriority = [3,1];").utf8).problem
    #expect(optional.fairness == nil && optional.meetings.map(\.priority) == [3, 1])
  }

  @Test("lists that say nothing can be empty or left out") func empty() throws {
    let short = text.replacing("fixed = [0,4];", with: "fixed = [];").replacing("precedences = [{},\n{1}];", with: "")
    #expect(try DznFile(short.utf8).problem.meetings.map(\.allowed) == [[0, 1], [0, 1, 2, 3]])
  }

  @Test(
    "what does not agree is refused with its line and its field",
    arguments: [
      ("nTables = 2;", "nTables = 0;", "line 4: nTables: there is no table for 2 meetings"),
      ("nTables = 2;", "nTables = x;", "line 4: nTables: expected a number, not 'x'"),
      ("nTables = 2;", "", "nTables: is missing"),
      ("nTables = 2;", "nTables = 2", "line 5: nTables: expected ';', not 'n'"),
      ("nTables = 2;", "nTables = 2; nTables = 2;", "line 4: nTables: is given twice, first in line 4"),
      ("nTables = 2;", "nTables = 99999999999999999999;", "line 4: nTables: the number is too large"),
      ("nTables = 2;", "nTables = 2; nChairs = 3;", "line 4: nChairs: is no field of a timetabling problem"),
      ("nMorningSlots = 2;", "nMorningSlots = 5;", "line 6: nMorningSlots: 5 is not between 0 and 4"),
      ("nTotalSlots = 4;", "nTotalSlots = 129;", "line 5: nTotalSlots: 129 is not between 1 and 128"),
      ("nMeetings = 2;", "nMeetings = 3;", "line 7: requested: has 2 rows, expected 3"),
      ("|1, 2,1,", "|1, 4,1,", "line 7: requested: meeting 1 is with participant 4 of 3"),
      ("|1, 2,1,", "|2, 2,1,", "line 7: requested: meeting 1 is of participant 2 alone"),
      ("|1, 2,1,", "|1, 2,4,", "line 7: requested: meeting 1 is in session 4; there are 1, 2 and 3"),
      ("|1, 2,1,", "|1, 2,", "line 7: requested: expected 3 numbers in a row, not 2"),
      ("{1,2},\n{3}]", "{1,3},\n{3}]", "line 11: meetingsxBusiness: the meetings of participant 2 are not those of 'requested'"),
      ("= [2,1,1]", "= [2,1,2]", "line 13: nMeetingsBusiness: participant 3 has 1 meetings in 'requested', here 2"),
      ("= [2,1,1]", "= [2,1]", "line 13: nMeetingsBusiness: has 2 entries, expected 3"),
      ("{1,3},", "{1,5},", "line 15: forbidden: 5 is not between 0 and 4"),
      ("[0,4]", "[0,5]", "line 17: fixed: 5 is not between 0 and 4"),
      ("[0,4]", "[0]", "line 17: fixed: has 1 entries, expected 2"),
      ("{1}];", "{2}];", "line 19: precedences: meeting 2 comes before itself"),
      ("{1}];", "{1}", "line 19: precedences: the file ends before the list does"),
      ("{1}];", "{1", "line 19: precedences: the file ends before the list does"),
    ])
  func refuses(old: String, new: String, expected: String) {
    #expect(throws: FileFault.self) { try DznFile(text.replacing(old, with: new, maxReplacements: 1).utf8) }
    do {
      _ = try DznFile(text.replacing(old, with: new, maxReplacements: 1).utf8)
    } catch { #expect(error.description == expected) }
  }

  @Test("a refusal is one line of moderate length, whatever stands in the file") func refusalsAreShort() {
    let long = String(repeating: "n", count: 10_000)
    for text in ["\(long) = 1;", "{\"\(long)\": 1}", "{\"\(long)\": 1, \"\(long)\": 1}", "{\"a\\nb\\u0000\": 1}"] {
      do {
        _ = text.hasPrefix("{") ? try ProblemJSON(text.utf8).problem : try DznFile(text.utf8).problem
        Issue.record("it was read")
      } catch {
        #expect("\(error)".utf8.count < 300 && !"\(error)".unicodeScalars.contains { $0.value < 0x20 }, "\(error)")
      }
    }
  }

  @Test("a problem that contradicts itself is told apart from one that is merely hard") func contradictions() throws {
    func contradiction(_ old: String, _ new: String) throws -> String? {
      try DznFile(text.replacing(old, with: new).utf8).problem.contradiction?.description
    }
    #expect(try contradiction("", "") == nil)
    #expect(try contradiction("[0,4]", "[2,2]") == "fixed: meetings 1 and 2 of participant 1 are both fixed to slot 2")
    #expect(try contradiction("[{},\n{1}]", "[{2},\n{1}]") == "precedences: meeting 1 would have to come before itself")
  }

  @Test("JSON says the same, and more") func json() throws {
    let json = """
      {"nBusiness": 3, "nMeetings": 2, "nTables": 2, "nTotalSlots": 4, "nMorningSlots": 2, "requested": [[1, 2, 1], [3, 1, 3]],
       "forbidden": [[], [1, 3], []], "fixed": [0, 4], "precedences": [[], [1]]}
      """
    #expect(try ProblemJSON(json.utf8).problem == expected)
    var more = expected
    more.fairness = 1
    more.dayStarts = [2]
    more.meetings[0].present = 1
    more.meetings[0].isLocked = true
    let extended = json.replacing("{\"nBusiness\"", with: "{\"fairness\": 1, \"dayStarts\": [3], \"present\": [2, 0], \"locked\": [1, 0], \"nBusiness\"")
    #expect(try ProblemJSON(extended.utf8).problem == more)
  }

  @Test(
    "JSON that does not agree is refused with its field",
    arguments: [
      ("{", "line 1: at byte 1: "), ("[]", "line 1: expected one JSON object"), ("{\n\"nBusiness\": x}", "line 2: at byte 15: "), ("{\"nBusiness\": \"x\"}", "nBusiness: expected a number or a list"),
      ("{\"nBusiness\": 3}", "nMeetings: is missing"), ("{\"nBusiness\": [[1], [true]]}", "nBusiness: expected a number"),
      ("{\"nBusiness\": 3, \"nMeetings\": 1e3}", "nMeetings: "), ("{\"nChairs\": 3}", "nChairs: is no field of a timetabling problem"),
    ])
  func refusesJSON(text: String, expected: String) {
    do {
      _ = try ProblemJSON(text.utf8)
      Issue.record("it was read")
    } catch { #expect(error.description.hasPrefix(expected), "\(error)") }
  }
}
