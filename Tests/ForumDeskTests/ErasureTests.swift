import ForumCore
import ForumDesk
import Foundation
import Journal
import StrictJSON
import Testing

@Suite("Rule 29: an erasure and the end of the key are one")
struct ErasureTests {
  private let aino = DelegateID(1)
  private let person = PersonID("p-1")

  private func key(of stage: Stage) throws -> PersonKey? {
    try stage.journal.inner.personKeys().first { $0.person == person.inForum(stage.forum.value) }
  }

  private func text(_ changes: [CommittedChange]) throws -> String {
    try changes.map { String(decoding: try StrictJSONEncoder().encode($0.change), as: UTF8.self) }.joined(separator: "\n")
  }

  private func text(_ forum: Forum) throws -> String { String(decoding: try StrictJSONEncoder().encode(forum), as: UTF8.self) }

  @Test("Rule 29: the record and the end of the key are one transaction; what was at hand is gone when it is told", arguments: Kind.allCases)
  func together(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      _ = try await stage.book(1, 2, message: "Kanarienwort")
      _ = try await stage.book(3, 1, message: "Others' word")
      #expect(try key(of: stage)?.key?.count == 32)
      #expect(try text(try stage.desk.changes(stage.forum, after: 0, limit: .max)).contains("Canaria1\""))
      let told = Answers<DelegateID>()
      stage.desk.onErasure { told.take($0.delegate) }
      let receipt = try await stage.desk.erase(aino, in: stage.forum, by: .delegate(aino), key: nil)
      #expect(receipt.changes.last?.kind == .delegateErased)
      #expect(told.values == [aino])
      #expect(try key(of: stage) == PersonKey(person: person.inForum(stage.forum.value), key: nil))
      let batch = try #require(stage.journal.batches.first { !$0.erasedPersons.isEmpty })
      #expect(batch.entries.contains { String(decoding: $0.payload, as: UTF8.self).contains("delegateErased") })
      for all in [try text(try stage.desk.changes(stage.forum, after: 0, limit: .max)), try text(await stage.state())] {
        for word in ["Canaria1\"", "Aino1\"", "aino1@", "1001", "Kanarienvogel 1\"", "Kanarienwort"] { #expect(!all.contains(word), "\(word)") }
        #expect(all.contains("Canaria3") && all.contains("Others' word"))
      }
      let live = try await stage.state()
      stage.desk.stop()
      let again = try Stage(store)
      #expect(try await again.state() == live)
      #expect(try await again.desk.erase(aino, in: again.forum, by: .organiser()).changes == [])
      again.desk.stop()
    }
  }

  @Test("Rule 29: a snapshot from before and the tail after it lead to the same, and hold nothing of the person", arguments: Kind.allCases)
  func snapshots(kind: Kind) async throws {
    try await withStore(kind) { store in
      var tuning = Desk.Tuning()
      tuning.changesPerSnapshot = 10
      tuning.restsPerSnapshot = 0
      let stage = try Stage(store, tuning: tuning)
      try await stage.prepare()
      await eventually("a snapshot") { (try? stage.journal.latestSnapshot(stage.forum.value)) != nil }
      _ = try await stage.desk.erase(aino, in: stage.forum, by: .organiser())
      let live = try await stage.state()
      stage.desk.stop()
      let again = try Stage(store, tuning: tuning)
      #expect(try await again.state() == live)
      #expect(try !text(live).contains("Canaria1\""))
      again.desk.stop()
    }
  }

  @Test("Rule 29: whoever is in several forums stays in the others; their keys have nothing in common", arguments: Kind.allCases)
  func otherForums(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let south = try #require(ForumID("south-2027"))
      var content = ForumContent(forum: south)
      content.settings = try await stage.state().settings
      content.registrations = [Stage.entry(1)]
      _ = try await stage.desk.perform(ImportForum(content: content), in: south, by: .organiser(), creating: true)
      #expect(try await stage.desk.registrations(of: person).map { "\($0.forum) \($0.delegate)" } == ["north-2027 D-1", "south-2027 D-1"])
      _ = try await stage.desk.erase(aino, in: stage.forum, by: .organiser())
      #expect(try await stage.desk.registrations(of: person).map { "\($0.forum) \($0.delegate)" } == ["south-2027 D-1"])
      stage.desk.stop()
      let again = try Stage(store)
      func name(_ forum: ForumID) async throws -> String? { try await again.desk.read(forum) { $0.registrations[DelegateID(1)]?.displayName } }
      #expect(try await [name(again.forum), name(south)] == ["D-1", "Aino1 Canaria1"])
      #expect(try again.desk.changes(south, after: 0, limit: .max).contains { (try? text([$0]))?.contains("Canaria1\"") == true })
      again.desk.stop()
    }
  }

  @Test("Rule 29: where a node stopped between the record and the end of the key, the next start ends it, and the tokens too", arguments: Kind.allCases)
  func completed(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let made = try await stage.desk.createToken(role: .attendee, forum: stage.forum, delegate: aino, label: "Aino1's phone", by: .organiser())
      stage.journal.keepErased()
      // Not by `erase`, which would end the token as well.
      _ = try await stage.desk.perform(EraseDelegate(delegate: aino), in: stage.forum, by: .organiser())
      stage.desk.stop()
      let again = try Stage(store)
      #expect(try key(of: again)?.key != nil)
      let running = Task { await again.desk.run(every: .milliseconds(5)) }
      await eventually("the end of the key") { (try? key(of: again))?.key == nil }
      await eventually("the end of the token") { again.desk.principal(made.secret) == nil }
      running.cancel()
      await running.value
      again.desk.stop()
    }
  }

  @Test("Rule 29: tokens of the person end at once, and what they were for is not readable any more", arguments: Kind.allCases)
  func tokens(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let own = try await stage.desk.createToken(role: .attendee, forum: stage.forum, delegate: aino, label: "Aino1's phone", by: .organiser())
      let other = try await stage.desk.createToken(role: .attendee, forum: stage.forum, delegate: DelegateID(2), label: "Aino2's phone", by: .organiser())
      let revoked = Answers<TokenID>()
      _ = try stage.desk.onRevocation { revoked.take($0) }
      if kind == .sqlite { #expect(try store.bytes().firstRange(of: Data("Aino1's phone".utf8)) == nil) }
      _ = try await stage.desk.erase(aino, in: stage.forum, by: .organiser())
      #expect(stage.desk.principal(own.secret) == nil)
      #expect(stage.desk.principal(other.secret)?.delegate == DelegateID(2))
      #expect(try await stage.desk.tokens().map { $0.ownLabel?.value } == [nil, "Aino2's phone"])
      #expect(revoked.values == [own.token])
      await #expect(throws: Refusal.self) {
        try await stage.desk.createToken(role: .attendee, forum: stage.forum, delegate: aino, label: nil, by: .organiser())
      }
      stage.desk.stop()
      let again = try Stage(store)
      #expect(try await again.desk.tokens().map { $0.ownLabel?.value } == [nil, "Aino2's phone"])
      again.desk.stop()
    }
  }

  @Test("Rule 29: an erasure that the store did not take leaves the person as they were; one whose outcome was not known is as the store has it")
  func failing() async throws {
    for written in [false, true] {
      try await withStore(.memory) { store in
        let stage = try Stage(store)
        try await stage.prepare()
        stage.journal.failNext(written: written)
        await #expect(throws: DeskError.self) { try await stage.desk.erase(aino, in: stage.forum, by: .organiser()) }
        #expect(try await stage.state().isErased(aino) == written)
        #expect(try (key(of: stage)?.key == nil) == written)
        let all = try text(try stage.desk.changes(stage.forum, after: 0, limit: .max))
        #expect(all.contains("Canaria1\"") == !written)
        _ = try await stage.desk.erase(aino, in: stage.forum, by: .organiser())
        #expect(try key(of: stage)?.key == nil)
        _ = try await stage.book(3, 4)
        stage.desk.stop()
      }
    }
  }

  @Test("Rule 29: what callers chose as idempotency keys is kept as a digest only", arguments: Kind.allCases)
  func idempotencyKeys(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let key = ForumDeskTests.key("aino1@canary.example-1")
      let first = try await stage.book(1, 2, key: key)
      let kept = try stage.journal.inner.replyKeys(stream: stage.forum.value, since: .min)
      #expect(kept.map(\.key) == [key.name] && !key.name.contains("aino1"))
      stage.desk.stop()
      if kind == .sqlite { #expect(try store.bytes().firstRange(of: Data("aino1@canary".utf8)) == nil) }
      let again = try Stage(store)
      #expect(try await again.book(1, 2, key: key).seq == first.seq)
      again.desk.stop()
    }
  }

  @Test("Rule 29: values that were sealed with the person's own key, before each forum had one, open, and are erased as well")
  func olderKeys() throws {
    let vault = Vault()
    let sealed = try #require(try vault.seal([1, 2, 3], for: person))
    let cipher = vault.cipher(of: "north-2027")
    #expect(try cipher.open(sealed, of: person) == [1, 2, 3])
    let newer = try #require(try cipher.seal([4], for: person))
    #expect(try cipher.open(newer, of: person) == [4])
    #expect(try cipher.open(sealed, of: person) == [1, 2, 3])
    #expect(throws: VaultError.self) { try vault.cipher(of: "south-2027").open(newer, of: person) }
    let names = vault.names(of: person, in: "north-2027")
    #expect(names == [person.inForum("north-2027"), person])
    for name in names { vault.erase(name) }
    #expect(try cipher.open(sealed, of: person) == nil)
    #expect(try cipher.open(newer, of: person) == nil)
    #expect(try cipher.seal([5], for: person) == nil)
  }
}
