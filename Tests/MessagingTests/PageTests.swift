import Messaging
import Testing

@Suite("A reply is cut so that it fits the platform")
struct PageTests {
  private let telegram = MessageLimits(unit: .utf16, text: 4096, buttons: 100, label: 64, payload: 64)
  private let whatsapp = MessageLimits(unit: .utf16, text: 1024, buttons: 3, label: 20, payload: 256)
  private let irc = MessageLimits(unit: .bytes, text: 400)

  @Test("What fits stays as it is, with its buttons")
  func fits() {
    let reply = ChatReply("Book?", buttons: [Button(label: "Yes", send: "book D-7 #!"), Button(label: "No", send: "no")])
    let pages = Page.pages(of: reply, within: telegram)
    #expect(pages.map(\.text) == ["Book?"])
    #expect(pages[0].choices.map(\.label) == ["Yes", "No"])
    #expect(pages[0].choices.map(\.payload) == ["book D-7 #!", "no"])
    #expect(pages[0].isFirst && pages[0].isLast)
  }

  @Test("Without buttons, with too many, or with labels that would be cut, they stand in the text with numbers")
  func numbered() {
    let many = ChatReply("Which?", buttons: (1...4).map { Button(label: "Person \($0)", send: "slots D-\($0)") })
    #expect(Page.pages(of: many, within: irc).map(\.text) == ["Which?\n1. Person 1\n2. Person 2\n3. Person 3\n4. Person 4"])
    let page = Page.pages(of: many, within: whatsapp)
    #expect(page.map(\.text) == ["Which?\n1. Person 1\n2. Person 2\n3. Person 3\n4. Person 4"])
    #expect(page[0].choices.map(\.label) == ["1. Person 1", "2. Person 2", "3. Person 3"])
    let long = ChatReply("Ok?", buttons: [Button(label: "Confirm Karim Haddad-Fakhoury", send: "confirm M-1")])
    let cut = Page.pages(of: long, within: whatsapp)
    #expect(cut[0].text == "Ok?\n1. Confirm Karim Haddad-Fakhoury")
    #expect(cut[0].choices[0].label.utf16.count <= 20 && cut[0].choices[0].label.hasPrefix("1. Confirm") && cut[0].choices[0].label.hasSuffix("…"))
  }

  @Test("A line that is too long for a button is its number with a mark of what was offered")
  func tokens() {
    let line = "book D-7 @d1-am.3 #! : " + String(repeating: "pumps ", count: 20)
    let reply = ChatReply("Book?", buttons: [Button(label: "Yes", send: line), Button(label: "No", send: "no")])
    let page = Page.pages(of: reply, within: telegram)[0]
    #expect(page.choices.map(\.payload) == ["~1." + ChatReply.mark(of: [line, "no"]), "no"])
    #expect(ChatReply.mark(of: ["a", "b"]) != ChatReply.mark(of: ["b", "a"]))
    #expect(ChatReply.mark(of: []).count == 8)
  }

  @Test("Long texts are cut at line ends, long lines at words, and nothing is lost or broken", arguments: [1, 2, 3, 4, 5, 6, 7, 8])
  func cuts(seed: UInt64) {
    var random = Random(seed)
    let alphabet = ["a", "é", "ع", "👩‍👩‍👧‍👦", "🇹🇳", "e\u{301}\u{301}", " ", " ", "\u{2068}كريم\u{2069}", "\n", "word"]
    for _ in 0..<60 {
      let text = (0..<random.roll(600)).map { _ in alphabet[random.roll(alphabet.count)] }.joined()
      for limits in [telegram, whatsapp, irc, MessageLimits(unit: .scalars, text: 60), MessageLimits(unit: .bytes, text: 100)] {
        let pages = Page.pages(of: ChatReply(text), within: limits)
        #expect(!pages.isEmpty)
        for page in pages {
          #expect(limits.unit.count(page.text) <= limits.text, "\(limits): \(limits.unit.count(page.text))")
          #expect(!page.text.isEmpty)
          // What is isolated is isolated in each part.
          #expect(page.text.unicodeScalars.count { $0 == "\u{2068}" } == page.text.unicodeScalars.count { $0 == "\u{2069}" })
        }
        let kept = { (text: String) in text.filter { !$0.isWhitespace && $0 != "\u{2068}" && $0 != "\u{2069}" && $0 != "…" } }
        if !text.allSatisfy(\.isWhitespace) { #expect(kept(pages.map(\.text).joined()) == kept(text)) }
      }
    }
  }

  @Test("Control characters do not go out, and an empty text does not either")
  func clean() {
    #expect(Page.pages(of: ChatReply("a\u{0}b\r\u{7}\nc"), within: irc).map(\.text) == ["ab\nc"])
    #expect(Page.pages(of: ChatReply(""), within: irc).map(\.text) == ["…"])
  }
}

/// Repeatable dice.
struct Random {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func roll(_ most: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(most, 1)))
  }
}
