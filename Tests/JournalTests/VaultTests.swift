import ForumCore
import Journal
import Testing

@Suite("The vault of person keys")
struct VaultTests {
  let one = PersonID("p-1"), two = PersonID("p-2")
  let plain = Array("Amira Haddad, +216 71 000 000".utf8)

  @Test("what is sealed opens again, also with the keys that the journal kept", arguments: [0, 1, 40, 100_000])
  func opens(size: Int) throws {
    let vault = Vault()
    let secret = [UInt8](repeating: 65, count: size)
    let sealed = try #require(try vault.seal(secret, for: one))
    #expect(try vault.open(sealed, of: one) == secret)
    let journal = InMemoryJournal()
    try journal.append(Batch(personKeys: vault.takeNewKeys()))
    #expect(try Vault(journal.personKeys()).open(sealed, of: one) == secret)
  }

  @Test("sealing the same twice gives different texts, and neither shows the plain one")
  func fresh() throws {
    let vault = Vault()
    let (first, second) = (try #require(try vault.seal(plain, for: one)), try #require(try vault.seal(plain, for: one)))
    #expect(first != second)
    #expect(!first.contains("Amira"))
  }

  @Test("a key is made once a person, waits for one batch, and comes back if that failed")
  func newKeys() throws {
    let vault = Vault()
    _ = try vault.seal(plain, for: one)
    _ = try vault.seal(plain, for: one)
    _ = try vault.seal(plain, for: two)
    let keys = vault.takeNewKeys()
    #expect(keys.map(\.person) == [one, two])
    #expect(keys.allSatisfy { $0.key?.count == 32 })
    #expect(keys[0].key != keys[1].key)
    #expect(vault.takeNewKeys() == [])
    vault.putBack(keys)
    #expect(vault.takeNewKeys() == keys)
    vault.erase(one)
    vault.putBack(keys)
    #expect(vault.takeNewKeys() == [keys[1]])
  }

  @Test("altered text does not open: any byte, any length, another person's")
  func altered() throws {
    let vault = Vault()
    let sealed = try #require(try vault.seal(plain, for: one))
    _ = try vault.seal(plain, for: two)
    #expect(throws: VaultError.altered(two)) { try vault.open(sealed, of: two) }
    let characters = Array(sealed)
    for place in characters.indices {
      var changed = characters
      changed[place] = changed[place] == "A" ? "B" : "A"
      let opened = try? vault.open(String(changed), of: one)
      // The last letters of base64 may carry bits that mean nothing; then it is the same text.
      #expect(opened == nil || (opened == plain && place >= characters.count - 4))
    }
    for text in ["", "!!!", String(sealed.dropLast(4)), String(sealed.dropFirst(4)), "AAAA"] {
      #expect(throws: VaultError.altered(one)) { try vault.open(text, of: one) }
    }
  }

  @Test("an erased person opens as nothing and cannot be sealed for again, also after a restart")
  func erased() throws {
    let vault = Vault()
    let sealed = try #require(try vault.seal(plain, for: one))
    let journal = InMemoryJournal()
    try journal.append(Batch(personKeys: vault.takeNewKeys()))
    try journal.erasePersonKey(one)
    vault.erase(one)
    for vault in [vault, Vault(try journal.personKeys())] {
      #expect(try vault.open(sealed, of: one) == nil)
      #expect(try vault.seal(plain, for: one) == nil)
      #expect(!vault.has(one))
      #expect(vault.takeNewKeys() == [])
    }
    #expect(throws: VaultError.unknown(two)) { try vault.open(sealed, of: two) }
  }

  @Test("many threads get one key a person")
  func threads() throws {
    let vault = Vault()
    concurrently(8) { worker in
      for number in 0..<100 {
        let person = PersonID("p-\(number)")
        let sealed = try #require(try vault.seal([UInt8(worker)], for: person))
        #expect(try vault.open(sealed, of: person) == [UInt8(worker)])
      }
    }
    #expect(Set(vault.takeNewKeys().map(\.person)).count == 100)
  }
}
