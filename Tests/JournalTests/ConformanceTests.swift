import ForumCore
import Journal
import Testing

@Suite("Every journal: records")
struct ConformanceTests {
  @Test("records are read in order as they were appended, in parts too", arguments: Kind.allCases)
  func order(kind: Kind) throws {
    try kind.run { journal in
      let all = entries("north", 10)
      let first = try journal.append(Batch(entries: Array(all[..<4])))
      let second = try journal.append(Batch(entries: Array(all[4...])))
      let read = try journal.read("north", after: 0, limit: 100)
      #expect(read.map(\.entry) == all)
      #expect(first == [StreamHead(stream: "north", seq: 4, digest: read[3].digest)])
      #expect(second == [StreamHead(stream: "north", seq: 10, digest: read[9].digest)])
      #expect(try journal.streams() == second)
      #expect(try journal.read("north", after: 3, limit: 2).map(\.entry) == Array(all[3...4]))
      #expect(try journal.read("north", after: 10, limit: 5) == [])
      #expect(try journal.read("north", after: 11, limit: 5) == [])
      #expect(try journal.read("north", after: 0, limit: 0) == [])
      #expect(try journal.read("nowhere", after: 0, limit: 5) == [])
      var replayed: [Record] = []
      try journal.replay("north", recordsAtOnce: 5) { replayed.append($0) }
      #expect(replayed == read)
    }
  }

  @Test("each digest is chained to the one before, in its own stream", arguments: Kind.allCases)
  func chained(kind: Kind) throws {
    try kind.run { journal in
      let mixed = zip(entries("a", 3), entries("b", 3)).flatMap { [$0, $1] }
      #expect(try journal.append(Batch(entries: mixed)).map(\.stream) == ["a", "b"])
      for stream in ["a", "b"] {
        var before = Chain.start
        for record in try journal.read(stream, after: 0, limit: 10) {
          #expect(record.digest == Chain.digest(of: record.entry, after: before))
          #expect(record.digest.count == Chain.length)
          before = record.digest
        }
      }
      let digests = try ["a", "b"].flatMap { try journal.read($0, after: 0, limit: 10).map(\.digest) }
      #expect(Set(digests).count == 6)
    }
  }

  @Test("an entry that does not follow its stream's last record is a conflict", arguments: Kind.allCases)
  func conflict(kind: Kind) throws {
    try kind.run { journal in
      try journal.append(Batch(entries: entries("north", 2)))
      for seq in [0, 1, 2, 4, -1, Int.max, Int.min] {
        let entry = Entry(stream: "north", seq: seq, at: 0, actor: "x", payload: [])
        #expect(throws: JournalError.conflict(stream: "north", why: "record \(seq) does not follow record 2")) {
          try journal.append(Batch(entries: [entry]))
        }
      }
      #expect(throws: JournalError.conflict(stream: "new", why: "record 2 does not follow record 0")) {
        try journal.append(Batch(entries: entries("new", after: 1, 1)))
      }
      #expect(try journal.streams().map(\.seq) == [2])
    }
  }

  @Test("of a batch that cannot be written nothing stays", arguments: Kind.allCases)
  func atomic(kind: Kind) throws {
    try kind.run { journal in
      let person = PersonID("p-1")
      try journal.append(
        Batch(
          entries: entries("old", 1), replies: [reply("old", "k")], personKeys: [PersonKey(person: person, key: [1])]))
      let good = Batch(
        entries: entries("old", after: 1, 1) + entries("new", 1), replies: [reply("new", "k2")],
        personKeys: [PersonKey(person: PersonID("p-2"), key: [2])], erasedPersons: [PersonID("p-3")],
        notes: [Note(key: "n", value: [1])])
      var bad: [Batch] = [good, good, good, good, good]
      bad[0].entries.append(contentsOf: entries("new", after: 5, 1))
      bad[1].replies.append(reply("old", "k"))
      bad[2].personKeys.append(PersonKey(person: person, key: [9]))
      bad[3].replies.append(reply("new", "k2"))
      bad[4].personKeys.append(PersonKey(person: PersonID("p-2"), key: [3]))
      for batch in bad {
        #expect { try journal.append(batch) } throws: { ($0 as? JournalError)?.nothingWasWritten == true }
        #expect(try journal.streams().map(\.stream) == ["old"])
        #expect(try journal.read("old", after: 0, limit: 9).count == 1)
        #expect(try journal.read("new", after: 0, limit: 9) == [])
        #expect(try journal.reply(stream: "new", key: "k2") == nil)
        #expect(try journal.personKeys() == [PersonKey(person: person, key: [1])])
        #expect(try journal.notes(prefix: "") == [])
      }
      try journal.append(good)
      #expect(try journal.verify().isSound)
    }
  }

  @Test(
    "streams and actors may have odd names, kept apart by their bytes", arguments: Kind.allCases)
  func oddNames(kind: Kind) throws {
    try kind.run { journal in
      let names = [
        "~house", " ", "a/b", "'; DROP TABLE records; --", "%", "\u{e9}", "e\u{301}", "😀", "A", "a", "\n", "ß%_*",
      ]
      for name in names {
        let entry = Entry(stream: name, seq: 1, at: -5, actor: name, payload: Array(name.utf8))
        try journal.append(Batch(entries: [entry], replies: [reply(name, name)], notes: [Note(key: name, value: [7])]))
      }
      for name in names {
        let read = try #require(try journal.read(name, after: 0, limit: 2).first)
        #expect(Array(read.stream.utf8) == Array(name.utf8))
        #expect(Array(read.actor.utf8) == Array(name.utf8))
        #expect(read.payload == Array(name.utf8))
        #expect(try journal.reply(stream: name, key: name) == reply(name, name))
        #expect(try journal.note(name) == [7])
      }
      let bytes = try journal.streams().map { Array($0.stream.utf8) }
      #expect(bytes == names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
      #expect(try journal.verify().isSound)
    }
  }

  @Test("what no store could give back is refused", arguments: Kind.allCases)
  func unfit(kind: Kind) throws {
    try kind.run { (journal: any Journal) throws in
      func entry(_ stream: String, _ actor: String) -> Entry {
        Entry(stream: stream, seq: 1, at: 0, actor: actor, payload: [])
      }
      let batches = [
        Batch(entries: [entry("", "x")]), Batch(entries: [entry("a\0b", "x")]), Batch(entries: [entry("a", "x\0")]),
        Batch(replies: [reply("a", "")]), Batch(replies: [reply("a\0", "k")]),
        Batch(notes: [Note(key: "", value: [1])]), Batch(notes: [Note(key: "k\0", value: nil)]),
        Batch(personKeys: [PersonKey(person: PersonID(""), key: [1])]),
        Batch(personKeys: [PersonKey(person: PersonID("p"), key: nil)]), Batch(erasedPersons: [PersonID("")]),
      ]
      for batch in batches {
        #expect {
          try journal.append(batch)
        } throws: {
          if case JournalError.unfit = $0 { true } else { false }
        }
      }
      #expect(try journal.append(Batch(entries: [entry("a", "")])).map(\.seq) == [1])
      #expect(try journal.append(Batch()) == [])
    }
  }

  @Test("payloads of no byte and of megabytes come back whole", arguments: Kind.allCases)
  func sizes(kind: Kind) throws {
    try kind.run { journal in
      let sizes = [0, 1, 4_095, 70_000, 5_000_000, 0]
      for (place, size) in sizes.enumerated() {
        try journal.append(Batch(entries: entries("s", after: place, 1, size: size)))
      }
      #expect(try journal.read("s", after: 0, limit: 10).map(\.payload.count) == sizes)
      #expect(try journal.verify() == VerifyReport(streams: 1, records: 6))
    }
  }

  @Test("after closing nothing works, and says so", arguments: Kind.allCases)
  func closed(kind: Kind) throws {
    try kind.run { journal in
      try journal.append(Batch(entries: entries("a", 1)))
      try journal.close()
      #expect(throws: JournalError.closed) { try journal.append(Batch(entries: entries("a", after: 1, 1))) }
      #expect(throws: JournalError.closed) { try journal.read("a", after: 0, limit: 1) }
      #expect(throws: JournalError.closed) { try journal.streams() }
    }
  }
}
