import Testing

@testable import BotXMPP

@Suite("What comes from the server is cut and read") struct FramerTests {
  private static let header = "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' id='a&gt;b'>"

  private func pieces(_ text: String, maximumBytes: Int = 1000) throws -> [StanzaFramer.Piece] {
    var framer = StanzaFramer(maximumBytes: maximumBytes)
    return try framer.feed(Array(text.utf8))
  }

  @Test("stanzas come out whole, however the bytes are cut on the way") func anyCut() throws {
    let stanzas = [
      "<message a='>' b=\"it's\"><body>ä 🎪 &lt;</body></message>", "<presence/>", "<iq><query xmlns='x'><![CDATA[</iq> ]] ]>]]]></query></iq>", "<a ></a >",
    ]
    let text = Self.header + " " + stanzas.joined(separator: "\n  ") + "</stream:stream>"
    let whole = try pieces(text)
    #expect(whole.dropFirst().dropLast() == stanzas.map { .stanza(Array($0.utf8)) }[...])
    #expect(whole.last == .end)
    guard case .header(let header)? = whole.first else { throw Fault() }
    #expect(StanzaReader.header(header)?.attributes["id"] == "a>b")
    var framer = StanzaFramer(maximumBytes: 1000)
    #expect(try text.utf8.flatMap { try framer.feed([$0]) } == whole)
  }

  @Test(
    "what XMPP forbids ends the stream, before any parser sees it",
    arguments: [
      "<!DOCTYPE x [<!ENTITY a 'b'>]>", header + "<!DOCTYPE x>", header + "<a><!-- --></a>", header + "<a><?php ?></a>", header + "<?xml version='1.0'?>",
      header + "<![CDATA[x]]>", header + "<a><![CDATX[", header + "< <", "</a>", "<stream:stream/>", header + "<a><b <c></a>",
    ])
  func forbidden(_ text: String) {
    #expect(throws: StanzaFramer.Fault.self) { try pieces(text) }
  }

  @Test("of a stanza that is too long or too deep nothing is kept, and the next is heard") func leftOut() throws {
    let long = "<message><body>" + String(repeating: "x", count: 5000) + "</body></message>"
    let deep = String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200)
    let wide = "<a b='" + String(repeating: "y", count: 5000) + "'/>"
    #expect(
      try pieces(Self.header + long + "<b/>" + deep + "<c/>" + wide + "<d/>", maximumBytes: 1000).dropFirst()
        == [.leftOut, .stanza(Array("<b/>".utf8)), .leftOut, .stanza(Array("<c/>".utf8)), .leftOut, .stanza(Array("<d/>".utf8))])
  }

  @Test(
    "what is not well-formed is no stanza",
    arguments: [
      "<a></b>", "<a>&nothing;</a>", "<a b='1' b='2'/>", "<a><b></a>", "<a x:y='1'><x:b/>", "<a>\u{1}</a>", "<a>&#1;</a>", "<a/><b/>", "text", "",
      "<a b=c/>",
    ])
  func malformed(_ text: String) {
    #expect(StanzaReader.stanza(Array(text.utf8)) == nil)
  }

  @Test("bytes that are not UTF-8 are no stanza") func notUTF8() {
    #expect(StanzaReader.stanza(Array("<a>".utf8) + [0xFF, 0xC0] + Array("</a>".utf8)) == nil)
  }

  @Test("names, namespaces, attributes and texts are read") func reading() {
    let stanza = StanzaReader.stanza(
      Array("<message from='a@b' xml:lang='ar'><body>one &amp; <i/>two&#x1F3AA;</body><x:y xmlns:x='n'>z</x:y></message>".utf8))
    #expect(stanza?.namespace == "jabber:component:accept")
    #expect(stanza?.attributes == ["from": "a@b", "xml:lang": "ar"])
    #expect(stanza?.child("body", "jabber:component:accept")?.text == "one & two🎪")
    #expect(stanza?.child("y", "n")?.text == "z")
  }

  @Test("what goes out is escaped, and characters that XML does not have are left out") func escaping() {
    #expect(XMLText.escaped("<a b='\"'>&\u{0}\u{8}\u{1B}\u{FFFE}\r\n\t\u{202E}é🎪") == "&lt;a b=&apos;&quot;&apos;&gt;&amp;\n\t\u{202E}é🎪")
  }

  struct Fault: Error {}
}
