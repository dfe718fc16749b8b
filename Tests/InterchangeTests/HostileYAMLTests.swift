import ForumCore
import Interchange
import Testing

@Suite("Hostile and broken YAML")
struct HostileYAMLTests {
  @Test func `aliases that stand for billions are refused before they are followed`() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      bomb += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(faults(bomb) == ["line 2: anchors (&name) and aliases (*name) are not taken; write the value where it is needed"])
  }

  @Test func `aliases as names of fields are refused before they are compared`() {
    var bomb = "? &a0 [x, x]\n: 0\n"
    for level in 1...40 { bomb += "? &a\(level) [*a\(level - 1), *a\(level - 1)]\n: 0\n" }
    #expect(faults(bomb) == ["line 3: anchors (&name) and aliases (*name) are not taken; write the value where it is needed"])
  }

  @Test func `a single alias is refused too`() {
    #expect(
      faults("title: &t A forum\nplace: *t\n")
        == ["line 1, column 8: anchors (&name) and aliases (*name) are not taken; write the value where it is needed"])
  }

  @Test func `asterisks and ampersands in texts are texts`() throws {
    let text = forumFile(
      "about: |\n" + (0..<20).map { "  *point \($0)* of R&D & *more*\n" }.joined())
    #expect(try read(text).content.settings?.about?.hasPrefix("*point 0* of R&D & *more*") == true)
  }

  @Test func `deep nesting is refused`() {
    let text = "title: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
    #expect(faults(text) == ["line 1, column 32: more than 24 levels lie in each other"])
    let deeper = "title: " + String(repeating: "[", count: 200_000)
    #expect(faults(deeper).count == 1)
  }

  @Test func `a field given twice is a fault`() {
    #expect(faults("title: One\nplace: Rome\ntitle: Two\n") == ["line 1, column 1: given twice: \"title\""])
  }

  @Test(arguments: [
    "", "   \n", "- a\n- b\n", "title", "title: [", "title: \"A", "title: A\n place: B: C\n", "\u{1}", "a: b\n---\nc: d\n", "{{{}}}: x", "%YAML 9.9\n---\n",
  ])
  func `what is no forum file is refused with a place`(text: String) {
    #expect(!faults(text).isEmpty)
  }

  @Test func `what is not UTF-8 is refused`() {
    let options = ImportOptions(makePerson: { PersonID("p") })
    #expect(throws: ImportFaults([ImportFault(place: "x.yaml", message: "the file is not text in UTF-8; save it in that encoding")])) {
      try readForum([0x74, 0xFF, 0xFE], named: "x.yaml", format: nil, options: options)
    }
  }

  @Test func `a file cut off anywhere is refused or whole in itself, and never stops the program`() {
    let text = Array(ForumFileTests.small.utf8)
    for length in 0..<text.count { _ = faults(String(decoding: text[..<length], as: UTF8.self)) }
  }

  @Test func `a thousand faults are counted and two hundred listed`() throws {
    let text = forumFile("rooms:\n" + (0..<1000).map { "  - {id: \"r \($0)\", title: Room}\n" }.joined())
    do throws(ImportFaults) {
      _ = try read(text)
      Issue.record("it was taken")
    } catch {
      #expect(error.count == 1000)
      #expect(error.faults.count == 200)
      #expect(error.description.hasSuffix("\nand 800 more"))
    }
  }
}
