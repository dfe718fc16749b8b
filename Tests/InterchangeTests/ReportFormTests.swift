import ForumCore
import Foundation
import Interchange
import StrictJSON
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("A programme's report as table and page")
struct ReportFormTests {
  /// A forum of the programme whose names are as bad as names can be.
  private func report(title: String, organisation: String) throws -> ProgrammeReport {
    guard let zone = ForumZone("Africa/Tunis"), let day = CivilDate("2027-03-10"), let id = ForumID("a"), let programme = ProgrammeID("p") else {
      throw SimulatedEvent.Missing()
    }
    var settings = ForumSettings(title: title, place: "Tunis", country: "TN", zone: zone, firstDay: day, lastDay: day)
    settings.programme = "p"
    settings.kind = .frameworkEvent
    var forum = Forum()
    func perform(_ command: some Command<Forum>) throws {
      for change in try command.decide(forum, by: .organiser(), at: Instant(seconds: 1_800_000_000)) {
        forum.apply(change, seq: forum.seq + 1, at: Instant(seconds: 1_800_000_000))
      }
    }
    try perform(CreateForum(forum: id, settings: settings))
    let profile = Profile(givenName: "Ada", familyName: "Rossi", email: "ada@example.org")
    var entry = ForumContent.Entry(
      person: PersonID("p-1"), profile: profile, organisationName: organisation, organisationKind: .msme, country: "TN")
    entry.approved = true
    try perform(SubmitRegistration(entry: entry))
    try perform(CheckIn(delegate: DelegateID(1)))
    return ProgrammeReport(Programme(id: programme, title: title, targets: [.networkParticipants: 4]), over: [forum])
  }

  private func text(_ format: ReportFormat, _ report: ProgrammeReport) -> String {
    String(decoding: format.write(report, at: Instant(seconds: 1_800_000_000)), as: UTF8.self)
  }

  /// The table read again: every field in quotes, a quote in it written twice, rows ended by CRLF.
  private func rows(_ report: ProgrammeReport) -> [[String]] {
    var rows: [[String]] = []
    for line in text(.csv, report).dropFirst().split(separator: "\r\n") {
      var fields: [String] = []
      var rest = line[...]
      while rest.first == "\"" {
        rest.removeFirst()
        var field = ""
        while let character = rest.popFirst() {
          if character == "\"" {
            guard rest.first == "\"" else { break }
            rest.removeFirst()
          }
          field.append(character)
        }
        fields.append(field)
        if rest.first == "," { rest.removeFirst() }
      }
      rows.append(rest.isEmpty ? fields : [])
    }
    return rows
  }

  @Test(
    "No spreadsheet takes a field for a formula",
    arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "  =1+1", "＝1+1", "=cmd|' /C calc'!A0", "-2+3+cmd", "%0A=1"])
  func formulas(name: String) throws {
    let rows = rows(try report(title: "Green", organisation: name))
    let row = try #require(rows.first { $0.first == "networkParticipants" && $0.contains("item") })
    #expect(row[4] == "'" + name.drop { $0 == " " })
    for field in rows.joined() {
      let first = field.trimmingCharacters(in: .whitespaces).unicodeScalars.first { $0.properties.generalCategory != .format }
      #expect(first.map { "=+-@%|＝".unicodeScalars.contains($0) } != true, "\(field)")
    }
  }

  @Test("A quote, a comma or a line break in a name opens no field and no row")
  func quoting() throws {
    let rows = rows(try report(title: "Green", organisation: "Sfax \"Water\", Ltd"))
    #expect(rows.contains { $0.contains("Sfax \"Water\", Ltd") })
    #expect(Set(rows.map(\.count)) == [14])
    #expect(text(.csv, try report(title: "Green", organisation: "Sfax")).hasPrefix("\u{FEFF}\"indicator\",\"what\""))
  }

  @Test("A page is whole, has a header to every column, no script, and nothing that a name brings in")
  func page() throws {
    let bad = "<script>alert(1)</script>\"><img src=x onerror=alert(2)> & 'q'"
    let page = text(.html, try report(title: bad, organisation: bad))
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(!page.contains("<script") && !page.contains("<img"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img src=x onerror=alert(2)&gt; &amp; &#39;q&#39;"))
    #expect(page.contains("default-src 'none'"))
    // Well-formed but for void elements, which have no end.
    let body = page.replacing("<!DOCTYPE html>\n", with: "").replacing(#/<(meta|br)([^>]*[^\/])?>/#) { "<\($0.1)\($0.2 ?? "")/>" }
    let parser = XMLParser(data: Data(body.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    for table in page.split(separator: "<table").dropFirst() {
      let head = try #require(table.firstRange(of: "</thead>")).lowerBound
      let columns = table[..<head].matches(of: #/<th[ >]/#).count
      for row in table[head...].split(separator: "<tr").dropFirst() where !row.hasPrefix("<") {
        #expect(row.matches(of: #/<t[hd][ >]/#).count == columns, "\(row.prefix(200))")
      }
      #expect(table.contains("<caption>"))
    }
    #expect(page.contains("25 %") && page.contains("@media print"))
  }

  @Test("A programme file that is not right is refused with every fault and its place")
  func programmeFile() {
    let text = "programme: a b\ntitle:\ncountries: [Tunisia, TN, Atlantis]\ntargets: {msmesTrained: -1, trees: 5}\nmore: 1\n"
    do throws(ImportFaults) {
      _ = try readProgramme(Array(text.utf8), named: "x")
      Issue.record("taken")
    } catch {
      #expect(
        error.faults.map(\.description) == [
          "line 5, column 1, more: there is no field \"more\" here; known are programme, title, countries, targets",
          "line 1, column 12, programme: expected a key of 1 to 64 letters, digits, '.', '_' or '-', found \"a b\"",
          "line 1, column 1, title: \"title\" is missing",
          "line 3, column 12, countries: \"TN\" is listed twice",
          "line 3, column 12, countries: expected a country's code such as TN, found \"Atlantis\"",
          "line 4, column 29, targets.trees: there is no field \"trees\" here; known are "
            + Indicator.allCases.map(\.rawValue).joined(separator: ", "),
          "line 4, column 25, targets.msmesTrained: expected a whole number from 0 to 1000000000, found \"-1\"",
        ])
    }
  }

  @Test("The JSON Schema of programme files describes the fields that are read, and every indicator")
  func schema() throws {
    let schema = try JSONValue(parsing: bytes(of: packageRoot.appending(path: "schedules/programme.schema.json")))
    #expect(schema["properties"]?.objectValue?.keys == ["programme", "title", "countries", "targets"])
    #expect(schema["properties"]?["targets"]?["properties"]?.objectValue?.keys == Indicator.allCases.map(\.rawValue))
  }
}
