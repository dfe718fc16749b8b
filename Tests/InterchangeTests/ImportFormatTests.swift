import ForumCore
import Interchange
import Testing

@Suite("Formats told by name or content")
struct ImportFormatTests {
  @Test(arguments: [
    ("a.yaml", "", ImportFormat.forumFile), ("a.YML", "", .forumFile), ("31c3.schedule.xml", "", .scheduleXML), ("x.schedule.json", "", .scheduleJSON),
    ("people.csv", "", .registrationsCSV), ("people.tsv", "", .registrationsCSV), ("stdin", "\u{FEFF}  <?xml", .scheduleXML),
    ("stdin", "\n{\"schedule\"", .scheduleJSON), ("stdin", "# c\nforum: x\n", .forumFile), ("stdin", "Name;E-mail\n", .registrationsCSV),
  ])
  func `the format is told`(name: String, content: String, format: ImportFormat) {
    #expect(ImportFormat.detected(named: name, content: Array(content.utf8)) == format)
  }

  @Test func `what nothing tells is refused`() {
    let message = "neither name nor content tell the format; name one of forum, schedule.xml, schedule.json, registrations.csv"
    #expect(throws: ImportFaults([ImportFault(place: "x", message: message)])) {
      try readForum(Array("hello".utf8), named: "x", format: nil, options: ImportOptions(makePerson: { PersonID("p") }))
    }
  }
}
