import ForumCore
import Interchange
import Testing

@Suite("Tables of people in")
struct RegistrationTableTests {
  @Test func `Indico's six columns are read, with whatever delimiter and a byte order mark`() throws {
    let rows = [
      ["First Name", "Last Name", "Affiliation", "Position", "Phone Number", "E-mail"],
      ["Amal", "Jaziri", "\"Jaziri, Sœurs\"", "Founder", "+216 1", "AMAL@jaziri.example"], ["", "", "", "", "", ""],
      ["Bo", "Holm", "Holm AB", "\"Says \"\"hi\"\"\"", "", "bo@holm.example"],
    ]
    for (delimiter, end) in [(",", "\n"), (";", "\r\n"), ("\t", "\n")] {
      let text = "\u{FEFF}" + rows.map { $0.joined(separator: delimiter) + end }.joined()
      let (content, notes) = try read(text, as: .registrationsCSV)
      #expect(
        content.registrations.map(\.profile) == [
          Profile(givenName: "Amal", familyName: "Jaziri", email: "amal@jaziri.example", phone: "+216 1", position: "Founder"),
          Profile(givenName: "Bo", familyName: "Holm", email: "bo@holm.example", position: "Says \"hi\""),
        ])
      #expect(content.registrations.map(\.organisationName) == ["Jaziri, Sœurs", "Holm AB"])
      #expect(content.settings == nil && content.agenda == nil)
      #expect(notes == ["rows without a country, with ZZ taken: 2"])
    }
  }

  @Test func `b2match's columns are read, the address being the only must`() throws {
    let text = """
      Email,First name,Last name,Job description,Organization name,Phone,Website,City,Country,Participation type,Organization type,Areas of activities,Organization description,Validated Yes/No
      a@x.example,A,X,Partner,X Fund,,www.x.example,Rome,Italy,Investor,Private investor,plastics; water ;,We fund.,Yes
      b@y.example,B,Y,,Y,,,,tn,,SME,,,No
      c@z.example,,,,,,,,Türkiye,,,,,
      """
    let (content, notes) = try read(text, as: .registrationsCSV)
    let entries = content.registrations
    #expect(entries.map(\.country) == ["IT", "TN", "TR"])
    #expect(entries.map(\.organisationKind) == [.privateInvestor, .msme, .other])
    #expect(entries.map(\.role) == [.investor, .attendee, .attendee])
    #expect(entries.map(\.approved) == [true, false, false])
    #expect(entries.map(\.organisationName) == ["X Fund", "Y", "c"])
    #expect(entries[0].offers == ["plastics", "water"])
    #expect((entries[0].website, entries[0].organisationAbout) == ("http://www.x.example", "We fund."))
    #expect(notes == ["street, city and postal code are not kept"])
  }

  static let faulty = """
    email,name,country,validated
    a@x.example,A,IT,yes
    nobody,B,IT,yes
    a@X.example,C,Atlantis,perhaps
    ,D,IT,no
    e@x.example,E,FR,no
    """

  @Test func `every row with a fault is listed with its number and reason, and none goes in`() {
    #expect(
      faults(Self.faulty, as: .registrationsCSV) == [
        "row 3: \"nobody\" is not an e-mail address", "row 4: row 2 has the same e-mail address, a@x.example",
        "row 4: \"Atlantis\" is neither the English name of a country nor its code of two letters",
        "row 4: expected Yes or No, found \"perhaps\"", "row 5: the e-mail address is missing",
      ])
  }

  @Test func `where the caller wishes, rows with faults are left out with a note and the others go in`() throws {
    let (content, notes) = try read(Self.faulty, as: .registrationsCSV, skipsFaultyRows: true)
    #expect(content.registrations.map(\.profile.email) == ["a@x.example", "e@x.example"])
    #expect(notes.count == 6)
    #expect(notes.last == "rows left out: 3")
  }

  @Test(arguments: [
    ("", "test: the table is empty"),
    ("name;country\nA;IT\n", "row 1: there is no column for the e-mail address, such as \"email\" or \"E-mail\"; found name, country"),
    ("email,E-Mail\na@x.example,b@x.example\n", "row 1: two columns mean the same: \"E-Mail\" and \"email\""),
    ("email,name\na@x.example,\"A\nb@x.example,B\n", "row 3: a quote is opened and not closed, in this row or before"),
    ("email,name\na@x.example,A\nb@x.example,\"B\"x\nc@x.example,C\n", "row 3: something follows a closing quote; write a quote inside quotes twice"),
  ])
  func `a table that can not be read is refused with the row`(text: String, fault: String) {
    #expect(faults(text, as: .registrationsCSV) == [fault])
  }
}
