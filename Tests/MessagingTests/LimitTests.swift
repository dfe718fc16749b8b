import Messaging
import Testing

@Suite("Pages where escaping costs and buttons leave less room") struct LimitTests {
  @Test("what has to be escaped is counted with its escape, in texts and in labels") func escapes() {
    let limits = MessageLimits(unit: .utf16, text: 60, buttons: 3, label: 10, payload: 20, escapes: ["&": 4])
    #expect(limits.count("a&b&") == 12)
    let pages = Page.pages(of: ChatReply(String(repeating: "& ", count: 40), buttons: [Button(label: "a && b", send: "x")]), within: limits)
    #expect(pages.allSatisfy { limits.count($0.text) <= 60 })
    #expect(pages.map(\.text).joined().count { $0 == "&" } == 42)
    #expect(pages.last?.choices.map(\.label).allSatisfy { limits.count($0) <= 10 } == true)
    #expect(MessageLimits(unit: .utf16, text: 60).count("a&b&") == 4)
  }

  @Test("beside buttons stand the last lines that fit; what is before them is cut as without buttons") func besideButtons() {
    let limits = MessageLimits(unit: .utf16, text: 100, textBesideButtons: 30, buttons: 3, label: 10, payload: 20)
    let lines = (1...12).map { "line number \($0)" }
    let text = lines.joined(separator: "\n")
    let pages = Page.pages(of: ChatReply(text, buttons: [Button(label: "Go", send: "go")]), within: limits)
    #expect(pages.last?.text == "line number 11\nline number 12")
    #expect(pages.map(\.choices.count) == Array(repeating: 0, count: pages.count - 1) + [1])
    #expect(pages.map(\.text).joined(separator: "\n") == text)
    #expect(pages.dropLast().allSatisfy { (31...100).contains($0.text.utf16.count) })
    let one = Page.pages(of: ChatReply(String(repeating: "word ", count: 30), buttons: [Button(label: "Go", send: "go")]), within: limits)
    #expect(one.allSatisfy { $0.text.utf16.count <= 30 } && one.last?.choices.count == 1)
    #expect(Page.pages(of: ChatReply(text), within: limits).count == 2)
  }

  @Test("a label of blanks is not sent as such") func blanks() {
    let limits = MessageLimits(unit: .utf16, text: 100, buttons: 3, label: 10, payload: 20)
    #expect(Page.pages(of: ChatReply("x", buttons: [Button(label: "  ", send: "go")]), within: limits).first?.choices.map(\.label) == ["…"])
    #expect(limits.clipped("Choose one of these") == "Choose o…")
  }
}
