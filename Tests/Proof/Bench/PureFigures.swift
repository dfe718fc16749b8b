import ForumCore
import ForumDesk
import Foundation
import Journal
import JournalSQLite
import Logging
import StrictJSON
import TestSupport

/// What the parts below the sockets do, each alone on one thread.
struct PureFigures {
  let folder: String

  /// Names and figures, in order.
  func all() throws -> [(String, String)] {
    let (changes, decided) = try history(400_000)
    var figures = [("core: decide and apply, commands a second", figure(decided))]
    figures += try json(changes)
    figures += try journal(changes)
    return figures
  }

  // MARK: - The core

  /// Requests and withdrawals in a forum of 160 people and 40 tables.
  private func history(_ count: Int) throws -> (changes: [Change], perSecond: Double) {
    var forum = try forum()
    let setUp = forum.seq
    let now = Instant(seconds: 1_800_000_000)
    var changes: [Change] = []
    changes.reserveCapacity(count)
    let seconds = try time {
      for round in 0..<count / 2 {
        let from = DelegateID(1 + round % 80)
        let request = RequestMeeting(requester: from, requested: DelegateID(from.value + 80))
        try take(request.decide(forum, by: .delegate(from), at: now))
        // Forty meetings stay open, so that places have to be looked for.
        let old = MeetingID(forum.lastMeeting - 40)
        if let meeting = forum.meetings[old] { try take(CancelMeeting(meeting: old).decide(forum, by: .delegate(meeting.requester), at: now)) }
      }
    }
    func take(_ decided: [Change]) throws {
      for change in decided {
        forum.apply(change, seq: setUp + changes.count + 1, at: now)
        changes.append(change)
      }
    }
    return (changes, Double(changes.count) / seconds)
  }

  private func forum() throws -> Forum {
    guard let id = ForumID("bench"), let zone = ForumZone("Africa/Tunis"), let day = CivilDate("2190-03-10"), let block = BlockID("day"),
      let start = Instant("2190-03-10T08:00:00Z")
    else { throw TestFault("the forum of the bench can not be made") }
    var content = ForumContent(forum: id)
    content.settings = ForumSettings(title: "Bench", place: "Tunis", country: "TN", zone: zone, firstDay: day, lastDay: day)
    content.blocks = [Block(id: block, title: "Day", start: start, end: start.adding(minutes: 600), slotMinutes: 20)]
    content.tables = (1...40).map { Table(id: TableID($0)) }
    content.registrations = (1...160).map { number in
      let profile = Profile(givenName: "Given\(number)", familyName: "Family\(number)", email: "d\(number)@bench.example")
      var entry = ForumContent.Entry(
        person: PersonID("p-\(number)"), profile: profile, organisationName: "Firm \(number % 50)", organisationKind: .msme, country: "TN")
      entry.approved = true
      return entry
    }
    var forum = Forum()
    let now = Instant(seconds: 1_800_000_000)
    for change in try ImportForum(content: content).decide(forum, by: .organiser(), at: now) { forum.apply(change, seq: forum.seq + 1, at: now) }
    forum.apply(.phaseSet(try phase()), seq: forum.seq + 1, at: now)
    return forum
  }

  private func phase() throws -> PhaseSet { try StrictJSONDecoder().decode(PhaseSet.self, from: Array(#"{"phase":"open"}"#.utf8)) }

  // MARK: - JSON

  private func json(_ changes: [Change]) throws -> [(String, String)] {
    let part = Array(changes.prefix(40_000))
    let strict = try part.map { try StrictJSONEncoder().encode($0) }
    let foundation = try part.map { try JSONEncoder().encode($0) }
    func rate(_ body: () throws -> Void) rethrows -> Double { Double(part.count) / (try time(body)) }
    let encode = (
      try rate { for change in part { _ = try StrictJSONEncoder().encode(change) } }, try rate { for change in part { _ = try JSONEncoder().encode(change) } }
    )
    let decode = (
      try rate { for bytes in strict { _ = try StrictJSONDecoder().decode(Change.self, from: bytes) } },
      try rate { for bytes in foundation { _ = try JSONDecoder().decode(Change.self, from: bytes) } }
    )
    return [
      ("JSON: changes written a second (Foundation's coder)", "\(figure(encode.0)) (\(figure(encode.1)))"),
      ("JSON: changes read a second (Foundation's coder)", "\(figure(decode.0)) (\(figure(decode.1)))"),
    ]
  }

  // MARK: - The journal

  private func journal(_ changes: [Change]) throws -> [(String, String)] {
    let path = folder + "/rialto.sqlite"
    let journal = try SQLiteJournal(path: path)
    let entries = try changes.enumerated().map { position, change in
      Entry(
        stream: "bench", seq: position + 1, at: 1_800_000_000_000, actor: #"{"kind":"timer","channel":"timer"}"#,
        payload: try StrictJSONEncoder().encode(change))
    }
    let single = 1000
    let one = try time { for entry in entries[..<single] { try journal.append(Batch(entries: [entry])) } }
    let many = try time {
      for start in stride(from: single, to: entries.count, by: 256) {
        try journal.append(Batch(entries: Array(entries[start..<min(start + 256, entries.count)])))
      }
    }
    try journal.close()
    var logger = Logger(label: "proof.bench")
    logger.logLevel = .critical
    let opened = try time { try Desk(journal: SQLiteJournal(path: path), logger: logger).stop() }
    return [
      ("journal (SQLite, FULL): commits of one a second", figure(Double(single) / one)),
      ("journal (SQLite, FULL): rows a second in commits of 256", figure(Double(entries.count - single) / many)),
      ("start: \(figure(Double(entries.count))) changes replayed without a snapshot, seconds", figure(opened)),
    ]
  }

  private func time(_ body: () throws -> Void) rethrows -> Double {
    let start = moment()
    try body()
    return Double(moment() - start) / 1e9
  }
}
