import ForumCore
import Journal
import Testing

@Suite("Every journal: what is kept beside the records")
struct BesideTests {
  @Test("a reply is found by its key in its stream, and only there", arguments: Kind.allCases)
  func replies(kind: Kind) throws {
    try kind.run { journal in
      let stored = [reply("a", "k1", at: 10), reply("a", "k2", at: 30), reply("b", "k1", at: 20)]
      try journal.append(Batch(entries: entries("a", 1), replies: stored))
      #expect(try journal.reply(stream: "a", key: "k1") == stored[0])
      #expect(try journal.reply(stream: "b", key: "k1") == stored[2])
      #expect(try journal.reply(stream: "b", key: "k2") == nil)
      #expect(try journal.replyKeys(stream: "a", since: 10).map(\.key) == ["k1", "k2"])
      #expect(
        try journal.replyKeys(stream: "a", since: 11) == [ReplyKey(key: "k2", fingerprint: [1, 2], seq: 1, at: 30)])
      #expect(throws: JournalError.conflict(stream: "a", why: "the idempotency key has a reply already")) {
        try journal.append(Batch(replies: [reply("a", "k1", at: 99)]))
      }
      #expect(try journal.forgetReplies(before: 25) == 2)
      #expect(try journal.reply(stream: "a", key: "k1") == nil)
      #expect(try journal.reply(stream: "a", key: "k2") == stored[1])
      #expect(try journal.streams().map(\.stream) == ["a"])
    }
  }

  @Test("empty replies and notes stay empty, not absent", arguments: Kind.allCases)
  func empties(kind: Kind) throws {
    try kind.run { journal in
      let empty = StoredReply(stream: "a", key: "k", fingerprint: [], seq: 0, at: 0, body: [])
      try journal.append(Batch(replies: [empty], notes: [Note(key: "n", value: [])]))
      #expect(try journal.reply(stream: "a", key: "k") == empty)
      #expect(try journal.note("n") == [])
    }
  }

  @Test("notes are set, replaced, taken away and listed by how they begin", arguments: Kind.allCases)
  func notes(kind: Kind) throws {
    try kind.run { journal in
      let keys = ["token/a", "token/b", "tokens", "token", "cursor/x", "tok\u{e9}n", "z"]
      try journal.append(Batch(notes: keys.map { Note(key: $0, value: Array($0.utf8)) }))
      try journal.append(Batch(notes: [Note(key: "token/a", value: [9]), Note(key: "z", value: nil)]))
      try journal.append(Batch(notes: [Note(key: "absent", value: nil)]))
      #expect(try journal.note("token/a") == [9])
      #expect(try journal.note("z") == nil)
      #expect(try journal.notes(prefix: "token/").map(\.key) == ["token/a", "token/b"])
      #expect(try journal.notes(prefix: "token").map(\.key) == ["token", "token/a", "token/b", "tokens"])
      #expect(try journal.notes(prefix: "%") == [])
      #expect(try journal.notes(prefix: "").count == 6)
    }
  }

  @Test("a snapshot replaces the one before and must belong to a record", arguments: Kind.allCases)
  func snapshots(kind: Kind) throws {
    try kind.run { journal in
      try journal.append(Batch(entries: entries("a", 5)))
      let records = try journal.read("a", after: 0, limit: 5)
      #expect(try journal.latestSnapshot("a") == nil)
      let first = Snapshot(stream: "a", seq: 3, digest: records[2].digest, body: [1, 2, 3])
      let second = Snapshot(stream: "a", seq: 5, digest: records[4].digest, body: [])
      try journal.saveSnapshot(first)
      #expect(try journal.latestSnapshot("a") == first)
      try journal.saveSnapshot(second)
      #expect(try journal.latestSnapshot("a") == second)
      for seq in [0, 4, 6, -1, Int.min] {
        #expect(throws: JournalError.conflict(stream: "a", why: "the snapshot belongs to no record")) {
          try journal.saveSnapshot(Snapshot(stream: "a", seq: seq, digest: records[4].digest, body: [7]))
        }
      }
      #expect(try journal.latestSnapshot("a") == second)
      #expect(try journal.verify() == VerifyReport(streams: 1, records: 5, snapshots: 1))
    }
  }

  @Test("keys come once a person; an erased person stays erased", arguments: Kind.allCases)
  func keys(kind: Kind) throws {
    try kind.run { journal in
      let (one, two) = (PersonID("p-1"), PersonID("p-2"))
      let key = PersonKey(person: one, key: Array(1...32))
      try journal.append(Batch(personKeys: [PersonKey(person: two, key: [2]), key]))
      try journal.append(Batch(personKeys: [key]))
      #expect(try journal.personKeys() == [key, PersonKey(person: two, key: [2])])
      try journal.erasePersonKey(one)
      try journal.erasePersonKey(one)
      let kept = [PersonKey(person: one, key: nil), PersonKey(person: two, key: [2])]
      #expect(try journal.personKeys() == kept)
      #expect(throws: JournalError.conflict(stream: "~keys", why: "p-1 has another key or was erased")) {
        try journal.append(Batch(personKeys: [key]))
      }
      #expect(try journal.personKeys() == kept)
    }
  }

  @Test("a durable journal opens again as it was", arguments: Kind.allCases)
  func reopening(kind: Kind) throws {
    try kind.runReopening { journal, reopen in
      guard let reopen else { return }
      try journal.append(
        Batch(
          entries: entries("a", 3), replies: [reply("a", "k")],
          personKeys: [PersonKey(person: PersonID("p"), key: [1])],
          notes: [Note(key: "n", value: [1])]))
      let before = try journal.read("a", after: 0, limit: 9)
      try journal.close()
      let again = try reopen()
      #expect(try again.read("a", after: 0, limit: 9) == before)
      #expect(try again.reply(stream: "a", key: "k") == reply("a", "k"))
      #expect(try again.note("n") == [1])
      #expect(try again.personKeys() == [PersonKey(person: PersonID("p"), key: [1])])
      #expect(try again.append(Batch(entries: entries("a", after: 3, 1))).map(\.seq) == [4])
      try again.close()
    }
  }

  @Test("appends from many threads either follow or conflict, and none is lost", arguments: Kind.allCases)
  func threads(kind: Kind) async throws {
    try kind.run { (journal: any Journal) throws in
      let written = Tally()
      concurrently(8) { worker in
        for _ in 0..<40 {
          let head = try journal.streams().first { $0.stream == "a" }?.seq ?? 0
          do {
            try journal.append(Batch(entries: entries("a", after: head, 2)))
            written.add(2)
          } catch JournalError.conflict {}
          try journal.append(Batch(notes: [Note(key: "w\(worker)", value: [1])]))
        }
      }
      #expect(try journal.streams().map(\.seq) == [written.sum])
      #expect(try journal.verify().isSound)
      #expect(try journal.notes(prefix: "w").count == 8)
    }
  }
}
