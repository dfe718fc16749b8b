import ForumCore
import Interchange
import Testing

@Suite("schedule.xml in")
struct ScheduleXMLTests {
  static let small = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- a comment -->
    <schedule>
      <version>1.0</version>
      <conference><acronym>camp</acronym><title>Sommercamp &amp; Markt</title><start>2027-07-01</start><end>2027-07-02</end></conference>
      <day index="1" date="2027-07-01" start="2027-07-01T10:00:00+02:00" end="2027-07-02T04:00:00+02:00">
        <room name="Großer Saal">
          <event id="7" guid="3a6b2c1d-0000-4000-8000-000000000007">
            <date>2027-07-01T10:00:00+02:00</date><start>10:00</start><duration>01:30</duration><room>Großer Saal</room>
            <slug>camp-7-eroeffnung</slug><title>Eröffnung</title><subtitle></subtitle><track>Alles</track><type>keynote</type>
            <language>de</language><abstract>Kurz &lt;und&gt; gut</abstract><description><![CDATA[Eins
    zwei]]></description>
            <recording><license>CC BY 4.0</license><optout>true</optout></recording>
            <persons><person id="12">Zoë Ångström</person><person>Ohne Nummer</person></persons>
            <links><link href="https://a.example/x?a=1&amp;b=2">Mehr</link><link href="www.b.example">B</link><link href="javascript:alert(1)">böse</link></links>
          </event>
          <event id="8">
            <date>2027-07-02T01:30:00+02:00</date><start>01:30</start><duration>00:45</duration><room>Großer Saal</room>
            <title>Nachtgespräch</title><subtitle/><track>Alles</track><type>talk</type><abstract/>
            <persons><person id="12">Zoë Ångström</person></persons>
          </event>
        </room>
      </day>
      <day index="2" date="2027-07-02" start="2027-07-02T10:00:00+02:00" end="2027-07-02T18:00:00+02:00"/>
    </schedule>
    """

  @Test func `sessions, rooms, tracks, people and links go in, a session after midnight on its evening's day`() throws {
    let (content, notes) = try read(Self.small, as: .scheduleXML)
    let agenda = try #require(content.agenda)
    let settings = try #require(content.settings)
    #expect((settings.title, settings.zone.name) == ("Sommercamp & Markt", "Etc/GMT-2"))
    #expect((settings.firstDay, settings.lastDay) == (CivilDate("2027-07-01"), CivilDate("2027-07-02")))
    #expect((settings.roomClash, settings.speakerClash) == (.warn, .warn))
    #expect(agenda.rooms.values.map(\.title) == ["Großer Saal"])
    #expect(agenda.rooms.keys.map(\.value) == ["grosser-saal"])
    #expect(agenda.speakers.keys.map(\.value).sorted() == ["12", "ohne-nummer"])

    let seven = try #require(agenda.session("7"))
    #expect(seven.uid == "3a6b2c1d-0000-4000-8000-000000000007")
    #expect((seven.title, seven.subtitle, seven.kind, seven.durationMinutes) == ("Eröffnung", nil, .plenary, 90))
    #expect((seven.language, seven.abstract, seven.description) == ("de", "Kurz <und> gut", "Eins\nzwei"))
    #expect(seven.links == [.init(title: "Mehr", url: "https://a.example/x?a=1&b=2"), .init(title: "B", url: "http://www.b.example")])
    #expect(seven.extra == ["type": "keynote", "slug": "camp-7-eroeffnung", "recording_license": "CC BY 4.0", "do_not_record": "true"])

    let eight = try #require(agenda.session("8"))
    #expect(eight.day == CivilDate("2027-07-01"))
    #expect(eight.start == Instant("2027-07-01T23:30:00Z"))
    #expect(!eight.uid.isEmpty && eight.uid != seven.uid)
    #expect(
      notes == [
        "the schedule names no zone; Etc/GMT-2 was taken from the offset of its times",
        "links without a scheme, with http:// put before them: 1",
        "links left out, being no addresses of the web: 1",
      ])
  }

  @Test func `the zone that the caller names goes before the offset, and a forum that is there keeps its settings`() throws {
    let berlin = try #require(ForumZone("Europe/Berlin"))
    #expect(try read(Self.small, as: .scheduleXML, zone: berlin).content.settings?.zone == berlin)
    let settings = try #require(try read(Self.small, as: .scheduleXML).content.settings)
    #expect(try read(Self.small, as: .scheduleXML, existing: settings).content.settings == nil)
  }

  @Test(arguments: [
    "<!DOCTYPE schedule [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<schedule>&b;</schedule>",
    "<?xml version=\"1.0\"?>\n<!-- x --><!DOCTYPE schedule SYSTEM \"file:///etc/passwd\"><schedule/>",
    "<!ENTITY x \"y\"><schedule/>",
  ])
  func `document types and entities are refused, none is expanded`(text: String) {
    let found = faults(text, as: .scheduleXML)
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix("document type declarations (<!DOCTYPE>) and entities are not taken; leave the line out") == true)
  }

  @Test func `an encoding in which a document type could hide is refused`() {
    #expect(
      faults("<?xml version='1.0' encoding='UTF-7'?>\n+ADwAIQ-DOCTYPE", as: .scheduleXML)
        == ["line 1: the encoding \"UTF-7\" is not taken; save the file as UTF-8"])
  }

  @Test func `elements that lie in each other without end are refused`() {
    let text = "<schedule>" + String(repeating: "<day>", count: 100_000)
    #expect(faults(text, as: .scheduleXML) == ["line 1: more than 32 elements lie in each other"])
  }

  @Test func `an entity that is not declared, an end that does not match, a character that is none: each has its line`() {
    for (text, reason) in [
      ("<schedule>\n<version>&x;</version></schedule>", "an entity that is not declared"),
      ("<schedule>\n<version></versio></schedule>", "an end tag that does not match the start tag"),
      ("<schedule>\n<version>\u{1}</version></schedule>", "a character that XML does not allow"),
    ] {
      let found = faults(text, as: .scheduleXML)
      #expect(found.count == 1)
      #expect(found.first?.hasPrefix("line 2, column ") == true && found.first?.contains(reason) == true, "\(found)")
    }
  }

  @Test(arguments: ["more", "<more/>", "<![CDATA[more]]>"])
  func `what follows the end is refused`(rest: String) {
    let found = faults(Self.small + rest, as: .scheduleXML)
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix("not well-formed XML: something follows the end of the first element") == true, "\(found)")
  }

  @Test func `a file cut off anywhere is refused`() {
    let text = Array(Self.small.utf8)
    for length in stride(from: 0, to: text.count - 12, by: 7) {
      #expect(!faults(String(decoding: text[..<length], as: UTF8.self), as: .scheduleXML).isEmpty, "cut at \(length)")
    }
  }

  @Test func `every session without day, date or duration is listed with its line`() {
    let text = """
      <schedule><conference/>
      <day><room name="A"/></day>
      <day date="2027-07-01"><room name="A">
      <event id="1"><title>One</title><duration>01:00</duration></event>
      <event id="2"><title>Two</title><date>2027-07-01T10:00:00Z</date><duration>long</duration></event>
      <event id="3"><title>Three</title><date>2027-07-01 noon</date><duration>01:00</duration></event>
      <event id="4"><title>Four</title><date>2027-07-01T10:00:00Z</date></event>
      <event><date>2027-07-01T10:00:00Z</date><duration>01:00</duration></event>
      </room></day></schedule>
      """
    #expect(
      faults(text, as: .scheduleXML) == [
        "line 2: the day needs a date such as 2027-03-10, found \"\"", "line 4: the session has no date",
        "line 5: expected a duration such as 01:30 of at most 48 hours, found \"long\"",
        "line 6: expected a time such as 09:00 or 2027-03-10T09:00, found \"2027-07-01 noon\"", "line 7: the session has no duration",
        "line 8: the session has neither an id, a guid nor a title",
      ])
  }

  @Test func `ids and guids that come twice are told apart with a note`() throws {
    let event = "<event id='5' guid='g'><title>T</title><date>2027-07-01T10:00:00Z</date><duration>01:00</duration></event>"
    let (content, notes) = try read(
      "<schedule><day date='2027-07-01'><room name='A'>\(event)\(event)</room></day></schedule>", as: .scheduleXML)
    #expect(content.agenda?.sessions.keys.map(\.value).sorted() == ["5", "5-2"])
    #expect(Set(content.agenda?.sessions.values.map(\.uid) ?? []).count == 2)
    #expect(
      notes == [
        "the schedule names no zone; UTC was taken from the offset of its times", "line 1: the id 5 comes twice; this one is 5-2",
        "line 1: the guid g comes twice; this session has another",
      ])
  }
}
